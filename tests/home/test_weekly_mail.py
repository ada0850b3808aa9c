"""One mail a week with all that waits for a person, and nothing for whoever has nothing."""

import datetime

import pytest
from django.core import mail as sent
from django.core.management import call_command
from django.test import Client

from apps.core import outbox, site_settings, tasks
from apps.core.outgoing import OutgoingMail
from apps.home.demo import examples
from apps.involvement import actions
from apps.involvement.models import Activity
from apps.publishing import workflow
from tests.involvement.test_promises import SAYS, promise
from tests.involvement.test_quick_log import log
from tests.personas import Person

pytestmark = pytest.mark.django_db
THURSDAY = "2026-10-01T12:00:00+00:00"  # day 2 is the Saturday after it
TUESDAY = "2026-10-06T12:00:00+00:00"


@pytest.fixture
def clocked(time_machine):
    """The clock of one test; it stands still until it is moved."""

    def move_to(moment: str) -> None:
        time_machine.move_to(moment, tick=False)

    return move_to


@pytest.fixture
def logged(clocked, contributor) -> Activity:
    """Logged on a Thursday."""
    clocked(THURSDAY)
    return log(contributor)


def work() -> list[str]:
    """Do what is due and send what is left: the subjects that went out now."""
    before = len(sent.outbox)
    for outcome in tasks.run_due() or []:
        assert not outcome.error
    outbox.send_waiting()
    return [one.subject for one in sent.outbox[before:]]


def test_the_question_comes_on_tuesday_once_however_often_work_is_done(clocked, logged):
    clocked("2026-10-05T12:00:00+00:00")
    assert work() == []
    clocked(TUESDAY)
    assert work() == ["Your week: 1 thing, about 1 minute"]
    assert sent.outbox[-1].to == ["contributor@example.org"]
    body = sent.outbox[-1].body
    assert "Carers’ café: how many took part (1 minute)" in body
    assert f"/staff/activities/{logged.pk}/next/" in body
    assert "should have come" not in body
    assert work() == []
    clocked("2026-10-08T12:00:00+00:00")
    assert work() == []
    assert OutgoingMail.objects.count() == 1


def test_it_waits_for_seven_in_the_morning(clocked, logged):
    clocked("2026-10-06T05:30:00+00:00")  # half past six in London
    assert work() == []
    clocked("2026-10-06T06:00:00+00:00")
    assert work() == ["Your week: 1 thing, about 1 minute"]


def test_a_worker_that_stood_still_on_tuesday_makes_up_for_it(clocked, logged):
    clocked("2026-10-08T12:00:00+00:00")
    assert work() == ["Your week: 1 thing, about 1 minute"]
    late = "This mail should have come on Tuesday 6 October 2026, and could not go before today."
    assert late in sent.outbox[-1].body


def test_the_day_is_a_setting(clocked, logged):
    site_settings.store(name="weekly_mail_day", value="Friday")
    clocked(TUESDAY)
    assert work() == []
    clocked("2026-10-09T12:00:00+00:00")
    assert work() == ["Your week: 1 thing, about 1 minute"]


def test_a_day_that_is_none_is_refused(administrator):
    answer = administrator.post("/staff/settings/", {"weekly_mail_day": "Someday"})
    assert answer.status_code == 422
    assert "Enter a day of the week, like Tuesday." in answer.content.decode()


def test_two_questions_without_an_answer_are_the_last(clocked, logged):
    mails = {}
    day = datetime.date(2026, 10, 6)
    while day < datetime.date(2027, 2, 1):
        clocked(f"{day}T12:00:00+00:00")
        if subjects := work():
            mails[day.isoformat()] = subjects
        day += datetime.timedelta(days=7)
    assert list(mails) == ["2026-10-06", "2026-10-20"]  # of day 2 and day 14


def test_an_answer_keeps_the_questions_coming(clocked, logged, contributor):
    clocked("2026-10-07T12:00:00+00:00")
    again = Person.signed_in(contributor.user)
    address = f"/staff/activities/{logged.pk}/next/"
    answer = {"took_part_0": "exactly", "took_part_1": "12", "took_part_2": "people"}
    assert again.post(address, {"part": "who", **answer}).status_code == 302
    clocked("2026-10-20T12:00:00+00:00")  # day 14 was Thursday
    assert work() == ["Your week: 1 thing, about 1 minute"]
    assert "Carers’ café: what people said" in sent.outbox[-1].body
    clocked("2027-01-05T12:00:00+00:00")  # day 90 was 30 December
    assert work() == ["Your week: 1 thing, about 1 minute"]


