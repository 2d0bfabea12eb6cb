"""Which date is the article's, and whose counter it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from cleaners.article import Metadata
from cleaners.text.dating import read_dates, read_views
from cleaners.text.facts import find_title
from tests.cleaners.text.drafting import STORY, TITLE, facts_of, page_of


def meta(*parts: str | tuple[str, ...], **hints: Any) -> Metadata:
    facts = facts_of(page_of(*parts), **hints)
    find_title(facts)
    read_views(facts)
    read_dates(facts)
    return facts.meta


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("14/10/2024 06:30", "2024-10-14T06:30:00+07:00"),
        ("14/10/2024", "2024-10-14"),
        ("18:00 | 22/05/2022", "2022-05-22T18:00:00+07:00"),
        ("09.06.2023 | 19:39 PM", "2023-06-09T19:39:00+07:00"),
        ("Thứ Ba 28/05/2024 , 14:22 (GMT+7)", "2024-05-28T14:22:00+07:00"),
        ("Ngày đăng:28/05/2024 14:22", "2024-05-28T14:22:00+07:00"),
        ("02/06/13 05:20 GMT+7", "2013-06-02T05:20:00+07:00"),
        ("Chủ nhật, 7 tháng 8, 2011", "2011-08-07"),
    ],
)
def test_a_date_between_title_and_story_is_the_articles(line: str, moment: str) -> None:
    assert meta(TITLE, line, STORY).published_at == moment


def test_a_clock_above_the_title_is_no_publication_date() -> None:
    assert meta("Thứ Năm, ngày 4 tháng 3 năm 2021 - 7:01:35 PM", "Trang chủ", TITLE, STORY).published_at is None


def test_of_two_dates_above_the_story_the_one_beside_the_title_counts() -> None:
    found = meta("Thứ tư, 28/09/2022", "Trang chủ", "Tin tức", TITLE, "14/09/2022 06:30", STORY)
    assert found.published_at == "2022-09-14T06:30:00+07:00"


def test_the_day_of_an_event_is_no_publication_date() -> None:
    assert (
        meta(
            TITLE, "Sáng 28/12/2021, cầu treo bản Lim được thông xe trở lại sau hai tuần sửa chữa.", STORY
        ).published_at
        is None
    )


def test_an_update_is_told_apart_from_the_publication() -> None:
    found = meta(TITLE, "Ngày đăng: 14/10/2024 06:30", STORY, "Cập nhật lúc: 15/10/2024 09:00")
    assert found.published_at == "2024-10-14T06:30:00+07:00"
    assert found.modified_at == "2024-10-15T09:00:00+07:00"


def test_an_update_before_the_publication_is_none() -> None:
    found = meta(TITLE, "Ngày đăng: 14/10/2024 06:30", STORY, "Cập nhật lúc: 15/10/2019 09:00")
    assert found.modified_at is None


def test_dates_of_related_articles_are_not_the_articles() -> None:
    assert meta(TITLE, STORY, "Các tin khác", "Mở lại bến phà Cồn Tràm (12/03/2020)").published_at is None


def test_a_relative_date_needs_the_time_of_the_visit() -> None:
    visit = datetime(2024, 10, 14, 2, 30, tzinfo=UTC)
    assert meta(TITLE, "3 giờ trước", STORY).published_at is None
    assert meta(TITLE, "3 giờ trước", STORY, crawled_at=visit).published_at == "2024-10-14T06:30:00+07:00"


def test_the_callers_zone_outranks_the_languages() -> None:
    found = meta(TITLE, "14/10/2024 06:30", STORY, timezone="Europe/Berlin")
    assert found.published_at == "2024-10-14T06:30:00+02:00"


def test_every_date_says_where_it_was_read() -> None:
    found = meta(TITLE, "Ngày đăng: 14/10/2024 06:30", STORY)
    assert "14/10/2024 06:30" in found.provenance["published_at"].raw


def test_the_articles_counter_stands_with_its_date() -> None:
    assert meta(TITLE, "14/10/2024", "Lượt xem: 1.572", STORY).view_count == 1572
    assert meta(TITLE, "14/10/2024 | Lượt xem: 143", STORY).view_count == 143


def test_the_sites_counter_is_not_the_articles() -> None:
    found = meta(
        TITLE, "14/10/2024", STORY, "Thống kê truy cập", "Đang online: 12", "Hôm nay: 2.611", "Tổng truy cập: 9.218.406"
    )
    assert found.view_count is None


def test_counts_told_in_the_story_are_no_counter() -> None:
    assert (
        meta(
            TITLE, "14/10/2024", STORY, "Đoạn phim về cây cầu có hơn 113.000 lượt xem chỉ sau một đêm.", STORY[::-1]
        ).view_count
        is None
    )


SPANISH = (
    "El faro de la ría volvió a encenderse el miércoles ante unas trescientas personas que esperaban en el muelle.",
    "La lámpara fue reparada por un taller de la comarca que nunca había trabajado con una óptica de ese tamaño.",
    "Cada uno de los prismas se limpió a mano durante cuatro meses, según contó el encargado de las obras.",
    "El edificio albergará además un pequeño museo que abrirá los fines de semana hasta el mes de octubre.",
)
HEADLINE = "El último faro de la ría vuelve a encenderse"


@pytest.mark.parametrize(
    "below",
    [
        ("visitas 1882410",),
        ("Visitas: 1.882.410",),
        ("Usuarios en línea: 12", "Visitas: 48.210"),
        ("© 2023 Ayuntamiento de Merla. Todos los derechos reservados.", "Visitas: 48.210"),
    ],
)
def test_visits_counted_in_the_footer_are_the_sites(below: tuple[str, ...]) -> None:
    found = meta(HEADLINE, "3 de agosto de 2023", SPANISH, below, language="es")
    assert found.view_count is None


@pytest.mark.parametrize(
    "parts",
    [
        (HEADLINE, "3 de agosto de 2023", "Visitas: 1.882.410", SPANISH),
        (HEADLINE, "3 de agosto de 2023", SPANISH, "Visitas: 345"),
        (TITLE, "14/10/2024", STORY, "Lượt xem: 1.234.567"),
        (TITLE, "14/10/2024", STORY, "Lượt xem: 482", "Thống kê truy cập", "Đang online: 37"),
    ],
)
def test_the_articles_own_counter_is_read_wherever_it_stands(parts: tuple[str | tuple[str, ...], ...]) -> None:
    language = "es" if parts[0] == HEADLINE else "vi"
    assert meta(*parts, language=language).view_count is not None


def test_a_counter_among_those_of_the_site_is_none_of_the_articles() -> None:
    found = meta(TITLE, "14/10/2024", STORY, "Đang online: 37", "Hôm nay: 2.611", "Lượt xem: 18.402")
    assert found.view_count is None
