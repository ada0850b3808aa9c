"""Asking for news by e-mail, saying yes, stopping."""

import datetime
from typing import Any

from django.db import transaction

from apps.core import clock, links, mail
from apps.core.outgoing import forget
from apps.publishing.addressed import Item
from apps.publishing.models.follow import Follow, RingTask

KEPT_DAYS = 14  # of an address that never said yes
MOST_ASKED = 5  # things in a day for one address that has not said yes: nobody fills a mailbox
CONFIRM, NEWS = "follow_confirm", "follow_news"


@transaction.atomic
def ask(*, item: Item, email: str) -> None:
    """Send the mail by which an address says yes, once a day for one thing. What the page says
    afterwards is the same for every address."""
    email = email.strip().lower()
    today = clock.today()
    waiting = Follow.objects.of_one_address(email).filter(confirmed_at=None, asked_on=today)
    of = {"email": email, "kind": item.kind, "object_id": item.object_id}
    row = Follow.objects.filter(**of).first()
    if row is None and waiting.count() >= MOST_ASKED:
        return
    if row is None:
        row, _ = Follow.objects.get_or_create(**of, defaults={"asked_on": today})
    if row.confirmed_at is None and row.asked_on != today:
        row.asked_on = today
        row.save(update_fields=["asked_on"])
    mail.leave(
        kind=CONFIRM,
        key=f"follow-confirm-{row.pk}-{row.public_id}-{today:%Y%m%d}",
        recipient=email,
        ids={"follow": row.pk},
    )


@transaction.atomic
def ask_to_ring(*, item: Item, phone: str, name: str) -> None:
    """Somebody without e-mail asks for news: staff ring to ask whether they want it. A number asked
    for twice is rung once."""
    today = clock.today()
    waiting = Follow.objects.filter(phone=phone, confirmed_at=None, asked_on=today)
    of = {"phone": phone, "kind": item.kind, "object_id": item.object_id}
    row = Follow.objects.filter(**of).first()
    if row is None and waiting.count() >= MOST_ASKED:
        return
    if row is None:
        row, _ = Follow.objects.get_or_create(**of, defaults={"asked_on": today, "name": name})
    if row.confirmed_at is None:
        key = f"follow-ask-{row.pk}-{row.public_id}"
        RingTask.objects.get_or_create(key=key, defaults={"follow": row, "due": today})


def by_link(purpose: str, token: str) -> Follow | None:
    """The follower whom a link of this purpose names; None for any other link."""
    found = links.opened(purpose, token)
    if found is None:
        return None
    return Follow.objects.filter(public_id=found[0], link_version=found[1]).first()


def link(purpose: str, follow: Follow) -> str:
    """The token of a follower's link, "follow.confirm" or "follow.stop"."""
    return links.standing(purpose, follow.public_id, follow.link_version)


@transaction.atomic
def confirm(*, follow: Follow, weekly: bool) -> None:
    """The address says yes, and how often; again later, to hear more or less often. How often
    holds for all that it follows, so that it hears of nothing twice."""
    row = Follow.objects.select_for_update().filter(pk=follow.pk).first()
    if row is None:
        return
    if row.confirmed_at is None:
        row.confirmed_at = row.told_upto = clock.now()
        row.save()
    if row.email:
        Follow.objects.of_one_address(row.email).update(weekly=weekly)


@transaction.atomic
def stop(*, follow: Follow, everything: bool) -> None:
    """End one, or all that the address follows. Where none is left, the address is nowhere any
    more, nor in the mails that waited or went."""
    rows = Follow.objects.of_one_address(follow.email)
    (rows if everything else rows.filter(pk=follow.pk)).delete()
    if not Follow.objects.of_one_address(follow.email).exists():
        forget(kinds=[CONFIRM, NEWS], recipient=follow.email)


def drop_unconfirmed() -> str:
    """Delete the addresses and numbers that never said yes, and calls that ended; says how many
    never did."""
    old = clock.today() - datetime.timedelta(days=KEPT_DAYS)
    rows: Any = Follow.objects.filter(confirmed_at=None, asked_on__lte=old)
    emails = set(rows.by_mail().values_list("email", flat=True))
    number = rows.count()
    rows.delete()
    for email in emails:
        if not Follow.objects.of_one_address(email).exists():
            forget(kinds=[CONFIRM, NEWS], recipient=email)
    RingTask.objects.filter(ended_on__lte=old).delete()
    return f"{number} deleted who never said yes" if number else ""
