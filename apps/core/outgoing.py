"""The outbox's table: a mail is a row from the act that asks for it until long after it went."""

import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from apps.core import clock, site_settings


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    """Words for reading the outbox."""

    def ready(self, now: datetime.datetime) -> Self:
        """Those that a worker may take: due, and held by nobody who still lives."""
        waiting = Q(state=OutgoingMail.State.WAITING, next_try_at__lte=now)
        left_behind = Q(state=OutgoingMail.State.SENDING, claimed_until__lte=now)
        return self.filter(waiting | left_behind)

    def late(self, now: datetime.datetime) -> Self:
        """Those that should have gone an hour ago."""
        unsent = [OutgoingMail.State.WAITING, OutgoingMail.State.SENDING]
        return self.filter(state__in=unsent, due_at__lte=now - datetime.timedelta(hours=1))

    def to_erase(self, now: datetime.datetime) -> Self:
        """Those over for as long as an address is kept, whose recipient and ids still stand."""
        kept = datetime.timedelta(days=site_settings.number("mail_kept_days"))
        over = [
            OutgoingMail.State.SENT, OutgoingMail.State.FAILED, OutgoingMail.State.NOT_NEEDED,
        ]  # fmt: skip
        return self.filter(state__in=over, ended_at__lte=now - kept, erased=False)


class OutgoingMail(models.Model):
    """A mail that an act left here in its own transaction; ``core.outbox`` sends it.

    No words and no links stand here: both are made from ``ids`` at the moment of sending.
    ``recipient`` and ``ids`` are erased some days after it ended (a setting).
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"
        NOT_NEEDED = "not_needed", "No longer needed"

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200, unique=True, help_text="one mail for one key")
    recipient = models.EmailField(blank=True)
    ids = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()
    message_id = models.CharField(max_length=200, unique=True)
    claimed_by = models.CharField(max_length=32, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    handover_began_at = models.DateTimeField(null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    maybe_twice = models.BooleanField(default=False)
    unconfirmed = models.BooleanField(default=False, help_text="handed over, never confirmed")
    error = models.CharField(max_length=80, blank=True, help_text="the kind of error, no words")
    erased = models.BooleanField(default=False)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        ordering = ["-due_at", "-id"]
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="outgoing_mail_ready"),
            models.Index(fields=["state", "due_at"], name="outgoing_mail_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending", "sent", "failed", "not_needed"]),
                name="%(app_label)s_%(class)s_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(handed_over_at__isnull=False),
                name="%(app_label)s_%(class)s_sent_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(claimed_until__isnull=False),
                name="%(app_label)s_%(class)s_sending_is_claimed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def can_be_tried_again(self) -> bool:
        """Whether a person may send it once more."""
        return self.state == self.State.FAILED and not self.erased


def erase_old_recipients() -> str:
    """Take recipient and ids out of mail that ended long ago; says how many there were."""
    number = OutgoingMail.objects.to_erase(clock.now()).update(recipient="", ids={}, erased=True)
    return f"{number} old addresses erased" if number else ""


def forget(*, kinds: list[str], recipient: str) -> None:
    """Somebody wants no mail of these kinds any more: what waits does not go, and their address
    is erased from what went."""
    rows = OutgoingMail.objects.filter(kind__in=kinds, recipient=recipient)
    waiting = rows.filter(state=OutgoingMail.State.WAITING)
    waiting.update(state=OutgoingMail.State.NOT_NEEDED, ended_at=clock.now())
    rows.update(recipient="", ids={}, erased=True)
