"""The day itself: who came, who walked in, and the activity that closing the register makes."""

from django.db import transaction

from apps.core import audit, clock, versions
from apps.core.actors import Actor
from apps.core.counts import Count
from apps.core.dates import PartialDate
from apps.involvement.actions.logging import add_quick, log
from apps.involvement.actions.rating import open_round
from apps.involvement.models import Activity
from apps.publishing.workflow import NotAllowed
from apps.training import telling
from apps.training.actions.booking import key_of_name
from apps.training.actions.held import held
from apps.training.models import Booking, Session

B = Booking.State
ON_THE_LIST = (B.CONFIRMED, B.ATTENDED, B.MISSED)
APART = (
    "If this is another person, add what tells them apart, like the first letter of another name."
)
ON_HOLD = (
    "This session is on hold. Bring it back first if it was held after all, or cancel it if it was "
    "not."
)
MAY_CLOSE = (Session.State.OPEN, Session.State.CLOSED, Session.State.SCHEDULED)


@transaction.atomic
def tick(*, booking: Booking, came: bool | None, by: Actor) -> Booking:
    """Somebody came, did not, or it is not known yet (None). Raises ``NotAllowed`` before the day
    and once the register is closed."""
    row = held(booking.session_id)
    _may_be_kept(row)
    mine = Booking.objects.get(pk=booking.pk)
    if mine.state not in (B.CONFIRMED, B.ATTENDED, B.MISSED):
        raise NotAllowed("They have no place in this session.")
    mine.state = {True: B.ATTENDED, False: B.MISSED, None: B.CONFIRMED}[came]
    mine.save()
    return mine


def _may_be_kept(session: Session) -> None:
    if session.state in (Session.State.COMPLETED, Session.State.CANCELLED):
        raise NotAllowed("The register of this session is closed.")
    if session.state == Session.State.ON_HOLD:
        raise NotAllowed(ON_HOLD)
    if session.starts.date() > clock.today():
        raise NotAllowed("The register opens on the day of the session.")


@transaction.atomic
def walk_in(*, session: Session, name: str, by: Actor) -> Booking:
    """Somebody came without a booking; the room decides, not the number of places. Raises
    ``NotAllowed`` for a name that is on the list: a second press, somebody who had booked, or
    somebody else."""
    row = held(session.pk)
    _may_be_kept(row)
    key = key_of_name(name)
    same = Booking.objects.filter(session=row, name_key=key, state__in=ON_THE_LIST)
    if same.filter(walked_in=True).exists():
        raise NotAllowed(f"Somebody of this name is on the list as walked in. {APART}")
    if same.exists():
        raise NotAllowed(f"Somebody of this name booked: tick them on the list above. {APART}")
    waited = Booking.objects.filter(session=row, name_key=key, state__in=[B.WAITING, B.OFFERED])
    if (theirs := waited.first()) is not None:  # with the contact that they gave
        theirs.state, theirs.offer_expires, theirs.walked_in = B.ATTENDED, None, True
        theirs.save()
        return theirs
    made: Booking = Booking.objects.create(
        session=row, name=name, name_key=key, state=B.ATTENDED, walked_in=True,
        describes=Booking.Describes.NOT_SAID, booked_at=clock.now(),
    )  # fmt: skip
    return made


@transaction.atomic
def close_register(*, session: Session, by: Actor) -> Activity:
    """Whoever was not ticked did not come; the session is over, and the log gets an activity with
    its count, as a draft. Raises ``NotAllowed``."""
    row = held(session.pk)
    if row.state == Session.State.ON_HOLD:
        raise NotAllowed(ON_HOLD)
    if row.state not in MAY_CLOSE:
        raise NotAllowed("The register of this session is closed already.")
    if not row.is_past:
        raise NotAllowed("The register can be closed once the session has begun.")
    rows = Booking.objects.filter(session=row)
    rows.filter(state=B.CONFIRMED).update(state=B.MISSED)
    rows.filter(state__in=[B.WAITING, B.OFFERED]).update(
        state=B.STOPPED, ended_at=clock.now(), offer_expires=None
    )
    attended = rows.filter(state=B.ATTENDED)
    row.came, row.missed = attended.count(), rows.filter(state=B.MISSED).count()
    row.walked_in = attended.filter(walked_in=True).count()
    row.activity = _activity_of(row, row.came, by)
    row.state = Session.State.COMPLETED
    row.save()
    asked = open_round(activity=row.activity, by=by)
    for booking in attended:
        telling.attended(booking, asked.pk)
    audit.note(act="session: register closed", by=by, target=row)
    versions.raise_public(("course", row.course_id))
    return row.activity


def _activity_of(session: Session, came: int, by: Actor) -> Activity:
    """A draft in the log, for whoever closed the register to complete."""
    course = session.course
    if course.partner is None:
        raise NotAllowed("Its course names no partner, so the log has no place for it.")
    activity = log(
        title=course.title,
        when=PartialDate.parse(f"{session.starts:%Y-%m-%d}"),
        place_id=session.place_id,
        online=session.mode == Session.Mode.ONLINE,
        level="",
        partner=course.partner,
        project=course.project,
        by=by,
    )
    if course.is_example:
        activity.is_example = True
        activity.save(update_fields=["is_example"])
    add_quick(activity=activity, took_part=Count(came, "exactly", "people"), heard="", by=by)
    return activity
