"""Telling followers: who hears of what is new, and what of it stands when they are told."""

import datetime
from itertools import groupby
from typing import Any

from django.db.models import Max

from apps.core import clock, mail, week
from apps.publishing.following import sources
from apps.publishing.following.actions import NEWS, RUNG
from apps.publishing.following.sources import Told
from apps.publishing.models.follow import Follow, News
from apps.publishing.models.ring import RingTask

SETTLED = datetime.timedelta(minutes=2)  # longer than a publication takes to be seen by others


def tell_followers() -> str:
    """Leave the mails and calls for what is new: at once for those who asked so, for everybody else
    once a week. An address or a number hears of it once, whatever it follows."""
    upto = clock.now() - SETTLED
    left = _tell(weekly=False, upto=upto) + _tell(weekly=True, upto=week.last_hour(upto))
    return f"{left} left" if left else ""


def _tell(*, weekly: bool, upto: datetime.datetime) -> int:
    newest = News.objects.filter(at__lte=upto).aggregate(at=Max("at"))["at"]
    if newest is None:
        return 0
    rows = Follow.objects.confirmed().filter(weekly=weekly, told_upto__lt=newest)
    waiting = list(rows.order_by("mailbox", "pk"))
    if not waiting:
        return 0
    news = sources.between(min(one.told_upto for one in waiting if one.told_upto), upto)
    left, told = 0, set[int]()
    for _, group in groupby(waiting, key=lambda one: one.mailbox):
        reached = [one for one in group if sources.for_(one, news)]
        if reached:
            _leave(reached, upto)
            told.update(one.row for follow in reached for one in sources.for_(follow, news))
            left += 1
    News.objects.filter(pk__in=told).update(told=True)
    Follow.objects.filter(pk__in=[one.pk for one in waiting]).update(told_upto=upto)
    return left


def _leave(follows: list[Follow], upto: datetime.datetime) -> None:
    first = follows[0]
    key = f"follow-news-{first.pk}-{first.public_id}-{upto.isoformat()}"
    ids = {
        "follows": {str(one.pk): str(one.told_upto) for one in follows},
        "upto": upto.isoformat(),
    }
    if first.email:
        mail.leave(kind=NEWS, key=key, recipient=first.email, ids=ids)
    else:
        RingTask.objects.leave(kind=RUNG, subject=first.pk, key=key, told=ids)


def stands(ids: dict[str, Any]) -> tuple[list[Follow], list[Told]]:
    """(the follows that stand, the news among what was left for them that is public still)."""
    follows = list(Follow.objects.confirmed().filter(pk__in=ids.get("follows", {})))
    if not follows:
        return [], []
    for follow in follows:  # as it was when this was left: they know all of it by now
        follow.told_upto = datetime.datetime.fromisoformat(ids["follows"][str(follow.pk)])
    since = min(follow.told_upto for follow in follows if follow.told_upto)
    news = sources.between(since, datetime.datetime.fromisoformat(ids["upto"]))
    return follows, [one for one in news if any(sources.for_(follow, [one]) for follow in follows)]
