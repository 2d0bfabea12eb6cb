"""From bytes to text: in the browsers' order, and never into nonsense."""

from __future__ import annotations

import codecs

import pytest

from cleaners.decode import decode, refuse_binary, refuse_other_formats
from cleaners.errors import NotAPage, UnreadablePage

TEXT = "Ngày hội đọc sách ở thôn Đoài kéo dài đến tận khuya, không ai muốn về."
GERMAN = "Die Bürger grüßen ihr schönes Freibad, das künftig früher öffnet."
RUSSIAN = "В посёлке открыли новую библиотеку, и дети ходят туда каждый вечер после школы."


def html(charset: str, text: str) -> bytes:
    return f'<html><head><meta charset="{charset}"></head><body><p>{text}</p></body></html>'.encode(charset)


def test_plain_utf_8_needs_no_label() -> None:
    decoded = decode(TEXT.encode(), "text")
    assert (decoded.text, decoded.encoding, decoded.warnings) == (TEXT, "utf-8", ())


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_outranks_the_transports_label(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + TEXT.encode(encoding), "text", "windows-1252")
    assert (decoded.text, decoded.encoding) == (TEXT, encoding)


def test_the_transports_label_outranks_the_documents() -> None:
    page = GERMAN.encode("windows-1252")
    decoded = decode(b'<meta charset="windows-1251">' + page, "html", "windows-1252")
    assert GERMAN in decoded.text
    assert decoded.encoding == "windows-1252"


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("windows-1251", RUSSIAN),
        ("windows-1252", GERMAN),
        ("windows-1258", "Café"),
        ("iso-8859-2", "Żółw śpi"),
        ("shift_jis", "図書館は毎晩開いている"),
        ("euc-kr", "도서관은 매일 밤 열려 있다"),
        ("gbk", "图书馆每晚开放"),
    ],
)
def test_the_document_names_its_own_charset(charset: str, text: str) -> None:
    decoded = decode(html(charset, text), "html")
    assert text in decoded.text
    assert decoded.encoding == charset


def test_the_old_way_to_declare_a_charset_is_understood() -> None:
    page = b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">' + GERMAN.encode("latin-1")
    decoded = decode(page, "html")
    assert GERMAN in decoded.text
    assert decoded.encoding == "windows-1252"  # what browsers read this label as


def test_an_xml_declaration_counts() -> None:
    decoded = decode(b'<?xml version="1.0" encoding="windows-1251"?><p>' + RUSSIAN.encode("cp1251"), "html")
    assert RUSSIAN in decoded.text


def test_a_declaration_in_plain_text_is_just_text() -> None:
    page = f'<meta charset="windows-1252"> {TEXT}'
    assert decode(page.encode(), "text").text == page


def test_a_document_that_says_utf_16_in_ascii_letters_is_utf_8() -> None:
    decoded = decode(f'<meta charset="utf-16"><p>{TEXT}</p>'.encode(), "html")
    assert TEXT in decoded.text
    assert decoded.encoding == "utf-8"


def test_an_unknown_label_in_the_document_is_passed_over() -> None:
    assert TEXT in decode(f'<meta charset="x-klingon"><p>{TEXT}</p>'.encode(), "html").text


@pytest.mark.parametrize(
    "label",
    [
        *("x-klingon", "base64", "zip", "rot13", "hex", "utf-7", "idna", "punycode", "unicode_escape", "utf-8-sig"),
        *("raw_unicode_escape", "cp1258x", "mbcs", "undefined", "utf-32", "cp437", "latin9", "iso-2022-kr"),
    ],
)
def test_an_unknown_label_of_the_transport_is_an_error_that_names_it(label: str) -> None:
    with pytest.raises(UnreadablePage, match=label):
        decode(TEXT.encode(), "text", label)


