"""Promising people an answer, or saying in public why nobody is owed one."""

import datetime
from typing import Any

from django.db import transaction

from apps.core import actors, audit, clock, versions
from apps.core.actors import Actor, SystemActor
from apps.involvement import promises
from apps.involvement.models import Activity, Promise, PromiseCover, Response
from apps.partners.models import Contact
from apps.projects.levels import Level
from apps.publishing import actions as publishing
from apps.publishing.models import State
from apps.publishing.workflow import NotAllowed

# What each of these acts saves of the activity: that it was saved answers a question about it.
SAYS_WHO_IS_OWED = ["nobody_owed_because", "updated_at"]


def _lock(activity: Activity, by: Actor) -> Activity:
    """The activity, held; raises ``NotAllowed`` for whoever is not of the partner that owns it."""
    rows = Activity.objects.select_for_update()
    held = rows.get(pk=activity.pk)
    theirs = isinstance(by, SystemActor) or Activity.objects.owned_by(by).filter(pk=held.pk)
    if not theirs:
        raise NotAllowed("The answer belongs to the partner that owns this activity.")
    if held.promises.open().exists():
        raise NotAllowed("An answer is promised already. It has to be given, or cancelled first.")
    if held.happened == Activity.Happened.CANCELLED:
        raise NotAllowed("It was cancelled, so nobody waits for an answer.")
    return held


def first_day(activity: Activity) -> datetime.date:
    """The first day by which an answer can be promised: nobody hears before they were asked."""
    return max(filter(None, [activity.last_day, clock.today()]))


def _seen(activity: Activity) -> None:
    """The public line changes with a promise, whatever becomes of the text: also that of an
    activity that was public once."""
    if activity.revision:
        versions.raise_public((activity.record_kind, activity.pk))


@transaction.atomic
def make_promise(
    *,
    activity: Activity,
    due: datetime.date,
    contact: Contact | None,
    looked_after_by: Any,
    by: Actor,
) -> Promise:
    """Promise an answer by a day. Raises ``NotAllowed`` for a second open promise, or for a day
    that has passed."""
    activity = _lock(activity, by)
    if due < first_day(activity):
        raise NotAllowed("Choose today or a later day: a promise is for people to wait for.")
    if due > promises.last_day():
        raise NotAllowed("Choose a day within two years: people wait for it.")
    promise = Promise.objects.create(
        team=activity.partner, contact=contact, looked_after_by=looked_after_by, due=due,
        original_due=due,
    )  # fmt: skip
    _cover(promise, activity)
    audit.note(act="promised an answer", by=by, target=activity, due=due.isoformat())
    return promise


def _cover(promise: Promise, activity: Activity) -> None:
    PromiseCover.objects.create(promise=promise, activity=activity)
    activity.nobody_owed_because = ""
    activity.save(update_fields=SAYS_WHO_IS_OWED)
    _seen(activity)


def joinable(activity: Activity) -> Any:
    """Open promises that an activity may be added to: of its project and its partner, not late,
    due after its last day."""
    if activity.project_id is None:
        return Promise.objects.none()
    day = max(filter(None, [activity.last_day, clock.today()]))
    return (
        Promise.objects.open()
        .filter(activities__project=activity.project_id, team=activity.partner_id, due__gte=day)
        .distinct()
        .order_by("due", "pk")
    )


@transaction.atomic
def join(*, activity: Activity, promise: Promise, by: Actor) -> None:
    """Add an activity to an answer that is promised already. Raises ``NotAllowed``."""
    activity = _lock(activity, by)
    if not joinable(activity).filter(pk=promise.pk).exists():
        raise NotAllowed("This promise does not fit any more. Make a new one.")
    _cover(promise, activity)
    audit.note(act="joined a promise", by=by, target=activity, due=promise.due.isoformat())


@transaction.atomic
def answer_on_the_day(*, activity: Activity, texts: dict[str, Any], by: Actor) -> Response:
    """Keep what people were answered at the activity itself; it is published together with it.

    ``texts``: we_did, could_not_because, closing. Raises ``NotAllowed``.
    """
    activity = _lock(activity, by)
    if activity.state != State.DRAFT:
        raise NotAllowed(
            "It is on its way to the public, or there already. Write the answer instead: somebody "
            "else looks at it first."
        )
    if activity.last_day is None:
        raise NotAllowed("Say when the activity was first: the answer is dated that day.")
    if activity.happened != Activity.Happened.HELD or activity.last_day > clock.today():
        raise NotAllowed("People are answered on the day once it was held.")
    answer = activity.responses.filter(on_the_day=True).first() or Response(on_the_day=True)
    answer.given_on, answer.is_example = activity.last_day, activity.is_example
    answer.author_id = actors.id_of(by)
    for name, text in texts.items():
        setattr(answer, name, text)
    answer.save()
    answer.activities.add(activity)
    activity.nobody_owed_because = ""
    activity.save(update_fields=SAYS_WHO_IS_OWED)
    publishing.also_wrote(item=activity, by=by, why="answered on the day")
    return answer


@transaction.atomic
def owe_nobody(*, activity: Activity, reason: str, by: Actor) -> None:
    """Say why nobody is owed an answer, as a part of the text: only where the level is not
    stated. Of what is public that is a change, which somebody else publishes.

    Raises ``NotAllowed``.
    """
    activity = _lock(activity, by)
    if activity.claimed_level not in ("", Level.INFORM):
        raise NotAllowed("This way of involving people owes an answer: say by when people hear.")
    _text, edit_count = publishing.text_of(activity)
    publishing.save(
        item=activity, changes={"nobody_owed_because": reason.strip()[:300]},
        edit_count=edit_count, by=by,
    )  # fmt: skip
    audit.note(act="owes nobody an answer", by=by, target=activity, note=reason)


@transaction.atomic
def cancel(*, promise: Promise, because: str, by: Actor) -> None:
    """Mark a promise as made by mistake, for the team to read why. Not once people read it.

    Raises ``NotAllowed``.
    """
    promise = Promise.objects.select_for_update().get(pk=promise.pk)
    if not Activity.objects.owned_by(by).filter(promises=promise).exists():
        raise NotAllowed("The team that made it may cancel a promise.")
    if not promise.is_open:
        raise NotAllowed("Nothing was changed: this promise is not open any more.")
    if promise.was_read:
        raise NotAllowed(
            "People have read this promise. It is kept by an answer, and not cancelled."
        )
    promise.cancelled_on, promise.cancelled_because = clock.today(), because.strip()[:300]
    promise.save()
    promise.covers.update(open=False)
    versions.raise_public()
    audit.note(act="cancelled a promise", by=by, target=promise, note=because)
