"""What staff do with a request from the public: take it, answer it, or say why it can't be done."""

from typing import Any

from django.db import transaction

from apps.core import actors, audit, clock
from apps.publishing import mails
from apps.publishing.asking.queue import answerable_by
from apps.publishing.models.request import Request
from apps.publishing.workflow import NotAllowed


def _locked(asked: Request, by: Any) -> Request:
    """The row as it stands, held until the end. Raises ``NotAllowed`` for what is not theirs or
    is answered already."""
    row = Request.objects.select_for_update().get(pk=asked.pk)
    if not answerable_by(by).filter(pk=row.pk).exists():
        raise NotAllowed("This is not yours to do.")
    if row.state != Request.State.OPEN:
        raise NotAllowed(
            "Nothing was changed: this is answered now. Somebody else, or you in another window, "
            "was quicker."
        )
    return row


@transaction.atomic
def take(*, asked: Request, by: Any, seen_owner: int | None = None) -> Request:
    """Say who looks after it. ``seen_owner`` is who did when the button was drawn.

    Raises ``NotAllowed`` where somebody else took it in the meantime.
    """
    row = _locked(asked, by)
    if row.owner_id not in (seen_owner, actors.id_of(by)):
        raise NotAllowed("Somebody else took this a moment ago.")
    row.owner = by
    row.edit_count += 1
    row.save()
    return row


@transaction.atomic
def put_back(*, asked: Request, by: Any) -> Request:
    """Leave it to somebody else again. Raises ``NotAllowed`` for one that is not theirs."""
    row = _locked(asked, by)
    if row.owner_id != actors.id_of(by):
        raise NotAllowed("You do not look after this, so you can’t put it back.")
    row.owner = None
    row.edit_count += 1
    row.save()
    return row


@transaction.atomic
def answer(*, asked: Request, words: str, by: Any) -> Request:
    """Keep the answer, and leave it for the post where an e-mail address was given."""
    return _close(asked, Request.State.DONE, words, by=by, missing="Write the answer first.")


@transaction.atomic
def cannot(*, asked: Request, why: str, by: Any) -> Request:
    """Say why it is not possible. The reason is the answer that the person reads."""
    return _close(
        asked, Request.State.NOT_POSSIBLE, why, by=by, missing="Write why it is not possible."
    )


def _close(asked: Request, state: str, words: str, *, by: Any, missing: str) -> Request:
    row = _locked(asked, by)
    if not words.strip():
        raise NotAllowed(missing)
    row.state = state
    row.answer = words.strip()
    row.answered_by = by
    row.answered_on = clock.today()
    row.owner = row.owner or by
    row.edit_count += 1
    row.save()
    audit.note(act="answered a request", by=by, target=row, outcome=row.state, kind=row.kind)
    if row.reply_by == Request.Reply.EMAIL:
        mails.leave_answer(row)
    return row