def test_a_label_cannot_smuggle_anything_into_the_message() -> None:
    with pytest.raises(UnreadablePage) as caught:
        decode(b"x", "text", "<script>\r\n" + "x" * 500)
    assert "<" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("label", ["UTF8", " utf-8 ", '"utf-8"', "Unicode-1-1-UTF-8"])
def test_labels_are_read_as_browsers_read_them(label: str) -> None:
    assert decode(TEXT.encode(), "text", label).text == TEXT


@pytest.mark.parametrize(
    ("label", "encoding"),
    [
        ("cp1258", "windows-1258"),
        ("x-cp1258", "windows-1258"),
        ("latin1", "windows-1252"),
        ("utf-16", "utf-16-le"),
        ("cp866", "ibm866"),
        ("x-mac-cyrillic", "x-mac-cyrillic"),
        ("ks_c_5601-1987", "euc-kr"),
    ],
)
def test_every_label_of_the_standard_names_its_encoding(label: str, encoding: str) -> None:
    assert decode("A b".encode("utf-16-le" if label == "utf-16" else "ascii"), "text", label).encoding == encoding


@pytest.mark.parametrize("label", ["utf-7", "unicode_escape", "punycode", "rot13"])
def test_a_document_cannot_reach_codecs_that_are_no_encodings_of_the_web(label: str) -> None:
    page = f'<meta charset="{label}"><p>+ADw-script+AD4- \\u003cscript\\u003e {TEXT}</p>'
    decoded = decode(page.encode(), "html")
    assert (decoded.text, decoded.encoding) == (page, "utf-8")


@pytest.mark.parametrize("label", ["", "  ", '""', "''"])
def test_an_empty_label_is_none(label: str) -> None:
    decoded = decode(TEXT.encode(), "text", label)
    assert (decoded.text, decoded.encoding) == (TEXT, "utf-8")


def test_what_only_the_detector_knows_can_be_guessed() -> None:
    text = "도서관은 매일 밤 열려 있다. 똠방각하 펲시콜라. " * 30
    decoded = decode(text.encode("cp949"), "text")
    assert (decoded.text, decoded.encoding, decoded.warnings) == (text, "euc-kr", ("encoding-guessed",))


@pytest.mark.parametrize(
    "label",
    [
        *("shift_jis", "gbk", "euc-kr", "koi8-r", "ibm866", "macintosh", "utf-16", "x-mac-cyrillic"),
        *("windows-874", "iso-8859-1", "iso-8859-15", *(f"windows-125{number}" for number in range(9))),
    ],
)
@pytest.mark.parametrize("text", [TEXT, RUSSIAN, "Trà đá, cà phê sữa."])
def test_a_label_that_the_bytes_contradict_is_not_believed(label: str, text: str) -> None:
    decoded = decode(text.encode(), "text", label)
    assert (decoded.text, decoded.encoding, decoded.warnings) == (text, "utf-8", ("encoding-guessed",))


@pytest.mark.parametrize(
    ("label", "text"),
    [("koi8-r", RUSSIAN), ("windows-1258", "Xin chào các bạn, hẹn gặp lại."), ("windows-874", "ห้องสมุดเปิดทุกคืน")],
)
def test_a_label_that_the_bytes_bear_out_is_believed(label: str, text: str) -> None:
    data = text.encode("cp874" if label == "windows-874" else label, "ignore")
    assert decode(data, "text", label).encoding == label


def test_a_few_signs_that_would_be_utf_8_as_well_do_not_outweigh_a_label() -> None:
    decoded = decode("Ã© Ã¨ Ãª".encode("windows-1252"), "text", "windows-1252")
    assert (decoded.text, decoded.encoding, decoded.warnings) == ("Ã© Ã¨ Ãª", "windows-1252", ())


def test_the_documents_own_word_for_utf_8_is_no_guess() -> None:
    decoded = decode(f'<meta charset="utf-8"><p>{TEXT}</p>'.encode(), "html", "iso-8859-1")
    assert (decoded.encoding, decoded.warnings) == ("utf-8", ())


