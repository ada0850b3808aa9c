"""Followers without e-mail: they are rung to ask whether they want news, and to tell them some."""

from collections.abc import Iterable
from typing import Any

from apps.core.actors import Actor
from apps.publishing import addressed
from apps.publishing.following import actions, sources
from apps.publishing.following.telling import stands
from apps.publishing.models.follow import Follow
from apps.publishing.models.ring import RingTask
from apps.publishing.ringing.kinds import Call, RingKind

PERMISSION = "publishing.ring_followers"
ASK = (
    "They asked to be rung when there is news of it. Ask whether that was them, and whether they "
    "want it."
)


def calls(user: Any, tasks: Iterable[RingTask]) -> list[Call]:
    """Those whose follower lies in the person's reach; none whose news was withdrawn since."""
    rows = Follow.objects.filter(pk__in=[task.object_id for task in tasks]).filter(
        addressed.within(user, PERMISSION, kind="kind", object_id="object_id")
    )
    follows = {follow.pk: follow for follow in rows}
    found = [_call(task, follows[task.object_id]) for task in tasks if task.object_id in follows]
    return [call for call in found if call is not None]


def _call(task: RingTask, follow: Follow) -> Call | None:
    """What to say to one; None where nothing is to be said any more."""
    item = sources.thing(follow.kind, follow.object_id)
    if item is None:
        return None
    who = follow.name or "Somebody without a name"
    to = {"who": who, "phone": follow.phone, "title": item.title, "address": item.address}
    if task.told is None:
        return Call(task, **to, says=[ASK], reached="They want to hear", wants_no_more=True)
    says = [line for one in stands(task.told)[1] for line in one.says]
    return Call(task, **to, says=says, wants_no_more=True) if says else None


def reached(task: RingTask, by: Actor) -> None:
    """Whoever was asked says yes by it."""
    if task.told is None and (follow := Follow.objects.filter(pk=task.object_id).first()):
        actions.confirm(follow=follow, weekly=False)


def no_more(task: RingTask, by: Actor) -> None:
    """Name and number are deleted, and nobody asks them again."""
    follow = Follow.objects.get(pk=task.object_id)
    actions.stop(follow=follow, everything=True, forever=True)


FOLLOWERS = RingKind(actions.RUNG, calls, reached=reached, no_more=no_more)
