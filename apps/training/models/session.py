"""A session: one date of a course, with its places."""

import datetime
import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from apps.accounts.scope import Scope, scope_of
from apps.core import clock
from apps.core.models import Stamped
from apps.involvement.models import Activity
from apps.partners.models import Place
from apps.publishing.models import PUBLIC_STATES, State
from apps.training.models.course import Course

LAST_ANSWER = datetime.timedelta(hours=2)  # before the start: an offer never lasts longer
JOINING_SHOWN = datetime.timedelta(hours=24)  # before the start


class SessionCounter(models.Model):
    """The last number given to a session of a year; locked while the next one is taken."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class SessionQuerySet(models.QuerySet["Session"]):
    """Words for reading sessions."""

    def public(self) -> "SessionQuerySet":
        """What everybody may see: of a public course, and no longer only planned."""
        return self.filter(course__state__in=PUBLIC_STATES).exclude(state=Session.State.PLANNED)

    def listed(self) -> "SessionQuerySet":
        """What lists name: of a course that is still current."""
        return self.public().filter(course__state=State.PUBLISHED)

    def coming(self) -> "SessionQuerySet":
        """Those still ahead that are not cancelled, the next first."""
        rows = self.filter(ends_at__gt=clock.now()).exclude(state=Session.State.CANCELLED)
        return rows.order_by("starts_at", "pk")

    def bookable(self) -> "SessionQuerySet":
        """Those that take bookings at this moment, for a place or for the list."""
        today = clock.today()
        return self.filter(
            Q(booking_opens_on=None) | Q(booking_opens_on__lte=today),
            Q(booking_closes_on=None) | Q(booking_closes_on__gte=today),
            state=Session.State.OPEN,
            starts_at__gt=clock.now(),
            course__state=State.PUBLISHED,
            course__external=False,
        ).exclude(course__availability=Course.Availability.ENDED)

    def of_team(self, user: Any) -> "SessionQuerySet":
        """Those whose bookings a person may see and keep: of their own partners' courses."""
        return self.filter(course__in=_courses(scope_of(user, "training.keep_bookings")))

    def ringable_by(self, user: Any) -> "SessionQuerySet":
        """Those whose people are a person's to ring: their own partners', and what was cancelled
        among those that they may cancel, since the trainer may be away."""
        stoppable = _courses(scope_of(user, "training.cancel_session"))
        cancelled = Q(state=Session.State.CANCELLED, course__in=stoppable)
        return self.filter(
            Q(course__in=_courses(scope_of(user, "training.keep_bookings"))) | cancelled
        )

    def stoppable_by(self, user: Any) -> "SessionQuerySet":
        """Those that a person may cancel for everybody."""
        return self.filter(course__in=_courses(scope_of(user, "training.cancel_session")))


def _courses(scope: Scope) -> models.QuerySet[Course]:
    return Course.objects.filter(Course.reached_by(scope))


