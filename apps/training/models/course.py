"""A course: what people learn, for whom, from whom, and whether it runs at present."""

from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse

from apps.accounts.scope import Scope
from apps.core import money
from apps.partners.models import Partner
from apps.projects.models import Project
from apps.publishing.models import Audience, Blocker, Publishable, PublishableQuerySet, State


class CourseQuerySet(PublishableQuerySet["Course"]):
    """Words for reading courses."""

    def in_order(self) -> "CourseQuerySet":
        """As lists show them: by title."""
        return self.order_by("title", "pk")


class Course(Publishable):
    """A course, workshop, conference or meeting that can be held many times; its dates are
    ``Session`` rows. ``external``: somebody else runs it and takes the bookings.

    A session of it opens once ``staff_needed`` staff and ``volunteers_needed`` volunteers have
    said yes to presenting it.
    """

    record_kind = "course"
    write_permission = "training.write_course"
    publish_permission = "training.publish_course"

    class Kind(models.TextChoices):
        COURSE = "course", "Course"
        WORKSHOP = "workshop", "Workshop"
        CONFERENCE = "conference", "Conference"
        MEETING = "meeting", "Meeting"

    class Availability(models.TextChoices):
        RUNNING = "running", "Running"
        ON_HOLD = "on_hold", "On hold"
        ENDED = "ended", "Ended"
        NOT_STATED = "not_stated", "Not stated"

    title = models.CharField(max_length=150)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.COURSE)
    range_name = models.CharField("the range it belongs to", max_length=150, blank=True)
    partner = models.ForeignKey(
        Partner, null=True, blank=True, on_delete=models.PROTECT, related_name="courses"
    )
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="courses"
    )
    about = models.TextField("what it is", blank=True)
    outcomes = models.TextField("what people will learn, one a line", blank=True)
    audiences = models.ManyToManyField(Audience, blank=True, related_name="courses")
    co_presented_by = models.CharField(max_length=150, blank=True, help_text="like “volunteers”")
    cost_pence = models.PositiveIntegerField(null=True, blank=True, help_text="of one place")
    cost_words = models.CharField(max_length=150, blank=True, help_text="like “free”")
    external = models.BooleanField(default=False, help_text="booked elsewhere")
    link = models.URLField("its own page", max_length=300, blank=True)
    staff_needed = models.PositiveSmallIntegerField(default=1)
    volunteers_needed = models.PositiveSmallIntegerField(default=1)
    availability = models.CharField(
        max_length=10, choices=Availability, default=Availability.NOT_STATED
    )
    hold_reason = models.CharField(max_length=200, blank=True, help_text="public")
    look_again_on = models.DateField(null=True, blank=True)
    source_excerpt = models.TextField(blank=True, help_text="the words of our source")

    objects: Any = CourseQuerySet.as_manager()

    class Meta(Publishable.Meta):
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=["course", "workshop", "conference", "meeting"]),
                name="%(app_label)s_%(class)s_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(availability__in=["running", "on_hold", "ended", "not_stated"]),
                name="%(app_label)s_%(class)s_availability_is_known",
            ),
            models.CheckConstraint(
                condition=Q(staff_needed__lte=20, volunteers_needed__lte=20),
                name="%(app_label)s_%(class)s_mix_is_of_a_size_that_can_be_met",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("training:course", args=[self.slug])

    @classmethod
    def reached_by(cls, scope: Scope) -> Q:
        """The courses of the scope's partners."""
        return Q() if scope.everywhere else scope.q(partner=("partner",))

    def teams(self) -> list[Partner]:
        """The partner that runs it."""
        return [self.partner] if self.partner else []

    def blockers(self) -> list[Blocker]:
        """Whom it is for, whether it runs, and where an outside one is booked."""
        missing: list[Blocker] = []
        if self.partner is None:
            missing.append(Blocker("Choose the partner that runs it.", "what"))
        if self.pk and not self.audiences.exists():
            missing.append(Blocker("Say whom it is for.", "for_whom"))
        if self.availability == self.Availability.NOT_STATED:
            missing.append(Blocker("Say whether it runs at present.", "running"))
        if self.is_on_hold and not self.hold_reason.strip():
            missing.append(Blocker("Say why it is on hold.", "running"))
        if self.pk and (self.external or self.availability == self.Availability.ENDED):
            missing += self.kept_by()
        return missing

    def completeness(self) -> list[Blocker]:
        """The same before somebody else looks at it."""
        return self.blockers()

    def kept_by(self) -> list[Blocker]:
        """People who have a place in a session ahead, or wait for one: first they are told."""
        from apps.training.models.booking import ACTIVE  # noqa: PLC0415 - reads this model

        counted = Count("bookings", filter=Q(bookings__state__in=ACTIVE))
        found = []
        for session in self.sessions.coming().annotate(people=counted).filter(people__gt=0):
            booked = (
                "1 person booked it and has to"
                if session.people == 1
                else f"{session.people} people booked it and have to"
            )
            said = (
                f"Cancel {session.reference} first: {booked} hear why. Its trainers, leads and "
                "administrators can."
            )
            found.append(Blocker(said, at=reverse("training:cancel", args=[session.reference])))
        return found

    @property
    def takes_people(self) -> bool:
        """Whether anybody can book it here: it is current, goes on, and is not booked elsewhere."""
        ended = self.availability == self.Availability.ENDED
        return self.state == State.PUBLISHED and not self.external and not ended

    @property
    def is_on_hold(self) -> bool:
        """Whether it waits, as a whole."""
        return self.availability == self.Availability.ON_HOLD

    @property
    def price(self) -> str:
        """What one place costs, in words: the words given, pounds and pence, or Not stated."""
        if self.cost_words:
            return self.cost_words
        if self.cost_pence is None:
            return "Not stated"
        return money.in_words(self.cost_pence)
