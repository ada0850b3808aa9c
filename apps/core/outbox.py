"""Sends what stands in the outbox: each mail by one worker, again after a failure, at last failed.

SMTP can't promise "exactly once". What is promised: one accepted handover for a key as long as
workers live; a worker killed between handover and mark sends again under the same ``Message-ID``,
and ``maybe_twice`` says so; a kind with ``mark_first`` goes at most once.
"""

import datetime
import secrets
import smtplib
from typing import Any

import structlog
from django.core.mail import get_connection
from django.db import connection as database
from django.db import transaction

from apps.core import clock, mail
from apps.core.mail import MailKind
from apps.core.outgoing import OutgoingMail

logger = structlog.get_logger(__name__)
State = OutgoingMail.State
MINUTES_BETWEEN_TRIES = (1, 5, 15, 60, 240, 720)  # then it has failed
CLAIM = datetime.timedelta(minutes=5)  # longer than all of SMTP's timeouts together
REFUSALS = (
    smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError,
)  # fmt: skip


def send_waiting(most: int = 100) -> int:
    """Send what is due, one after the other; how many were handed over."""
    sent = 0
    for _ in range(most):
        if not OutgoingMail.objects.ready(clock.now()).exists():  # no lock for an idle look
            break
        row = claim()
        if row is None:
            break
        sent += send(row)
    return sent


@transaction.atomic
def claim() -> OutgoingMail | None:
    """Take the mail that is due longest, for ourselves alone; None where nothing is due.

    The lock holds while the row is marked, not while the mail is sent: a claim that outlived its
    time was left by a worker that was killed.
    """
    now = clock.now()
    rows = OutgoingMail.objects.ready(now).order_by("next_try_at", "id")
    skip = database.features.has_select_for_update_skip_locked
    row = rows.select_for_update(skip_locked=skip).first()
    if row is None:
        return None
    if row.state == State.SENDING and row.handover_began_at is not None:
        row.maybe_twice = True
    row.state = State.SENDING
    row.tries += 1
    row.claimed_by = secrets.token_hex(16)
    row.claimed_until = now + CLAIM
    row.handover_began_at = None
    row.save()
    return row


def send(row: OutgoingMail) -> bool:
    """Build the mail and hand it over; whether the server took it. Never raises for a mail's
    sake: the row says what happened."""
    kind = mail.kinds.get(row.kind)
    smtp: Any = None
    try:
        if kind is None:
            raise LookupError(row.kind)
        with transaction.atomic():
            message = mail.message_for(row, kind, kind.build(dict(row.ids)))
        smtp = get_connection()
        smtp.open()
    except mail.NotNeeded:
        _mark(row, state=State.NOT_NEEDED, ended_at=clock.now(), error="")
        return False
    except Exception as error:  # noqa: BLE001 - whatever it is, the next mail must go
        _close(smtp)
        _failed(row, error)
        return False
    try:
        return _hand_over(row, kind, message, smtp)
    finally:
        _close(smtp)


def _hand_over(row: OutgoingMail, kind: MailKind, message: Any, smtp: Any) -> bool:
    now = clock.now()
    first: dict[str, Any] = {"handover_began_at": now}
    if kind.mark_first:
        first |= {"state": State.SENT, "handed_over_at": now, "ended_at": now, "unconfirmed": True}
    if not _mark(row, **first):
        return False  # our claim ran out and another worker has it
    try:
        taken = smtp.send_messages([message])
    except REFUSALS as error:
        _failed(row, error, for_good=_is_final(error))
        return False
    except Exception as error:  # noqa: BLE001 - the line broke: it may or may not have arrived
        if kind.mark_first:
            _mark(row, error=type(error).__name__)
        else:
            _failed(row, error, maybe_twice=True)
        return False
    if not taken:
        _failed(row, RuntimeError())
        return False
    _mark(
        row, state=State.SENT, handed_over_at=clock.now(), ended_at=clock.now(), error="",
        unconfirmed=False,
    )  # fmt: skip
    return True


def _is_final(error: Exception) -> bool:
    """Whether the server will never take it: a 5xx for the recipient."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _ in error.recipients.values())
    return False


def _failed(
    row: OutgoingMail, error: Exception, *, for_good: bool = False, maybe_twice: bool = False
) -> None:
    """Try again later, or no more; the log and the row name the kind of error, not its words."""
    logger.warning("mail_not_sent", kind=row.kind, mail=row.pk, error=type(error).__qualname__)
    over = for_good or row.tries > len(MINUTES_BETWEEN_TRIES)
    changes: dict[str, Any] = {
        "error": type(error).__name__[:80], "unconfirmed": False, "handed_over_at": None,
        "ended_at": clock.now() if over else None,
        "state": State.FAILED if over else State.WAITING,
    }  # fmt: skip
    if not over:
        wait = datetime.timedelta(minutes=MINUTES_BETWEEN_TRIES[row.tries - 1])
        changes["next_try_at"] = clock.now() + wait
    if maybe_twice:
        changes["maybe_twice"] = True
    _mark(row, **changes)


def _mark(row: OutgoingMail, **changes: Any) -> bool:
    """Write to the row while it is still ours; whether it was."""
    return bool(OutgoingMail.objects.filter(pk=row.pk, claimed_by=row.claimed_by).update(**changes))


def _close(smtp: Any) -> None:
    try:
        if smtp is not None:
            smtp.close()
    except OSError:
        pass


@transaction.atomic
def try_again(*, pk: int) -> OutgoingMail | None:
    """Put a failed mail back into the queue from its first try; None if it has not failed."""
    row = OutgoingMail.objects.select_for_update().filter(pk=pk).first()
    if row is None or not row.can_be_tried_again:
        return None
    row.state, row.tries, row.next_try_at, row.ended_at = State.WAITING, 0, clock.now(), None
    row.save()
    return row