def test_nothing_more_to_add_ends_it(clocked, logged, contributor):
    contributor.post(f"/staff/activities/{logged.pk}/nothing-to-add/")
    clocked(TUESDAY)
    assert work() == []


def test_imported_drafts_are_not_in_it(clocked, logged):
    Activity.objects.update(imported=True)
    clocked(TUESDAY)
    assert work() == []


def test_nobody_is_written_to_about_examples(clocked, content, tmp_path, settings):
    """They load with what is late, sent back and waiting, and people who would have to do it."""
    settings.VAR_DIR = tmp_path
    clocked(THURSDAY)
    call_command("demo_users")
    examples.load()
    clocked(TUESDAY)
    assert work() == []


def test_who_is_disabled_gets_none(clocked, logged, contributor):
    contributor.user.is_active = False
    contributor.user.save()
    clocked(TUESDAY)
    assert work() == []


def test_who_is_disabled_after_it_was_left_gets_none(clocked, logged, contributor):
    clocked("2026-10-06T05:30:00+00:00")
    tasks.run_due()
    assert OutgoingMail.objects.count() == 1
    contributor.user.is_active = False
    contributor.user.save()
    clocked(TUESDAY)
    assert work() == []
    assert OutgoingMail.objects.get().state == OutgoingMail.State.NOT_NEEDED


def test_a_week_with_nothing_gives_no_mail(clocked, contributor, lead, administrator):
    clocked(TUESDAY)
    assert work() == []
    assert not OutgoingMail.objects.exists()


def test_all_of_it_in_one_mail_most_owed_first(clocked, logged, contributor, lead):
    Activity.objects.filter(pk=logged.pk).update(title="Owed", **SAYS)
    promise(logged, contributor, days=10)
    back = log(contributor, title="Sent back", way="inform")
    Activity.objects.filter(pk=back.pk).update(**SAYS)
    workflow.move(back, "submit", by=contributor.user)
    workflow.move(back, "return", by=lead.user, note="Please say who came.")
    waits = log(contributor, title="Waits", way="inform")
    Activity.objects.filter(pk=waits.pk).update(**SAYS)
    workflow.move(waits, "submit", by=contributor.user)
    outbox.send_waiting()
    sent.outbox.clear()
    clocked(TUESDAY)
    assert sorted(work()) == [
        "Your week: 1 thing, about 10 minutes",
        "Your week: 3 things, about 26 minutes",
    ]
    bodies = {one.to[0]: one.body for one in sent.outbox}
    mine = bodies["contributor@example.org"]
    in_order = [
        "Owed: an answer is due on 11 October 2026 (20 minutes)",
        "Sent back: sent back with a note (5 minutes)",
        "Owed: how many took part (1 minute)",
    ]
    assert [line for line in mine.splitlines() if line in in_order] == in_order
    assert "Waits: waits for your review (10 minutes)" in bodies["lead@example.org"]
    assert "Waits" not in mine


def test_a_planned_activity_is_asked_about_after_its_day(clocked, contributor):
    clocked(THURSDAY)
    log(contributor, day="other", when_0="9", when_1="10", when_2="2026")
    clocked(TUESDAY)
    assert work() == []
    clocked("2026-10-13T12:00:00+00:00")
    assert work() == ["Your week: 1 thing, about 1 minute"]
    assert "Carers’ café: whether it happened" in sent.outbox[-1].body


def test_a_promise_made_is_an_answer(clocked, logged, contributor):
    clocked("2026-10-04T12:00:00+00:00")
    actions.make_promise(
        activity=logged, due=datetime.date(2026, 12, 1), contact=None,
        looked_after_by=contributor.user, by=contributor.user,
    )  # fmt: skip
    clocked(TUESDAY)
    assert work() == []


def test_the_link_asks_to_sign_in_first(logged, outsider, visitor: Client):
    address = f"/staff/activities/{logged.pk}/next/"
    assert visitor.get(address)["Location"].startswith("/accounts/login/")
    assert outsider.get(address).status_code == 404
