"""Counts add up only like with like, and say "at least" when one of them does not know."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.counts import Count, add

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (Count(100, "more_than", "people"), "more than 100 people"),
        (Count(19, "exactly", "speakers"), "19 speakers"),
        (Count(1, "exactly", "people"), "1 person"),
        (Count(1, "exactly", "sessions"), "1 session"),
        (Count(1200, "about", "responses"), "about 1,200 responses"),
    ],
)
def test_reads_as_people_say_it(count, words):
    assert str(count) == words


def test_people_and_groups_never_add_up():
    with pytest.raises(ValueError, match="groups, people"):
        add([Count(100, "more_than", "people"), Count(100, "more_than", "groups")])


def test_an_upper_limit_has_no_sum():
    with pytest.raises(ValueError):
        add([Count(30, "up_to", "people"), Count(2, "exactly", "people")])


def test_nothing_has_no_sum():
    assert add([]) is None


@given(st.lists(st.integers(0, 10_000), min_size=1), st.sampled_from(["about", "more_than"]))
def test_a_sum_is_exact_only_if_all_parts_are(values, vague):
    exact = [Count(value, "exactly", "people") for value in values]
    assert add(exact) == Count(sum(values), "exactly", "people")
    assert add([*exact, Count(1, vague, "people")]) == Count(sum(values) + 1, "at_least", "people")
