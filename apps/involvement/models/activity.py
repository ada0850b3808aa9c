"""An activity: one time that people were involved, by whom, where, in which way."""

import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apps.accounts.scope import Scope, scope_of
from apps.core import clock
from apps.core.counts import Count, Qualifier, Unit
from apps.core.dates import PartialDateField, partial_date_is_whole
from apps.partners.models import Partner, Place
from apps.projects.levels import Level
from apps.projects.models import Project
from apps.publishing.models import PUBLIC_STATES, Publishable, PublishableQuerySet, State

FEW_PEOPLE = 5  # below this, the public reads "a few people"


class ActivityQuerySet(PublishableQuerySet["Activity"]):
    """Words for reading activities."""

    def mine(self, user: Any) -> "ActivityQuerySet":
        """What the person logged."""
        return self.filter(author=user)

    def to_finish(self, user: Any) -> "ActivityQuerySet":
        """Their own drafts, easiest to finish first: those with fewest parts still to add."""
        return self.mine(user).filter(state=State.DRAFT, imported=False)

    def visible_to(self, user: Any) -> "ActivityQuerySet":
        """Besides their own scope: what others have in review or published."""
        held = super().visible_to(user)
        if scope_of(user, "involvement.read_activity").nothing:
            return held
        others = Activity.objects.filter(state__in=[State.IN_REVIEW, *PUBLIC_STATES])
        return Activity.objects.filter(Q(pk__in=held.values("pk")) | Q(pk__in=others.values("pk")))


class Activity(Publishable):
    """One time that people were involved. Its address is its reference ("INV-2026-0001"), given
    when it is first saved, so that a card can carry it before it is public.

    ``claimed_level`` is empty for Not stated; ``online`` work has no place.
    """

    record_kind = "activity"
    write_permission = "involvement.write_activity"
    publish_permission = "involvement.publish_activity"

    class Happened(models.TextChoices):
        PLANNED = "planned", "Planned"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Cancelled"

    reference = models.CharField(max_length=20, unique=True, editable=False)
    title = models.CharField("What was it?", max_length=150)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="activities")
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="activities"
    )
    when = PartialDateField()
    until = PartialDateField()
    happened = models.CharField(max_length=9, choices=Happened, default=Happened.HELD)
    places = models.ManyToManyField(Place, blank=True, related_name="activities")
    online = models.BooleanField(default=False)
    claimed_level = models.CharField(max_length=13, choices=Level, blank=True)
    level_reason = models.CharField("Why this way?", max_length=300, blank=True)
    took_part_value = models.PositiveIntegerField(null=True, blank=True)
    took_part_qualifier = models.CharField(max_length=9, choices=Qualifier, blank=True)
    took_part_unit = models.CharField(max_length=13, choices=Unit, blank=True)
    each_knows = models.BooleanField("Each of them knows this will be public", default=False)
    heard = models.CharField("What people said", max_length=280, blank=True)
    public_summary = models.TextField("Summary for the public", blank=True)
    quick = models.BooleanField("logged by the quick form", default=False)
    imported = models.BooleanField(default=False)

    objects = ActivityQuerySet.as_manager()

    class Meta(Publishable.Meta):
        constraints = [
            *Publishable.Meta.constraints,
            partial_date_is_whole("when"),
            partial_date_is_whole("until"),
            models.CheckConstraint(
                condition=Q(claimed_level__in=["", *Level.values]),
                name="%(app_label)s_%(class)s_level_is_one_of_five",
            ),
            models.CheckConstraint(
                condition=Q(until_last=None)
                | Q(when_first=None)
                | Q(until_last__gte=F("when_first")),
                name="%(app_label)s_%(class)s_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(took_part_value=None, took_part_qualifier="", took_part_unit="")
                | (Q(took_part_value__isnull=False) & ~Q(took_part_qualifier="")),
                name="%(app_label)s_%(class)s_took_part_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=PUBLIC_STATES) | Q(happened="held"),
                name="%(app_label)s_%(class)s_public_was_held",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-when_first", "-id"], name="activity_newest"),
            models.Index(fields=["author", "state"], name="activity_mine"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("involvement:activity", args=[self.reference])

    @property
    def took_part(self) -> Count | None:
        """How many took part, as they were counted."""
        if self.took_part_value is None:
            return None
        return Count(self.took_part_value, self.took_part_qualifier, self.took_part_unit)

    @took_part.setter
    def took_part(self, count: Count | None) -> None:
        self.took_part_value = count.value if count else None
        self.took_part_qualifier = count.qualifier if count else ""
        self.took_part_unit = count.unit if count else ""

    @property
    def few(self) -> bool:
        """Whether so few people took part that each must know it will be public."""
        count = self.took_part
        return count is not None and count.unit == Unit.PEOPLE and count.value < FEW_PEOPLE

    @property
    def took_part_in_public(self) -> str:
        """How the public reads it: a few people below five; "" where it is not stated."""
        if self.took_part is None:
            return ""
        return "a few people" if self.few else str(self.took_part)

    @classmethod
    def reached_by(cls, scope: Scope) -> Q:
        """Activities of the scope's partners, or in its places."""
        places = cls.places.through.objects.filter(place__in=scope.places)
        within = scope.q(partner=("partner",))
        return within if scope.everywhere else within | Q(pk__in=places.values("activity"))

    def teams(self) -> list[Partner]:
        """The partner that owns it."""
        return [self.partner]

    def still_to_add(self) -> list[tuple[str, str]]:
        """(section, what is missing) of everything a full record has, for its owner's list."""
        if self.happened == self.Happened.PLANNED:
            return [("when", "whether it happened")]
        missing = []
        if not self.took_part:
            missing.append(("who", "how many took part"))
        if not self.heard:
            missing.append(("said", "what people said"))
        if not self.public_summary:
            missing.append(("summary", "a summary for the public"))
        if self.claimed_level and not self.level_reason:
            missing.append(("way", "why this way of involving people"))
        return missing

    def completeness(self) -> list[str]:
        """What a lead needs to see before they review it."""
        missing = []
        if self.happened == self.Happened.PLANNED:
            missing.append("Say whether it happened: a planned activity is not reviewed yet.")
        if self.happened == self.Happened.CANCELLED:
            missing.append("A cancelled activity is kept in the log and is not published.")
        if self.when and self.when.first > clock.today():
            missing.append("It lies in the future: it is not reviewed before it was held.")
        if not self.public_summary.strip():
            missing.append("Write a summary for the public.")
        if self.claimed_level and not self.level_reason.strip():
            missing.append("Say in one line why this way of involving people.")
        if self.few and not self.each_knows:
            missing.append(
                "Fewer than five people took part: confirm that each of them knows this will be "
                "public."
            )
        return missing

    def blockers(self) -> list[str]:
        """The same, and the facts every public activity has."""
        missing = self.completeness()
        if not self.when:
            missing.append("Say when it was, as far as you know.")
        if not self.online and not self.places.exists():
            missing.append("Say where it was.")
        return missing

    @property
    def last_day(self) -> datetime.date | None:
        """The last day it could have been on."""
        end = self.until or self.when
        return end.last if end else None


class YearCounter(models.Model):
    """The last number given in a year, locked while the next one is given; gaps may be."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
