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


def test_each_day_writes_to_whom_it_concerns(owed, lead, curator):
    team = ["contributor@example.org", "team@example.org"]
    due = {0: team, 1: team, 15: ["lead@example.org"]}
    for days in range(-1, 25):
        assert on(owed, days) == due.get(days, []), days


@pytest.mark.parametrize(
    ("days", "to", "says"),
    [
        (3, ["contributor@example.org", "team@example.org"], "is not out yet"),
        (7, ["contributor@example.org", "team@example.org"], "is not out yet"),
        (17, ["lead@example.org"], "is overdue"),
    ],
)
def test_a_worker_that_stood_still_makes_up_for_the_newest_mail(owed, lead, days, to, says):
    assert on(owed, days) == to
    assert says in outbox.outbox[0].subject + outbox.outbox[0].body
    assert on(owed, days + 1) == []


@pytest.mark.parametrize("days", [8, 14, 22, 100])
def test_what_is_long_past_is_left_to_the_weekly_mail(owed, lead, days):
    assert on(owed, days) == []


def test_a_mail_of_the_day_does_not_go_on_another(owed):
    """The worker left it, and the mail server was down until the day after."""
    due = owed.promises.get().due
    with time_machine.travel(datetime.datetime.combine(due, datetime.time(9)), tick=False):
        mails.leave_owed()
    assert on(owed, 1) == ["contributor@example.org", "team@example.org"]
    assert all("is due today" not in message.subject for message in outbox.outbox)


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
