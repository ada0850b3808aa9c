"""Asking how it felt: open a round, give out codes, take answers, close."""

import secrets
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from apps.core import audit, clock, links, versions
from apps.core.actors import Actor, id_of
from apps.core.journal import forget_order
from apps.involvement import hear_back, rating_words, ratings
from apps.involvement.models import Activity, Rating, RatingCode, RatingComment, RatingRound
from apps.publishing.models import State
from apps.publishing.workflow import NotAllowed

PURPOSE = "rating code"
LENGTH = 8  # letters of 26: 200 thousand million codes
MOST_CODES = 200  # at a time
MOST_OTHERS = 12  # meetings offered beside one
SHUFFLE = secrets.SystemRandom()


def new_code() -> str:
    """A code that people can type: eight letters and digits, none like another."""
    return "".join(secrets.choice(hear_back.LETTERS) for _ in range(LENGTH))


def typed(text: str) -> str:
    """A code as somebody typed it, in small letters, with spaces or hyphens."""
    return "".join(sign for sign in text[:40].upper() if sign.isalnum())


def _hold(activity: Activity, by: Actor) -> Activity:
    held = Activity.objects.select_for_update().get(pk=activity.pk)
    if not Activity.objects.owned_by(by).filter(pk=held.pk).exists():
        raise NotAllowed("The partner that owns this activity asks how it felt.")
    return held


@transaction.atomic
def open_round(*, activity: Activity, by: Actor, also: Iterable[Activity] = ()) -> RatingRound:
    """Ask the people of an activity, or of ``also`` other meetings of their group with it; the
    round that is open already, if there is one. It asks in the newest words.

    Raises ``NotAllowed``.
    """
    activity = _hold(activity, by)
    if activity.happened == Activity.Happened.CANCELLED:
        raise NotAllowed("It was cancelled, so nobody can say how it felt.")
    if activity.state == State.WITHDRAWN:
        raise NotAllowed("It is withdrawn, so slips for it would not work.")
    held = activity.rating_rounds.filter(closed_on=None).first()
    if held is not None:
        return held
    if activity.rating_rounds.filter(answers__gt=0).exists():
        raise NotAllowed("People were asked already, and their result stands. Ask at the next one.")
    chosen = {one.pk for one in also}
    if not chosen <= {one.pk for one in others(activity, by)}:
        raise NotAllowed("One of these meetings can’t be asked about together with this one.")
    made = RatingRound.objects.create(wording=rating_words.newest())
    made.activities.add(activity, *chosen)
    audit.note(act="asked how it felt", by=by, target=activity, meetings=1 + len(chosen))
    return made


def others(activity: Activity, by: Actor) -> list[Activity]:
    """Further meetings of the same group that can be asked about together: held, of the same
    project or title and the same partner, and not asked about at present; the latest first."""
    same = Q(title=activity.title)
    if activity.project_id:
        same |= Q(project=activity.project_id)
    rows = Activity.objects.owned_by(by).filter(
        same, partner=activity.partner_id, happened=Activity.Happened.HELD
    )
    asked = RatingRound.activities.through.objects.filter(
        Q(ratinground__closed_on=None) | Q(ratinground__answers__gt=0)
    )
    rows = rows.exclude(pk=activity.pk).exclude(pk__in=asked.values("activity"))
    return list(rows.order_by("-when_first", "-pk")[:MOST_OTHERS])


@transaction.atomic
def show_words(*, comment: RatingComment, show: bool, by: Actor) -> None:
    """Put what somebody wrote before the public, where they gave leave, or take it back. Their
    words go as they are, or not at all. Raises ``NotAllowed``."""
    row = RatingComment.objects.select_for_update().get(pk=comment.pk)
    asked = row.round
    led = Activity.objects.owned_by(by, "involvement.read_comments")
    if not led.filter(rating_rounds=asked).exists():
        raise NotAllowed("A lead of the team decides this.")
    if show and not row.may_publish:
        raise NotAllowed("Whoever wrote this did not give leave to show it.")
    if show and asked.is_open:
        raise NotAllowed("Close the asking first.")
    if show and not any(_shows(one, asked) for one in asked.activities.all()):
        raise NotAllowed("Nothing of this asking is shown, so its words are not either.")
    if show and asked.typed_by.filter(pk=id_of(by)).exists():
        raise NotAllowed("You typed answers of this asking in, so someone else shows words of it.")
    row.shown = show
    row.save(update_fields=["shown"])
    for activity in asked.activities.all():
        audit.note(act="showed words" if show else "took words back", by=by, target=activity)
    _people_read(asked)


