"""What people ask for stands among the first three, whichever database answers."""

import re

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.publishing import search
from apps.publishing.models import SearchDocument
from apps.publishing.search import words
from tests.factories import ProjectFactory
from tests.publishing.questions import DIFFERENT, MADE, QUESTIONS

pytestmark = pytest.mark.django_db
HOSTILE = [
    "\x00", "stro\x00ke", "'", '"', '"stroke', "stroke\"'", "NEAR(", "NEAR(stroke co, 2)", "*",
    "st*", "stroke AND", "NOT stroke", "OR", "title: stroke", "{title}: stroke", "^stroke", "a:*",
    "-stroke", "stroke & | !", "<->", "(((", "\\", "%s", "%", "_", "x" * 8192, "stroke " * 1200,
    "\ud800", "\ufdfa" * 200, "<script>alert(1)</script>", "½ ² ٣", "\x02stroke\x03",
    "co co co co-", "''; DROP TABLE x; --",
]  # fmt: skip


@pytest.fixture
def corpus(content):
    for number, (title, summary, source) in enumerate(MADE):
        slug = f"made-{number}"
        search.put(ProjectFactory(title=title, slug=slug, summary=summary, source_excerpt=source))


def titles(question, **asked):
    hits = search.search(question, **asked).hits
    plain = (re.sub("</?mark>", "", hit.title) for hit in hits)
    return [title.replace("&amp;", "&").replace("&#x27;", "'") for title in plain]


def test_sixty_questions_find_their_answer_among_the_first_three(corpus):
    assert len(QUESTIONS) == 60
    found = [(q, titles(q)[:3], search.search(q).total) for q, _, _ in QUESTIONS]
    for (question, wanted, number), (_, first, total) in zip(QUESTIONS, found, strict=True):
        assert wanted in first, question
        assert total == number, question


def test_where_the_stemmers_differ_is_known(corpus):
    for question, on_sqlite, on_postgresql in DIFFERENT:
        wanted = on_postgresql if connection.vendor == "postgresql" else on_sqlite
        assert search.search(question).total == wanted, question


def test_all_words_in_the_title_come_first_then_the_summary_then_anywhere(db):
    for title, summary, source in [
        ("Alpha", "Nothing", "Marmalade at the end"),
        ("Beta", "Marmalade in the summary", ""),
        ("Marmalade in the title", "", ""),
        ("Delta", "marmalade marmalade marmalade", ""),
    ]:
        search.put(ProjectFactory(title=title, summary=summary, source_excerpt=source))
    found = titles("marmalade")
    assert found[0] == "Marmalade in the title"
    assert set(found[1:3]) == {"Beta", "Delta"}
    assert found[3] == "Alpha"


def test_equal_ones_stand_newest_first_and_pages_hold_each_once(db):
    for number in range(25):
        search.put(ProjectFactory(title="Marmalade", slug=f"m-{number}"))
    seen = [hit.address for page in (1, 2, 3) for hit in search.search("marmalade", page=page).hits]
    assert seen == [f"/our-work/m-{number}/" for number in reversed(range(25))]


def test_beyond_a_thousand_only_a_plus_is_said(db):
    from apps.publishing.search.writer import Row, write  # noqa: PLC0415
    from apps.publishing.types import SearchText  # noqa: PLC0415

    text = SearchText("Marmalade", "", "")
    write(Row("project", number, f"/our-work/{number}/", text) for number in range(1, 1104))
    result = search.search("marmalade", page=100)
    assert (result.total_words, result.pages.last, len(result.hits)) == ("1,000+", 100, 10)
    seen = {h.address for page in range(1, 101) for h in search.search("marmalade", page=page).hits}
    assert len(seen) == 1000


def test_kinds_are_counted_and_chosen_and_a_place_means_that_place(corpus):
    result = search.search("co-production", kinds=["project"])
    assert {hit.kind for hit in result.hits} == {"project"}
    assert result.counts["term"] > 0
    assert result.total == result.counts["project"]
    assert set(titles("co-production", place="leeds", kinds=["project"])) == {
        "Co-production training", "Patient Participation Group (PPG) Network",
        "PPG emails project", "PPG Toolkit",
    }  # fmt: skip
    assert search.search("co-production", place="nowhere").total == 0


def test_what_was_found_is_marked_and_everything_else_is_text(db):
    search.put(ProjectFactory(title="<b>Co-production</b> & marmalade", summary="<i>Marmalade</i>"))
    hit = search.search("coproduction marmalade").hits[0]
    assert hit.title == (
        "&lt;b&gt;<mark>Co-production</mark>&lt;/b&gt; &amp; <mark>marmalade</mark>"
    )
    assert "<i>" not in hit.summary
    assert "<mark>Marmalade</mark>" in hit.summary


def test_stop_words_say_nothing_unless_they_are_all_there_is():
    assert words.terms("what is the stroke") == [(("stroke",),)]
    assert words.terms("the") == [(("the",),)]
    assert len(words.terms("one two three four five six seven eight nine ten x y z")) == 12


@pytest.mark.parametrize(
    "typed", ["co-production", "Coproduction", "co production", "CO‑PRODUCTION"]
)
def test_co_production_is_one_word(typed):
    assert words.terms(typed) == words.terms("coproduction")


def test_titles_are_suggested_as_people_type(corpus):
    for typed in ("str", "co-cre", "cocre", "stroke co", "STRO"):
        assert "Stroke Co-creation" in [row.title for row in search.suggest(typed)], typed


def test_when_nothing_is_found_a_near_word_is_offered(corpus):
    for typed, meant in {
        "storke": "stroke",
        "maternty": "maternity",
        "wakefeild conference": "wakefield conference",
        "tolkit": "toolkit",
        "storke qqqqq": "stroke",
    }.items():
        assert search.search(typed).meant == meant
        assert search.search(meant).total


def test_nothing_is_offered_where_nothing_is_near(corpus):
    assert search.search("xylophone qqqq").meant == ""


def test_hostile_questions_are_only_words(corpus, visitor):
    for text in HOSTILE:
        for answer in (search.search(text), search.search(text, kinds=[text], place=text)):
            assert len(answer.question) <= 200
        search.suggest(text)
        search.matching(text, kind="project")
        if "\ud800" not in text:
            for address in ("/search/", "/search/suggest/"):
                page = visitor.get(address, {"q": text, "kind": text, "place": text, "page": text})
                assert page.status_code == 200
                assert b"<script>alert" not in page.content
    assert SearchDocument.objects.exists()


def test_bytes_that_are_no_text_are_only_words(corpus, visitor):
    for query in ("q=%ff%fe", "q=%00", "q=stroke%ed%a0%80", "q=%c3%28&kind=%ff&place=%ff&page=%ff"):
        assert visitor.get(f"/search/?{query}").status_code == 200
        assert visitor.get(f"/search/suggest/?{query}&format=json").status_code == 200


@settings(
    max_examples=60, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(st.text(max_size=60) | st.text(alphabet="co-production'\"*():^&|!<>\\ ", max_size=40))
def test_no_question_at_all_fails(corpus, text):
    result = search.search(text)
    assert result.total >= len(result.hits)
    search.suggest(text)
