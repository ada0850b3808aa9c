"""Erasing one person of training, because they ask for it: places go to whoever waits."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from apps.core import versions
from apps.core.actors import Actor
from apps.publishing.models import RingTask
from apps.training import actions, due, telling
from apps.training.actions import presenting
from apps.training.models import Booking, BookingNeeds, Interest, PresenterContact, PresenterSlot

SLOT = PresenterSlot.State
UNNAMED = {"staff": "A member of staff", "volunteer": "A volunteer"}
PRIVATE = {"asks": "", "debrief": "", "offered": "", "paid_by": "", "paid_when": ""}


@transaction.atomic
def bookings(*, rows: Iterable[Booking], by: Actor) -> None:
    """Give back what still stands, and take out needs, names and contacts."""
    numbers = [booking.pk for booking in rows]
    for booking in Booking.objects.filter(pk__in=numbers):
        actions.cancel(booking=booking, by=by)
    _end_calls([telling.RING_OFFER, telling.RING_NEWS], numbers)
    BookingNeeds.objects.filter(booking__in=numbers).delete()
    due.anonymise(Booking.objects.filter(pk__in=numbers))


@transaction.atomic
def interest(*, rows: Iterable[Interest]) -> None:
    """They wait for no course any more."""
    numbers = [row.pk for row in rows]
    _end_calls([telling.RING_BACK], numbers)
    Interest.objects.filter(pk__in=numbers).delete()


@transaction.atomic
def presenters(*, rows: Iterable[PresenterContact], by: Actor) -> None:
    """They present nothing that lies ahead; what they presented stays, without a name, and without
    what they asked for and were offered."""
    for contact in rows:
        presenter = contact.presenter
        slots: Any = PresenterSlot.objects.filter(presenter=presenter)
        for slot in slots.exclude(session__state="completed"):
            leaves = "leave" if slot.state == SLOT.ACCEPTED else "decline"
            presenting.answer(slot=slot, said=leaves, by=by)
        slots.update(**PRIVATE)
        presenter.public_name = UNNAMED[presenter.kind]
        presenter.edit_count += 1
        presenter.save()
        contact.delete()
    versions.raise_public()


def _end_calls(kinds: list[str], numbers: list[int]) -> None:
    RingTask.objects.filter(kind__in=kinds, object_id__in=numbers).delete()
