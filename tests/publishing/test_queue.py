"""The review queue costs the same however long it is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.clock import today
from apps.core.dates import PartialDate
from apps.involvement.models import Activity
from apps.publishing.models import State
from tests.factories import PartFactory, ProjectFactory

pytestmark = pytest.mark.django_db


def statements(person) -> int:
    with CaptureQueriesContext(connection) as held:
        answer = person.get("/staff/review/")
    assert answer.status_code == 200
    return len(held)


def fill(number, partner):
    for at in range(number):
        project = ProjectFactory(state=State.IN_REVIEW, summary="A summary.")
        PartFactory(project=project, partner=partner)
        activity = Activity(
            title=f"Visit {at}", partner=partner, state=State.IN_REVIEW,
            reference=f"INV-2026-{9000 + Activity.objects.count()}",
        )  # fmt: skip
        activity.when = PartialDate(today(), today(), "day")
        activity.save()


def test_many_that_wait_take_as_many_statements_as_one(administrator, partner_a):
    fill(1, partner_a)
    statements(administrator)  # whatever is read once for the process
    one = statements(administrator)
    fill(15, partner_a)
    assert "Visit 14" in administrator.get("/staff/review/").content.decode()
    assert statements(administrator) == one
