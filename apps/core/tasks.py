"""Work that nobody waits for: tasks in the database's queue, and what is due by the clock.

The only module that knows django-tasks, which Django 6 brings itself.
"""

import datetime
import logging
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import structlog
from django.conf import settings
from django.db import IntegrityError, transaction
from django_tasks import task
from django_tasks.base import Task
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult as TaskResult

from apps.core import clock
from apps.core.models import WorkLock

__all__ = [
    "DueAct",
    "Outcome",
    "TaskResult",
    "drop_ended",
    "hold",
    "later",
    "let_go",
    "register",
    "run_due",
    "run_queue",
    "task",
]
logger = structlog.get_logger(__name__)
logging.getLogger("django_tasks_db").setLevel(logging.WARNING)  # it says each time that it looked
LOCK = "due work"
KEPT = datetime.timedelta(days=30)  # of a task that ended
LOCK_LASTS = datetime.timedelta(minutes=15)  # an act takes seconds; longer, and its holder died


@dataclass(frozen=True)
class DueAct:
    """Something to be done whenever its time has come. ``function`` does all that is due, changes
    nothing when run again, and says what it did in a few words ("" for nothing). ``erases``: it
    ends what is kept of people for a while only."""

    name: str
    function: Callable[[], str]
    erases: bool = False


@dataclass(frozen=True)
class Outcome:
    """What one act did: its words, or the kind of error that stopped it."""

    name: str
    said: str = ""
    error: str = ""


due_acts: dict[str, DueAct] = {}


def register(*acts: DueAct) -> None:
    """Called in ``AppConfig.ready`` of the app whose work it is."""
    due_acts.update({act.name: act for act in acts})


def later(work: Task[Any, Any], *arguments: Any) -> None:
    """Queue a task once the present transaction is committed. Pass ids: it may run twice."""
    transaction.on_commit(lambda: work.enqueue(*arguments))


def run_queue() -> None:
    """Do all queued tasks, one after the other, and come back."""
    if settings.TASKS["default"]["BACKEND"] != "django_tasks_db.DatabaseBackend":
        return  # done at once, where they were queued
    worker = Worker(
        queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False,
        max_tasks=None, worker_id=secrets.token_hex(16), excluded_queue_names=[],
    )  # fmt: skip
    worker.process_all_queues = True
    worker.run()


def drop_ended() -> str:
    """Delete the tasks that ended some time ago: nobody looks at them any more."""
    number, _ = TaskResult.objects.filter(finished_at__lt=clock.now() - KEPT).delete()
    return f"{number} deleted" if number else ""


def run_due(*, erasing: bool = False) -> list[Outcome] | None:
    """Run every due act, or those that erase, each in a transaction of its own; one that fails
    stops no other.

    None where another process is at it.
    """
    holder = secrets.token_hex(16)
    if not hold(LOCK, holder):
        return None
    try:
        acts = [act for act in due_acts.values() if act.erases or not erasing]
        return [_run(act) for act in acts if hold(LOCK, holder)]
    finally:
        let_go(LOCK, holder)


def hold(name: str, holder: str) -> bool:
    """Take a lock, or keep it for longer. One UPDATE, so two processes can't both succeed."""
    now = clock.now()
    with suppress(IntegrityError), transaction.atomic():
        WorkLock.objects.get_or_create(name=name, defaults={"until": now})
    free = WorkLock.objects.filter(name=name, until__lte=now)
    ours = WorkLock.objects.filter(name=name, holder=holder)
    return bool((free | ours).update(holder=holder, until=now + LOCK_LASTS))


def let_go(name: str, holder: str) -> None:
    """Give a lock back, if it is still ours."""
    WorkLock.objects.filter(name=name, holder=holder).update(holder="", until=clock.now())


def _run(act: DueAct) -> Outcome:
    try:
        with transaction.atomic():
            return Outcome(act.name, said=act.function() or "")
    except Exception as error:  # noqa: BLE001 - the other acts are due too
        logger.error("due_act_failed", act=act.name, exc_info=error)
        return Outcome(act.name, error=type(error).__qualname__)
