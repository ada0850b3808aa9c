"""A date is known as exactly as it is known, and no more."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from apps.core.dates import PartialDate
from tests.factories import ProjectFactory


@pytest.mark.parametrize(
    ("text", "shown", "first", "last"),
    [
        ("2022", "2022", "2022-01-01", "2022-12-31"),
        ("2022-04", "April 2022", "2022-04-01", "2022-04-30"),
        ("2024-02", "February 2024", "2024-02-01", "2024-02-29"),
        ("2026-05-04", "4 May 2026", "2026-05-04", "2026-05-04"),
    ],
)
def test_reads_and_shows_what_is_known(text, shown, first, last):
    date = PartialDate.parse(text)
    assert str(date) == shown
    assert (date.first.isoformat(), date.last.isoformat()) == (first, last)


@pytest.mark.parametrize("text", ["", "20222", "2022-13", "2022-02-30", "2022-04-05-06", "May"])
def test_refuses_what_is_no_date(text):
    with pytest.raises(ValueError):
        PartialDate.parse(text)


@given(st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2100, 12, 31)))
def test_a_day_lies_inside_its_month_and_year(day):
    month, year = PartialDate.parse(f"{day:%Y-%m}"), PartialDate.parse(f"{day:%Y}")
    assert year.first <= month.first <= day <= month.last <= year.last


@pytest.mark.django_db
def test_four_columns_behave_as_one():
    project = ProjectFactory()
    project.start = PartialDate.parse("2022-04", "in April 2022")
    project.save()
    project.refresh_from_db()
    assert project.start == PartialDate.parse("2022-04", "in April 2022")
    project.start = None
    project.save()
    project.refresh_from_db()
    assert project.start is None
    assert project.start_precision == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "columns",
    [
        {"start_first": datetime.date(2022, 1, 1)},
        {"start_precision": "year"},
        {
            "start_first": datetime.date(2022, 2, 1),
            "start_last": datetime.date(2022, 1, 1),
            "start_precision": "day",
        },
    ],
)
def test_the_database_refuses_half_a_date(columns):
    with pytest.raises(IntegrityError), transaction.atomic():
        ProjectFactory(**columns)
