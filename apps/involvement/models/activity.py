"""An activity: one time that people were involved, by whom, where, in which way."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import cached_property

from apps.accounts.scope import Scope
from apps.core import clock, site_settings
from apps.core.counts import Count, Qualifier, Unit
from apps.core.dates import PartialDateField, partial_date_is_whole
from apps.involvement import completeness, hear_back
from apps.involvement.models.activity_rows import ActivityQuerySet
from apps.partners.models import Community, Partner, Place
from apps.projects.levels import Level
from apps.projects.models import Project, ProjectPartner
from apps.publishing.following.sources import became_public
from apps.publishing.models import PUBLIC_STATES, Blocker, Publishable, State

FEW_WORDS = "a few people"
ONE_BY_ONE = (Unit.PEOPLE, Unit.RESPONSES)  # each of them is a person, as far as anybody knows
STAYS_HELD = "People read that it was held: withdraw it, with a reason, if that is not so."


def few_under() -> int:
    """Fewer people than this read as ``FEW_WORDS`` in public; whatever the setting says, never
    below five."""
    return max(5, site_settings.number("took_part_from"))


def ask_once(activities: Iterable["Activity"]) -> None:
    """Tell all rows of a list from how many people on a number is public, by one question."""
    counted = [activity for activity in activities if activity.took_part_value]
    if counted:
        few = few_under()
        for activity in counted:
            activity.counted_from = few


class Activity(Publishable):
    """One time that people were involved. Its address is its reference ("INV-2026-0001"), given
    when it is first saved, so that a card can carry it before it is public.

    ``claimed_level`` is empty for Not stated; so is every other question that was not answered.
    """

    record_kind = "activity"
    write_permission = "involvement.write_activity"
    publish_permission = "involvement.publish_activity"

    class Happened(models.TextChoices):
        PLANNED = "planned", "Planned"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Cancelled"

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", "Face to face"
        ONLINE = "online", "Online"
        BOTH = "both", "Face to face and online"
        PHONE = "phone", "By phone"
        PAPER = "paper", "On paper or by a form"
        NOT_STATED = "", "Not stated"

    class Context(models.TextChoices):
        TRANSFORMATION = "transformation", "Transformation: a service is being re-thought"
        CHANGE = "change", "Change: something is about to change"
        PLANNING = "planning", "Planning: what comes next year"
        DECISION = "decision", "A decision that is due"
        NOT_STATED = "", "Not stated"

    class Payment(models.TextChoices):
        PAYMENT = "payment", "Payment"
        EXPENSES = "expenses", "Expenses only"
        VOUCHER = "voucher", "A voucher or gift"
        TIME_CREDIT = "time_credit", "A time credit"
        CARE = "care", "The cost of care, for a carer or a child"
        NONE = "none", "None"
        NOT_APPLICABLE = "not_applicable", "Does not apply"
        NOT_STATED = "", "Not stated"

    # How people meet without a place.
    PLACELESS = (Mode.ONLINE, Mode.PHONE, Mode.PAPER)

    reference = models.CharField(max_length=20, unique=True, editable=False)
    hear_back_code = models.CharField(  # noqa: DJ001 - unique, and none where rows are made in bulk
        max_length=5,
        unique=True,
        null=True,
        editable=False,
        help_text="on the card people keep",
    )
    title = models.CharField("What was it?", max_length=150)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="activities")
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="activities"
    )
    when = PartialDateField()
    until = PartialDateField()
    happened = models.CharField(max_length=9, choices=Happened, default=Happened.HELD)
    places = models.ManyToManyField(Place, blank=True, related_name="activities")
    mode = models.CharField("How did people meet?", max_length=9, choices=Mode, blank=True)
    communities = models.ManyToManyField(
        Community, blank=True, related_name="activities", verbose_name="whom we sought"
    )
    method_words = models.CharField("How people were asked", max_length=300, blank=True)
    decision_context = models.CharField(max_length=14, choices=Context, blank=True)
    can_change = models.TextField("What people’s views could change", blank=True)
    cannot_change = models.TextField("What was settled already", blank=True)
    access_offered = models.JSONField(default=list, blank=True, help_text="codes of OFFERS")
    payment_offered = models.CharField(max_length=14, choices=Payment, blank=True)
    payment_reason = models.CharField("Why none?", max_length=300, blank=True)
    claimed_level = models.CharField(max_length=13, choices=Level, blank=True)
    level_reason = models.CharField("Why this way?", max_length=300, blank=True)
    took_part_value = models.PositiveIntegerField(null=True, blank=True)
    took_part_qualifier = models.CharField(max_length=9, choices=Qualifier, blank=True)
    took_part_unit = models.CharField(max_length=13, choices=Unit, blank=True)
    each_knows = models.BooleanField("Each of them knows this will be public", default=False)
    heard = models.CharField("What people said", max_length=280, blank=True)
    public_summary = models.TextField("Summary for the public", blank=True)
    agreed_level = models.CharField(
        "What the group felt it was", max_length=13, choices=Level, blank=True
    )
    agreed_words = models.CharField("What the group agreed", max_length=500, blank=True)
    agreed_on = models.DateField("read back to the group on", null=True, blank=True)
    what_we_make = models.TextField("What we make of how it felt", blank=True)
    nobody_owed_because = models.CharField(
        "Why nobody is owed an answer", max_length=300, blank=True, help_text="public"
    )
    came_from = models.OneToOneField(
        "involvement.Opportunity", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="became", help_text="the way to take part that became this",
    )  # fmt: skip
    told_by = models.CharField("Told by", max_length=150, blank=True, help_text="a group, by link")
    quick = models.BooleanField("logged by the quick form", default=False)
    imported = models.BooleanField(default=False)
    nothing_to_add = models.BooleanField("the owner has nothing more to add", default=False)
    seconds_to_log = models.PositiveIntegerField(
        null=True, blank=True, help_text="from opening the quick form to saving it"
    )

    objects = ActivityQuerySet.as_manager()

    class Meta(Publishable.Meta):
        constraints = [
            *Publishable.Meta.constraints,
            partial_date_is_whole("when"),
            partial_date_is_whole("until"),
            models.CheckConstraint(
                condition=Q(claimed_level__in=["", *Level.values]),
                name="%(app_label)s_%(class)s_level_is_one_of_five",
            ),
            models.CheckConstraint(
                condition=Q(until_last=None)
                | Q(when_first=None)
                | Q(until_last__gte=F("when_first")),
                name="%(app_label)s_%(class)s_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(took_part_value=None, took_part_qualifier="", took_part_unit="")
                | (Q(took_part_value__isnull=False) & ~Q(took_part_qualifier="")),
                name="%(app_label)s_%(class)s_took_part_whole",
            ),
            models.CheckConstraint(
                condition=Q(payment_reason="") | Q(payment_offered="none"),
                name="%(app_label)s_%(class)s_reason_for_no_payment",
            ),
            models.CheckConstraint(
                condition=Q(agreed_words="", agreed_level="")
                | (~Q(agreed_words="") & Q(agreed_on__isnull=False)),
                name="%(app_label)s_%(class)s_agreed_was_read_back",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=PUBLIC_STATES) | Q(happened="held"),
                name="%(app_label)s_%(class)s_public_was_held",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-when_first", "-id"], name="activity_newest"),
            models.Index(fields=["author", "state"], name="activity_mine"),
            models.Index(
                fields=["project", "state", "-when_first", "-id"], name="activity_of_project"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """With a code for its card from the first time on."""
        if not self.hear_back_code and kwargs.get("update_fields") is None:
            self.hear_back_code = hear_back.new_code(Activity.objects.all())
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("involvement:activity", args=[self.reference])

    @property
    def took_part(self) -> Count | None:
        """How many took part, as they were counted."""
        if self.took_part_value is None:
            return None
        return Count(self.took_part_value, self.took_part_qualifier, self.took_part_unit)

    @took_part.setter
    def took_part(self, count: Count | None) -> None:
        self.took_part_value = count.value if count else None
        self.took_part_qualifier = count.qualifier if count else ""
        self.took_part_unit = count.unit if count else ""

    @property
    def without_place(self) -> str:
        """How people met without a place, beside the places; "" where they met at one."""
        return self.get_mode_display() if self.mode in self.PLACELESS else ""

    @cached_property
    def counted_from(self) -> int:
        """From how many people on the public reads how many took part; lists ask once."""
        return few_under()

    @property
    def few(self) -> bool:
        """Whether so few people took part that each must know it will be public."""
        count = self.took_part
        if count is None or count.unit not in ONE_BY_ONE:
            return False
        return 0 < count.value < self.counted_from

    @property
    def took_part_in_public(self) -> str:
        """How the public reads it: a few people below the setting; "" where it is not stated."""
        if self.took_part is None:
            return ""
        if self.took_part.unit in ONE_BY_ONE and self.took_part.value == 0:
            return "nobody"
        return FEW_WORDS if self.few else str(self.took_part)

    @classmethod
    def owned_by(cls, scope: Scope) -> Q:
        """Activities that the scope's partners own, or in its places."""
        places = cls.places.through.objects.filter(place__in=scope.places)
        within = scope.q(partner=("partner",))
        return within if scope.everywhere else within | Q(pk__in=places.values("activity"))

    @classmethod
    def reached_by(cls, scope: Scope) -> Q:
        """The same, and those in which the partners have a part that is more than a guest's."""
        if scope.everywhere:
            return cls.owned_by(scope)
        parts = cls._meta.apps.get_model("involvement", "ActivityPartner")._default_manager
        shared = parts.filter(partner__in=scope.partners).exclude(role__in=ProjectPartner.GUESTS)
        return cls.owned_by(scope) | Q(pk__in=shared.values("activity"))

    @classmethod
    def page_revision(cls) -> Any:
        """Its answers are part of its page: one that is put out, changed or taken down makes it
        another text. (Two for each publication and one for a withdrawal, so that none of these
        undoes another.)"""
        responses = cls._meta.apps.get_model("involvement", "Response")._default_manager
        told = responses.filter(activities=OuterRef("pk"), revision__gte=1).order_by()
        taken_down = Case(When(state__in=PUBLIC_STATES, then=0), default=1)
        number = told.values("activities").annotate(number=Sum(2 * F("revision") + taken_down))
        return F("revision") + Coalesce(Subquery(number.values("number")), 0)

    def asks_when_archived(self) -> str:
        """Why, where people still wait for an answer: it stays owed, and counted."""
        waiting = self.promises.open().exists()
        return "Why? An answer is still owed, stays so, and people read this." if waiting else ""

    def teams(self) -> list[Partner]:
        """The partner that owns it."""
        return [self.partner]

    def still_to_add(self) -> list[tuple[str, str]]:
        """(section, what is missing) for its owner's list."""
        return completeness.still_to_add(self)

    def blockers(self) -> list[Blocker]:
        """What stands between it and the public."""
        return completeness.blockers(self)

    def completeness(self) -> list[Blocker]:
        """What a lead needs to see before they review it."""
        return completeness.before_review(self)

    def never_becomes(self, data: dict[str, Any]) -> list[Blocker]:
        """What people read to have been held is not planned or cancelled afterwards."""
        held = data.get("happened") == self.Happened.HELD
        return [] if held else [Blocker(STAYS_HELD, "when")]

    def now_public(self) -> None:
        """An answer that was given at the activity itself is published together with it."""
        for answer in self.responses.filter(on_the_day=True, state=State.DRAFT):
            answer.state = State.PUBLISHED
            answer.given_on = self.last_day or answer.given_on
            answer.slug = f"{self.slug}-answer-{answer.pk}"
            answer.revision = 1
            answer.published_at, answer.published_by_id = self.published_at, self.published_by_id
            answer.save()
            became_public(answer)

    def words_beside(self) -> list[tuple[str, str]]:
        """Who told it, and what was answered at the activity itself."""
        found = [("Told by", self.told_by)]
        for answer in self.responses.filter(on_the_day=True, state=State.DRAFT):
            words = f"{answer.we_did} {answer.could_not_because}"
            found.append(("Answered on the day", words))
        return found

    def shown_with(self) -> list[tuple[str, int]]:
        """The answers that people read on its page: they come and go with it."""
        answers = self.responses.filter(revision__gte=1).values_list("pk", flat=True)
        return [("response", pk) for pk in answers]

    @property
    def lies_ahead(self) -> bool:
        """Whether it is planned, and its last day has not passed."""
        planned = self.happened == self.Happened.PLANNED
        return planned and self.last_day is not None and self.last_day >= clock.today()

    @property
    def last_day(self) -> datetime.date | None:
        """The last day it could have been on."""
        end = self.until or self.when
        return end.last if end else None


class YearCounter(models.Model):
    """The last number given in a year, locked while the next one is given; gaps may be."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