@transaction.atomic
def give_codes(*, round: RatingRound, number: int, by: Actor) -> list[str]:
    """New codes, shown this once: only their hashes are kept. Raises ``NotAllowed``."""
    held = _open(round)
    codes = [new_code() for _ in range(min(number, MOST_CODES))]
    stored = SHUFFLE.sample(codes, len(codes))  # not in the order in which they are printed
    RatingCode.objects.bulk_create(
        RatingCode(round=held, hash=links.keyed_hash(PURPOSE, code)) for code in stored
    )
    held.issued = F("issued") + len(codes)
    held.save(update_fields=["issued"])
    return codes


def round_of(code: str) -> RatingRound | None:
    """The open round of a code that was not used yet; None for any other code, all alike."""
    hashes = links.possible_hashes(PURPOSE, typed(code))
    rows = RatingRound.objects.filter(closed_on=None, codes__hash__in=hashes)
    found = rows.prefetch_related("activities").select_related("wording").first()
    return found if found is not None and found.has_begun else None


@transaction.atomic
def rate(*, code: str, answers: dict[str, Any]) -> bool:
    """Take one answer by a code, which is gone then; False where the code is none any more. The
    same code sent twice at once counts once."""
    hashes = links.possible_hashes(PURPOSE, typed(code))
    found = round_of(code)
    if found is None:
        return False
    held = RatingRound.objects.select_for_update().get(pk=found.pk)
    gone, _ = RatingCode.objects.filter(hash__in=hashes, round=held).delete()
    if not gone or not held.is_open:
        return False
    _keep(held, answers, paper=False)
    held.used = F("used") + 1
    held.save(update_fields=["used"])
    return True


@transaction.atomic
def key_in(*, round: RatingRound, answers: dict[str, Any], by: Actor) -> None:
    """An answer on paper, typed in by staff. Raises ``NotAllowed``."""
    held = _open(round)
    if not held.has_begun:
        raise NotAllowed("Its day has not come yet.")
    if held.ratings.count() >= held.issued:
        raise NotAllowed(
            f"There are as many answers as slips ({held.issued}). If more people took part, print "
            "a slip for each of them first."
        )
    _keep(held, answers, paper=True)
    if (person := id_of(by)) is not None:
        held.typed_by.add(person)


def _keep(held: RatingRound, answers: dict[str, Any], *, paper: bool) -> None:
    words = (answers.get("words") or "").strip()
    chosen = {name: answers.get(name) or "" for name in ("felt", *Rating.ITEMS)}
    Rating.objects.create(round=held, paper=paper, **chosen)
    if words:
        may = bool(answers.get("may_publish"))
        RatingComment.objects.create(round=held, words=words, may_publish=may)


def _open(round: RatingRound) -> RatingRound:
    held = RatingRound.objects.select_for_update().get(pk=round.pk)
    if not held.is_open:
        raise NotAllowed("This asking is closed. Open another one.")
    if held.was_cancelled:
        raise NotAllowed("It was cancelled, so nobody can say how it felt.")
    return held


@transaction.atomic
def close(*, round: RatingRound, by: Actor) -> RatingRound:
    """End a round: its codes are gone; with too few answers so are the answers and the words; else
    all are written anew in random order, words apart from answers. Raises ``NotAllowed``."""
    held = RatingRound.objects.select_for_update().get(pk=round.pk)
    if not held.is_open:
        raise NotAllowed("This asking is closed already.")
    held.codes.all().delete()
    answers = list(held.ratings.all())
    held.closed_on, held.answers = clock.today(), len(answers)
    held.on_paper = sum(rating.paper for rating in answers)
    comments = list(held.comments.all())
    held.ratings.all().delete()
    held.comments.all().delete()
    if ratings.enough(answers):
        _write_anew(Rating, answers)
        _write_anew(RatingComment, comments)
    else:
        held.answers = held.on_paper = 0
    held.save()
    transaction.on_commit(forget_order)
    for activity in held.activities.all():
        audit.note(act="closed the asking how it felt", by=by, target=activity)
    _people_read(held)
    return held


def _shows(activity: Activity, asked: RatingRound) -> bool:
    found = ratings.shown(activity)
    return found is not None and found.round == asked


def _people_read(asked: RatingRound) -> None:
    """The pages of its activities show something else now."""
    keys = [(Activity.record_kind, one.pk) for one in asked.activities.filter(revision__gte=1)]
    if keys:
        versions.raise_public(*keys)


def _write_anew(model: Any, rows: list[Any]) -> None:
    """The same answers as other rows, in an order that tells nothing."""
    SHUFFLE.shuffle(rows)
    names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    model.objects.bulk_create(model(**{name: getattr(row, name) for name in names}) for row in rows)
