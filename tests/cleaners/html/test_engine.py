"""The extractors that propose a body."""

from __future__ import annotations

from cleaners.html.engine import resiliparse_text, trafilatura_text
from cleaners.html.tree import parse

PARAGRAPHS = [
    "The mill by the river was sold to its workers on Monday, said the mayor of the town.",
    "Nobody had expected the price, which was low; the roof leaks, the former owner said.",
    "Work will begin again in the autumn, when the new turbine arrives from the coast.",
]
PAGE = (
    "<html><body><nav><a href='/'>Home</a></nav><article>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    + "<script>var price = 3;</script><select><option>Crowns</option></select></article></body></html>"
)


def test_both_find_the_paragraphs() -> None:
    for text in (trafilatura_text(parse(PAGE)), resiliparse_text(PAGE)):
        assert all(paragraph in text for paragraph in PARAGRAPHS)


def test_programs_and_choices_are_no_text() -> None:
    text = trafilatura_text(parse(PAGE))
    assert "price = 3" not in text
    assert "Crowns" not in text


def test_comments_are_not_taken_for_the_body() -> None:
    comments = "<div id='comments'><div class='comment'><p>I have always liked that mill very much.</p></div></div>"
    assert "always liked" not in trafilatura_text(parse(PAGE.replace("</body>", f"{comments}</body>")))


def test_a_page_without_text_gives_an_empty_answer_and_no_error() -> None:
    assert trafilatura_text(parse("<html><body></body></html>")) == ""
    assert resiliparse_text("") == ""


def test_markup_beyond_measure_is_not_given_to_the_second_extractor() -> None:
    assert resiliparse_text(PAGE + " " * 4_000_000) == ""


def test_cells_are_not_made_up_for_what_others_span() -> None:
    tree = parse(f"<body>{PAGE}<table>{'<tr><td colspan=1000>a sack</td></tr>' * 3}</table></body>")
    text = trafilatura_text(tree)
    assert PARAGRAPHS[0] in text
    assert text.count("|") < 100


def test_a_page_of_very_many_choices_keeps_its_paragraphs() -> None:
    text = resiliparse_text(PAGE.replace("<option>Crowns</option>", "<OPTION value=a>Crowns" * 10_000))
    assert all(paragraph in text for paragraph in PARAGRAPHS)
    assert "Crowns" not in text
