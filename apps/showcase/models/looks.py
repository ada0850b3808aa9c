"""What people said to a story before it was public: those in it, reviewers with lived experience,
and the second reviewer of a story with children or represented people."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from apps.core.models import Stamped
from apps.publishing.models import Consent
from apps.showcase.models.story import CaseStudy


def new_key() -> str:
    """A public id for a link."""
    return secrets.token_hex(8)


class StoryAnswerQuerySet(models.QuerySet["StoryAnswer"]):
    """Words for reading what people said."""

    def open(self) -> "StoryAnswerQuerySet":
        """Changes that people ask for: they have said nothing since, and nobody said why not."""
        later = StoryAnswer.objects.filter(
            story=OuterRef("story"), consent=OuterRef("consent"), pk__gt=OuterRef("pk")
        )
        over = (Consent.State.WITHDRAWN, Consent.State.REPLACED)
        asked = self.filter(~Exists(later), said=StoryAnswer.Said.CHANGE, answered_on=None)
        return asked.exclude(consent__state__in=over)

    def holding(self) -> "StoryAnswerQuerySet":
        """Those for whose sake something that was public is not shown."""
        return self.filter(holds=True)


class StoryAnswer(models.Model):
    """What the person of a consent said to how a story shows them: on their page, or read aloud by
    somebody in a role. ``mark`` tells which words they saw: others ask for a new answer.

    A change that is asked for stays open until the person says “this is right” to a later text, or
    a curator says ``why_not``. ``holds``: what was public of them is not shown until they do.
    """

    class Said(models.TextChoices):
        RIGHT = "right", "This is right"
        CHANGE = "change", "Please change something"

    story = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="answers")
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="answers")
    said = models.CharField(max_length=6, choices=Said)
    words = models.CharField(max_length=1000, blank=True)
    mark = models.CharField(max_length=64)
    on = models.DateField()
    read_by = models.CharField("read aloud by (a role)", max_length=120, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    holds = models.BooleanField(default=False)
    why_not = models.CharField(max_length=1000, blank=True, help_text="the person reads it")
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = StoryAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(said="change") | ~Q(words=""),
                name="%(app_label)s_%(class)s_a_change_says_which",
            )
        ]

    def __str__(self) -> str:
        return f"{self.consent_id} on {self.story_id}: {self.said}"


class StoryReview(Stamped):
    """A reviewer with lived experience, by link: reads the draft, and ticks or comments. ``name``
    is as they choose. ``mark`` tells which text they read."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    story = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="reviews")
    name = models.CharField(max_length=120, help_text="as they choose to be called, also a role")
    said = models.CharField(max_length=6, choices=StoryAnswer.Said, blank=True)
    words = models.TextField(blank=True)
    mark = models.CharField(max_length=64, blank=True)
    said_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(help_text="the first day on which the link leads nowhere")
    link_version = models.PositiveIntegerField(default=1)
    closed_on = models.DateField(
        null=True, blank=True, help_text="somebody in the story took their words back"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name}: {self.said or 'asked'}"

    @property
    def objection(self) -> str:
        """What they ask to change, and when they said so, in a sentence."""
        day = f"{self.said_on.day} {self.said_on:%B %Y}" if self.said_on else "a day not noted"
        return f"{self.name} asked for a change on {day}: “{self.words}”"


class StoryTick(models.Model):
    """The second reviewer's tick to a story in which a child, or somebody whom another spoke for,
    is shown. ``mark`` tells which text they read: to any other it is none."""

    story = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="ticks")
    mark = models.CharField(max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "mark", "by"], name="%(app_label)s_%(class)s_once"
            )
        ]

    def __str__(self) -> str:
        return f"a tick to {self.story_id}"


class TakenBack(models.Model):
    """That a text, or a form that began with one, held words which a person took back: only a keyed
    hash of each, so that no open window brings them here again and nobody reads them from it."""

    story = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="taken_back")
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["story", "hash"], name="%(app_label)s_%(class)s_once")
        ]

    def __str__(self) -> str:
        return f"words taken back from {self.story_id}"
