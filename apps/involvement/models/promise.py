"""When people hear back: promises, the activities they cover, and answers."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.accounts.scope import Scope
from apps.core import clock
from apps.core.models import Stamped
from apps.involvement.models.activity import Activity
from apps.partners.models import Contact, Partner
from apps.publishing.models import Publishable, PublishableQuerySet


class PromiseQuerySet(models.QuerySet["Promise"]):
    """Words for reading promises."""

    def open(self) -> "PromiseQuerySet":
        """Neither answered nor cancelled."""
        return self.filter(answered_on=None, cancelled_on=None)

    def looked_after_by(self, user: Any) -> "PromiseQuerySet":
        """Open ones that a person looks after."""
        return self.open().filter(looked_after_by=user)


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
    cancelled_because = models.CharField(max_length=300, blank=True, help_text="public")

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


class Response(Publishable):
    """An honest answer: what was done, what could not be and why. It has no address of its own:
    it is read on the pages of its activities."""

    record_kind = "response"
    write_permission = "involvement.write_activity"
    publish_permission = "involvement.publish_answer"

    class Closing(models.TextChoices):
        COULD_NOT = "could_not", "We could not, because …"
        ALL_POSSIBLE = "all_possible", "Everything asked for was possible"
        NOTHING_ASKED = "nothing_asked", "Nothing was asked for: people told us what it is like"
        NOT_DECIDED = "not_decided", "Not decided yet: we will say more by a date"

    activities = models.ManyToManyField(Activity, related_name="responses")
    promise = models.ForeignKey(
        Promise, null=True, blank=True, on_delete=models.PROTECT, related_name="responses"
    )
    we_asked = models.TextField(blank=True)
    you_said = models.TextField(blank=True)
    we_did = models.TextField("We did", blank=True)
    could_not_because = models.TextField("We could not, because", blank=True)
    closing = models.CharField(max_length=13, choices=Closing)
    more_by = models.DateField(null=True, blank=True)
    difference = models.TextField("What difference it made", blank=True)
    next_step = models.CharField("What happens next", max_length=300, blank=True)
    next_team = models.CharField("Who does it", max_length=150, blank=True)
    next_by = models.DateField(null=True, blank=True)
    given_on = models.DateField("the day people were told", default=clock.today)
    on_the_day = models.BooleanField("given at the activity itself", default=False)

    objects: Any = PublishableQuerySet.as_manager()

    class Meta(Publishable.Meta):
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(closing="not_decided", more_by__isnull=False)
                | (~Q(closing="not_decided") & Q(more_by=None)),
                name="%(app_label)s_%(class)s_not_decided_says_by_when",
            ),
            models.CheckConstraint(
                condition=~Q(closing="could_not") | ~Q(could_not_because=""),
                name="%(app_label)s_%(class)s_could_not_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"Answer of {self.given_on:%-d %B %Y}"

    @classmethod
    def reached_by(cls, scope: Scope) -> Q:
        """Answers to activities of the scope's partners."""
        if scope.everywhere:
            return Q()
        owned = Activity.objects.filter(Activity.owned_by(scope))
        answered = cls.activities.through.objects.filter(activity__in=owned)
        return Q(pk__in=answered.values("response"))
