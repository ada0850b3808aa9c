"""Mails about answers that are owed: on the day, late, overdue, each once, to whom it concerns."""

import datetime

import pytest
import time_machine
from django.core import mail as outbox

from apps.core import clock
from apps.core.models import AuditRecord
from apps.core.outbox import send_waiting
from apps.core.outgoing import OutgoingMail
from apps.involvement import actions, mails
from apps.involvement.models import Activity
from apps.partners.models import Contact
from tests.involvement.test_promises import complete
from tests.involvement.test_quick_log import log

pytestmark = pytest.mark.django_db


@pytest.fixture
def owed(contributor) -> Activity:
    """An answer is due in 30 days; its team has a mailbox."""
    activity = complete(log(contributor, way="engage"))
    mailbox = Contact.objects.create(label="Team", purpose="Answers", email="team@example.org")
    actions.make_promise(
        activity=activity, due=clock.today() + datetime.timedelta(days=30), contact=mailbox,
        looked_after_by=contributor.user, by=contributor.user,
    )  # fmt: skip
    return activity


def on(activity: Activity, days: int) -> list[str]:
    """Who is written to so many days after the due day, the act run twice."""
    due = activity.promises.get().due
    moment = datetime.datetime.combine(due + datetime.timedelta(days=days), datetime.time(9))
    with time_machine.travel(moment, tick=False):
        outbox.outbox.clear()
        mails.leave_owed()
        mails.leave_owed()
        send_waiting()
        return sorted(message.to[0] for message in outbox.outbox)


@pytest.mark.parametrize(
    ("days", "to"),
    [
        (-1, []),
        (0, ["contributor@example.org", "team@example.org"]),
        (1, ["contributor@example.org", "team@example.org"]),
        (2, []),
        (15, ["lead@example.org"]),
        (16, []),
    ],
)
def test_each_day_writes_to_whom_it_concerns(owed, lead, curator, days, to):
    assert on(owed, days) == to


def test_the_mail_says_where_to_answer(owed):
    on(owed, 1)
    message = outbox.outbox[0]
    assert "is not out yet" in message.subject
    assert f"/staff/activities/{owed.pk}/promise/" in message.body


def test_what_was_answered_or_put_off_meanwhile_is_not_sent(owed, contributor):
    due = owed.promises.get().due
    with time_machine.travel(datetime.datetime.combine(due, datetime.time(6)), tick=False):
        outbox.outbox.clear()
        mails.leave_owed()
        owed.promises.update(due=due + datetime.timedelta(days=9))
    with time_machine.travel(datetime.datetime.combine(due, datetime.time(9)), tick=False):
        send_waiting()
    assert outbox.outbox == []
    assert OutgoingMail.objects.exists()


def test_examples_and_people_who_left_get_none(owed, contributor):
    contributor.user.is_active = False
    contributor.user.save()
    assert on(owed, 0) == ["team@example.org"]
    Activity.objects.update(is_example=True)
    assert on(owed, 1) == []
    assert not AuditRecord.objects.filter(act__contains="mail").exists()
