"""Tables without screens that every app may lean on: stamps, the
version key, settings, what was loaded."""

from django.db import models
from django.db.models import Q


class Stamped(models.Model):
    """When a record was made and last saved, and how often (forms carry ``edit_count``)."""

    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    edit_count = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class VersionNumber(models.Model):
    """The one row behind every page key: raised in the transaction that changes what people see.

    ``public`` goes with everything published, ``booking`` with places on training sessions.
    Read and raised only by ``core.versions``.
    """

    public = models.PositiveBigIntegerField(default=1)
    booking = models.PositiveBigIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="%(app_label)s_%(class)s_single_row")
        ]

    def __str__(self) -> str:
        return f"public {self.public}, booking {self.booking}"


class SiteSetting(models.Model):
    """A value that the partnership may change; apps declare theirs in ``core.site_settings``."""

    name = models.CharField(max_length=60, unique=True)
    value = models.CharField(max_length=500, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.name


class LoadedRecord(models.Model):
    """What ``load_content`` made from which entry, so that a second run knows what people
    edited."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=100)
    object_id = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64, help_text="of the entry as it was last loaded")
    edit_count = models.PositiveIntegerField(help_text="of the record just after loading")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], name="%(app_label)s_%(class)s_one_per_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
