"""Projects, who had which part in them, and what they led to."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apps.accounts.scope import Scope
from apps.core.counts import Count, Qualifier, Unit
from apps.core.dates import PartialDateField, partial_date_is_whole
from apps.partners.models import Community, Partner, Place
from apps.projects.levels import Level
from apps.publishing.models import Blocker, Publishable, PublishableQuerySet

MOST_SUMMARY_WORDS = 60


class ProjectQuerySet(PublishableQuerySet["Project"]):
    """Words for reading projects."""

    def level_mix(self) -> dict[str, int]:
        """How many projects name which way of involving people; "" counts the not stated."""
        rows = self.order_by().values_list("claimed_level").annotate(n=models.Count("pk"))
        counted = Counter(dict(rows))
        return {code: counted[code] for code in (*Level.values, "")}

    def with_partner(self, partner: Partner) -> "ProjectQuerySet":
        """Those in which the partner has a part, once each."""
        return self.filter(
            pk__in=ProjectPartner.objects.filter(partner=partner).values("project_id")
        )


class Project(Publishable):
    """Something partners do with people, shown to the public. ``summary`` has 60 words at most.

    ``claimed_level`` is empty where the source does not state one; ``own_label``
    keeps its own word.
    """

    record_kind = "project"
    write_permission = "projects.write_project"
    publish_permission = "projects.publish_project"

    class Kind(models.TextChoices):
        PROJECT = "project", "Project"
        PROGRAMME = "programme", "Programme"
        NETWORK = "network", "Network"
        GROUP = "group", "Group"
        EVENT = "event", "Event"
        STRATEGY = "strategy", "Strategy"
        RESOURCE = "resource", "Resource"

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        ONGOING = "ongoing", "Ongoing"
        ON_HOLD = "on_hold", "On hold"
        FINISHED = "finished", "Finished"
        NOT_STATED = "not_stated", "Not stated"

    title = models.CharField(max_length=200)
    title_is_ours = models.BooleanField("the source gives no title", default=False)
    sort_key = models.CharField(max_length=200, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    summary = models.TextField(blank=True)
    own_label = models.CharField("the source's own word", max_length=100, blank=True)
    purpose = models.TextField("aim, in the source's words", blank=True)
    origin = models.TextField("how it came about, in the source's words", blank=True)
    strapline = models.CharField(max_length=200, blank=True)
    method_words = models.CharField("method, in the source's words", max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.NOT_STATED)
    status_words = models.CharField(max_length=200, blank=True)
    start = PartialDateField()
    end = PartialDateField()
    start_note = models.CharField("what the date is of", max_length=100, blank=True)
    places = models.ManyToManyField(Place, blank=True, related_name="projects")
    communities = models.ManyToManyField(Community, blank=True, related_name="projects")
    claimed_level = models.CharField(max_length=13, choices=Level, blank=True)
    level_reason = models.CharField(max_length=300, blank=True)
    level_words = models.CharField("how the source says it", max_length=300, blank=True)
    link = models.URLField(max_length=300, blank=True)
    link_words = models.CharField(
        "words of a link whose address is lost", max_length=200, blank=True
    )
    source_excerpt = models.TextField(blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta(Publishable.Meta):
        constraints = [
            *Publishable.Meta.constraints,
            partial_date_is_whole("start"),
            partial_date_is_whole("end"),
            models.CheckConstraint(
                condition=Q(claimed_level__in=["", *Level.values]),
                name="%(app_label)s_%(class)s_level_is_one_of_five",
            ),
            models.CheckConstraint(
                condition=Q(end_last=None)
                | Q(start_first=None)
                | Q(end_last__gte=F("start_first")),
                name="%(app_label)s_%(class)s_ends_after_it_starts",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "is_example", "claimed_level"], name="project_mix"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("showcase:project", args=[self.slug])

    @classmethod
    def reached_by(cls, scope: Scope) -> Q:
        """Projects in which a partner of the scope has any part but a guest's, or that lie in one
        of its places."""
        if scope.everywhere:
            return Q()
        parts = ProjectPartner.objects.filter(partner__in=scope.partners).exclude(
            role__in=ProjectPartner.GUESTS
        )
        places = cls.places.through.objects.filter(place__in=scope.places)
        return Q(pk__in=parts.values("project")) | Q(pk__in=places.values("project"))

    def teams(self) -> list[Partner]:
        """The partners that own it: every part but a guest's."""
        parts = self.parts.exclude(role__in=ProjectPartner.GUESTS).filter(partner__isnull=False)
        return list(Partner.objects.filter(pk__in=parts.values("partner")))

    def completeness(self) -> list[Blocker]:
        """A summary and somebody who did it, before anybody is asked to review."""
        missing = []
        if not self.summary.strip():
            missing.append(Blocker("Add a summary of at most 60 words.", "about"))
        if not self.parts.exists():
            missing.append(Blocker("Name at least one partner and the part they had.", "who"))
        return missing

    def blockers(self) -> list[Blocker]:
        """The same holds for being public, and a claim says why."""
        missing = self.completeness()
        if len(self.summary.split()) > MOST_SUMMARY_WORDS:
            missing.append(Blocker(f"Shorten the summary to {MOST_SUMMARY_WORDS} words.", "about"))
        if self.claimed_level and not (self.level_reason or self.level_words):
            missing.append(Blocker("Say in one line why this way, or choose Not stated.", "way"))
        return missing

    @property
    def is_past(self) -> bool:
        """Whether it may be called past work; on hold is not over."""
        return self.status not in (self.Status.PLANNED, self.Status.ONGOING, self.Status.ON_HOLD)


