"""What is kept of people for a while only goes at one call, and nothing else does."""

import datetime
import io
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command

from apps.accounts.models import Invitation
from apps.core import clock, tasks
from apps.core.tasks import DueAct, TaskResult
from apps.publishing.models import FormDraft, Request
from tests.personas import Person

pytestmark = pytest.mark.django_db
JUNE = datetime.datetime(2026, 6, 1, 10, tzinfo=datetime.UTC)


def run() -> str:
    out = io.StringIO()
    call_command("apply_retention", stdout=out)
    return out.getvalue()


@pytest.fixture
def travel() -> Iterator[Any]:
    with time_machine.travel(JUNE, tick=False) as traveller:
        yield traveller


def keep(person: Person) -> None:
    """One of each thing that is kept for a while, of today."""
    FormDraft.objects.create(user=person.user, form="about", data={"title": ["Half a title"]})
    Invitation.objects.create(email="new@example.org", expires_on=clock.today())
    Request.objects.receive(kind="call-me", reply_by="phone", contact="0113 496 0000", words="Ring")
    TaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path="x.y", backend_name="default",
        worker_ids=[], exception_class_path="", traceback="", finished_at=clock.now(),
    )  # fmt: skip


def left() -> list[int]:
    sessions = Session.objects.filter(expire_date__gt=clock.now())
    rows = (FormDraft.objects, Invitation.objects, TaskResult.objects, sessions)
    return [found.count() for found in rows]


def test_each_goes_once_its_time_is_over(travel, contributor: Person) -> None:
    keep(contributor)
    assert run() == "Nothing was due.\n"
    travel.shift(datetime.timedelta(days=29))
    run()
    assert left()[:3] == [1, 1, 1]
    travel.shift(datetime.timedelta(days=2))
    assert "tasks that ended: 1 deleted" in run()
    travel.shift(datetime.timedelta(days=140))
    run()
    assert left()[:3] == [1, 1, 0]
    travel.shift(datetime.timedelta(days=10))
    assert "typing that nobody saved: 1 deleted" in run()
    travel.shift(datetime.timedelta(days=180))
    run()
    assert left()[:3] == [0, 1, 0]
    assert not Request.objects.exclude(contact="", words="").exists()
    travel.shift(datetime.timedelta(days=10))
    assert "old invitations: 1 deleted" in run()
    assert Session.objects.count() == 0  # the contributor's ended on the way
    assert run() == "Nothing was due.\n"


def test_only_what_erases_is_run(monkeypatch) -> None:
    monkeypatch.setattr(tasks, "due_acts", {})
    tasks.register(
        DueAct("erases", lambda: "2 erased", erases=True),
        DueAct("idle", lambda: "", erases=True),
        DueAct("writes", lambda: "3 mails"),
    )
    assert run() == "erases: 2 erased\n"


def test_one_that_fails_is_named(monkeypatch) -> None:
    monkeypatch.setattr(tasks, "due_acts", {})
    tasks.register(
        DueAct("broken", lambda: str(1 // 0), erases=True),
        DueAct("erases", lambda: "2 erased", erases=True),
    )
    out = io.StringIO()
    with pytest.raises(CommandError, match="Failed: broken"):
        call_command("apply_retention", stdout=out)
    assert out.getvalue() == "broken: failed (ZeroDivisionError)\nerases: 2 erased\n"


def test_every_act_that_erases_by_its_name_is_marked() -> None:
    words = ("eras", "forget", "old ", "drop")
    named = {act.name for act in tasks.due_acts.values() if any(w in act.name for w in words)}
    marked = {act.name for act in tasks.due_acts.values() if act.erases}
    assert named <= marked
    assert len(marked) >= 14