class Session(Stamped):
    """One date of a course. Times are stored in UTC and shown in London's; whether it is full is
    computed from its bookings (``places``), never stored.

    ``sequence`` is the number of its calendar entry: one more with each change that people have to
    know of. ``reason`` is public, of a session on hold or cancelled. ``came``, ``missed`` and
    ``walked_in`` are people, counted once as the register closes: they outlive the bookings' names,
    and nothing adds up every booking again to say how many came.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        SCHEDULED = "scheduled", "Not open for booking yet"
        OPEN = "open", "Open for booking"
        CLOSED = "closed", "Booking has closed"
        COMPLETED = "completed", "Held"
        ON_HOLD = "on_hold", "On hold"
        CANCELLED = "cancelled", "Cancelled"

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", "In person"
        ONLINE = "online", "Online"
        HYBRID = "hybrid", "In person and online"

    reference = models.CharField(max_length=20, unique=True)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    mode = models.CharField(max_length=9, choices=Mode)
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions"
    )
    venue = models.CharField(max_length=300, blank=True)
    venue_access = models.TextField(
        blank=True, help_text="step-free way in, toilets, parking, buses, a quiet room"
    )
    needs_by = models.DateField(null=True, blank=True, help_text="interpreters can be found until")
    plan = models.TextField(blank=True, help_text="for those who present it")
    capacity = models.PositiveIntegerField()
    waiting_cap = models.PositiveIntegerField(default=20, help_text="0: no waiting list")
    booking_opens_on = models.DateField(null=True, blank=True)
    booking_closes_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    reason = models.CharField(max_length=300, blank=True, help_text="public")
    look_again_on = models.DateField(null=True, blank=True)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    told = models.PositiveIntegerField(default=0, help_text="how often everybody was told of news")
    came = models.PositiveIntegerField(
        null=True, blank=True, help_text="kept as the register closes"
    )
    missed = models.PositiveIntegerField(null=True, blank=True)
    walked_in = models.PositiveIntegerField(
        null=True, blank=True, help_text="of those who came, without having booked"
    )
    activity = models.OneToOneField(
        Activity, null=True, blank=True, on_delete=models.SET_NULL, related_name="session"
    )

    objects: Any = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["state", "starts_at"], name="session_by_state"),
            models.Index(fields=["starts_at"], name="session_by_start"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="%(app_label)s_%(class)s_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1, capacity__lte=10_000),
                name="%(app_label)s_%(class)s_has_places",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "planned", "scheduled", "open", "closed", "completed", "on_hold",
                        "cancelled",
                    ]
                ),
                name="%(app_label)s_%(class)s_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["on_hold", "cancelled"]) | ~Q(reason=""),
                name="%(app_label)s_%(class)s_held_or_cancelled_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="completed")
                | Q(came__isnull=False, missed__isnull=False, walked_in__isnull=False),
                name="%(app_label)s_%(class)s_closed_register_is_counted",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.course}, {self.day_in_words}"

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("training:session", args=[self.reference])

    @property
    def starts(self) -> datetime.datetime:
        """Its first minute, in London's time."""
        return timezone.localtime(self.starts_at)

    @property
    def ends(self) -> datetime.datetime:
        """Its last minute, in London's time."""
        return timezone.localtime(self.ends_at)

    @property
    def day_in_words(self) -> str:
        """Its day, like "Tuesday 12 May 2026"."""
        return f"{self.starts:%A %-d %B %Y}"

    @property
    def end_in_words(self) -> str:
        """When it ends, like "1:30pm"."""
        return clock_words(self.ends)

    @property
    def times_in_words(self) -> str:
        """Its hours, like "10am to 1:30pm"; over midnight with the day of its end."""
        end = clock_words(self.ends)
        if self.ends.date() != self.starts.date():
            end = f"{end}, {self.ends:%A %-d %B %Y}"
        return f"{clock_words(self.starts)} to {end}"

    @property
    def is_past(self) -> bool:
        """Whether it has begun."""
        return self.starts_at <= clock.now()

    @property
    def is_over(self) -> bool:
        """Whether it has ended; between this and ``is_past`` it is under way."""
        return self.ends_at <= clock.now()

    @property
    def takes_bookings(self) -> bool:
        """Whether somebody may book, or join the list, at this moment."""
        if self.state != self.State.OPEN or self.is_past or not self._within_days():
            return False
        return self.course.takes_people

    @property
    def offers_run(self) -> bool:
        """Whether its offers go on: it is open or closed for booking, and neither on hold nor only
        planned."""
        return self.state in (self.State.OPEN, self.State.CLOSED)

    @property
    def gives_places(self) -> bool:
        """Whether places that come free in it are offered, or given, to those who wait."""
        return self.offers_run and not self.is_over

    @property
    def opens_later(self) -> bool:
        """Whether it is open, and its first day of booking lies ahead."""
        opens = self.booking_opens_on
        return self.state == self.State.OPEN and opens is not None and opens > clock.today()

    def _within_days(self) -> bool:
        today = clock.today()
        opens, closes = self.booking_opens_on, self.booking_closes_on
        return (opens is None or opens <= today) and (closes is None or closes >= today)

    @property
    def needs_are_late(self) -> bool:
        """Whether an interpreter may no longer be found in time."""
        return self.needs_by is not None and self.needs_by < clock.today()

    @property
    def joining_is_shown(self) -> bool:
        """Whether people who are booked see how to join."""
        return clock.now() >= self.starts_at - JOINING_SHOWN

    @property
    def last_answer_at(self) -> datetime.datetime:
        """Until when, at the latest, somebody can take an offered place."""
        return self.starts_at - LAST_ANSWER

    @property
    def leaves_time_to_answer(self) -> bool:
        """Whether somebody who is offered a place now could still take it."""
        return clock.now() < self.last_answer_at


def clock_words(moment: datetime.datetime) -> str:
    """An hour as people write it: "10am", "1:30pm", "noon"."""
    if (moment.hour, moment.minute) == (12, 0):
        return "noon"
    if (moment.hour, moment.minute) == (0, 0):
        return "midnight"
    words = f"{moment:%-I:%M%p}" if moment.minute else f"{moment:%-I%p}"
    return words.lower()


class SessionJoining(models.Model):
    """How people who are booked join a session online; private, shown from 24 hours before."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="joining")
    link = models.URLField(max_length=500, blank=True)
    phone = models.CharField(max_length=100, blank=True)
    words = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"joining {self.session.reference}"


class SessionMessage(models.Model):
    """What staff wrote to everybody of a session, or to those in one state; goes with the names."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="messages")
    words = models.TextField()
    to = models.CharField(max_length=9)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return f"a message about {self.session.reference}"