class ProjectPartner(models.Model):
    """One part that a partner, or a person credited by name and title, has in a project."""

    class Role(models.TextChoices):
        LEAD = "lead", "led it"
        PARTNER = "partner", "in partnership"
        COMMISSIONER = "commissioner", "commissioned it"
        FUNDER = "funder", "funded it"
        HOST = "host", "hosted it"
        OWNER = "owner", "owns it"
        ORIGIN = "origin", "began the conversation it came from"
        DESIGNER = "designer", "designed it"
        FACILITATOR = "facilitator", "facilitated it"
        PROVIDER = "provider", "provided something it uses"
        AUTHOR = "author", "wrote it"
        CO_PRESENTER = "co-presenter", "co-presents it"
        MEMBER = "member", "member"
        TOOK_PART = "took-part", "took part"

    # Roles that make nobody an owner of the record.
    GUESTS = (Role.FUNDER, Role.MEMBER, Role.TOOK_PART)

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="parts")
    partner = models.ForeignKey(
        Partner, null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    credit_name = models.CharField(max_length=150, blank=True)
    credit_title = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=12, choices=Role)
    role_words = models.CharField("the role in the source's words", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(partner__isnull=False, credit_name="")
                | (Q(partner=None) & ~Q(credit_name="")),
                name="%(app_label)s_%(class)s_partner_or_credit",
            ),
            models.UniqueConstraint(
                fields=["project", "partner", "role"],
                condition=Q(partner__isnull=False),
                name="%(app_label)s_%(class)s_role_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner or self.credit_name}: {self.get_role_display()}"


class ProjectCount(models.Model):
    """A number the source gives, with its qualifier, unit and words. Never added to another."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="counts")
    value = models.PositiveIntegerField()
    qualifier = models.CharField(max_length=9, choices=Qualifier)
    unit = models.CharField(max_length=13, choices=Unit)
    words = models.CharField("as the source prints it", max_length=100)
    who = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=200, blank=True)
    featured = models.BooleanField("set large on the front page", default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.words

    @property
    def count(self) -> Count:
        """The number to reckon with."""
        return Count(self.value, self.qualifier, self.unit)

    @count.setter
    def count(self, count: Count) -> None:
        self.value, self.qualifier, self.unit = count.value, count.qualifier, count.unit


class ProjectMention(models.Model):
    """Training or a resource that the source names beside a project,
    until it has a page of its own."""

    class Kind(models.TextChoices):
        TRAINING = "training", "Training"
        RESOURCE = "resource", "Resource"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="mentions")
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(max_length=200)
    form = models.CharField("what it is", max_length=40, blank=True)
    note = models.CharField(max_length=300, blank=True)
    url = models.URLField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title


class ProjectLink(models.Model):
    """How one project hangs together with another: a family, drawn and listed on their pages."""

    class Kind(models.TextChoices):
        LED_TO = "led_to", "led to"
        PART_OF = "part_of", "is part of"
        FOLLOWS = "follows", "follows"
        INFORMED = "informed", "informed"
        USES = "uses", "uses"

    WITHOUT_CYCLES = (Kind.LED_TO, Kind.PART_OF)

    source = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="links_out")
    target = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="links_in")
    kind = models.CharField(max_length=8, choices=Kind)
    words = models.CharField("as the source says it", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target", "kind"], name="%(app_label)s_%(class)s_once"
            ),
            models.CheckConstraint(
                condition=~Q(source=F("target")), name="%(app_label)s_%(class)s_not_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"

    def clean(self) -> None:
        """Refuse a circle: nothing leads, through others, to itself. Raises ``ValidationError``."""
        if self.kind not in self.WITHOUT_CYCLES:
            return
        links = ProjectLink.objects.filter(kind=self.kind).exclude(pk=self.pk)
        following: dict[int, set[int]] = {}
        for start, end in links.values_list("source_id", "target_id"):
            following.setdefault(start, set()).add(end)
        reached, todo = set(), {self.target_id}
        while todo:
            reached |= todo
            todo = {end for start in todo for end in following.get(start, ())} - reached
        if self.source_id in reached:
            raise ValidationError("This would make a circle: a project can't lead back to itself.")
