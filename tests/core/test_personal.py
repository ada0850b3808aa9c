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
        # pasted from a word processor, or typed with other signs between the groups
        ("943\u00a0476\u00a05919", "an NHS number", "943\u00a0476\u00a05919"),
        ("943\u2009476\u202f5919", "an NHS number", "943\u2009476\u202f5919"),
        ("943.476.5919", "an NHS number", "943.476.5919"),
        ("943  476  5919", "an NHS number", "943  476  5919"),
        ("943 – 476 – 5919", "an NHS number", "943 – 476 – 5919"),
        ("Ring 0113\u00a0496\u00a00000", "a phone number", "0113\u00a0496\u00a00000"),
        ("ring 0113  496  0000", "a phone number", "0113  496  0000"),
        ("ring 0113.496.0000.", "a phone number", "0113.496.0000"),
        ("ring 0044 113 496 0000", "a phone number", "0044 113 496 0000"),
        ("ring +44\u2009(0)113 496 0000", "a phone number", "+44\u2009(0)113 496 0000"),
        ("born 12th March 1956", "a date of birth", "born 12th March 1956"),
        ("born on the 1st of May 2001", "a date of birth", "born on the 1st of May 2001"),
        ("born 12\u00a0March\u00a01956", "a date of birth", "born 12\u00a0March\u00a01956"),
        ("her date of birth was 4/3/50", "a date of birth", "date of birth was 4/3/50"),
        ("she (12th March 1956) said", "a date of birth", "12th March 1956"),
        ("Ann, 12/03/1956, came", "a date of birth", "12/03/1956"),
        ("Ann, March 12th, 1956", "a date of birth", "March 12th, 1956"),
        ("Ann, 1956-03-12", "a date of birth", "1956-03-12"),
        ("Mr\u00a0Smith came", "a person’s name", "Mr\u00a0Smith"),
        ("Mr  Smith came", "a person’s name", "Mr  Smith"),
        ("MR SMITH came", "a person’s name", "MR SMITH"),
        ("Rev Jones came", "a person’s name", "Rev Jones"),
        ("the Rev. Dr Ann Jones came", "a person’s name", "Rev. Dr Ann"),
        ("Cllr Begum came", "a person’s name", "Cllr Begum"),
        ("Councillor Begum came", "a person’s name", "Councillor Begum"),
        ("Sir Keith came", "a person’s name", "Sir Keith"),
        ("Lady Ashton came", "a person’s name", "Lady Ashton"),
        ("Lord Ashton came", "a person’s name", "Lord Ashton"),
        ("Prof Begum came", "a person’s name", "Prof Begum"),
        ("Miss Lane came", "a person’s name", "Miss Lane"),
        ("Dr Ó Briain agreed", "a person’s name", "Dr Ó Briain"),
        ("Dr O\u0301 Briain agreed", "a person’s name", "Dr O\u0301 Briain"),
        ("Mrs Şahin agreed", "a person’s name", "Mrs Şahin"),
        ("Dr J. Smith agreed", "a person’s name", "Dr J. Smith"),
        ("Patient: Mary", "a person’s name", "Patient: Mary"),
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
        "We met in Lady Lane, then in Lady Pit Lane and at the Lord Nelson Pub",
        "the Lord Mayor opened the Sir Robert Peel Hospital beside Our Lady Immaculate",
        "Dear Sir Or Madam",
        "the patients said so; one patient: We were heard",
        "the Patient Reference Group and Patient Transport",
        "an MR SCAN for people with MS, over MS TEAMS; DON’T MISS OUT",
        "Councillor Training, and a councillor from Leeds",
        "INV-2026-0001 20 2026",
        "INV-2026-0001 and INV-2026-0002 0 0",
        "0 to 10",
        "0 10 20 30 40 50",
        "01 02 03 04 05",
        "0.1234567890",
        "on 04.05.2026 10 people came, on 04.05.2026 - 05.06.2026 more",
        "04/05/2026 and 12th March 2026 and 4.5.2026",
        "12 of 24 in 1956, and from March 1956",
        "The group was born in 2019",
        "version 1.2.1999, room 3-4",
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
