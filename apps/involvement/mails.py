"""The mails about answers that are owed: on the day, when it has passed, and once it is overdue.

Everything else about promises stands in the one mail a week (``apps.home.weekly_mail``).
"""

import datetime
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.permissions import Role
from apps.core import clock, mail, site_settings, week
from apps.core.mail import Built, MailKind, NotNeeded
from apps.involvement import promises
from apps.involvement.models import Promise, Response

MADE_UP = 7  # days for which a mail is made up for that no worker left; older ones stay unsent
STANDS = {
    "today": "is due today",
    "late": "was due on {day} and is not out yet",
    "overdue": "was due on {day} and is overdue: people read so now",
}


def build_owed(ids: dict[str, Any]) -> Built:
    """What is owed, unless it was answered, cancelled or put off meanwhile."""
    promise = Promise.objects.open().filter(pk=ids["promise"]).first()
    if promise is None or promise.due.isoformat() != ids["due"]:
        raise NotNeeded
    activity = promise.activities.order_by("when_first", "pk").first()
    if activity is None:
        raise NotNeeded
    if ids["stands"] == "today" and promise.due < clock.today():
        raise NotNeeded  # the day has passed meanwhile: the next mail says so
    person = User.objects.filter(pk=ids["user"]).first() if ids["user"] else None
    if ids["user"] and (person is None or not person.is_active):
        raise NotNeeded
    day = promises.in_full(promise.due)
    address = reverse("involvement:promise", args=[activity.pk])
    return Built(
        {
            "title": activity,
            "stands": STANDS[ids["stands"]].format(day=day),
            "link": settings.SITE_URL + address,
        },
        recipient=person.email if person else "",
    )


ANSWER_OWED = MailKind(
    "answer_owed",
    "answer_owed",
    build_owed,
    label="An answer is due, late or overdue",
    placeholders={
        "title": "Carers’ café",
        "stands": "is due today",
        "link": "https://portal.example.org/staff/activities/1/promise/",
    },
    needed=("link",),
)


def leave_owed() -> str:
    """Leave the mails that are due and not left yet, each once: to whoever looks after a promise
    and the mailbox of its team when it is due and when it is late, to the leads of the team when it
    is overdue. A worker that stood still for days makes up for the newest mail of each promise;
    after a longer time nobody is flooded: the weekly mail names all that is owed."""
    left = sum(_leave(promise, stands) for promise, stands in _owed_now())
    return f"{left} left" if left else ""


def _owed_now() -> Iterator[tuple[Promise, str]]:
    longest = datetime.timedelta(days=site_settings.number("grace") + 1 + MADE_UP)
    today = clock.today()
    rows = Promise.objects.open().filter(
        due__range=(today - longest, today), activities__is_example=False
    )
    for promise in rows.distinct().select_related("contact", "looked_after_by").order_by("pk"):
        if stands := _stands((today - promise.due).days):
            yield promise, stands


def _stands(days: int) -> str:
    """Which mail belongs to a promise so many days after its day; "" for none any more."""
    overdue = site_settings.number("grace") + 1
    begun = {"overdue": overdue, "late": 1, "today": 0}
    stands = next(stands for stands, first in begun.items() if days >= first)
    return stands if days - begun[stands] < MADE_UP else ""


def _leave(promise: Promise, stands: str) -> int:
    """How many mails were left for one promise."""
    found = 0
    for user, address in _recipients(promise, stands):
        key = f"answer-{stands}-{promise.pk}-{promise.due:%Y%m%d}-{user.pk if user else 'team'}"
        ids = {
            "promise": promise.pk, "due": promise.due.isoformat(), "stands": stands,
            "user": user.pk if user else None,
        }  # fmt: skip
        due = week.hour_of(clock.today())
        if not mail.is_left(key):
            mail.leave(kind=ANSWER_OWED.name, key=key, recipient=address, ids=ids, due=due)
            found += 1
    return found


def _recipients(promise: Promise, stands: str) -> Iterator[tuple[User | None, str]]:
    if stands == "overdue":
        leads = User.objects.filter(is_active=True, grants__role=Role.LEAD).distinct()
        for lead in leads:
            if _leads(lead, promise):
                yield lead, lead.email
        return
    owner: Any = promise.looked_after_by
    if owner is not None and owner.is_active:
        yield owner, owner.email
    if promise.contact is not None and promise.contact.email:
        yield None, promise.contact.email


def _leads(user: User, promise: Promise) -> bool:
    """Whether somebody leads for the team of a promise, today."""
    rows = promise.activities.model.objects.owned_by(user, Response.publish_permission)
    return bool(rows.filter(promises=promise).exists())
