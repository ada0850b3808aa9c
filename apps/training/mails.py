"""The mails of training: each built at the moment of sending, none where it no longer holds."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse

from apps.core.actors import SystemActor
from apps.core.mail import Built, MailKind, NotNeeded
from apps.involvement.actions.rating import give_codes
from apps.involvement.models import RatingRound
from apps.training import calendar, links, places, telling
from apps.training.models import Booking, PresenterSlot, Session, SessionMessage
from apps.training.texts import (
    NEWS_IN_A_WORD,
    ahead,
    ahead_or_on_hold,
    context_of,
    is_to_answer,
    moved,
    news_of,
    old_of,
    places_of,
    when_of,
    where_of,
)

B, S = Booking.State, Session.State
NO_PLACE_THERE = "There is no place free on the new day, so you are on its waiting list."
PLACEHOLDERS = {
    "name": "Sam Example",
    "hello": "Hello Sam Example,",
    "course": "Co-production training",
    "when": "10am to 1pm, Tuesday 12 May 2026",
    "where": "Online",
    "link": "https://portal.example.org/bookings/abc/",
    "offer_lasts": "5pm, two working days later",
    "until": "5pm, Tuesday 5 May 2026",
    "reason": "The room is not free",
    "calendar": "The attached file changes your calendar.",
    "soon": "Tomorrow",
    "news": "Cancelled",
    "places": "8 places are free at present.",
    "changed": "It was to be at 10am, Monday 11 May 2026.",
    "look_again": "We look at it again on 1 June 2026.",
    "joining": "https://meet.example.org/abc",
    "kept_until": "12 November 2026",
    "slides": "What was shown stands there too.",
    "message": "Please bring a coat.",
}


def about(
    *states: str,
    entry: bool = False,
    while_: Callable[[Booking], bool] = lambda booking: True,
) -> Callable[[dict[str, Any]], Built]:
    """A builder of mails about a booking that stands in one of these states; ``entry``: with its
    calendar file."""

    def build(ids: dict[str, Any]) -> Built:
        rows = Booking.objects.select_related("session__course", "session__joining")
        booking = rows.filter(pk=int(ids.get("booking", 0)), anonymised=False).first()
        if booking is None or booking.state not in states or not while_(booking):
            raise NotNeeded
        if ids.get("session", booking.session_id) != booking.session_id:
            raise NotNeeded  # about a session that they were moved from
        context: dict[str, Any] = context_of(booking) | {"link": links.of_booking(booking)}
        context["changed"] = context["calendar"] = ""
        if ids.get("message"):
            context["message"] = SessionMessage.objects.get(pk=int(ids["message"])).words
        if ids.get("old"):
            context["changed"] = f"Until now it was for {old_of(ids['old'])}."
            if booking.is_waiting:
                context["changed"] += " " + NO_PLACE_THERE
        if ids.get("was"):
            context["changed"] = moved(booking.session, str(ids["was"]))
        files: tuple[tuple[str, bytes, str], ...] = ()
        had_entry, is_moved = ids.get("had_entry", True), "old" in ids
        concerns = booking.has_entry or had_entry if is_moved else booking.has_entry and had_entry
        if entry and concerns:
            content = calendar.of_booking(booking)
            files = (("session.ics", content, calendar.type_of(content)),)
            context["calendar"] = what_the_file_does(booking, had_entry)
        return Built(context, recipient=booking.email, files=files)

    return build


def what_the_file_does(booking: Booking, had_entry: bool) -> str:
    """The sentence about the calendar file that goes with a mail."""
    if not had_entry:
        return "The attached file puts it into your calendar."
    if not booking.has_entry:
        return "The attached file takes the earlier day out of your calendar."
    if calendar.is_gone(booking):
        return "The attached file takes it out of your calendar."
    if booking.session.state == S.ON_HOLD:
        return "The attached file marks it as not certain in your calendar."
    return "The attached file changes your calendar."


def build_asked(ids: dict[str, Any]) -> Built:
    """The question whether somebody presents a session, while they have not answered."""
    slot = _slot(ids)
    if not is_to_answer(slot):
        raise NotNeeded
    return _to_presenter(slot)


def build_presenter_news(ids: dict[str, Any]) -> Built:
    """What became of a session that somebody presents."""
    slot = _slot(ids)
    about_what = str(ids.get("about", ""))
    changed = news_of(about_what, slot, str(ids.get("was", "")))
    if changed is None:
        raise NotNeeded
    return _to_presenter(slot, changed, NEWS_IN_A_WORD[about_what])


def _slot(ids: dict[str, Any]) -> PresenterSlot:
    rows = PresenterSlot.objects.select_related("session__course", "presenter__contact")
    slot: PresenterSlot | None = rows.filter(pk=int(ids.get("slot", 0))).first()
    contact = getattr(slot.presenter, "contact", None) if slot else None
    if slot is None or contact is None or not contact.email:
        raise NotNeeded
    return slot


def _to_presenter(slot: PresenterSlot, changed: str = "", news: str = "") -> Built:
    session, contact = slot.session, slot.presenter.contact
    return Built(
        {
            "hello": f"Hello {contact.name or slot.presenter.public_name},",
            "name": contact.name or slot.presenter.public_name,
            "course": session.course.title,
            "when": when_of(session),
            "where": where_of(session),
            "link": links.of_slot(slot),
            "changed": changed,
            "news": news,
        },
        recipient=contact.email,
    )


def build_course_back(ids: dict[str, Any]) -> Built:
    """To whoever asked after a course: its session that takes bookings now."""
    rows = Session.objects.public().select_related("course")
    session = rows.filter(pk=int(ids.get("session", 0))).first()
    if session is None or not session.takes_bookings:
        raise NotNeeded
    return Built(
        {
            "course": session.course.title,
            "when": when_of(session),
            "where": where_of(session),
            "places": places_of(session),
            "link": settings.SITE_URL + session.get_absolute_url(),
        }
    )


def build_left(ids: dict[str, Any]) -> Built:
    """To a trainer: somebody can no longer come."""
    rows = PresenterSlot.objects.select_related("session__course", "presenter")
    slot = rows.filter(pk=int(ids.get("slot", 0)), state=PresenterSlot.State.WITHDRAWN).first()
    if slot is None or slot.session.is_past:
        raise NotNeeded
    session = slot.session
    desk = reverse("training:desk", args=[session.reference])
    return Built(
        {
            "name": slot.presenter.public_name,
            "course": session.course.title,
            "when": when_of(session),
            "where": where_of(session),
            "link": settings.SITE_URL + desk,
        }
    )


def build_place_to_give(ids: dict[str, Any]) -> Built:
    """To a trainer: a place is free just before the start, and somebody waits."""
    rows = Session.objects.select_related("course")
    session = rows.filter(pk=int(ids.get("session", 0))).first()
    if session is None or not session.gives_places or not places.of(session).to_give:
        raise NotNeeded
    desk = reverse("training:desk", args=[session.reference])
    return Built(
        {
            "course": session.course.title,
            "when": when_of(session),
            "where": where_of(session),
            "link": settings.SITE_URL + desk,
        }
    )


def build_how_it_felt(ids: dict[str, Any]) -> Built:
    """A code drawn now, for whoever the mail goes to: nothing notes which mail carried it."""
    asked = RatingRound.objects.filter(pk=int(ids.get("round", 0)), closed_on=None).first()
    if asked is None:
        raise NotNeeded
    (code,) = give_codes(round=asked, number=1, by=SystemActor("training"))
    address = reverse("involvement:rate", args=[code])
    return Built({"link": settings.SITE_URL + address})


def _kind(
    name: str,
    label: str,
    build: Callable[[dict[str, Any]], Built],
    *words: str,
    needed: str = "link",
) -> MailKind:
    held = {
        word: PLACEHOLDERS[word]
        for word in ("hello", "name", "course", "when", "where", "link", *words)
    }
    return MailKind(
        name, f"training_{name}", build, label=label, placeholders=held,
        needed=(needed,) if needed else (),
    )  # fmt: skip


KINDS = (
    _kind(
        telling.BOOKED, "Training: you have a place", about(B.CONFIRMED, entry=True), "joining",
    ),
    _kind(
        telling.WAITS, "Training: you are on the waiting list", about(B.WAITING), "offer_lasts",
    ),
    _kind(
        telling.OFFERED, "Training: a place is free",
        about(B.OFFERED, while_=lambda booking: booking.is_offered), "until",
    ),
    _kind(telling.LAPSED, "Training: the offer has ended", about(B.LAPSED)),
    _kind(telling.LEFT, "Training: place given back", about(B.LEFT, entry=True), needed=""),
    _kind(
        telling.CHANGED, "Training: the session has changed",
        about(B.CONFIRMED, B.WAITING, B.OFFERED, entry=True, while_=ahead_or_on_hold),
        "changed", "calendar",
    ),
    _kind(
        telling.CANCELLED, "Training: the session is cancelled",
        about(B.STOPPED, entry=True), "reason", "calendar", needed="",
    ),
    _kind(
        telling.ON_HOLD, "Training: the session is on hold",
        about(
            B.CONFIRMED, B.WAITING, B.OFFERED, entry=True,
            while_=lambda booking: booking.session.state == S.ON_HOLD,
        ),
        "reason", "look_again", "calendar",
    ),
    _kind(
        telling.BACK, "Training: the session is back on",
        about(B.CONFIRMED, B.WAITING, B.OFFERED, entry=True, while_=ahead), "calendar",
    ),
    _kind(
        telling.STOPPED, "Training: place cancelled by staff",
        about(B.STOPPED, entry=True), "calendar", needed="",
    ),
    _kind(
        telling.MOVED, "Training: moved to another session",
        about(B.CONFIRMED, B.WAITING, entry=True, while_=ahead), "changed", "calendar",
    ),
    _kind(
        telling.MESSAGE, "Training: a message of staff",
        about(B.CONFIRMED, B.WAITING, B.OFFERED), "message", needed="message",
    ),
    _kind(
        telling.REMINDER, "Training: in a week",
        about(B.CONFIRMED, entry=True, while_=ahead),
    ),
    _kind(
        telling.TOMORROW, "Training: tomorrow",
        about(B.CONFIRMED, while_=ahead), "soon", "joining",
    ),
    _kind(
        telling.AFTER, "Training: afterwards", about(B.ATTENDED), "kept_until", "slides",
    ),
    MailKind(
        telling.HOW_IT_FELT, "training_session_how_it_felt", build_how_it_felt,
        label="Training: how it felt", placeholders={"link": "https://portal.example.org/rate/AB/"},
        needed=("link",), sensitive=True, mark_first=True,
    ),
    MailKind(
        telling.COURSE_BACK, "training_course_back", build_course_back,
        label="Training: a course is back", needed=("link",),
        placeholders={w: PLACEHOLDERS[w] for w in ("course", "when", "where", "places", "link")},
    ),
    _kind(telling.ASKED, "Training: will you co-present?", build_asked),
    _kind(
        telling.PRESENTER_NEWS, "Training: news for presenters", build_presenter_news, "news",
        "changed",
    ),
    _kind(telling.PRESENTER_LEFT, "Training: a presenter can no longer come", build_left),
    MailKind(
        telling.PLACE_TO_GIVE, "training_place_to_give", build_place_to_give,
        label="Training: a place to give just before the start", needed=("link",),
        placeholders={w: PLACEHOLDERS[w] for w in ("course", "when", "where", "link")},
    ),
)  # fmt: skip
