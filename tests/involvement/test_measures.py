"""Figures of promises: each promise once, whatever days it shares with others."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from apps.core import clock
from apps.involvement import measures, promises
from apps.involvement.models import Activity, PromiseCover
from tests.factories import ActivityFactory, owe

pytestmark = pytest.mark.django_db


def test_two_promises_of_the_same_days_are_two(partner_a):
    due = clock.today() + datetime.timedelta(days=30)
    for _ in range(2):
        owe(ActivityFactory(partner=partner_a), due)
        owe(ActivityFactory(partner=partner_a), due, answered_on=clock.today())
    found = measures.promised_in_public()
    assert (found.made, found.in_time, found.owed) == (4, 2, 2)


def test_a_promise_that_covers_two_activities_is_one(partner_a):
    one, two = ActivityFactory(partner=partner_a), ActivityFactory(partner=partner_a)
    made = owe(one, clock.today() + datetime.timedelta(days=30))
    PromiseCover.objects.create(promise=made, activity=two)
    assert measures.promised_in_public().made == 1


class TestAgainstEachPromise(TestCase):
    """The figures in SQL and where each promise stands are one truth."""

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(st.integers(-40, 40), st.none() | st.integers(-40, 0)), max_size=8))
    def test_figures_are_sums_of_states(self, days):
        Activity.objects.all().delete()
        held = [
            owe(
                ActivityFactory(),
                clock.today() + datetime.timedelta(days=due),
                answered_on=clock.today() + datetime.timedelta(days=kept)
                if kept is not None
                else None,
            )
            for due, kept in days
        ]
        found = measures.promised_in_public()
        states = [promises.state_of(one) for one in held]
        assert found.made == len(held)
        assert found.answered == states.count(promises.PromiseState.ANSWERED)
        assert found.overdue == states.count(promises.PromiseState.OVERDUE)
        assert found.late == sum(
            bool(one.answered_on and one.answered_on > one.due) for one in held
        )
