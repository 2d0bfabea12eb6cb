"""Pages of very many lines: read in part, accounted for in full."""

from __future__ import annotations

from cleaners import Page, clean
from cleaners.text.lines import is_merged, split_lines

PROSE = "Sáng nay, dòng nước lớn đã rút khỏi cánh đồng thôn Thượng, và bà con lại ra sửa bờ, vét mương như mọi năm."


def short_lines(count: int) -> list[str]:
    return [f"mục {number}" for number in range(count)]


def test_a_long_run_of_short_lines_is_one_line_but_for_its_ends() -> None:
    sent = "\n".join([PROSE, *short_lines(60_000), PROSE])
    lines = split_lines(sent)
    merged = [line for line in lines if is_merged(sent[line.start : line.end])]
    assert len(merged) == 1
    assert len(lines) < 1000
    assert lines[0].text == lines[-1].text == PROSE
    assert (lines[1].text, lines[-2].text) == ("mục 0", "mục 59999")


def test_a_merged_run_is_no_prose_whatever_is_in_it() -> None:
    sent = "\n".join(f"mục {number}. a" for number in range(60_000))
    assert not any(line.is_prose for line in split_lines(sent))


def test_the_more_lines_the_less_is_read_of_a_run() -> None:
    read = [len(split_lines("\n".join(short_lines(count)))) for count in (30_000, 60_000, 300_000)]
    assert read == sorted(read, reverse=True)
    assert read[-1] < 10


def test_a_page_of_ordinary_length_has_all_its_lines_read() -> None:
    assert len(split_lines("\n".join(short_lines(19_000)))) == 19_000


def test_a_page_read_in_part_says_so_and_accounts_for_every_character() -> None:
    sent = "\n".join([PROSE, PROSE.replace("Thượng", "Hạ"), PROSE.replace("nay", "qua"), *short_lines(40_000)])
    article = clean(Page("text", sent))
    assert "fast-fallback" in article.warnings
    end = 0
    for segment in article.segments:
        assert sent[end : segment.start].strip() == ""
        assert sent[segment.start : segment.end] == segment.text
        end = segment.end
    assert sent[end:].strip() == ""


def test_a_page_read_whole_does_not_warn() -> None:
    sent = "\n".join([PROSE, PROSE.replace("Thượng", "Hạ"), PROSE.replace("nay", "qua"), *short_lines(500)])
    assert "fast-fallback" not in clean(Page("text", sent)).warnings
