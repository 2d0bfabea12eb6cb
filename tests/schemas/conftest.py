"""An article with every key filled, to be spoiled in one place at a time."""

from __future__ import annotations

from typing import Any

import pytest

from cleaners.article import Article, Cell, ContentBlock, Image, Licence, Link, Metadata, Provenance, Source, Span
from cleaners.segments import Segment


@pytest.fixture
def article() -> dict[str, Any]:
    metadata = Metadata(
        url="https://baonui.example/cho-phien",
        hostname="baonui.example",
        title="Chợ phiên Mường Vang mở lại",
        lead="Chợ mở từ năm giờ sáng.",
        authors=["Lò Thị Mẩy"],
        published_at="2026-03-15T07:30:00+07:00",
        modified_at="2026-03-16",
        section=["Tin tức", "Văn hóa"],
        source=Source("Báo Núi", "https://baonui.example/"),
        publisher="Xã Mường Vang",
        licence=Licence("12/GP-TTĐT", "2024-05-02", "Sở Văn hóa", "Giấy phép số 12/GP-TTĐT ngày 02/5/2024"),
        rights="Ghi rõ nguồn khi dẫn lại.",
        language="vi",
        keywords=["chợ phiên"],
        view_count=1572,
        provenance={"title": Provenance("text", "vi.title", "CHỢ PHIÊN")},
    )
    segments = [
        Segment("Trang chủ", "removed", "navigation", "vi.nav.home", 0, 9),
        Segment("Chợ mở từ năm giờ sáng.", "lead", None, None, 10, 33),
    ]
    made = Article(
        metadata,
        "Chợ mở từ năm giờ sáng.",
        images=[Image("https://baonui.example/a.jpg", "chợ", "Ảnh chợ")],
        segments=segments,
        blocks=[
            ContentBlock(
                "item",
                "Chợ mở từ năm giờ sáng.",
                depth=1,
                number=1,
                links=(Link(0, 3, "/cho"),),
                spans=(Span("strong", 0, 3),),
            ),
            ContentBlock("code", "mở(5)", language="python"),
            ContentBlock("table", "Sáng", rows=((Cell("Sáng", header=True), Cell("")),)),
            ContentBlock("image", "", image=Image("https://baonui.example/a.jpg", "chợ", "Ảnh chợ")),
        ],
        markdown="Chợ mở từ năm giờ sáng.",
        html="<p>Chợ mở từ năm giờ sáng.</p>",
        warnings=["deduplicated"],
        encoding="utf-8",
        cleaner={"service": "0.1.0", "rules": "3f9c", "trafilatura": "2.3.1"},
    )
    return made.as_dict(frozenset({"segments", "blocks", "markdown", "html"}))
