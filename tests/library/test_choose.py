"""Which way fits my work? Four questions, nothing kept, reasons given, and never "better"."""

import re
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.library.choosing import QUESTIONS, suggest, understood
from apps.projects.levels import Level

ADDRESS = "/what-is-co-production/choose/"
NAMES = [question.name for question in QUESTIONS]


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize("code", Level.values)
def test_four_answers_of_one_kind_lead_to_that_way(code):
    suggestion = suggest(understood(dict.fromkeys(NAMES, code)))
    [(way, reasons)] = suggestion.nearest
    assert way.code == code
    assert len(reasons) == 4
    assert suggestion.others == []
    assert not suggestion.mixed


@given(st.tuples(*[st.sampled_from(Level.values)] * 4))
def test_whatever_is_answered_the_ways_named_most_are_given_alike(codes):
    suggestion = suggest(understood(dict(zip(NAMES, codes, strict=True))))
    most = max(codes.count(code) for code in codes)
    assert [way.code for way, _ in suggestion.nearest] == [
        code for code in Level.values if codes.count(code) == most
    ]
    assert {len(reasons) for _, reasons in suggestion.nearest} == {most}
    assert sum(len(reasons) for _, reasons in suggestion.nearest + suggestion.others) == 4


@pytest.mark.django_db
def test_one_question_a_page_and_the_answers_stay_in_the_address(content, visitor):
    answers = {}
    for number, question in enumerate(QUESTIONS, start=1):
        response = visitor.get(ADDRESS, answers)
        assert f"Question {number} of 4" in text(response)
        assert question.text in text(response)
        assert not response.cookies
        answers[question.name] = "engage"
    result = text(visitor.get(ADDRESS, answers))
    assert "This sounds nearest to Engage" in result
    assert "It would be Consult if" in result
    assert "It would be Co-design if" in result
    assert "better" not in result.replace("None of the five is better than another", "")


@pytest.mark.django_db
def test_going_on_without_an_answer_says_what_to_do(content, visitor):
    page = visitor.get(ADDRESS, {"next": "1"}).content.decode()
    assert "<title>Error: " in page
    assert 'href="#change-1"' in page
    assert 'id="change-1"' in page
    assert page.count("Choose the answer that comes nearest") == 2


@pytest.mark.django_db
def test_a_question_that_nobody_has_answered_yet_opens_clean(content, visitor):
    page = visitor.get(ADDRESS, {"change": "inform", "next": "1"}).content.decode()
    assert "Question 2 of 4" in page
    assert "Error:" not in page
    assert "There is a problem" not in page
    again = visitor.get(ADDRESS, {"change": "inform", "next": "2"}).content.decode()
    assert "There is a problem" in again


@pytest.mark.django_db
def test_an_answer_can_be_changed_and_the_others_stay(content, visitor):
    answers = dict.fromkeys(NAMES, "inform")
    page = visitor.get(ADDRESS, answers | {"again": "joins"}).content.decode()
    assert "When do people join?" in page
    assert re.search(r'value="inform" checked', page)
    for name in ("change", "decides", "back"):
        assert f'<input type="hidden" name="{name}" value="inform">' in page


@pytest.mark.django_db
def test_answers_that_are_no_choice_are_asked_again(content, visitor):
    page = visitor.get(ADDRESS + "?" + urlencode(dict.fromkeys(NAMES, "<b>x"))).content.decode()
    assert "Question 1 of 4" in page
    assert "<b>x" not in page


@pytest.mark.django_db
def test_answers_that_pull_apart_are_said_to(content, visitor):
    codes = dict(zip(NAMES, ["inform", "inform", "engage", "co-production"], strict=True))
    assert "pull in different directions" in text(visitor.get(ADDRESS, codes))


@pytest.mark.django_db
def test_on_a_tie_both_ways_are_given_alike(content, visitor):
    codes = dict(zip(NAMES, ["inform", "co-production", "inform", "co-production"], strict=True))
    page = text(visitor.get(ADDRESS, codes))
    said = "Your answers point two ways: Inform and Co-production"
    assert page.count(said) == 2  # title and heading
    assert "sounds nearest" not in page
    assert "Because what will happen is settled, and people join when they hear about it." in page
    assert "Because you decide together, and the result is theirs too." in page
    assert "It would be Inform if Who decides? We do, or have done." in page
    assert (
        "It would be Co-production if What can still change? Everything, even what we are trying "
        "to solve. When do people join? From start to finish."
    ) in page


@pytest.mark.django_db
def test_four_different_answers_point_four_ways(content, visitor):
    codes = dict(zip(NAMES, ["inform", "consult", "engage", "co-design"], strict=True))
    page = text(visitor.get(ADDRESS, codes))
    assert "Your answers point four ways: Inform, Consult, Engage and Co-design" in page
