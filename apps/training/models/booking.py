"""Who has a place, waits for one, or wants to hear when a course is back. All of it is private."""

import datetime
from collections import Counter
from typing import Any

from django.db import models
from django.db.models import Q

from apps.core import clock
from apps.publishing.models import Audience
from apps.publishing.models.follow import new_public_id
from apps.training.models.course import Course
from apps.training.models.session import Session

ONCE = ["confirmed", "waiting", "offered", "attended", "missed"]  # at most one of these a person


class BookingQuerySet(models.QuerySet["Booking"]):
    """Words for reading bookings."""

    def active(self) -> "BookingQuerySet":
        """Those that still stand: with a place, offered one, or waiting."""
        return self.filter(state__in=ACTIVE)

    def of_person(self, session: Any, contact_key: str, name_key: str) -> "BookingQuerySet":
        """The booking of one person in one session that rules out another: also once ticked."""
        return self.filter(
            session=session, contact_key=contact_key, name_key=name_key, state__in=ONCE,
            anonymised=False,
        )  # fmt: skip

    def taking_places(self) -> "BookingQuerySet":
        """Those that take a place: an offered one is kept for whom it was offered to."""
        return self.filter(state__in=TAKING)

    def waiting(self) -> "BookingQuerySet":
        """Those in the queue, the first first."""
        return self.filter(state=Booking.State.WAITING).order_by("position", "pk")

    def offered(self) -> "BookingQuerySet":
        """Those who were offered a place and have not answered."""
        return self.filter(state=Booking.State.OFFERED)

    def run_out(self, now: datetime.datetime) -> "BookingQuerySet":
        """Offers whose time has passed."""
        return self.offered().filter(offer_expires__lte=now)


class Booking(models.Model):
    """One named person and one session, booked by a contact: an e-mail address or a number.

    ``contact_key`` and ``name_key`` are the contact and name in the one form that all their
    spellings share, so that the same person booked twice is one booking. ``position`` is the place
    in the queue, given once and kept. ``offer_expires`` is empty while an offered place waits for
    somebody without e-mail to be rung: their time begins when they are reached.
    Its link is signed over ``public_id`` and ``link_version``.
    """

    class State(models.TextChoices):
        CONFIRMED = "confirmed", "Has a place"
        WAITING = "waiting", "Waiting"
        OFFERED = "offered", "Offered a place"
        LAPSED = "lapsed", "Offer ended"
        LEFT = "left", "Cancelled by the person"
        STOPPED = "stopped", "Cancelled by us"
        ATTENDED = "attended", "Came"
        MISSED = "missed", "Did not come"

    class Describes(models.TextChoices):
        AUDIENCE = "audience", "One of those it is for"
        ELSE = "else", "Something else"
        NOT_SAID = "not_said", "Prefer not to say"

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="bookings")
    name = models.CharField(max_length=100)
    name_key = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    contact_key = models.CharField(max_length=260)
    for_someone_else = models.BooleanField(default=False)
    describes = models.CharField(max_length=8, choices=Describes)
    audience = models.ForeignKey(
        Audience, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(max_length=9, choices=State)
    position = models.PositiveIntegerField(null=True, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)
    offer_expires = models.DateTimeField(null=True, blank=True)
    booked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    walked_in = models.BooleanField(default=False)
    questions_done = models.BooleanField(
        default=False, help_text="the optional questions were answered or skipped"
    )
    anonymised = models.BooleanField(default=False)
    moved_at_sequence = models.IntegerField(
        default=0, help_text="added to the session’s number, so that a move is a higher one"
    )
    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    link_version = models.PositiveIntegerField(default=1)

    objects: Any = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["booked_at", "pk"]
        indexes = [
            models.Index(fields=["session", "state", "position"], name="booking_by_session"),
            models.Index(fields=["state", "offer_expires"], name="booking_offers"),
            models.Index(fields=["contact_key"], name="booking_by_contact"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "contact_key", "name_key"],
                condition=Q(state__in=ONCE, anonymised=False),
                name="%(app_label)s_%(class)s_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["session", "position"], name="%(app_label)s_%(class)s_one_turn_each"
            ),
            models.CheckConstraint(
                condition=Q(anonymised=True) | ~Q(email="") | ~Q(phone="") | Q(walked_in=True),
                name="%(app_label)s_%(class)s_can_be_reached",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["waiting", "offered", "lapsed"])
                | Q(position__isnull=False),
                name="%(app_label)s_%(class)s_who_waits_has_a_turn",
            ),
            models.CheckConstraint(
                condition=~Q(state="offered") | Q(offered_at__isnull=False),
                name="%(app_label)s_%(class)s_offered_says_when",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "confirmed", "waiting", "offered", "lapsed", "left", "stopped",
                        "attended", "missed",
                    ]
                ),
                name="%(app_label)s_%(class)s_state_is_known",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"booking {self.pk} for {self.session.reference}"

    @property
    def sequence(self) -> int:
        """The number of its calendar entry, which rises with each change, move and end, and once
        an offered place is taken: a move onto a list took the entry out before."""
        ended = self.state in (self.State.LEFT, self.State.STOPPED)
        taken = self.offered_at is not None and self.state not in NO_PLACE_YET
        return self.session.sequence + self.moved_at_sequence + taken + ended

    @property
    def has_entry(self) -> bool:
        """Whether calendars hold anything of it: not of whoever waits, or is only offered one."""
        return self.state not in NO_PLACE_YET

    @property
    def has_place(self) -> bool:
        """Whether a place is theirs."""
        return self.state == self.State.CONFIRMED

    @property
    def is_there(self) -> bool:
        """Whether a place is theirs, also once the register says whether they came: whoever is late
        is ticked as missing first."""
        return self.state in (self.State.CONFIRMED, self.State.ATTENDED, self.State.MISSED)

    @property
    def is_waiting(self) -> bool:
        """Whether they are in the queue."""
        return self.state == self.State.WAITING

    @property
    def is_offered(self) -> bool:
        """Whether a place is kept for them until they answer."""
        return self.state == self.State.OFFERED and not self.offer_ran_out

    @property
    def offer_ran_out(self) -> bool:
        """Whether their time to answer has passed, also before anything noted it."""
        return (
            self.state == self.State.OFFERED
            and self.offer_expires is not None
            and self.offer_expires <= clock.now()
        )

    @property
    def is_active(self) -> bool:
        """Whether there is anything to cancel or leave."""
        return self.state in ACTIVE and not self.session.is_past

    def people_before(self) -> int:
        """How many wait whose turn comes first."""
        rows = Booking.objects.filter(session=self.session_id, state=self.State.WAITING)
        return int(rows.filter(position__lt=self.position).count())


