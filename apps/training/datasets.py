"""The bookings of a session as a table to take away. What would help somebody is not in it: it is
seen without names where it can be, and erased before they are."""

from django.utils import timezone

from apps.core.tables import Column, Dataset
from apps.training.models import Booking

BOOKINGS = Dataset(
    name="bookings",
    title="Bookings of a session",
    about="Private. Whoever took it away is noted. Delete it once the session is over.",
    columns=(
        Column("Name", "as given; empty once it is erased", lambda row: row.name),
        Column("E-mail", "", lambda row: row.email),
        Column("Phone", "of people without e-mail", lambda row: row.phone),
        Column("How it stands", "", lambda row: row.get_state_display()),
        Column("Turn", "in the waiting list, as it was given", lambda row: row.position),
        Column("Booked on", "", lambda row: timezone.localdate(row.booked_at)),
        Column("Booked by somebody else", "", lambda row: yes(row.for_someone_else)),
        Column("Which describes them", "of those it is for, as they said", lambda row: says(row)),
        Column("Came without booking", "", lambda row: yes(row.walked_in)),
    ),
)


def yes(holds: bool) -> str:
    """ "yes", or nothing."""
    return "yes" if holds else ""


def says(booking: Booking) -> str:
    """Which of those it is for somebody said they are."""
    return str(booking.audience) if booking.audience else booking.get_describes_display()
