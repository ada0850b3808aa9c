"""The one mail a week: all that waits for a person, in one list with the minutes it takes."""

import datetime
from typing import Any

from django.conf import settings

from apps.accounts.models import User
from apps.core import audit, clock, mail
from apps.core import week as days
from apps.core.actors import SystemActor, label_of
from apps.core.mail import Built, MailKind, NotNeeded
from apps.core.models import AuditRecord
from apps.home import week
from apps.home.week import Thing

BY = SystemActor("due work")
LEFT = "left the weekly mail"
MOST_LISTED = 20


def build(ids: dict[str, Any]) -> Built:
    """What waits at this moment; nothing for somebody disabled since, or who did it all."""
    person = User.objects.filter(pk=ids["user"], is_active=True).first()
    day = datetime.date.fromisoformat(ids["day"])
    things = week.things_for(person, day) if person else []
    if person is None or not things:
        raise NotNeeded
    return Built(
        {
            "name": label_of(person),
            "things": counted(len(things), "thing"),
            "minutes": counted(sum(thing.minutes for thing in things), "minute"),
            "list": listed(things) + made_up(day),
            "link": f"{settings.SITE_URL}/staff/",
        },
        recipient=person.email,
    )


def counted(number: int, noun: str) -> str:
    """ "1 thing", "8 minutes"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(things: list[Thing]) -> str:
    """One thing after the other, each with its minutes and its page."""
    parts = [
        f"{thing.words} ({counted(thing.minutes, 'minute')})\n{settings.SITE_URL}{thing.address}"
        for thing in things[:MOST_LISTED]
    ]
    if more := len(things) - MOST_LISTED:
        parts += [f"And {counted(more, 'more thing')}, on your start page."] if more > 0 else []
    return "\n\n".join(parts)


def made_up(day: datetime.date) -> str:
    """Says of a mail that goes on another day than its own that it does, below its list: a wording
    of the partnership’s own says it too."""
    if day == clock.today():
        return ""
    return f"\n\nThis mail should have come on {day:%A %-d %B %Y}, and could not go before today."


WEEKLY = MailKind(
    "weekly",
    "weekly",
    build,
    label="Your week",
    placeholders={
        "name": "Sam Taylor",
        "things": "2 things",
        "minutes": "6 minutes",
        "list": (
            "Carers’ café: how many took part (1 minute)\n"
            "https://portal.example.org/staff/activities/1/next/\n\n"
            "Walk in the park: a summary for the public (5 minutes)\n"
            "https://portal.example.org/staff/activities/2/next/"
        ),
        "link": "https://portal.example.org/staff/",
    },
    needed=("list",),
)


def leave_weekly() -> str:
    """Leave this week's mails, once, on its day or as soon after it as work is done again."""
    today = clock.today()
    day = days.day_of(today)
    name = f"week {day:%V of %G}"
    monday = today - datetime.timedelta(days=today.weekday())
    done = AuditRecord.objects.filter(act=LEFT, label=name, at__date__gte=monday)
    if today < day or done.exists():
        return ""
    left = sum(_leave(user, day) for user in _people())
    audit.note(act=LEFT, by=BY, label=name, mails=left)
    return f"{left} left" if left else ""


def _people() -> Any:
    """Whoever can sign in and holds a role."""
    return User.objects.filter(is_active=True, grants__isnull=False).distinct().order_by("pk")


def _leave(user: User, day: datetime.date) -> bool:
    """Leave the mail of somebody for whom something waits; whether it was."""
    if not week.things_for(user, day):
        return False
    mail.leave(
        kind=WEEKLY.name,
        key=f"weekly-{user.pk}-{day:%G-%V}",
        recipient=user.email,
        ids={"user": user.pk, "day": day.isoformat()},
        due=days.hour_of(day),
    )
    return True
