"""Tell me when it is back: an address or number waits with the course, and hears once."""

from django.db import transaction

from apps.core import clock
from apps.publishing.following import mailboxes
from apps.training import places, telling
from apps.training.models import Course, Interest, Session

MOST = 5  # courses that one contact can wait for


@transaction.atomic
def ask(*, course: Course, email: str = "", phone: str = "") -> None:
    """Keep an address or number until the course takes bookings again. What the page says after
    it is the same for everybody, also for those who want no mail ever."""
    mailbox = mailboxes.of_email(email) if email else phone
    if mailboxes.refused(mailbox):
        return
    if Interest.objects.filter(mailbox=mailbox).exclude(course=course).count() >= MOST:
        return
    Interest.objects.get_or_create(
        course=course,
        mailbox=mailbox,
        defaults={"email": email.strip().lower(), "phone": phone, "asked_on": clock.today()},
    )


def tell(session: Session) -> int:
    """Booking has opened: everybody who waits with the course hears of it; how many. Nobody does
    of a session in which they could not even wait. The caller holds the session's row."""
    now = places.of(session)
    if now.is_full and not now.list_has_room:
        return 0
    rows = list(Interest.objects.filter(course=session.course_id))
    for interest in rows:
        telling.course_back(interest, session)
        if interest.email:
            interest.delete()
    return len(rows)
