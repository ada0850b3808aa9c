"""Stories ("case studies" for staff): seven headings, and what people in them say, with consent."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from apps.accounts.scope import Scope
from apps.core import clock
from apps.involvement.models import Activity
from apps.partners.models import Partner
from apps.projects.models import Project
from apps.publishing.models import (
    PUBLIC_STATES,
    Blocker,
    Consent,
    Picture,
    Publishable,
    PublishableQuerySet,
)

MOST_SUMMARY_WORDS = 100
HEADINGS = {
    "why": "Why this was needed",
    "who": "Who was involved and how they were asked",
    "together": "What we did together",
    "changed": "What changed, and what did not",
    "power": "How power was shared",
    "hard": "What was hard, and what we would do differently",
    "use_this": "Use this yourself",
}
# The fields behind each heading: what changed and what did not stand side by side.
FIELDS = {name: (name,) for name in HEADINGS} | {"changed": ("changed", "not_changed")}


class CaseStudyQuerySet(PublishableQuerySet["CaseStudy"]):
    """Words for reading stories. A story whose summary rests on a consent is public only while
    that consent is live, the day is part of the query, and while its person asks for no change."""

    def _standing(self) -> Q:
        from apps.showcase.models.looks import StoryAnswer  # noqa: PLC0415 - reads these models

        held = StoryAnswer.objects.holding().filter(
            story=OuterRef("pk"), consent=OuterRef("summary_consent")
        )
        live = Q(
            summary_consent__state=Consent.State.GIVEN,
            summary_consent__expires_on__gt=clock.today(),
            summary_consent__on_portal=True,
            summary_consent__words=True,
        )
        return Q(summary_consent=None) | (live & Q(~Exists(held)))

    def public(self) -> "CaseStudyQuerySet":
        """Published or archived, and what the summary rests on holds."""
        return super().public().filter(self._standing())

    def lends_versions(self) -> "CaseStudyQuerySet":
        """Public ones in which everything still holds that an accessible version may tell too: on
        the day on which one consent ends, the versions of the story end with it."""
        today = clock.today()
        live = {"consent__state": Consent.State.GIVEN, "consent__expires_on__gt": today}
        of_words = {**live, "consent__words": True, "consent__on_portal": True}
        over = StoryBlock.objects.filter(hidden=False).exclude(**of_words)
        told = self.public().exclude(pk__in=over.values("story"))
        return told.exclude(answers__holds=True)

    def current(self) -> "CaseStudyQuerySet":
        """Published, not archived, and what the summary rests on holds."""
        return super().current().filter(self._standing())

    def of_project(self, project: Project) -> "CaseStudyQuerySet":
        """Those of a project, and of its activities that people can read."""
        of_activity = Q(activity__project=project, activity__state__in=PUBLIC_STATES)
        return self.filter(Q(project=project) | of_activity)

    def for_cards(self) -> "CaseStudyQuerySet":
        """With what a card of a list shows, in two queries."""
        return self.select_related("project", "activity__project").prefetch_related("topics")

    def as_curated(self) -> "CaseStudyQuerySet":
        """Those that curators feature, in their order, then the newest."""
        return self.order_by(F("featured").asc(nulls_last=True), "-published_at", "-pk")


class CaseStudy(Publishable):
    """A story told together, linked to the project or activity it comes from. ``summary`` has 100
    words at most; ``summary_consent`` where it tells one person's story: then the whole story is
    there only as long as that consent."""

    record_kind = "story"
    write_permission = "showcase.write_story"
    publish_permission = "showcase.publish_story"

    title = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=200, editable=False)
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="stories"
    )
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="stories"
    )
    summary = models.TextField(blank=True)
    summary_consent = models.ForeignKey(
        Consent, null=True, blank=True, on_delete=models.PROTECT, related_name="stories_summed_up"
    )
    content_note = models.CharField(max_length=300, blank=True)
    why = models.TextField(blank=True)
    who = models.TextField(blank=True)
    together = models.TextField(blank=True)
    changed = models.TextField(blank=True)
    not_changed = models.TextField(blank=True)
    power = models.TextField(blank=True)
    hard = models.TextField(blank=True)
    use_this = models.TextField(blank=True)
    featured = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="its place among the featured, counted from 1"
    )

    objects = CaseStudyQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name_plural = "case studies"
        constraints = [*Publishable.Meta.constraints]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("showcase:story", args=[self.slug])

    @classmethod
    def reached_by(cls, scope: Scope) -> Q:
        """Stories that a partner of the scope helps to write, or of a project or activity within
        it."""
        if scope.everywhere:
            return Q()
        writers = StoryWriter.objects.filter(partner__in=scope.partners)
        projects = Project.objects.filter(Project.reached_by(scope))
        activities = Activity.objects.filter(Activity.reached_by(scope))
        return (
            Q(pk__in=writers.values("story"))
            | Q(project__in=projects.values("pk"))
            | Q(activity__in=activities.values("pk"))
        )

    @property
    def public_activity(self) -> Activity | None:
        """The activity it comes from, where people can read that too."""
        return self.activity if self.activity and self.activity.state in PUBLIC_STATES else None

    @property
    def public_project(self) -> Project | None:
        """The project it comes from, or that of its activity, where people can read that too."""
        of_activity = self.public_activity and self.public_activity.project
        return next(
            (one for one in (self.project, of_activity) if one and one.state in PUBLIC_STATES), None
        )

    @property
    def claimed_level(self) -> str:
        """The way of involving people that the activity claims, else the project; "" for none."""
        claims = self.public_activity or self.public_project
        return claims.claimed_level if claims else ""

    def teams(self) -> list[Partner]:
        """The partners that write it."""
        return list(Partner.objects.filter(pk__in=self.writers.values("partner")))

    def completeness(self) -> list[Blocker]:
        """What a second person needs before they are asked to look."""
        missing = []
        if not (self.project_id or self.activity_id):
            missing.append(
                Blocker("Choose the project or the activity that this story comes from.", "about")
            )
        if not self.summary.strip():
            missing.append(
                Blocker(f"Add a summary of at most {MOST_SUMMARY_WORDS} words.", "about")
            )
        missing += [
            Blocker(f"Write something under “{title}”.", name)
            for name, title in HEADINGS.items()
            if not any(getattr(self, field).strip() for field in FIELDS[name])
        ]
        if not self.writers.exists():
            missing.append(Blocker("Name at least one partner that tells this story.", "writers"))
        return missing

    def blockers(self) -> list[Blocker]:
        """The same holds for being public; and everything about a person rests on a consent that
        is live, lets us show it here, and was looked at by that person."""
        from apps.showcase import ticks  # noqa: PLC0415 - reads these models
        from apps.showcase.consents import problems  # noqa: PLC0415

        missing = self.completeness()
        if len(self.summary.split()) > MOST_SUMMARY_WORDS:
            missing.append(Blocker(f"Shorten the summary to {MOST_SUMMARY_WORDS} words.", "about"))
        return missing + problems(self) + ticks.missing(self)

    def agreed_outside(self, person: int | None) -> bool:
        """Whether a reviewer by link said “this is right” to the text as it stands, and none asked
        for a change of it. One whom this person or a writer asked is no second person."""
        from apps.publishing.workflow import writers  # noqa: PLC0415 - reads these models
        from apps.showcase.ticks import mark  # noqa: PLC0415 - reads these models

        rows = list(self.reviews.filter(mark=mark(self)).values_list("said", "asked_by"))
        involved = {person, None, *writers(self)}
        return {said for said, _ in rows} == {"right"} and any(
            asked not in involved for _, asked in rows
        )

    def may_not_say(self, changes: dict[str, Any]) -> str:
        """No words that a person took back, whoever’s they are said to be now."""
        from apps.showcase.taken_back import refused  # noqa: PLC0415 - reads these models

        return refused(self, changes)

    def began_before_taken_back(self, began: str) -> bool:
        """A form that began with a text in which such words stood."""
        from apps.showcase.taken_back import began_before  # noqa: PLC0415 - reads these models

        return began_before(self, began)

    def waits_for_another(self, person: int | None) -> str:
        """Whoever gave the second tick does not publish it too; and where a day was set, nobody
        has read what a reviewer objected to since."""
        from apps.showcase.ticks import not_by, objected_since  # noqa: PLC0415 - reads these models

        return objected_since(self) if person is None else not_by(self, person)

    @property
    def summed_up_by(self) -> Consent | None:
        """The consent that the summary rests on; None also where its row was deleted by hand."""
        key = self.summary_consent_id
        return Consent.objects.filter(pk=key).first() if key is not None else None

    @property
    def summary_holds(self) -> bool:
        """Whether what the summary rests on, if anything, lets it be shown here today."""
        consent = self.summed_up_by
        if self.summary_consent_id is None or consent is None:
            return self.summary_consent_id is None
        return consent.covers("words") and not self.held().filter(consent=consent).exists()

    def held(self) -> Any:
        """The consents of which nothing is shown in public: their people ask for a change."""
        return self.answers.holding().values("consent")

    def now_public(self) -> None:
        """Everybody in it said yes to the text that is public now."""
        self.answers.holding().update(holds=False)

    def objections(self) -> list[str]:
        """What reviewers by link asked to change in the very text that waits, in sentences."""
        from apps.showcase.ticks import mark  # noqa: PLC0415 - reads these models

        asked = self.reviews.filter(said="change", mark=mark(self)).order_by("said_on", "pk")
        return [review.objection for review in asked]

    def asks_of(self, consent: Any) -> list[Blocker]:
        """The person saw, and said yes to, all that the story shows of them."""
        from apps.showcase.consents import not_right  # noqa: PLC0415 - reads these models

        return not_right(self, consent)

    def words_beside(self) -> list[tuple[str, str]]:
        """What stands beside pictures goes to the public with the text."""
        shown = Picture.objects.filter(in_stories__story=self)
        return [("A picture", f"{picture.alt} {picture.caption}") for picture in shown]

    def text_of(self, heading: str) -> list[str]:
        """The words under a heading, in the order of their fields."""
        return [getattr(self, field) for field in FIELDS[heading]]


class StoryWriter(models.Model):
    """A partner that tells the story, and who for them, named as they choose ("" for nobody)."""

    story = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="writers")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="stories_written")
    who = models.CharField(max_length=150, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "partner"], name="%(app_label)s_%(class)s_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.who}" if self.who else str(self.partner)


class StoryBlock(models.Model):
    """A person's own words, or a passage about them, under one of the headings. It is shown while
    its consent is live, and credited as the person chose."""

    class Kind(models.TextChoices):
        QUOTE = "quote", "Their own words"
        TEXT = "text", "A passage about them"

    story = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="blocks")
    heading = models.CharField(max_length=8, choices=list(HEADINGS.items()))
    kind = models.CharField(max_length=5, choices=Kind, default=Kind.QUOTE)
    body = models.TextField(blank=True)
    consent = models.ForeignKey(
        Consent, null=True, blank=True, on_delete=models.PROTECT, related_name="blocks"
    )
    hidden = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} under {self.heading}"

    @property
    def is_shown(self) -> bool:
        """Whether the public reads it today."""
        held = self.consent is not None and self.consent.covers("words")
        return held and not self.hidden and bool(self.body.strip())

    @property
    def medium(self) -> str:
        """What of a person it uses."""
        return "words"


class StoryPicture(models.Model):
    """A picture of the story under one of its headings."""

    story = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="pictures")
    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="in_stories")
    heading = models.CharField(max_length=8, choices=list(HEADINGS.items()))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.picture} under {self.heading}"

    def clean(self) -> None:
        """Only a story's own pictures stand in it. Raises ``ValidationError``."""
        if (self.picture.kind, self.picture.object_id) != (CaseStudy.record_kind, self.story_id):
            raise ValidationError("Choose a picture of this story.")
