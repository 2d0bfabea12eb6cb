"""Finding the blocks of a page in an extractor's text."""

from __future__ import annotations

from cleaners.html.projection import Projection, words


def covers(text: str, *blocks: str) -> list[bool]:
    return Projection(text).covers([words(block) for block in blocks])


def test_a_block_is_found_by_its_runs_of_words() -> None:
    text = "The mill was sold today.\nNobody expected the price."
    assert covers(text, "Home News Sport", "The mill was sold today.", "Nobody expected the price.") == [
        False,
        True,
        True,
    ]


def test_a_heading_of_one_word_is_found_where_the_block_before_it_ended() -> None:
    text = "The mill was sold today.\nPrices\nNobody expected the price."
    assert covers(text, "Prices", "The mill was sold today.", "Prices", "Nobody expected the price.") == [
        False,
        True,
        True,
        True,
    ]


def test_of_blocks_that_say_the_same_the_one_among_the_text_is_kept() -> None:
    text = "Mill sold to workers\nThe mill was sold today.\nNobody expected the price."
    blocks = [
        "Mill sold to workers",
        *["Home"] * 9,
        "Mill sold to workers",
        "The mill was sold today.",
        "Nobody expected the price.",
    ]
    assert [i for i, found in enumerate(covers(text, *blocks)) if found] == [10, 11, 12]


def test_decomposed_letters_are_the_same_letters() -> None:
    assert covers(
        "Cho\u031b\u0323 phie\u0302n vu\u0300ng cao mo\u031b\u0309 ha\u0300ng", "Chợ phiên vùng cao mở hàng"
    ) == [True]


def test_ideographs_count_one_by_one() -> None:
    assert words("春节 food 安全") == ["春", "节", "food", "安", "全"]


def test_an_empty_text_covers_nothing() -> None:
    assert covers("", "The mill was sold today.", "x") == [False, False]


def test_an_underscore_parts_words_in_any_text() -> None:
    assert words("mười_hai năm") == ["mười", "hai", "năm"]
    assert words("muoi_hai nam") == ["muoi", "hai", "nam"]


def test_words_are_parted_alike_in_plain_and_in_other_text() -> None:
    plain = "Don't_stop: 3.5 kg (net)\tof A-1\x1fstone"
    assert words(plain) == ["don", "t", "stop", "3", "5", "kg", "net", "of", "a", "1", "stone"]
    assert words(plain + " é") == [*words(plain), "é"]
