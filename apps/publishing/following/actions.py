"""Asking for news by e-mail, saying yes, stopping."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from apps.accounts.models import User
from apps.core import audit, clock, links, mail
from apps.core.outgoing import forget
from apps.publishing.addressed import Item
from apps.publishing.following import mailboxes
from apps.publishing.models.follow import Follow
from apps.publishing.models.ring import RingTask
from apps.publishing.workflow import NotAllowed

KEPT_DAYS = 14  # of an address that never said yes
MOST_ASKED = 5  # things for one mailbox that it has not said yes to: nobody fills it
MOST_MAILS = 2  # for one of them
CONFIRM, NEWS = "follow_confirm", "follow_news"
LIFT = "publishing.lift_refusals"
NOBODY_REFUSED = "Nobody asked us never to write or ring here. Look whether it is spelt as theirs"
RUNG = "follow"  # the word of their calls


@transaction.atomic
def ask(*, item: Item, email: str) -> None:
    """Send the mail by which an address says yes, twice at most, on two days. What the page says
    afterwards is the same for every address."""
    row = _asked(item, mailboxes.of_email(email), email=email.strip().lower())
    if row is None:
        return
    key = f"follow-confirm-{row.pk}-{row.public_id}"
    if row.confirmed_at is None and mail.number_left(key) >= MOST_MAILS:
        return
    mail.leave(
        kind=CONFIRM,
        key=f"{key}-{clock.today():%Y%m%d}",
        recipient=row.email,
        ids={"follow": row.pk},
    )


@transaction.atomic
def ask_to_ring(*, item: Item, phone: str, name: str) -> None:
    """Somebody without e-mail asks for news: staff ring to ask whether they want it. A number asked
    for twice is rung once. ``phone`` as ``mailboxes.of_phone`` gives it."""
    row = _asked(item, phone, phone=phone, name=name)
    if row is not None and row.confirmed_at is None:
        key = f"follow-ask-{row.pk}-{row.public_id}"
        RingTask.objects.leave(kind=RUNG, subject=row.pk, key=key)


def _asked(item: Item, mailbox: str, **who: str) -> Follow | None:
    """The row of a mailbox and a thing, made if need be; None where it wants nothing, or too much
    of it waits for a yes."""
    if mailboxes.refused(mailbox):
        return None
    of = {"mailbox": mailbox, "kind": item.kind, "object_id": item.object_id}
    row = Follow.objects.filter(**of).first()
    if row is None:
        waiting = Follow.objects.of_one_mailbox(mailbox).filter(confirmed_at=None)
        if waiting.count() >= MOST_ASKED:
            return None
        row, _ = Follow.objects.get_or_create(**of, defaults={"asked_on": clock.today(), **who})
    return row


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
    Follow.objects.of_one_mailbox(row.mailbox).update(weekly=weekly)


@transaction.atomic
def stop(*, follow: Follow, everything: bool, forever: bool = False) -> None:
    """End one, or all that the mailbox follows; ``forever``: nobody asks it again. Where nothing is
    left, the address is nowhere any more, nor in the mails that waited or went."""
    rows = Follow.objects.of_one_mailbox(follow.mailbox)
    emails = set(rows.by_mail().values_list("email", flat=True))
    _drop(rows if everything or forever else rows.filter(pk=follow.pk))
    if forever:
        mailboxes.refuse(follow.mailbox)
    _forget(emails)


@transaction.atomic
def lift_refusal(*, mailbox: str, asked_how: str, by: User) -> None:
    """Somebody who wanted nothing ever may ask for news again, because they say so; nothing is sent
    for it. The audit record says how they asked, and not who. Raises ``NotAllowed``."""
    if not by.has_perm(LIFT):
        raise NotAllowed("An administrator does this.")
    if not mailboxes.take_back(mailbox):
        raise NotAllowed(NOBODY_REFUSED)
    audit.note(act="lifted a refusal of all mail", by=by, asked=asked_how)


def _drop(rows: Any) -> None:
    """Delete followers, and their calls with them."""
    gone = list(rows.values_list("pk", flat=True))
    RingTask.objects.filter(kind=RUNG, object_id__in=gone).delete()
    rows.delete()


def _forget(emails: Iterable[str]) -> None:
    """Take addresses that follow nothing out of the outbox."""
    for email in emails:
        if not Follow.objects.filter(email=email).exists():
            forget(kinds=[CONFIRM, NEWS], recipient=email)


def drop_unconfirmed() -> str:
    """Delete the addresses and numbers that never said yes; says how many never did."""
    old = clock.today() - datetime.timedelta(days=KEPT_DAYS)
    rows: Any = Follow.objects.filter(confirmed_at=None, asked_on__lte=old)
    emails = set(rows.by_mail().values_list("email", flat=True))
    number = rows.count()
    _drop(rows)
    _forget(emails)
    return f"{number} deleted who never said yes" if number else ""
