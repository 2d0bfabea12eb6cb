"""Credits to an outlet."""

from __future__ import annotations

import pytest

from cleaners.metadata.source import read_source


@pytest.mark.parametrize(
    ("text", "name", "url"),
    [
        ("Nguồn Bến Mây: http://benmay.example/a-1.html", "Bến Mây", "http://benmay.example/a-1.html"),
        ("Nguồn: https://www.benmay.example/c", None, "https://www.benmay.example/c"),
        ("Nguồn tin: Đội Thiếu niên", "Đội Thiếu niên", None),
        ("Theo Bến Mây Online", "Bến Mây Online", None),
        ("(Theo TTXVN)", "TTXVN", None),
        ("Theo LAN CHI (BM News)", "BM News", None),
        ("Theo benmaytre", "benmaytre", None),
        ("Techpad via Vitalo", "Vitalo", None),
        ("Source: benmay.example", "benmay.example", None),
        ("Quelle: dpa", "dpa", None),
        ("Источник: Вести Бенмай", "Вести Бенмай", None),
        ("2024-05-13 09:16:04　来源: 北山青年报 北京  举报", "北山青年报", None),
    ],
)
def test_a_credit_names_its_outlet(text: str, name: str | None, url: str | None) -> None:
    source = read_source(text)
    assert source is not None
    assert (source.name, source.url) == (name, url)


@pytest.mark.parametrize(
    "text",
    [
        "NGUỒN ST",
        "Theo ông Nam, mọi việc đã xong",
        "Theo Sở Y tế, dịch đã lui",
        "Theo dõi",
        "Tiếp theo >",
        "Theo quy định của pháp luật",
        "Học và làm theo Bác",
        'Ghi rõ nguồn "benmay.example" khi phát hành lại',
        "Mã nguồn mở của xã",
        "(Nguồn: Getty Images)",
        "Image via Lan Chi",
        "Tài nguyên: nguồn nước ngầm",
    ],
)
def test_sentences_and_picture_credits_are_no_source(text: str) -> None:
    assert read_source(text) is None


def test_some_words_credit_an_outlet_in_their_own_language_only() -> None:
    assert read_source("secondo Benmai Notizie", "it") is not None
    assert read_source("secondo Benmai Notizie", "en") is None
