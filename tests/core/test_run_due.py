"""What is due is done once, one process at a time, and one failure stops nothing else."""

import datetime
import io

import pytest
import time_machine
from django.core.management import CommandError, call_command

from apps.core import clock, tasks
from apps.core.models import AuditRecord, WorkLock
from apps.core.tasks import DueAct

pytestmark = pytest.mark.django_db


@pytest.fixture
def acts(monkeypatch):
    """The acts of one test instead of the portal's."""
    monkeypatch.setattr(tasks, "due_acts", {})
    return tasks.register


def run():
    out = io.StringIO()
    call_command("run_due", stdout=out)
    return out.getvalue()


def test_says_what_each_act_did(acts):
    acts(DueAct("first", lambda: "3 published"), DueAct("second", lambda: ""))
    assert run() == "first: 3 published\nsecond: nothing due\n"


def test_one_that_fails_takes_back_its_own_writes_and_stops_no_other(acts):
    def half():
        AuditRecord.objects.create(actor_label="due work", act="half")
        return str(1 // 0)

    def whole():
        AuditRecord.objects.create(actor_label="due work", act="whole")
        return "done"

    acts(DueAct("half", half), DueAct("whole", whole))
    out = io.StringIO()
    with pytest.raises(CommandError, match="Failed: half"):
        call_command("run_due", stdout=out)
    assert out.getvalue() == "half: failed (ZeroDivisionError)\nwhole: done\n"
    assert [row.act for row in AuditRecord.objects.all()] == ["whole"]


def test_a_second_process_leaves_it_to_the_first(acts):
    said = []
    acts(DueAct("inner", lambda: str(said.append(run()))))
    tasks.run_due()
    assert said == ["Another process is at it. Nothing to do here.\n"]


def test_a_killed_process_keeps_nobody_away_for_long(acts):
    acts(DueAct("act", lambda: "done"))
    until = clock.now() + tasks.LOCK_LASTS
    WorkLock.objects.create(name=tasks.LOCK, holder="killed", until=until)
    assert "Another process" in run()
    with time_machine.travel(until + datetime.timedelta(seconds=1)):
        assert run() == "act: done\n"


def test_the_portals_own_acts_run_twice_and_do_nothing_twice(content):
    run()
    assert "nothing due" in run()
