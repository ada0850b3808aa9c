"""How a text is worked on: changes of what is public, versions, typing kept, small corrections."""

import datetime
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.publishing.models.publishable import State, UnderReview


class WorkingCopy(UnderReview):
    """A change of something public, unseen until it is published. ``data`` is the whole document
    (``publishing.documents``); ``base_revision`` is the publication it was made from."""

    kind = models.CharField(max_length=40)
    object_id = models.PositiveBigIntegerField()
    base_revision = models.PositiveIntegerField()
    data = models.JSONField()
    state = models.CharField(
        max_length=9, choices=[(s.value, s.label) for s in (State.DRAFT, State.IN_REVIEW)],
        default=State.DRAFT,
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id"], name="%(app_label)s_%(class)s_one_per_record"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.IN_REVIEW]),
                name="%(app_label)s_%(class)s_draft_or_in_review",
            ),
        ]

    def __str__(self) -> str:
        return f"change of {self.kind} {self.object_id}"


class Version(models.Model):
    """A document as it stood after one save: who, when, and all its words. Never changed, only
    blanked where a person takes their words back.

    ``revision`` is the publication it was written after, ``mended`` a save that only mended
    spelling or a link in review. No page decides on this table but for who wrote what.
    """

    kind = models.CharField(max_length=40)
    object_id = models.PositiveBigIntegerField()
    number = models.PositiveIntegerField()
    revision = models.PositiveIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by_id = models.BigIntegerField(null=True)
    made_by_label = models.CharField(max_length=200)
    why = models.CharField(max_length=200, blank=True)
    mended = models.BooleanField(default=False)
    data = models.JSONField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "number"], name="%(app_label)s_%(class)s_numbered"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}, version {self.number}"


class PartNote(models.Model):
    """What a reviewer who sends a text back asks of one part of it (a section of its document). It
    stands until the writer marks it done or submits again; then the reviewer reads it once more,
    until the text is public or sent back anew."""

    kind = models.CharField(max_length=40)
    object_id = models.PositiveBigIntegerField()
    part = models.CharField(max_length=40)
    words = models.CharField(max_length=500)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "part"], name="%(app_label)s_%(class)s_one_for_a_part"
            )
        ]

    def __str__(self) -> str:
        return f"a note on {self.part} of {self.kind} {self.object_id}"


class FormDraft(models.Model):
    """Typing kept for its writer alone, gone when the form is saved. No version, no audit."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=80)
    kind = models.CharField(max_length=40, blank=True)
    object_id = models.PositiveBigIntegerField(default=0)
    data = models.JSONField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "form", "kind", "object_id"], name="%(app_label)s_%(class)s_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.form} of {self.user_id}"


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Words for reading corrections."""

    def waiting(self) -> "CorrectionQuerySet":
        """Those that nobody else has looked at yet."""
        return self.filter(second_look_on=None)

    def of(self, item: Any) -> "CorrectionQuerySet":
        """Those of one record, newest first."""
        return self.filter(kind=item.record_kind, object_id=item.pk)

    def days(self, kind: str, ids: Collection[int]) -> dict[int, datetime.date]:
        """The day on which each of these records of a kind was corrected last."""
        rows = self.filter(kind=kind, object_id__in=ids).order_by("made_on")
        return dict(rows.values_list("object_id", "made_on"))


class Correction(models.Model):
    """A small mend of something public by one person, dated in public, looked at by a second
    person within the days of the site's setting."""

    kind = models.CharField(max_length=40)
    object_id = models.PositiveBigIntegerField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_on = models.DateField()
    what = models.CharField(max_length=200)
    version = models.PositiveIntegerField(null=True, blank=True, help_text="of records")
    look_by = models.DateField()
    second_look_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    second_look_on = models.DateField(null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on", "-id"]
        indexes = [models.Index(fields=["kind", "object_id"], name="correction_record")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.what}"
