"""An activity that owes an answer, for the tests of answers and of what follows from them."""

import pytest

from apps.involvement.models import Activity
from tests.involvement.test_promises import complete, promise, published
from tests.involvement.test_quick_log import log


@pytest.fixture
def owed(contributor, lead) -> Activity:
    """Published, and an answer is due in 30 days."""
    activity = complete(log(contributor, way="engage"))
    promise(activity, contributor, days=30)
    return published(activity, contributor, lead)
