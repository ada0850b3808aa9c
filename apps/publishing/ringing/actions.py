"""What came of a call: reached, no answer, or they want no calls."""

import datetime
from typing import Any

from django.db import transaction

from apps.core import audit, clock, site_settings
from apps.core.actors import Actor
from apps.publishing.models import RingTask
from apps.publishing.ringing import kinds
from apps.publishing.ringing.kinds import Call
from apps.publishing.workflow import NotAllowed

PERMISSION = "publishing.ring_people"
RANG_ALREADY = "Nothing was changed: somebody rang already."


def to_ring(user: Any) -> list[Call]:
    """The calls of today that are a person's: what is urgent first, then the longest due."""
    tasks: dict[str, list[RingTask]] = {}
    for task in RingTask.objects.today():
        tasks.setdefault(task.kind, []).append(task)
    ordered = sorted(kinds.registered.values(), key=lambda kind: kind.order)
    return [call for kind in ordered for call in kind.calls(user, tasks.get(kind.word, []))]


def _held(task: RingTask, by: Actor) -> RingTask:
    """An open call of the person's own, held. Raises ``NotAllowed``."""
    row = RingTask.objects.select_for_update().filter(pk=task.pk).first()
    mine = {call.task.pk for call in to_ring(by)}
    if row is None or row.ended_on is not None or row.pk not in mine:
        raise NotAllowed(RANG_ALREADY)
    return row


@transaction.atomic
def reached(*, task: RingTask, by: Actor) -> None:
    """They were told. Raises ``NotAllowed``."""
    row = _held(task, by)
    row.outcome, row.ended_on = RingTask.Outcome.REACHED, clock.today()
    row.save()
    kinds.of(row).reached(row, by)
    audit.note(act="rang", by=by, target=row)


@transaction.atomic
def no_answer(*, task: RingTask, by: Actor) -> None:
    """Nobody answered: the next working day again, as often as its kind says. Raises
    ``NotAllowed``."""
    row = _held(task, by)
    kind = kinds.of(row)
    row.tries += 1
    row.tried_on = clock.today()
    row.due = clock.add_working_days(clock.today(), 1)
    if row.tries >= kind.most_tries:
        row.outcome, row.ended_on = RingTask.Outcome.NOT_REACHED, clock.today()
    row.save()
    kind.no_answer(row, by)
    audit.note(act="rang and reached nobody", by=by, target=row, tries=row.tries)


@transaction.atomic
def no_more(*, task: RingTask, by: Actor) -> None:
    """They want no calls. Raises ``NotAllowed``, also where that is not theirs to say of a
    kind."""
    row = _held(task, by)
    ends = kinds.of(row).no_more
    if ends is None:
        raise NotAllowed("Nothing was changed: this is told to everybody whom it concerns.")
    audit.note(act="ended calls to somebody who wants none", by=by, target=row)
    ends(row, by)


def drop_ended() -> str:
    """Delete the calls that ended some time ago."""
    kept = datetime.timedelta(days=site_settings.number("calls_kept_days"))
    number, _ = RingTask.objects.filter(ended_on__lte=clock.today() - kept).delete()
    return f"{number} deleted" if number else ""
