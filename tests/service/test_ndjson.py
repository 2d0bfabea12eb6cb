from __future__ import annotations

import json
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from service.ndjson import as_line, split_lines


def cut(data: bytes, sizes: list[int]) -> Iterator[bytes]:
    at = 0
    for size in sizes:
        yield data[at : at + size]
        at += size
    yield data[at:]


@given(
    lines=st.lists(st.binary(max_size=30).map(lambda line: line.replace(b"\n", b"").replace(b"\r", b"")), max_size=12),
    end=st.sampled_from([b"\n", b"\r\n"]),
    sizes=st.lists(st.integers(1, 40), max_size=20),
    ended=st.booleans(),
)
def test_lines_are_the_same_however_the_stream_is_cut(
    lines: list[bytes], end: bytes, sizes: list[int], ended: bool
) -> None:
    data = end.join(lines) + (end if ended else b"")
    expected = [None if len(line) > 20 else line for line in lines if len(line) > 20 or line.strip()]
    assert list(split_lines(cut(data, sizes), 20)) == expected


def test_a_line_that_is_too_long_is_not_held() -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(3_000):
            yield bytes(1 << 20)  # 3 GB in all
        yield b"\nshort"

    assert list(split_lines(endless(), 1_000)) == [None, b"short"]


def test_a_value_is_one_line_whatever_it_holds() -> None:
    value = {"text": "một\nhai\u2028ba\r", "half": "\ud800", "n": None}
    line = as_line(value)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert json.loads(line) == value
