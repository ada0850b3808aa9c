"""Who had which part, in one line and in the order of the parts."""

import pytest

from apps.projects.models import ProjectPartner
from apps.showcase.credits import PHRASES, in_one_line

pytestmark = pytest.mark.any_database


def test_every_part_has_its_words():
    assert set(PHRASES) == set(ProjectPartner.Role)


def test_parts_stand_in_their_order_whatever_order_they_come_in():
    parts = [("designer", "B"), ("partner", "C"), ("partner", "D"), ("commissioner", "A")]
    assert in_one_line(parts) == "commissioned by A; in partnership with C, D; designed by B"


def test_two_parts_of_the_same_people_are_joined():
    assert in_one_line([("designer", "B"), ("facilitator", "B")]) == "designed and facilitated by B"
    assert in_one_line([("lead", "A"), ("partner", "A")]) == "led by A; in partnership with A"
    apart = in_one_line([("designer", "A"), ("facilitator", "A"), ("facilitator", "B")])
    assert apart == "designed by A; facilitated by A, B"


def test_nobody_is_an_empty_line():
    assert in_one_line([]) == ""
