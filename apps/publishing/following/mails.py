"""The two mails to followers: one by which they say yes, and one with the news."""

import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from apps.core import site_settings
from apps.core.mail import Built, MailKind, NotNeeded
from apps.publishing.following import actions, sources
from apps.publishing.following.sources import Told
from apps.publishing.following.telling import stands
from apps.publishing.models.follow import Follow

MOST_TOLD = 20


def build_confirm(ids: dict[str, Any]) -> Built:
    """The link by which an address says yes; nothing once it is gone."""
    follow = Follow.objects.filter(pk=int(ids.get("follow", 0))).first()
    if follow is None:
        raise NotNeeded
    item = sources.thing(follow.kind, follow.object_id)
    if item is None:
        raise NotNeeded
    until = follow.asked_on + datetime.timedelta(days=actions.KEPT_DAYS)
    address = reverse("publishing:follow-confirm", args=[actions.link("follow.confirm", follow)])
    return Built(
        {
            "title": item.title or "everything new",
            "link": settings.SITE_URL + address,
            "until": f"{until:%-d %B %Y}",
        },
        recipient=follow.email,
    )


def build_news(ids: dict[str, Any]) -> Built:
    """What was new between two moments and is public still, for those of an address's follows
    that stand; nothing where nothing is left."""
    follows, told = stands(ids)
    if not told:
        raise NotNeeded
    stop = reverse("publishing:follow-stop", args=[actions.link("follow.stop", follows[0])])
    return Built(
        {
            "title": _title(follows),
            "list": _listed(told),
            "link": settings.SITE_URL + stop,
        },
        recipient=follows[0].email,
        unsubscribe=settings.SITE_URL + stop,
    )


def _title(follows: list[Follow]) -> str:
    """What it is news of: the one thing followed, or the portal."""
    if len(follows) == 1:
        item = sources.thing(follows[0].kind, follows[0].object_id)
        if item is not None and item.title:
            return item.title
    return site_settings.values()["name"]


def _listed(told: list[Told]) -> str:
    """One piece of news after the other, newest last, each with its page."""
    parts = []
    for one in told[:MOST_TOLD]:
        address = settings.SITE_URL + one.item.get_absolute_url()  # type: ignore[attr-defined]
        parts.append("\n".join([*one.says, address]))
    if len(told) > MOST_TOLD:
        parts.append(f"And {len(told) - MOST_TOLD} more, on {settings.SITE_URL}/")
    return "\n\n".join(parts)


FOLLOW_CONFIRM = MailKind(
    actions.CONFIRM,
    "follow_confirm",
    build_confirm,
    label="News by e-mail: please confirm",
    placeholders={
        "title": "Carers’ café",
        "link": "https://portal.example.org/follow/confirm/abc/",
        "until": "18 March 2027",
    },
    needed=("link",),
)
FOLLOW_NEWS = MailKind(
    actions.NEWS,
    "follow_news",
    build_news,
    label="News for followers",
    placeholders={
        "title": "Carers’ café",
        "list": (
            "Carers’ café: people were answered\nWe did: the café opens on Saturdays.\n"
            "We could not, because: a second room is not to be had.\n"
            "https://portal.example.org/involvement/INV-2026-0001/"
        ),
        "link": "https://portal.example.org/follow/stop/abc/",
    },
    needed=("list", "link"),
)
