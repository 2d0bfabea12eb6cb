from __future__ import annotations

import zlib
from collections.abc import Callable

import pytest
from backports import zstd

from service.deflation import compressor

PARTS = [b'{"index":0}\n', b'{"index":1}\n' * 1000, b'{"index":2}\n']


@pytest.mark.parametrize(
    ("coding", "reader"),
    [
        ("gzip", lambda: zlib.decompressobj(wbits=31).decompress),
        ("zstd", lambda: zstd.ZstdDecompressor().decompress),
        (None, lambda: bytes),
    ],
)
def test_each_part_can_be_read_before_the_next_is_written(
    coding: str | None, reader: Callable[[], Callable[[bytes], bytes]]
) -> None:
    stream, read = compressor(coding), reader()
    for part in PARTS:
        assert read(stream.part(part)) == part
    read(stream.end())


def test_what_is_closed_is_whole() -> None:
    for coding, unpack in (("gzip", lambda data: zlib.decompress(data, wbits=31)), ("zstd", zstd.decompress)):
        stream = compressor(coding)
        data = b"".join([*map(stream.part, PARTS), stream.end()])
        assert unpack(data) == b"".join(PARTS)
        assert len(data) < 1_000
