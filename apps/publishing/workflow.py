"""From draft to public and back: draws the buttons, checks who may, and does the step, all by the
one table of moves."""

import dataclasses
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, Model
from django.utils.text import slugify

from apps.core import actors, audit, clock, versions
from apps.core.actors import Actor, SystemActor
from apps.core.reasons import in_words
from apps.publishing import ahead, mails, part_notes, search, types
from apps.publishing.following.sources import became_public, went
from apps.publishing.models import (
    PUBLIC_STATES,
    AccessibleVersion,
    Publishable,
    State,
    UnderReview,
    Version,
    WorkingCopy,
    not_reserved,
)
from apps.publishing.moves import MOVES, PUBLISH, TRANSITIONS, WRITE, Move

LONGEST_SLUG = 100
CHANGED_SINCE = "Nothing was done: the text was changed since you opened it. Look at it again."
WROTE_IT = "You wrote part of this, so someone else publishes it."


class NotAllowed(Exception):
    """A move that can't be made now; the message is a sentence for whoever pressed the button."""


class Blocked(NotAllowed):
    """Something must be mended first; ``sentences`` say what."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = list(sentences)


def writers(item: Publishable) -> set[int]:
    """Who wrote part of what is not public yet. Mending spelling or a link in review makes
    nobody a writer."""
    return writers_of([item])[item.pk]


def ever_wrote(by: Actor, item: Publishable) -> bool:
    """Whether somebody wrote part of its text at any time, also of what is public."""
    rows = Version.objects.filter(kind=item.record_kind, object_id=item.pk, mended=False)
    person = actors.id_of(by)
    return person is not None and rows.filter(made_by_id=person).exists()


def writers_of(items: Collection[Publishable]) -> dict[int, set[int]]:
    """The same of several records of one kind, in one query. Of what is not public the whole text
    waits, also what was public once; of a change of something public only what came since."""
    since = {item.pk: item.revision if item.state in PUBLIC_STATES else 0 for item in items}
    held: dict[int, set[int]] = {pk: set() for pk in since}
    kinds = {item.record_kind for item in items}
    rows = Version.objects.filter(kind__in=kinds, object_id__in=since, mended=False)
    for pk, revision, author in rows.values_list("object_id", "revision", "made_by_id"):
        if author and revision >= since[pk]:
            held[pk].add(author)
    return held


def wrote_alone(by: Actor, item: Publishable) -> bool:
    """Whether somebody wrote part of what is not public yet, and no second person outside has said
    yes to it."""
    person = actors.id_of(by)
    return person in writers(item) and not item.agreed_outside(person)


def reach(by: Actor, item: Publishable) -> frozenset[str]:
    """What the person's rights and scope let them do with a record, whatever its state:
    ``write``, ``publish``, both or neither."""
    if isinstance(by, SystemActor):
        return frozenset([WRITE, PUBLISH])
    rows: Any = type(item)._default_manager
    held = {WRITE: rows.editable_by(by), PUBLISH: rows.publishable_by(by)}
    asked = {who: Exists(found.filter(pk=item.pk)) for who, found in held.items()}
    answer = rows.filter(pk=item.pk).values_list(*asked.values()).first() or ()
    return frozenset(who for who, reached in zip(asked, answer, strict=False) if reached)


def available_to(by: Actor, item: Publishable) -> list[Move]:
    """The moves whose buttons the person sees. A writer sees no Publish."""
    wrote = wrote_alone(by, item)
    return moves_from(item, ahead.copy_of(item), reached=reach(by, item), wrote=wrote)


def moves_from(
    item: Publishable, copy: WorkingCopy | None, *, reached: frozenset[str], wrote: bool
) -> list[Move]:
    """The moves that a record can make now, for somebody who reaches this far and ``wrote`` part
    of it or not. A reviewer who wrote nothing sends back, so is not offered to take back."""
    reviews = PUBLISH in reached and not wrote
    return [
        move
        for move in MOVES
        if move.who in reached
        and state_for(move, item, copy) in move.before
        and not (move.second_person and wrote)
        and not (move.name == "take_back" and reviews)
    ]


def mark(item: Publishable, copy: WorkingCopy | None) -> str:
    """Another one after each change of the text that is on its way: a button that somebody pressed
    for an earlier text does nothing."""
    return f"{item.edit_count}.{copy.edit_count if copy else ''}"


def state_for(move: Move, item: Publishable, copy: WorkingCopy | None) -> str:
    """The state a move starts from: of the change where it makes the same move. A change of what
    is not current makes none: first the record itself is made current again."""
    if copy is None or not move.of_copy:
        return str(item.state)
    return str(copy.state if item.state == State.PUBLISHED else item.state)


@transaction.atomic
def move(
    item: Publishable,
    name: str,
    *,
    by: Actor,
    note: str = "",
    on: Any = None,
    meant: bool = False,
    seen: str = "",
    parts: Mapping[str, str] | None = None,
) -> Publishable:
    """Make a move. ``on`` is a later day from which an approved text is to be public; ``meant``:
    words that look like facts about one person were looked at, and are meant to be there;
    ``seen``: the ``mark`` of the text that somebody looked at, where they press a button;
    ``parts``: what a reviewer who sends back asks of single parts, by their names.

    Locks the record; raises ``NotAllowed`` or ``Blocked`` with sentences, and changes nothing then.
    """
    step = TRANSITIONS[name]
    rows: Any = type(item)._default_manager
    item = rows.select_for_update().get(pk=item.pk)
    copy = (
        WorkingCopy.objects.select_for_update()
        .filter(kind=item.record_kind, object_id=item.pk)
        .first()
        if step.of_copy
        else None
    )
    parts = parts or {}
    if name == "return" and not note.strip() and any(words.strip() for words in parts.values()):
        note = part_notes.SEE_PARTS
    _check(step, item, copy, by=by, note=note)
    if seen and seen != mark(item, copy if step.of_copy else ahead.copy_of(item)):
        raise NotAllowed(CHANGED_SINCE)
    if name in ("submit", "publish") and not isinstance(by, SystemActor):
        _look_for_people(item, by=by, meant=meant)
    moved = ahead.subject(item, copy)
    if name == "publish" and on is not None and on > clock.today():
        moved.publish_on = on
        moved.reviewer_id = actors.id_of(by)
        moved.save()
        audit.note(act="approved for a day", by=by, target=item, day=on.isoformat())
        return item
    if name == "publish":
        _publish(item, copy, by=by)
    else:
        _step(step, item, moved, by=by, note=note, parts=parts)
    # What a reviewer writes to the writer stays between them.
    more: dict[str, Any] = {} if name == "return" else {"note": note}
    if name == "publish" and item.reviewer_id != actors.id_of(by):
        more["approved_by"] = item.reviewer_id
    audit.note(act=step.act, by=by, target=item, **more)
    return item


def as_asked(step: Move, item: Publishable) -> Move:
    """A step with the note that this very record asks for."""
    if step.name == "archive":
        return dataclasses.replace(step, note=item.asks_when_archived())
    return step


def _check(
    step: Move, item: Publishable, copy: WorkingCopy | None, *, by: Actor, note: str
) -> None:
    if step.who not in reach(by, item):
        raise NotAllowed("This is not yours to do.")
    if state_for(step, item, copy) not in step.before:
        raise NotAllowed(already(step, item, copy))
    if step.second_person and wrote_alone(by, item):
        raise NotAllowed(WROTE_IT)
    asked = as_asked(step, item).note
    if asked and not in_words(note):
        raise Blocked([f"{asked.split('?')[0]}? Write a sentence or two."])
    if step.complete and (missing := ahead.missing_before_review(item, copy)):
        raise Blocked(missing)
    if step.clear and (found := ahead.blockers(item, copy)):
        raise Blocked(found)
    if step.name in ("withdraw", "archive") and (kept := item.kept_by()):
        raise Blocked(kept)
    if step.second_person and (another := item.waits_for_another(actors.id_of(by))):
        raise NotAllowed(another)


def _look_for_people(item: Publishable, *, by: Actor, meant: bool) -> None:
    """Words that look like facts about one person are sent on only if they are meant."""
    marked = ahead.about_people(item)
    if marked and not meant:
        raise Blocked([f"“{found.words}” looks like {found.looks_like}." for _, found in marked])
    if marked:
        audit.note(act="words about people are meant", by=by, target=item)


def already(step: Move, item: Publishable, copy: WorkingCopy | None) -> str:
    """Why a move does not fit any more, as for a button pressed twice or by two people."""
    now = State(state_for(step, item, copy)).label.lower()
    return (
        f"Nothing was changed: this is {now} now. Somebody else, or you in another window, "
        "was quicker."
    )


def _step(
    step: Move, item: Publishable, moved: UnderReview, *, by: Actor, note: str,
    parts: Mapping[str, str],
) -> None:  # fmt: skip
    """Every move but publishing."""
    was_public = item.state in PUBLIC_STATES
    moved.state = step.after  # type: ignore[attr-defined]
    match step.name:
        case "submit":
            moved.submitted_at = clock.now()
            moved.submitted_by_id = actors.id_of(by)
            moved.note = ""
            part_notes.settle(item)
        case "return":
            moved.note = note.strip()[:500]
            moved.reviewer_id = actors.id_of(by)
            writer: Any = moved.submitted_by or moved.author
            turn = moved.edit_count + int(clock.now().timestamp())
            part_notes.ask(item=item, parts=parts, by=by)
            said = [moved.note, *part_notes.in_words(types.of(item).document, parts)]
            mails.leave_sent_back(item=item, writer=writer, note="\n\n".join(said), turn=turn)
        case "withdraw":
            item.withdrawn_reason = note.strip()[:300]
            item.withdrawn_on = clock.today()
        case "archive":
            item.archived_reason = note.strip()[:300]
        case "restore":
            item.archived_reason = ""
        case "reopen":
            item.withdrawn_reason, item.withdrawn_on = "", None
            item.note = note.strip()[:500]
    if step.name in ("withdraw", "archive"):
        _stop_change(item, ends=step.name == "withdraw", by=by)
    if step.name != "submit":
        moved.submitted_at = moved.cover_asked_at = moved.publish_on = None
    if moved is not item:
        moved.save()
        return
    item.save()
    if step.name == "withdraw":
        item.now_gone()
        went(item)
    if was_public or item.revision:  # what was public once may have kept a line in public
        show_or_hide(item)
    elif beside := item.shown_with():
        versions.raise_public(*beside)


def _stop_change(item: Publishable, *, ends: bool, by: Actor) -> None:
    """A change that is under way goes no further when its record is taken down: it ends with a
    withdrawal (its versions stay), and is a draft again, without a day, beside an archived one."""
    copy = ahead.copy_of(item)
    if copy is None:
        return
    if ends:
        copy.delete()
        audit.note(act="a change ended with the withdrawal", by=by, target=item)
        return
    copy.state = State.DRAFT
    copy.submitted_at = copy.cover_asked_at = copy.publish_on = None
    copy.save()


def _publish(item: Publishable, copy: WorkingCopy | None, *, by: Actor) -> None:
    """Put the text before the public, under the address it keeps for good."""
    approver = approved_by(ahead.subject(item, copy), by)
    if copy is not None:
        document: Any = types.of(item).document
        document.write(item, copy.data)
        copy.delete()
    item.state = State.PUBLISHED
    item.revision += 1
    item.edit_count += 1
    item.published_at = clock.now()
    item.published_by_id = actors.id_of(by)
    item.published_as = "" if actors.id_of(by) else actors.label_of(by)[:60]
    item.reviewer_id = approver
    item.submitted_at = item.cover_asked_at = item.publish_on = None
    item.note = ""
    part_notes.forget(item)
    if not item.slug:
        item.slug = free_slug(type(item), item.named_for_address)
    item.save()
    item.now_public()
    if copy is None:
        became_public(item)
    show_or_hide(item)


def approved_by(moved: UnderReview, by: Actor) -> int | None:
    """Who said yes: whoever publishes now, or approved the day that has come."""
    approved: int | None = moved.reviewer_id if moved.publish_on is not None else None
    return actors.id_of(by) or approved


def show_or_hide(item: Publishable) -> None:
    """Search and every kept page follow what the record is now, in the same transaction."""
    current = types.of(item).rows.current().filter(pk=item.pk)
    found = item.state == State.PUBLISHED and current.exists()
    search.put(item) if found else search.drop(item.record_kind, item.pk)
    beside = [*item.shown_with(), *versions_made_from(item)]
    for kind, pk in beside:
        search.renew(kind, [pk])
    versions.raise_public((item.record_kind, item.pk), *beside)


def versions_made_from(item: Publishable) -> list[tuple[str, int]]:
    """(kind, id) of the accessible versions of its page: they come and go with it."""
    made = AccessibleVersion.objects.of(item).filter(revision__gte=1)
    return [(AccessibleVersion.record_kind, pk) for pk in made.values_list("pk", flat=True)]


def free_slug(model: type[Model], title: str) -> str:
    """An address made from a title, of letters and digits, that nothing of this kind has."""
    base = slugify(title)[:LONGEST_SLUG].strip("-") or "untitled"
    if re.match(not_reserved.regex, base):
        base = f"{base}-1"
    held = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in _numbered(base) if slug not in held)


def _numbered(base: str) -> Iterable[str]:
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1
