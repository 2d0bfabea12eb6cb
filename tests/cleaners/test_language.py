"""The language of a text, told from its letters."""

from __future__ import annotations

import pytest

from cleaners.language import detect

TEXTS = {
    "vi": "Bà con thôn Đoài ra đồng từ sáng sớm để kịp gặt lúa trước khi cơn bão vào bờ.",
    "en": "The people of the village went to the fields before dawn to bring in the rice ahead of the storm.",
    "de": "Die Leute aus dem Dorf gingen vor Sonnenaufgang auf die Felder, um die Ernte vor dem Sturm einzubringen.",
    "fr": "Les habitants du village sont partis aux champs avant l'aube pour rentrer la récolte avant la tempête.",
    "es": "Los vecinos del pueblo salieron al campo antes del amanecer para recoger la cosecha antes de la tormenta.",
    "ru": "Жители деревни вышли в поле до рассвета, чтобы успеть убрать урожай до начала бури.",
    "zh": "村民们天不亮就下地，赶在风暴来临之前把稻子收回家。",
    "ja": "村の人々は夜明け前に田んぼへ出て、嵐が来る前に稲を刈り取った。",
    "ko": "마을 사람들은 폭풍이 오기 전에 벼를 거두려고 새벽부터 들로 나갔다.",
    "th": "ชาวบ้านออกไปที่นาตั้งแต่เช้ามืดเพื่อเก็บเกี่ยวข้าวก่อนพายุจะมา",
    "el": "Οι κάτοικοι του χωριού βγήκαν στα χωράφια πριν από την αυγή για να προλάβουν την καταιγίδα.",
    "he": "אנשי הכפר יצאו לשדות לפני עלות השחר כדי לאסוף את היבול לפני הסערה.",
    "km": "អ្នកភូមិបានចេញទៅស្រែតាំងពីព្រលឹម ដើម្បីប្រមូលផលមុនពេលព្យុះមកដល់។",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_sentence_is_enough(language: str) -> None:
    assert detect(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "   ", "12/05/2020 10:00", "🙂🙂🙂", "ok", "A A A"])
def test_a_text_that_says_too_little_has_no_language(text: str) -> None:
    assert detect(text) is None


def test_the_callers_word_wins_with_its_region() -> None:
    assert detect(TEXTS["vi"], "en-GB") == "en-GB"


def test_no_word_of_the_caller_is_no_word() -> None:
    assert detect(TEXTS["vi"], "") == "vi"


def test_a_vietnamese_name_does_not_make_an_english_text_vietnamese() -> None:
    text = TEXTS["en"] + " They were led by Nguyễn Thị Hoà of the farmers' union. " + TEXTS["en"]
    assert detect(text) == "en"