NO_PLACE_YET = (Booking.State.WAITING, Booking.State.OFFERED, Booking.State.LAPSED)
ACTIVE = (Booking.State.CONFIRMED, Booking.State.WAITING, Booking.State.OFFERED)
TAKING = (
    Booking.State.CONFIRMED, Booking.State.OFFERED, Booking.State.ATTENDED, Booking.State.MISSED,
)  # fmt: skip


class NeedsQuerySet(models.QuerySet["BookingNeeds"]):
    """Words for reading what helps people."""

    def of(self, session: Session) -> "NeedsQuerySet":
        """What has to be ready at a session: also once somebody is ticked as there."""
        state = Booking.State
        there = [state.CONFIRMED, state.OFFERED, state.ATTENDED]
        return self.filter(booking__session=session, booking__state__in=there)

    def counted(self) -> list[tuple[str, int]]:
        """(what, for how many), without names."""
        found = Counter(words for row in self for words in row.in_words)
        return sorted(found.items())


class BookingNeeds(models.Model):
    """What would help somebody take part; in a table of its own, gone 30 days after the session."""

    class Need(models.TextChoices):
        CAPTIONS = "captions", "Captions"
        BSL = "bsl", "A BSL interpreter"
        EASY_READ = "easy_read", "Easy Read"
        LARGE_PRINT = "large_print", "Large print"
        TRAVEL = "travel", "Help with travel costs"
        COMPANION = "companion", "Someone comes with me"
        FOOD = "food", "Food that I can eat"
        ELSE = "else", "Something else"

    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="needs")
    needs = models.JSONField(default=list)
    words = models.CharField(max_length=500, blank=True)
    purge_on = models.DateField(db_index=True)

    objects: Any = NeedsQuerySet.as_manager()

    def __str__(self) -> str:
        return f"needs of booking {self.booking_id}"

    @property
    def in_words(self) -> list[str]:
        """What to deliver."""
        known = dict(self.Need.choices)
        found = [known[need] for need in self.needs if need in known and need != self.Need.ELSE]
        return [*found, self.words] if self.words else found


class Interest(models.Model):
    """An address or number that wants to hear when a course is back; deleted once told, or after
    12 months."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="interests")
    mailbox = models.CharField(max_length=260)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    asked_on = models.DateField(db_index=True)
    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    link_version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "mailbox"], name="%(app_label)s_%(class)s_once_a_course"
            ),
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone=""),
                name="%(app_label)s_%(class)s_can_be_reached",
            ),
        ]

    def __str__(self) -> str:
        return f"interest in {self.course}"
