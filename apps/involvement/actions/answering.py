"""Answering people, putting an answer off in public, and promising more."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from apps.accounts.scope import scope_of
from apps.core import actors, audit, clock, versions
from apps.core.actors import Actor, SystemActor
from apps.involvement import promises
from apps.involvement.models import Activity, Promise, PromiseCover, PromiseExtension, Response
from apps.publishing import actions as texts
from apps.publishing.models import State
from apps.publishing.workflow import NotAllowed

NOT_THEIRS = "The answer belongs to the partner that owns this activity."
LONGEST_TITLE = 200
TOO_FAR = "Choose a day within two years: people wait for it."


@transaction.atomic
def begin_answer(*, activity: Activity, by: Actor) -> tuple[Response, bool]:
    """(the answer that is being written for an activity, whether it is new). It answers whatever
    its open promise covers. Raises ``NotAllowed``."""
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    if not _owns(by, Activity.write_permission, pk=activity.pk):
        raise NotAllowed(NOT_THEIRS)
    if activity.happened != Activity.Happened.HELD:
        raise NotAllowed("People are answered once it was held.")
    promise = activity.promises.open().first()
    begun = activity.responses.filter(
        promise=promise, on_the_day=False, state__in=[State.DRAFT, State.IN_REVIEW]
    ).first()
    if begun is not None:
        return begun, False
    if promise is None and promises.standing(activity).state is promises.PromiseState.ANSWERED:
        raise NotAllowed("People heard back already. A lead can promise to say more.")
    covered = list(promise.activities.order_by("when_first", "pk")) if promise else [activity]
    answer: Any = texts.create(
        model=Response,
        data={"title": _title(covered), "you_said": _said(covered)},
        by=by,
        promise=promise,
        is_example=activity.is_example,
    )
    answer.activities.set(covered)
    answer.slug = f"{covered[-1].reference.lower()}-answer-{answer.pk}"
    answer.save(update_fields=["slug"])
    return answer, True


def _title(covered: list[Activity]) -> str:
    """What people took part in: the activity, or the project of several."""
    project = covered[0].project
    title = project.title if len(covered) > 1 and project else covered[-1].title
    return title[:LONGEST_TITLE]


def _said(covered: list[Activity]) -> str:
    """What people said at each of them, as it was logged."""
    return "\n".join(activity.heard for activity in covered if activity.heard)


def _owns(by: Actor, permission: str, **which: Any) -> bool:
    """Whether an activity of the person's own partners or places is among ``which``."""
    if isinstance(by, SystemActor):
        return True
    return Activity.objects.owned_by(by, permission).filter(**which).exists()


def _held(promise: Promise, by: Actor, permission: str) -> Promise:
    """An open promise for an activity of the person's own, held. Raises ``NotAllowed``."""
    promise = Promise.objects.select_for_update().get(pk=promise.pk)
    if not _owns(by, permission, promises=promise):
        raise NotAllowed(NOT_THEIRS)
    if not promise.is_open:
        raise NotAllowed("Nothing was changed: this promise is not open any more.")
    return promise


def _seen(promise: Promise) -> None:
    """The public line changes on every activity that people read."""
    ids = promise.activities.filter(revision__gte=1).values_list("pk", flat=True)
    if ids:
        versions.raise_public(*((Activity.record_kind, pk) for pk in ids))


@transaction.atomic
def ask_extension(
    *, promise: Promise, new: datetime.date, reason: str, by: Actor
) -> PromiseExtension:
    """Ask to put an answer off; nothing changes in public until a lead agrees.

    Raises ``NotAllowed`` for a day that is not later, or while another is asked for.
    """
    promise = _held(promise, by, Activity.write_permission)
    if new <= promise.due or new <= clock.today():
        raise NotAllowed("Choose a day that lies ahead, after the one that was promised.")
    if new > promises.last_day():
        raise NotAllowed(TOO_FAR)
    if promise.extensions.filter(agreed_on=None, declined_on=None).exists():
        raise NotAllowed("Another day is asked for already: a lead looks at it first.")
    asked = PromiseExtension.objects.create(
        promise=promise, old=promise.due, new=new, reason=reason.strip()[:300],
        asked_by_id=actors.id_of(by), asked_on=clock.today(),
    )  # fmt: skip
    audit.note(act="asked to put an answer off", by=by, target=promise, day=new.isoformat())
    return asked


