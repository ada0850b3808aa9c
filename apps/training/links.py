"""The two standing links of training: a booking's own page, and that of somebody who presents."""

from django.conf import settings
from django.urls import reverse

from apps.core import links
from apps.training.models import Booking, PresenterSlot

BOOKING, PRESENTING = "booking", "presenting"


def of_booking(booking: Booking) -> str:
    """The whole address of its page."""
    token = links.standing(BOOKING, booking.public_id, booking.link_version)
    return settings.SITE_URL + reverse("training:booking", args=[token])


def booking_of(token: str) -> Booking | None:
    """The booking that a link names; None for any other token."""
    found = links.opened(BOOKING, token)
    if found is None:
        return None
    rows = Booking.objects.select_related("session__course__partner")
    return rows.filter(public_id=found[0], link_version=found[1], anonymised=False).first()


def of_slot(slot: PresenterSlot) -> str:
    """The whole address of a presenter's page."""
    token = links.standing(PRESENTING, slot.public_id, slot.link_version)
    return settings.SITE_URL + reverse("training:presenting", args=[token])


def slot_of(token: str) -> PresenterSlot | None:
    """The part in a session that a link names; None for any other token."""
    found = links.opened(PRESENTING, token)
    if found is None:
        return None
    rows = PresenterSlot.objects.select_related("session__course__partner", "presenter")
    return rows.filter(public_id=found[0], link_version=found[1]).first()
