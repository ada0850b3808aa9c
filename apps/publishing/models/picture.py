"""Pictures: what they show, and on what their showing rests."""

import datetime
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core import clock
from apps.core.models import Stamped
from apps.publishing.models.consent import Consent

WIDTHS = (480, 960, 1600)  # of the three files, in pixels; a smaller original makes fewer


class PictureQuerySet(models.QuerySet["Picture"]):
    """Words for reading pictures."""

    def showable(self) -> "PictureQuerySet":
        """Not hidden, their files are there, and what they rest on holds today. Whether the record
        that they stand in is public, its own kind knows."""
        consented = Q(
            basis=Picture.Basis.CONSENT,
            consent__state=Consent.State.GIVEN,
            consent__expires_on__gt=clock.today(),
            consent__on_portal=True,
            consent__picture=True,
        )
        crowd = Q(basis=Picture.Basis.CROWD) & ~Q(notice="")
        nobody = Q(basis=Picture.Basis.NOBODY)
        return self.filter(nobody | crowd | consented, hidden_on=None).exclude(widths=[])

    def of(self, item: Any) -> "PictureQuerySet":
        """Those of one record."""
        return self.filter(kind=item.record_kind, object_id=item.pk).select_related("consent")


class Picture(Stamped):
    """A picture of one record (``kind`` and ``object_id``), kept as up to three WebP files without
    any data about place, time or camera; the original is not kept.

    ``alt`` says what it shows; ``decorative`` is the choice that it shows nothing that words need
    say. ``basis``: nobody in it; consent; or a crowd, where ``notice`` says which notice was shown,
    where, and that nobody is its subject.
    """

    class Basis(models.TextChoices):
        NOBODY = "nobody", "Nobody is in it"
        CONSENT = "consent", "The people in it agreed"
        CROWD = "crowd", "A crowd: a notice was shown, and nobody is its subject"

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    object_id = models.PositiveBigIntegerField()
    folder = models.CharField(max_length=100, editable=False, help_text="within the media root")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    widths = models.JSONField(default=list, help_text="of the files there are, in pixels")
    alt = models.CharField(max_length=300, blank=True)
    decorative = models.BooleanField(default=False)
    caption = models.CharField(max_length=200, blank=True)
    credit = models.CharField("who made it", max_length=120, blank=True)
    basis = models.CharField(max_length=7, choices=Basis)
    consent = models.ForeignKey(
        Consent, null=True, blank=True, on_delete=models.PROTECT, related_name="pictures"
    )
    notice = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    hidden_on = models.DateField(null=True, blank=True)
    hidden_because = models.CharField(max_length=300, blank=True)
    leaving = models.BooleanField(
        default=False, help_text="deleted once no public text places it any more"
    )

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["kind", "object_id"], name="picture_record")]
        constraints = [
            models.CheckConstraint(
                condition=Q(decorative=True, alt="") | (Q(decorative=False) & ~Q(alt="")),
                name="%(app_label)s_%(class)s_says_what_it_shows_or_decorates",
            ),
            models.CheckConstraint(
                condition=(Q(basis="consent") & Q(consent__isnull=False))
                | (~Q(basis="consent") & Q(consent=None)),
                name="%(app_label)s_%(class)s_consent_goes_with_its_basis",
            ),
            models.CheckConstraint(
                condition=~Q(basis="crowd") | ~Q(notice=""),
                name="%(app_label)s_%(class)s_crowd_keeps_its_notice",
            ),
            models.CheckConstraint(
                condition=Q(hidden_on=None, hidden_because="")
                | (Q(hidden_on__isnull=False) & ~Q(hidden_because="")),
                name="%(app_label)s_%(class)s_hidden_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.alt or "A picture that decorates"

    @property
    def standing(self) -> str:
        """On what its showing rests today, or why it is not shown, in a sentence for staff."""
        if self.hidden_on is not None:
            return f"Hidden since {_day(self.hidden_on)}: {self.hidden_because}"
        if not self.widths:
            return "Not shown: its files are deleted."
        match self.basis:
            case self.Basis.NOBODY:
                return "Nobody is in it."
            case self.Basis.CROWD:
                return f"A crowd. Notice: {self.notice}"
        consent = self.consent
        assert consent is not None  # noqa: S101 - a constraint of the database
        if consent.covers("picture"):
            return f"Rests on {consent.reference} until {_day(consent.expires_on)}."
        if consent.is_live:
            return f"Not shown: {consent.reference} does not cover a picture on this website."
        if consent.state == Consent.State.GIVEN:
            return f"Not shown: the consent {consent.reference} has ended."
        stands = consent.get_state_display().lower()
        return f"Not shown: the consent {consent.reference} is {stands}."


def _day(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"
