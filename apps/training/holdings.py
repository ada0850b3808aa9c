"""What is held about people who book, wait for a course, or present."""

from typing import Any

from apps.core import person_data
from apps.core.actors import Actor
from apps.core.contacts import Contact
from apps.core.person_data import Holding
from apps.publishing.holdings import PUBLISHED
from apps.training import erasing
from apps.training.models import (
    Booking,
    BookingNeeds,
    Interest,
    Presenter,
    PresenterContact,
    PresenterSlot,
)

TO_TEACH = "To hold a session with those who present it, and to give them what they are due."
WHILE_PRESENTING = "While they present; until they ask."


def _bookings(contact: Contact) -> list[Booking]:
    rows = Booking.objects.filter(anonymised=False)
    mine = [
        pk
        for pk, *ways in rows.values_list("pk", "contact_key", "email", "phone")
        if contact.is_one_of(*ways)
    ]
    return list(Booking.objects.filter(pk__in=mine))


def _needs(contact: Contact) -> list[BookingNeeds]:
    return list(BookingNeeds.objects.filter(booking__in=_bookings(contact)))


def _erase_bookings(rows: list[Any], contact: Contact, by: Actor) -> str:
    erasing.bookings(rows=rows, by=by)
    return ""


def _interest(contact: Contact) -> list[Interest]:
    return list(Interest.objects.filter(mailbox=contact.key))


def _erase_interest(rows: list[Any], contact: Contact, by: Actor) -> str:
    erasing.interest(rows=rows)
    return ""


def _contacts(contact: Contact) -> list[PresenterContact]:
    rows = PresenterContact.objects.select_related("presenter")
    return [row for row in rows if contact.is_one_of(row.email, row.phone)]


def _presenters(contact: Contact) -> list[Presenter]:
    return list(Presenter.objects.filter(contact__in=_contacts(contact)))


def _slots(contact: Contact) -> list[PresenterSlot]:
    return list(PresenterSlot.objects.filter(presenter__in=_presenters(contact)))


def _erase_presenters(rows: list[Any], contact: Contact, by: Actor) -> str:
    erasing.presenters(rows=rows, by=by)
    return ""


HOLDINGS = (
    Holding(
        model="training.Booking",
        title="Bookings",
        fields=("name", "name_key", "email", "phone", "contact_key"),
        purpose="To keep a place, and to tell people what changes.",
        retention="Some months after the session (a setting); the booking itself is counted on.",
        find=_bookings,
        erasing="given back where it lies ahead, and name and contact are erased, of everybody "
        "whom this contact booked; that a place was taken stays in the count",
        erase=_erase_bookings,
        names=("name",),
    ),
    Holding(
        model="training.BookingNeeds",
        title="What helps people take part",
        fields=("needs", "words"),
        purpose="To have ready what helps somebody take part.",
        retention="Some days after the session (a setting; 30).",
        find=_needs,
        erasing="deleted with the booking",
    ),
    Holding(
        model="training.Interest",
        title="Who waits for a course",
        fields=("mailbox", "email", "phone"),
        purpose="To tell somebody that a course is back.",
        retention="Until they are told; 12 months at most (a setting).",
        find=_interest,
        erasing="deleted",
        erase=_erase_interest,
    ),
    Holding(
        model="training.PresenterContact",
        title="How to reach presenters",
        fields=("name", "email", "phone"),
        purpose=TO_TEACH,
        retention=WHILE_PRESENTING,
        find=_contacts,
        erasing="deleted; they leave sessions that lie ahead, and the trainers are told",
        erase=_erase_presenters,
        names=("name",),
    ),
    Holding(
        model="training.Presenter",
        title="Presenters",
        fields=("public_name",),
        purpose="The name under which somebody presents in public, as they choose.",
        retention=WHILE_PRESENTING,
        find=_presenters,
        erasing="“a volunteer” or “a member of staff” stands there instead",
        names=("public_name",),
    ),
    Holding(
        model="training.PresenterSlot",
        title="Sessions of presenters",
        fields=("offered", "paid_by", "paid_when", "asks", "debrief"),
        purpose=TO_TEACH,
        retention=WHILE_PRESENTING,
        find=_slots,
        erasing="what they asked for, wrote and were offered is erased; that the session had "
        "presenters stays",
    ),
)


def register() -> None:
    """Called once models are there."""
    person_data.register(*HOLDINGS)
    person_data.others(
        person_data.RECORD,
        {
            "training.Course": "title range_name about outcomes co_presented_by cost_words link "
            "hold_reason source_excerpt" + PUBLISHED,
            "training.Session": "venue venue_access plan reason",
        },
    )
    person_data.others(
        person_data.OF_STAFF,
        {
            "training.SessionJoining": "link phone words",
            "training.SessionMessage": "words to",
            "training.SessionSlides": "name link file file_name",
        },
    )
    person_data.others(
        person_data.COUNTED, {"training.CourseEqualityCount": "characteristic category"}
    )
