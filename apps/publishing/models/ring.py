"""Whom we ring: what a mail would have told somebody who has no e-mail."""

from typing import Any

from django.db import models
from django.db.models import Q

from apps.core import clock


class RingTaskQuerySet(models.QuerySet["RingTask"]):
    """Words for reading calls."""

    def of(self, kind: str, subject: int) -> "RingTaskQuerySet":
        """Those of one kind about one thing."""
        return self.filter(kind=kind, object_id=subject)

    def open(self) -> "RingTaskQuerySet":
        """Those that have not ended."""
        return self.filter(ended_on=None)

    def today(self) -> "RingTaskQuerySet":
        """Open ones whose day has come, the longest due first."""
        return self.open().filter(due__lte=clock.today()).order_by("due", "pk")

    def leave(self, *, kind: str, subject: int, key: str, told: Any = None) -> bool:
        """A call from today on; the same key twice is one call. Whether it is new."""
        ours = {"kind": kind, "object_id": subject, "told": told, "due": clock.today()}
        return self.get_or_create(key=key, defaults=ours)[1]


class RingTask(models.Model):
    """Somebody without e-mail is to be rung. ``kind`` is a word of ``publishing.ringing.kinds``,
    ``object_id`` the row that it looks up by it: a follower, a consent, a booking.

    No words and no number stand here: both are made from that row and ``told`` (as in a mail) when
    the list is shown, so nothing is said that is over, and a call goes with its row.
    """

    class Outcome(models.TextChoices):
        REACHED = "reached", "Reached"
        NOT_REACHED = "not_reached", "Not reached"

    key = models.CharField(max_length=100, unique=True, help_text="one call for one key")
    kind = models.CharField(max_length=20, default="follow")
    object_id = models.PositiveBigIntegerField()
    told = models.JSONField(null=True, blank=True, help_text="what the kind needs to say it")
    due = models.DateField()
    tries = models.PositiveSmallIntegerField(default=0)
    tried_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=11, choices=Outcome, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = RingTaskQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["ended_on", "due"], name="ring_to_do"),
            models.Index(fields=["kind", "object_id"], name="ring_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", ended_on=None)
                | (~Q(outcome="") & Q(ended_on__isnull=False)),
                name="%(app_label)s_%(class)s_ended_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"a call due on {self.due:%-d %B %Y}"
