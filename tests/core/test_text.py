"""Text that people write can't become a program; abbreviations are explained once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core import abbreviations
from apps.core.templatetags.text import unbroken
from apps.core.text import to_html

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://example.org/track.gif)",
        '<a href="https://example.org" onclick="x()">x</a>',
    ],
)
def test_hostile_text_shows_as_text(hostile):
    html = to_html(hostile)
    for bad in (
        "<script",
        "<img",
        'href="javascript:',
        'href="data:',
        '<a href="https://example.org" on',
    ):
        assert bad not in html


@pytest.mark.parametrize("address", ["//evil.com", "///evil.com"])
def test_a_link_without_a_scheme_leads_nowhere_else(address):
    assert "href" not in to_html(f"[w]({address})")
    assert to_html("[w](/about/)") == '<p><a href="/about/">w</a></p>\n'


@given(st.text())
def test_any_text_renders_without_script(text):
    assert "<script" not in to_html(text).lower()


def test_markdown_gives_headings_lists_and_links():
    html = to_html("## Title\n\n- one\n- **two** [three](https://example.org/)")
    assert html == (
        "<h2>Title</h2>\n<ul>\n<li>one</li>\n"
        '<li><strong>two</strong> <a href="https://example.org/">three</a></li>\n</ul>\n'
    )


@pytest.fixture
def meanings():
    before = abbreviations._source
    abbreviations.provide(lambda: {"PPG": "Patient Participation Group", "VCSE": "Sector"})
    abbreviations.forget()
    yield
    abbreviations.provide(before)


def test_the_first_use_is_explained_and_later_ones_are_not(meanings):
    seen = set()
    first = abbreviations.explain("The PPG and the PPG", seen=seen, number=1)
    assert first == 'The <abbr title="Patient Participation Group">PPG</abbr> and the PPG'
    assert abbreviations.explain("PPG", seen=seen, number=1) == "PPG"


def test_what_is_spelt_out_beside_it_needs_no_explanation(meanings):
    text = "Patient Participation Group (PPG) Network"
    assert abbreviations.explain(text, seen=set(), number=1) == text


def test_a_part_of_a_word_is_no_abbreviation_and_html_is_escaped(meanings):
    assert abbreviations.explain("PPGs <b>", seen=set(), number=1) == "PPGs &lt;b&gt;"


def test_co_words_are_kept_together():
    assert unbroken("A Co-production <day>") == (
        'A <span class="one-word">Co-production</span> &lt;day&gt;'
    )
