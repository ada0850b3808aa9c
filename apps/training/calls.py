"""People without e-mail: whatever a mail would have said is a call in “To ring today”, offers of
places first. Their time to answer an offer begins when they are reached, or after two tries."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from apps.core.actors import Actor
from apps.publishing.models import RingTask
from apps.publishing.ringing.kinds import Call, RingKind
from apps.training.actions.offering import clock_starts
from apps.training.models import Booking, Interest, PresenterSlot, Session, SessionMessage
from apps.training.telling import ASKED, RING_BACK, RING_NEWS, RING_OFFER, RING_PRESENTS
from apps.training.texts import (
    is_to_answer,
    moved,
    news_of,
    old_of,
    places_of,
    told_of,
    until_of,
    waits_there,
    when_of,
    where_of,
)

TRIES_BEFORE_THE_CLOCK = 2


def calls(user: Any, tasks: Iterable[RingTask]) -> list[Call]:
    """For the trainers of the session; none about what no longer holds."""
    held = {task.object_id: task for task in tasks}
    rows = Booking.objects.filter(
        pk__in=held, anonymised=False, session__in=Session.objects.ringable_by(user)
    ).select_related("session__course")
    found = {booking.pk: booking for booking in rows}
    own = _own(user, [booking.session_id for booking in rows])
    made = [_call(task, found[task.object_id], own) for task in tasks if task.object_id in found]
    return [call for call in made if call is not None]


def _own(user: Any, sessions: Iterable[int]) -> set[int]:
    """Those of the sessions whose staff pages a person sees."""
    rows = Session.objects.of_team(user).filter(pk__in=set(sessions))
    return set(rows.values_list("pk", flat=True))


def _desk(session: Session, own: set[int], name: str, *parts: Any) -> str:
    """A staff page about a session; for whoever does not see that, the public one."""
    if session.pk not in own:
        return session.get_absolute_url()
    return reverse(f"training:{name}", args=[session.reference, *parts])


def _call(task: RingTask, booking: Booking, own: set[int]) -> Call | None:
    told = task.told or {}
    if told.get("session", booking.session_id) != booking.session_id:
        return None  # about a session that they were moved from
    says = told_of(str(told.get("kind", "")), booking)
    if says is None:
        return None
    if told.get("was"):
        says.append(moved(booking.session, str(told["was"])))
    if told.get("old"):
        says.append(f"They were booked for {old_of(told['old'])}.")
        says.append(waits_there(booking))
    if told.get("message"):
        says.append(SessionMessage.objects.get(pk=int(told["message"])).words)
    if booking.is_offered and booking.session.state != Session.State.ON_HOLD:
        until = until_of(booking)
        says.append(f"It is kept until {until}." if until else "Ask whether they want it.")
        says.append("Enter what they say on the page of their booking, above.")
    return Call(
        task,
        who=booking.name,
        phone=booking.phone or "no number",
        title=str(booking.session),
        address=_desk(booking.session, own, "person", booking.pk),
        says=[words for words in says if words],
    )


def calls_to_presenters(user: Any, tasks: Iterable[RingTask]) -> list[Call]:
    """Those who present, or are asked to; none about what no longer holds."""
    held = {task.object_id for task in tasks}
    rows = PresenterSlot.objects.filter(pk__in=held, session__in=Session.objects.ringable_by(user))
    found = {slot.pk: slot for slot in rows.select_related("session__course", "presenter__contact")}
    own = _own(user, [slot.session_id for slot in found.values()])
    made = [
        _to_presenter(task, found[task.object_id], own)
        for task in tasks if task.object_id in found
    ]  # fmt: skip
    return [call for call in made if call is not None]


def _to_presenter(task: RingTask, slot: PresenterSlot, own: set[int]) -> Call | None:
    contact, session, told = getattr(slot.presenter, "contact", None), slot.session, task.told or {}
    says = _asks(slot) if told.get("kind") == ASKED else _news(slot, told)
    if contact is None or not says:
        return None
    return Call(
        task,
        who=contact.name or slot.presenter.public_name,
        phone=contact.phone or "no number",
        title=str(session),
        address=_desk(session, own, "desk"),
        says=says,
    )


def _asks(slot: PresenterSlot) -> list[str]:
    if not is_to_answer(slot):
        return []
    offered = f"They are offered: {slot.offered}." if slot.offered else ""
    return [
        f"Will they co-present this? {_which(slot.session)} {offered}".strip(),
        "Enter what they say on the session’s page.",
    ]


def _news(slot: PresenterSlot, told: dict[str, Any]) -> list[str]:
    said = news_of(str(told.get("about", "")), slot, str(told.get("was", "")))
    return [f"{said} This is about: {_which(slot.session)}"] if said else []


def _which(session: Session) -> str:
    when = when_of(session)
    return f"{session.course.title}, {when}. {where_of(session)}."


def _reached(task: RingTask, by: Actor) -> None:
    clock_starts(booking=Booking.objects.get(pk=task.object_id))


def _no_answer(task: RingTask, by: Actor) -> None:
    if task.tries >= TRIES_BEFORE_THE_CLOCK:
        _reached(task, by)


def _calls_back(user: Any, tasks: Iterable[RingTask]) -> list[Call]:
    """Those who asked after a course that takes bookings again."""
    found = []
    rows = Interest.objects.filter(pk__in=[task.object_id for task in tasks])
    held = {interest.pk: interest for interest in rows.select_related("course")}
    mine = set(Session.objects.ringable_by(user).values_list("pk", flat=True))
    for task in tasks:
        number = int((task.told or {}).get("session", 0))
        interest, session = held.get(task.object_id), Session.objects.filter(pk=number).first()
        if interest is None or session is None or number not in mine or not session.takes_bookings:
            continue
        found.append(
            Call(
                task,
                who="Somebody who asked after it",
                phone=interest.phone,
                title=str(session),
                address=reverse("training:by-phone", args=[session.reference]),
                says=[
                    "They asked to hear when they can book. Now they can: book for them here.",
                    places_of(session),
                ],
            )
        )
    return found


def _forget(task: RingTask, by: Actor) -> None:
    Interest.objects.filter(pk=task.object_id).delete()


OFFERS = RingKind(RING_OFFER, calls, reached=_reached, no_answer=_no_answer, order=1)
ABOUT_BOOKINGS = RingKind(RING_NEWS, calls, reached=_reached)
ABOUT_COURSES = RingKind(RING_BACK, _calls_back, reached=_forget)
TO_PRESENTERS = RingKind(RING_PRESENTS, calls_to_presenters)
