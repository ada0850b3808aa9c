"""When people hear back: promises, the activities they cover, and how they are put off."""

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import Stamped
from apps.involvement.models.activity import Activity
from apps.partners.models import Contact, Partner


class PromiseQuerySet(models.QuerySet["Promise"]):
    """Words for reading promises."""

    def open(self) -> "PromiseQuerySet":
        """Neither answered nor cancelled."""
        return self.filter(answered_on=None, cancelled_on=None)

    def looked_after_by(self, user: Any) -> "PromiseQuerySet":
        """Open ones that a person looks after, for something that is not cancelled."""
        covers = PromiseCover.objects.exclude(activity__happened=Activity.Happened.CANCELLED)
        return self.open().filter(looked_after_by=user, pk__in=covers.values("promise"))


class Promise(Stamped):
    """A day by which people hear what came of what they said. It belongs to a team, and a person
    looks after it; it may cover several activities of one project.

    Whether it is open, due soon or overdue follows from its dates (``apps.involvement.promises``).
    """

    team = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="promises")
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    looked_after_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="promises",
    )  # fmt: skip
    due = models.DateField()
    original_due = models.DateField()
    activities: Any = models.ManyToManyField(
        Activity, through="PromiseCover", related_name="promises"
    )
    answered_on = models.DateField(null=True, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=300, blank=True, help_text="for the team")
    overdue_since = models.DateField(
        null=True, blank=True, help_text="the day that was missed, where it was put off after that"
    )
    because = models.CharField(
        max_length=300, blank=True, help_text="public: why there is another promise"
    )

    objects = PromiseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["due"], name="promise_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(cancelled_on=None, cancelled_because="")
                | (Q(cancelled_on__isnull=False) & ~Q(cancelled_because="")),
                name="%(app_label)s_%(class)s_cancelled_says_why",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(cancelled_on=None),
                name="%(app_label)s_%(class)s_answered_or_cancelled",
            ),
        ]

    def __str__(self) -> str:
        return f"Promised by {self.due:%-d %B %Y}"

    @property
    def is_open(self) -> bool:
        """Whether people still wait for it."""
        return self.answered_on is None and self.cancelled_on is None

    @property
    def missed(self) -> datetime.date:
        """The day that counts once it is late: the first that was missed."""
        return self.overdue_since or self.due

    def keep(self, day: datetime.date) -> None:
        """People heard back on this day; what it covers waits no more."""
        self.answered_on = day
        self.save()
        self.covers.update(open=False)

    def owe_again(self) -> None:
        """Its answer was taken down: whoever waits for no other answer waits for this one."""
        waiting = PromiseCover.objects.filter(open=True).values("activity")
        covers = list(self.covers.exclude(activity__in=waiting))
        if not covers:
            return
        self.answered_on = None
        self.save()
        self.covers.filter(pk__in=[cover.pk for cover in covers]).update(open=True)

    @property
    def was_read(self) -> bool:
        """Whether people could read of it: one of its activities is public, or was once."""
        return self.activities.filter(revision__gte=1).exists()


class PromiseCover(models.Model):
    """An activity that a promise covers; ``open`` as long as the promise is, so that the database
    can hold an activity to one open promise."""

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="covers")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="covers")
    open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["promise", "activity"], name="%(app_label)s_%(class)s_once"
            ),
            models.UniqueConstraint(
                fields=["activity"],
                condition=Q(open=True),
                name="%(app_label)s_%(class)s_one_open_promise",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity}: {self.promise}"


class PromiseExtension(Stamped):
    """A promise put off: asked for with a reason, agreed to by a lead who did not ask for it. Both
    days and the reason are public once it is agreed."""

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="extensions")
    old = models.DateField()
    new = models.DateField()
    reason = models.CharField("Why?", max_length=300, help_text="public")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_on = models.DateField()
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    agreed_on = models.DateField(null=True, blank=True)
    declined_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("agreed_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(new__gt=models.F("old")), name="%(app_label)s_%(class)s_later"
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="%(app_label)s_%(class)s_says_why"
            ),
            models.CheckConstraint(
                condition=Q(agreed_on=None) | Q(declined_on=None),
                name="%(app_label)s_%(class)s_agreed_or_declined",
            ),
            models.UniqueConstraint(
                fields=["promise"],
                condition=Q(agreed_on=None, declined_on=None),
                name="%(app_label)s_%(class)s_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"From {self.old:%-d %B %Y} to {self.new:%-d %B %Y}"
