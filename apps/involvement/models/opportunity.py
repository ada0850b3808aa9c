"""A way to take part: what somebody will do, and what their views can change."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apps.accounts.scope import Scope
from apps.core import clock
from apps.involvement.models.activity import Activity
from apps.partners.models import Contact, Partner, Place
from apps.projects.levels import Level
from apps.projects.models import Project
from apps.publishing.models import PUBLIC_STATES, Blocker, Publishable, PublishableQuerySet


class OpportunityQuerySet(PublishableQuerySet["Opportunity"]):
    """Words for reading ways to take part."""

    def open_today(self) -> "OpportunityQuerySet":
        """Public ones that somebody can take up today; those on hold are shown among them."""
        today = clock.today()
        begun = Q(opens_on=None) | Q(opens_on__lte=today)
        return self.current().filter(begun, Q(closes_on=None) | Q(closes_on__gte=today))

    def opens_later(self) -> "OpportunityQuerySet":
        """Public ones whose first day lies ahead."""
        return self.current().filter(opens_on__gt=clock.today())

    def closed(self) -> "OpportunityQuerySet":
        """Public ones that are over."""
        return self.current().filter(closes_on__lt=clock.today())


class Opportunity(Publishable):
    """A way to take part, open or on hold, until a day or always; no form here collects names."""

    record_kind = "opportunity"
    write_permission = "involvement.write_opportunity"
    publish_permission = "involvement.publish_answer"

    class Time(models.TextChoices):
        MINUTES = "minutes", "5 minutes"
        HOUR = "hour", "An hour"
        MONTHLY = "monthly", "A few hours a month"
        NOT_STATED = "", "Not stated"

    class Purpose(models.TextChoices):
        SHARE = "share", "Share my views"
        JOIN = "join", "Join a group"
        LEARN = "learn", "Learn"
        HELP = "help", "Help run training"
        ADVICE = "advice", "Get advice"
        NOT_STATED = "", "Not stated"

    class Who(models.TextChoices):
        EVERYBODY = "", "Everybody"
        CARERS = "carers", "Carers"
        GROUPS = "groups", "Community groups"
        STAFF = "staff", "Staff who need advice"

    title = models.CharField(max_length=150)
    purpose = models.CharField("What is it for?", max_length=6, choices=Purpose, blank=True)
    for_whom = models.CharField("For whom?", max_length=7, choices=Who, blank=True)
    what_you_do = models.TextField("What you will do", blank=True)
    time = models.CharField("About how much time?", max_length=7, choices=Time, blank=True)
    time_words = models.CharField("When, and how often", max_length=200, blank=True)
    where = models.CharField("Where, or how", max_length=200, blank=True)
    can_change = models.TextField("What your views can change", blank=True)
    decides_with = models.CharField(
        "How decisions are made", max_length=13, choices=Level, blank=True
    )
    paid = models.CharField("Payment or expenses", max_length=200, blank=True)
    support = models.CharField("Support", max_length=300, blank=True)
    how_to_start = models.TextField("How to start", blank=True)
    link = models.URLField("its own page", max_length=300, blank=True)
    link_words = models.CharField("the source's words for its page", max_length=200, blank=True)
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    partner = models.ForeignKey(
        Partner, null=True, blank=True, on_delete=models.PROTECT, related_name="opportunities"
    )
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="opportunities"
    )
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.SET_NULL, related_name="opportunities",
        help_text="what became of it",
    )  # fmt: skip
    places = models.ManyToManyField(Place, blank=True, related_name="opportunities")
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True, help_text="empty: always open")
    always_open = models.BooleanField(default=False)
    on_hold_because = models.CharField(max_length=200, blank=True, help_text="public")

    objects: Any = OpportunityQuerySet.as_manager()

    class Meta(Publishable.Meta):
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(opens_on=None) | Q(closes_on__gte=F("opens_on")),
                name="%(app_label)s_%(class)s_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(decides_with__in=["", *Level.values]),
                name="%(app_label)s_%(class)s_level_is_one_of_five",
            ),
            models.CheckConstraint(
                condition=Q(always_open=False) | Q(closes_on=None),
                name="%(app_label)s_%(class)s_always_open_or_until_a_day",
            ),
        ]
        verbose_name_plural = "opportunities"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("involvement:opportunity", args=[self.slug])

    @classmethod
    def reached_by(cls, scope: Scope) -> Q:
        """Ways to take part of the scope's partners, or in its places."""
        if scope.everywhere:
            return Q()
        places = cls.places.through.objects.filter(place__in=scope.places)
        return scope.q(partner=("partner",)) | Q(pk__in=places.values("opportunity"))

    def teams(self) -> list[Partner]:
        """The partner that offers it."""
        return [self.partner] if self.partner else []

    @property
    def outcome(self) -> Activity | None:
        """The public activity that came of it: the one named here, else the one it became."""
        made: Activity | None = getattr(self, "became", None)
        found = (one for one in (self.activity, made) if one and one.state in PUBLIC_STATES)
        return next(found, None)

    @property
    def is_open(self) -> bool:
        """Whether it can be taken up today."""
        today = clock.today()
        begun = self.opens_on is None or self.opens_on <= today
        return begun and not self.is_over and not self.on_hold_because

    @property
    def is_still_to_open(self) -> bool:
        """Whether its first day lies ahead."""
        return self.opens_on is not None and self.opens_on > clock.today()

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return self.closes_on is not None and self.closes_on < clock.today()

    def blockers(self) -> list[Blocker]:
        """What can change, until when, and how to start."""
        missing = []
        if not self.what_you_do.strip():
            missing.append(Blocker("Say what people will do.", "offer"))
        if not self.can_change.strip():
            missing.append(
                Blocker("Say what people’s views can change, also if it is little.", "power")
            )
        if not self.closes_on and not self.always_open:
            missing.append(Blocker("Enter a closing date, or say that it is always open.", "open"))
        if self.contact is None and not self.how_to_start.strip():
            missing.append(Blocker("Say how to start, or choose a contact.", "start"))
        return missing

    def completeness(self) -> list[Blocker]:
        """The same before somebody else looks at it."""
        return self.blockers()

    def closes_in_words(self) -> str:
        """Until when, as people read it."""
        if self.always_open:
            return "Always open"
        return f"Until {self.closes_on:%-d %B %Y}" if self.closes_on else "Closing date: Not stated"
