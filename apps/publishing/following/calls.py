"""To ring today: people without e-mail who asked for news, and what is said to them."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from apps.core import audit, clock
from apps.core.actors import Actor
from apps.publishing import addressed
from apps.publishing.addressed import Item
from apps.publishing.following import actions, sources
from apps.publishing.following.telling import stands
from apps.publishing.models.follow import Follow, RingTask
from apps.publishing.workflow import NotAllowed

PERMISSION = "publishing.ring_people"
MOST_TRIES = 3
ASK = (
    "They asked to be rung when there is news of it. Ask whether that was them, and whether they "
    "want it."
)


@dataclass(frozen=True)
class Call:
    """One call: whom, about what, and what to say."""

    task: RingTask
    item: Item
    asks: bool
    says: list[str]

    @property
    def follow(self) -> Follow:
        """Who asked."""
        return self.task.follow


def to_ring(user: Any) -> list[Call]:
    """The calls of today that are a person's, the longest due first; none whose news was withdrawn
    since."""
    rows = RingTask.objects.filter(ended_on=None, due__lte=clock.today()).filter(
        addressed.within(user, PERMISSION, kind="follow__kind", object_id="follow__object_id")
    )
    found = []
    for task in rows.select_related("follow").order_by("due", "pk"):
        item = sources.thing(task.follow.kind, task.follow.object_id)
        if item is None:
            continue
        if task.told is None:
            found.append(Call(task, item, True, [ASK]))
        elif told := stands(task.told)[1]:
            says = [line for one in told for line in one.says]
            found.append(Call(task, item, False, says))
    return found


def _held(task: RingTask, by: Actor) -> RingTask:
    """An open call of the person's own, held. Raises ``NotAllowed``."""
    row = RingTask.objects.select_for_update().get(pk=task.pk)
    if row.ended_on is not None or row.pk not in {call.task.pk for call in to_ring(by)}:
        raise NotAllowed("Nothing was changed: somebody rang already.")
    return row


@transaction.atomic
def reached(*, task: RingTask, by: Actor) -> None:
    """They were told; whoever was asked says yes by it. Raises ``NotAllowed``."""
    row = _held(task, by)
    row.outcome, row.ended_on = RingTask.Outcome.REACHED, clock.today()
    row.save()
    if row.told is None:
        actions.confirm(follow=row.follow, weekly=False)
    audit.note(act="rang", by=by, target=row)


@transaction.atomic
def no_answer(*, task: RingTask, by: Actor) -> None:
    """Nobody answered: the next working day again, three times in all. Raises ``NotAllowed``."""
    row = _held(task, by)
    row.tries += 1
    row.tried_on = clock.today()
    row.due = clock.add_working_days(clock.today(), 1)
    if row.tries >= MOST_TRIES:
        row.outcome, row.ended_on = RingTask.Outcome.NOT_REACHED, clock.today()
    row.save()
    audit.note(act="rang and reached nobody", by=by, target=row, tries=row.tries)


@transaction.atomic
def no_more(*, task: RingTask, by: Actor) -> None:
    """They want no calls: name and number are deleted, and nobody asks them again. Raises
    ``NotAllowed``."""
    row = _held(task, by)
    audit.note(act="ended calls to somebody who wants none", by=by, target=row)
    actions.stop(follow=row.follow, everything=True, forever=True)
