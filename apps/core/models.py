"""Tables without screens that every app may lean on: stamps, the
version key, settings, what was loaded, the audit record, addresses that moved."""

from typing import Any, NoReturn

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


class PublicChange(models.Model):
    """Which records made a public number, where it was a few of them, so that what is worked out
    from all is not worked out anew for one. Written and read only by ``core.versions``."""

    number = models.PositiveBigIntegerField(primary_key=True)
    changed = models.JSONField(help_text="[kind, id] of each record")

    def __str__(self) -> str:
        return f"{self.number}: {self.changed}"


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


class AppendOnly(Exception):
    """Somebody tried to change or remove a line of the audit record."""


class AuditQuerySet(models.QuerySet["AuditRecord"]):
    """Reads; refuses to change what stands."""

    def update(self, **fields: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly


class AuditRecord(models.Model):
    """One line of the audit record. No foreign keys: it outlives the person and the target."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor_id = models.BigIntegerField(null=True, blank=True)
    actor_label = models.CharField(max_length=200)
    act = models.CharField(max_length=60)
    kind = models.CharField(max_length=40, blank=True)
    object_id = models.BigIntegerField(null=True, blank=True)
    label = models.CharField(max_length=300, blank=True)
    details = models.JSONField(default=dict, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["kind", "object_id"], name="audit_target")]

    def __str__(self) -> str:
        return f"{self.actor_label} {self.act} {self.label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Once only. Raises ``AppendOnly`` for a line that stands."""
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly


class OldAddress(models.Model):
    """A path that moved for good, when a partner or topic was merged or renamed."""

    path = models.CharField(max_length=250, unique=True)
    to_path = models.CharField(max_length=250)

    def __str__(self) -> str:
        return f"{self.path} → {self.to_path}"


class WorkLock(models.Model):
    """Work that one process does at a time: whoever holds the row until ``until`` may."""

    name = models.CharField(max_length=60, unique=True)
    holder = models.CharField(max_length=32, blank=True)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class SentForm(models.Model):
    """A form that was sent and did its work (``core.once``): where it led, for a day. The key is
    a digest of the form's secret and its answers."""

    key = models.CharField(max_length=64, unique=True)
    address = models.CharField(max_length=250, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.address


class MailText(models.Model):
    """The partnership's own wording of a kind of mail; without a row the template holds."""

    kind = models.CharField(max_length=40, unique=True)
    subject = models.CharField(max_length=150)
    body = models.TextField()
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.kind


# Django finds tables by this module; the outbox has a file of its own.
from apps.core.outgoing import OutgoingMail as OutgoingMail  # noqa: E402
