"""What is known of addresses on other sites that resources lead to, and how far a look at them
is."""

import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from apps.core import clock

EVERY = datetime.timedelta(days=7)


class CheckedAddressQuerySet(models.QuerySet["CheckedAddress"]):
    """Words for reading addresses."""

    def due(self, now: datetime.datetime) -> "CheckedAddressQuerySet":
        """Those never looked at, or a week ago; one that gave no answer, on another day."""
        today = clock.day_of(now)
        again = Q(state=CheckedAddress.State.FAILED, failed_on__lt=today)
        return self.filter(Q(looked_at=None) | Q(looked_at__lte=now - EVERY) | again)

    def broken(self) -> "CheckedAddressQuerySet":
        """Those that gave no answer on two different days."""
        return self.filter(state=CheckedAddress.State.BROKEN)


class CheckedAddress(models.Model):
    """An address and how it answered. It counts as broken once it failed on two different days:
    every site is away for an hour at times."""

    class State(models.TextChoices):
        NEW = "new", "Not looked at yet"
        FINE = "fine", "Answers"
        FAILED = "failed", "Gave no answer once"
        BROKEN = "broken", "Broken"

    url = models.URLField(max_length=500, unique=True)
    state = models.CharField(max_length=6, choices=State, default=State.NEW)
    looked_at = models.DateTimeField(null=True, blank=True)
    failed_on = models.DateField(null=True, blank=True, help_text="the first day it failed on")
    said = models.CharField("what happened", max_length=200, blank=True)

    objects = CheckedAddressQuerySet.as_manager()

    class Meta:
        ordering = ["url"]
        indexes = [models.Index(fields=["state", "looked_at"], name="checked_address_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["failed", "broken"], failed_on__isnull=False)
                | Q(state__in=["new", "fine"], failed_on=None),
                name="%(app_label)s_%(class)s_failed_on_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.url

    def note(self, problem: str) -> bool:
        """Remember how it answered today, "" for well; whether it is broken now and was not."""
        now, before = clock.now(), self.state
        self.looked_at, self.said = now, problem[:200]
        if not problem:
            self.state, self.failed_on = self.State.FINE, None
        elif self.failed_on is None:
            self.state, self.failed_on = self.State.FAILED, clock.day_of(now)
        elif self.failed_on < clock.day_of(now):
            self.state = self.State.BROKEN
        return self.state == self.State.BROKEN and before != self.State.BROKEN


class LinkRun(models.Model):
    """One look at the addresses that were due: how many, how far, when it ended."""

    began_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-began_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.done} of {self.total}"

    @classmethod
    def newest(cls) -> Any:
        """The last look, under way or done; None before the first."""
        return cls.objects.first()
