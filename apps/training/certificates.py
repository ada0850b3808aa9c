"""Certificates: made from the register when somebody asks for theirs, and kept nowhere. For whoever
came, while their name is kept."""

from django.template.loader import render_to_string

from apps.core import clock, documents, site_settings
from apps.training import due, texts
from apps.training.models import Booking, PresenterSlot, Session

TEMPLATE, STYLE = "training/certificate.html", "certificate.css"


def came(booking: Booking) -> bool:
    """Whether they took part in a session that is over."""
    session = booking.session
    over = session.state == Session.State.COMPLETED or session.ends_at <= clock.now()
    return booking.state == Booking.State.ATTENDED and over


def is_too_late(booking: Booking) -> bool:
    """Whether its time has passed, also before anything erased the name."""
    return booking.session.ends_at < due.names_kept_since()


def may_still(booking: Booking) -> bool:
    """Whether they came, and their name is still kept."""
    return came(booking) and not is_too_late(booking)


def file_of(booking: Booking) -> bytes:
    """Theirs, as PDF/UA. Raises ``documents.NotDrawn``, in a sentence."""
    session = booking.session
    slots = PresenterSlot.objects.filter(session=session).accepted()
    page = render_to_string(
        TEMPLATE,
        {
            "name": booking.name,
            "session": session,
            "course": session.course,
            "hours": texts.length_of(session),
            "presenters": [slot.presenter.public_name for slot in slots],
            "portal": site_settings.values()["name"],
            "made_on": clock.today(),
        },
    )
    return documents.pdf(page=page, css=documents.style(STYLE))
