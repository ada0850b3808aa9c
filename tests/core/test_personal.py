"""Words that look like facts about one person: pointed out, and nothing else is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core import personal

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("text", "looks_like", "words"),
    [
        ("Her number is 943 476 5919.", "an NHS number", "943 476 5919"),
        ("9434765919", "an NHS number", "9434765919"),
        ("Ring 0113 496 0000 after five", "a phone number", "0113 496 0000"),
        ("ring +44 113 496 0000", "a phone number", "+44 113 496 0000"),
        ("ring (0113) 4960000", "a phone number", "(0113) 4960000"),
        ("write to sam@example.org, please", "an e-mail address", "sam@example.org"),
        ("she was born on 4 March 1950", "a date of birth", "born on 4 March 1950"),
        ("DOB: 04/03/1950", "a date of birth", "DOB: 04/03/1950"),
        ("Mrs Khan said so", "a person’s name", "Mrs Khan"),
        ("a patient Ahmed told us", "a person’s name", "patient Ahmed"),
        ("Dr. O’Neill agreed", "a person’s name", "Dr. O’Neill"),
    ],
)
def test_what_looks_like_one_person_is_marked(text, looks_like, words):
    assert personal.Finding(looks_like, words) in personal.look(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We met on 4 May 2026 at 10am; 120 people came.",
        "943 476 5918 is no NHS number: its check digit is wrong",
        "every patient said so, and the Patient Participation Group agreed",
        "0000000000",
        "INV-2026-0001",
        "2026 was the year of 1,250,000 people",
        "Drinks and Miss-shapes",
    ],
)
def test_ordinary_words_are_left_alone(text):
    assert personal.look(text) == []


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=999_999_999))
def test_exactly_one_last_digit_makes_an_nhs_number_or_none(start):
    whole = [f"{start:09}{last}" for last in range(10)]
    assert sum(map(personal.is_nhs_number, whole)) <= 1


@settings(deadline=None)
@given(st.text(max_size=2000))
def test_any_text_is_read(text):
    for finding in personal.look(text):
        assert finding.words in text