@transaction.atomic
def decide_extension(*, extension: PromiseExtension, agree: bool, by: Actor) -> None:
    """Agree that an answer is put off, or not: a lead who did not ask for it. One that is overdue
    stays so. Raises ``NotAllowed``."""
    row = PromiseExtension.objects.select_for_update().get(pk=extension.pk)
    if row.agreed_on or row.declined_on:
        raise NotAllowed("Nothing was changed: somebody has decided this already.")
    if row.asked_by_id == actors.id_of(by):
        raise NotAllowed("You asked for it, so someone else agrees.")
    promise = _may_agree(row.promise, by)
    if not agree:
        row.declined_on = clock.today()
        row.save()
        audit.note(act="did not put an answer off", by=by, target=promise)
        return
    if row.new <= clock.today():
        raise NotAllowed("The day that was asked for has passed. Ask for another.")
    row.agreed_on, row.agreed_by_id = clock.today(), actors.id_of(by)
    row.save()
    if promises.state_of(promise) is promises.PromiseState.OVERDUE and not promise.overdue_since:
        promise.overdue_since = promise.due
    promise.due = row.new
    promise.save()
    _seen(promise)
    audit.note(act="put an answer off", by=by, target=promise, day=row.new.isoformat())


def to_agree(user: Any) -> Any:
    """The extensions that a person may agree to: of their own partners as a lead, or of those
    that they cover; never one they asked for themselves."""
    waiting = PromiseExtension.objects.filter(
        agreed_on=None, declined_on=None, promise__answered_on=None, promise__cancelled_on=None
    ).exclude(asked_by=user)
    scope = scope_of(user, Response.publish_permission)
    if scope.nothing:
        return waiting.none()
    if not scope.everywhere:
        led = Activity.objects.owned_by(user, Response.publish_permission)
        theirs = PromiseCover.objects.filter(activity__in=led).values("promise")
        covered = Q(promise__team__covered_by__in=scope.partners)
        waiting = waiting.filter(Q(promise__in=theirs) | covered)
    return waiting.select_related("promise__team", "asked_by").order_by("promise__due", "pk")


def _may_agree(promise: Promise, by: Actor) -> Promise:
    promise = Promise.objects.select_for_update().get(pk=promise.pk)
    covered = promise.team.covered_by_id in scope_of(by, Response.publish_permission).partners
    if not covered and not _owns(by, Response.publish_permission, promises=promise):
        raise NotAllowed("A lead of the team that promised, or that covers it, agrees.")
    if not promise.is_open:
        raise NotAllowed("Nothing was changed: this promise is not open any more.")
    return promise


@transaction.atomic
def promise_more(*, activity: Activity, due: datetime.date, because: str, by: Actor) -> Promise:
    """Reopen what was answered: a new promise with a public reason, by a lead; the answer stays.

    Raises ``NotAllowed``.
    """
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    if not _owns(by, Response.publish_permission, pk=activity.pk):
        raise NotAllowed("A lead of the team promises more.")
    if promises.standing(activity).state is not promises.PromiseState.ANSWERED:
        raise NotAllowed("Nothing was changed: people are not answered yet, or wait already.")
    if due <= clock.today():
        raise NotAllowed("Choose a day that lies ahead: a promise is for people to wait for.")
    if due > promises.last_day():
        raise NotAllowed(TOO_FAR)
    last = activity.promises.order_by("-pk").first()
    promise = Promise.objects.create(
        team=activity.partner, contact=last.contact if last else None,
        looked_after_by=last.looked_after_by if last else activity.author,
        due=due, original_due=due, because=because.strip()[:300],
    )  # fmt: skip
    promise.covers.create(activity=activity)
    _seen(promise)
    audit.note(act="promised more", by=by, target=activity, due=due.isoformat(), note=because)
    return promise
