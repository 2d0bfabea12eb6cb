"""The name of the site."""

from __future__ import annotations

import pytest

from cleaners.html.fields import site_name
from cleaners.html.tree import parse
from cleaners.metadata.markup import read_markup


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The ferry sails again in spring | Đò Mới", "Đò Mới"),
        ("The ferry sails again in spring", "DOMOI.EXAMPLE"),
        ("The ferry sails again in spring | Vale Herald", "DOMOI.EXAMPLE"),
    ],
)
def test_a_host_for_a_name_is_written_as_the_page_title_writes_it(title: str, name: str) -> None:
    head = f"<title>{title}</title><meta property='og:site_name' content='DOMOI.EXAMPLE'>"
    found = site_name(read_markup(parse(f"<html><head>{head}</head><body><p>Text</p></body></html>")))
    assert found is not None and found.value == name
