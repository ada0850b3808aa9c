"""An activity that owes an answer, for the tests of answers and of what follows from them; and one
of which people are asked how it felt."""

import pytest

from apps.involvement.actions import rating
from apps.involvement.models import Activity, RatingRound
from tests.factories import ActivityFactory
from tests.involvement.test_answers import put_out, write
from tests.involvement.test_promises import complete, promise, published
from tests.involvement.test_quick_log import log


@pytest.fixture
def owed(contributor, lead) -> Activity:
    """Published, and an answer is due in 30 days."""
    activity = complete(log(contributor, way="engage"))
    promise(activity, contributor, days=30)
    return published(activity, contributor, lead)


@pytest.fixture
def activity(partner_a) -> Activity:
    """Published; staff claim Co-design."""
    return ActivityFactory(partner=partner_a, claimed_level="co-design", level_reason="Twice.")


@pytest.fixture
def asked(activity, contributor) -> RatingRound:
    """A round that is open."""
    return rating.open_round(activity=activity, by=contributor.user)


@pytest.fixture
def answered(owed, contributor, lead):
    """A function that puts the answer out."""
    return lambda **did: put_out(write(contributor, owed, **did), contributor, lead)
