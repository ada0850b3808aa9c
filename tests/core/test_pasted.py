"""Text from elsewhere becomes the Markdown that people meant, and their own stays as it is."""

import pytest

from apps.core.pasted import cleaned
from apps.core.text import to_html

pytestmark = pytest.mark.any_database

WORD = "•\tFirst thing\n·       Second\no   below it\n1)\tone\n2.\ttwo\n\uf0b7\u00a0third"
HTML = """<html><head><style>p.MsoNormal {color: red}</style></head><body>
<p class=MsoNormal><b>Signs</b> are&nbsp;hard<o:p></o:p></p>
<ul><li>too high</li><li>too small, see <a href="https://example.org/x">here</a></li></ul>
<h2>What next</h2><p>Ask <a href="javascript:alert(1)">us</a>.</p>
<script>alert(1)</script></body>"""


def test_lists_of_word_are_lists() -> None:
    assert cleaned(WORD).splitlines() == [
        "- First thing", "- Second", "  - below it", "1. one", "2. two", "- third",
    ]  # fmt: skip


def test_html_becomes_words_lists_links_and_headings() -> None:
    text = cleaned(HTML)
    assert "**Signs** are hard" in text
    assert "- too high" in text
    assert "[here](https://example.org/x)" in text
    assert "## What next" in text
    assert "Ask us." in text
    for sign in ("<", "Mso", "color", "alert"):
        assert sign not in text
    assert "<li>too high</li>" in to_html(text)


def test_what_nobody_sees_goes_and_lines_stay() -> None:
    assert cleaned("One\u00a0two\u200bthree\vfour\r\nfive\u00ad") == "One twothree\nfour\nfive"


@pytest.mark.parametrize(
    "own",
    [
        "## A heading\n\nA line.\n\n- one\n- two\n\n**bold** and [a link](https://example.org/)",
        "5 < 6 and 7 > 3, says <nobody@example.org>",
        "o no, we said",
        "– That is how it was, she said.",
        "می\u200cخواهم",  # a joiner that the word needs
    ],
)
def test_what_people_typed_stays(own: str) -> None:
    assert cleaned(own) == own
    assert cleaned(cleaned(own)) == own


def test_a_page_is_cleaned_when_it_is_saved(content: None, curator) -> None:
    from apps.library.models import Page  # noqa: PLC0415

    page = Page.objects.get(slug="about")
    answer = curator.post(
        f"/staff/pages/{page.pk}/edit/text/",
        {"title": page.title, "lede": page.lede, "body": WORD, "edit_count": page.edit_count},
    )
    assert answer.status_code == 302
    edited = curator.get(f"/staff/pages/{page.pk}/edit/text/").content.decode()
    assert "- First thing" in edited and "•" not in edited