def test_utf_8_is_tried_when_the_declared_charset_does_not_fit() -> None:
    decoded = decode(b'<meta charset="shift_jis"><p>' + (TEXT * 20).encode() + b"</p>", "html")
    assert TEXT in decoded.text
    assert (decoded.encoding, decoded.warnings) == ("utf-8", ("encoding-guessed",))


def test_bytes_without_a_label_are_guessed_and_that_is_told() -> None:
    decoded = decode((RUSSIAN * 10).encode("windows-1251"), "text")
    assert RUSSIAN in decoded.text
    assert decoded.warnings == ("encoding-guessed",)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_recognised(encoding: str) -> None:
    text = "The library stays open until midnight. " * 5
    decoded = decode(text.encode(encoding), "text")
    assert (decoded.text, decoded.encoding, decoded.warnings) == (text, encoding, ("encoding-guessed",))


def test_a_few_broken_bytes_cost_only_themselves() -> None:
    decoded = decode((TEXT * 20).encode() + b"\xff" + (TEXT * 20).encode(), "text", "utf-8")
    assert decoded.text.count("\ufffd") == 1
    assert decoded.warnings == ("replacement-characters",)


def test_bytes_that_are_mostly_control_characters_are_no_text() -> None:
    with pytest.raises(UnreadablePage, match="control characters"):
        decode(bytes(range(1, 8)) * 400, "text")


def test_some_control_characters_are_survived() -> None:
    assert decode(b"\x07" + TEXT.encode() * 10, "text").text.endswith(TEXT)


BINARY = bytes(range(256)) * 8


@pytest.mark.parametrize(
    "text",
    [
        BINARY.decode("latin-1"),
        BINARY.decode("utf-8", "replace"),
        BINARY.decode("utf-8", "ignore"),
        RUSSIAN.encode("windows-1251").decode("utf-8", "replace"),
        "The library is open.".encode("utf-16-le").decode("utf-8"),
    ],
    ids=["as Latin-1", "replaced", "ignored", "another charset", "UTF-16 as UTF-8"],
)
def test_binary_data_decoded_as_if_it_were_text_is_refused(text: str) -> None:
    with pytest.raises(UnreadablePage, match="looks like binary data"):
        refuse_binary(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufffd",
        "\x00\x07 a",
        TEXT,
        RUSSIAN,
        GERMAN.encode("windows-1252").decode("utf-8", "replace"),
        "Tabs\tand\r\nlines\x0c and \x1b[1mterminals\x1b[0m. " * 20,
    ],
)
def test_text_that_lost_some_characters_is_still_text(text: str) -> None:
    refuse_binary(text)


def test_nothing_at_all_is_empty_text() -> None:
    assert decode(b"", "text").text == ""


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"GIF89a\x01\x00", "GIF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "ZIP"),
        (b"\x1f\x8b\x08\x00\x00", "gzip"),
        (b"\x28\xb5\x2f\xfd\x04", "zstd"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "office"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"RIFF\x24\x00\x00\x00WEBP", "media"),
        (b"\x7fELF\x02\x01", "program"),
        (b"  \r\n%PDF-1.4", "PDF"),
        (
            b"From: <saved>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary=a",
            "MHTML",
        ),
    ],
)
def test_other_formats_are_refused_by_name(data: bytes, named: str) -> None:
    with pytest.raises(NotAPage, match=named):
        decode(data, "html")


@pytest.mark.parametrize(
    "text",
    [
        "RIFF is a word, and a band played it.",
        "From: here to there is a long way.",
        "Date: the fruit of a palm.\n\nIt is sweet.",
        "P K and G I F",
        "The PDF- prefix",
    ],
)
def test_words_that_look_like_another_format_are_text(text: str) -> None:
    refuse_other_formats(text)
    assert decode(text.encode(), "text").text == text
