from __future__ import annotations

import pytest

from cleaners.article import Article, Metadata
from cleaners.wordcount import count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("snake_case and 2,5 o'clock", 6),
        ("Chợ phiên cà phê: 12_000 bao", 6),
        ("Chợ phiên cà phê: 12_000 bao क", 7),  # the same whatever other script is on the page
        (" \n… — !", 0),
        ("Chợ phiên mở lại.", 4),
        ("Wednesday, 3 p.m.", 4),
        ("दिन में किताबें", 3),  # vowel signs are no ends of words
        ("نمی‌خواهم بروم", 2),  # nor is the joiner within a word
        ("도서관은 매일 열려 있다", 4),
    ],
)
def test_words_parted_by_spaces_are_counted_between_them(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("図書館は毎晩開いている。子どもたちが来る。", 19),
        ("コーヒー", 4),
        ("图书馆每晚开放", 7),
        ("NHK放送 2026年", 5),
        ("佐々木", 3),
    ],
)
def test_every_chinese_character_and_kana_is_a_word(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("ห้องสมุดเปิดทุกคืน เด็กๆ มาอ่านหนังสือ", 6, 10),
        ("បណ្ណាល័យបើករៀងរាល់យប់", 3, 6),
        ("ຫໍສະໝຸດເປີດທຸກຄືນ", 3, 5),
        ("စာကြည့်တိုက်ညတိုင်းဖွင့်သည်", 4, 8),
        ("ที่", 1, 1),
    ],
)
def test_runs_of_letters_without_spaces_are_estimated_by_their_length(text: str, least: int, most: int) -> None:
    assert least <= count_words(text) <= most


def test_an_article_tells_the_words_of_its_text() -> None:
    assert Article(Metadata(), "図書館 is open").as_dict()["word_count"] == 5
