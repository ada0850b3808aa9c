"""How it felt to the people who took part: rounds, single-use codes, ratings and comments.

Nothing here tells who answered: a used code is deleted, ratings and comments hold no time, no
channel of a person and no link to a code, and all of a round are written anew in random order when
it closes (docs/ratings.md).
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.core import clock
from apps.involvement.models.activity import Activity
from apps.projects.levels import Level
from apps.publishing.models import State


class RatingWording(models.Model):
    """A version of the words in which people are asked; it stays as long as rounds that asked so.
    ``words`` by the names of ``involvement.rating_words``; a word that is missing is ours."""

    number = models.PositiveIntegerField(unique=True)
    made_on = models.DateField(default=clock.today)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    words = models.JSONField(default=dict)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    agreed_on = models.DateField(null=True, blank=True, help_text="in use from this day")

    class Meta:
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"Version {self.number} of {self.made_on:%-d %B %Y}"


class RatingRound(models.Model):
    """One asking of the people of an activity, or of several meetings of the same group."""

    activities = models.ManyToManyField(Activity, related_name="rating_rounds")
    wording = models.ForeignKey(
        RatingWording, null=True, blank=True, on_delete=models.PROTECT, related_name="rounds",
        help_text="empty: the words the portal came with",
    )  # fmt: skip
    opened_on = models.DateField(default=clock.today)
    closed_on = models.DateField(null=True, blank=True)
    issued = models.PositiveIntegerField("codes given out", default=0)
    used = models.PositiveIntegerField("codes used", default=0)
    answers = models.PositiveIntegerField("answers kept at closing", default=0)
    on_paper = models.PositiveIntegerField("of them on paper", default=0)
    typed_by = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+",
        help_text="who typed in answers on paper, and so shows no words of the round",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(used__lte=F("issued")), name="%(app_label)s_%(class)s_used_were_issued"
            ),
            models.CheckConstraint(
                condition=Q(on_paper__lte=F("answers")),
                name="%(app_label)s_%(class)s_paper_is_among_answers",
            ),
        ]

    def __str__(self) -> str:
        return f"Asked from {self.opened_on:%-d %B %Y}"

    @property
    def has_begun(self) -> bool:
        """Whether the day of one of its activities has come, and it was not cancelled."""
        return any(
            one.happened != Activity.Happened.CANCELLED
            and one.state != State.WITHDRAWN
            and (not one.when or one.when.first <= clock.today())
            for one in self.activities.all()
        )

    @property
    def was_cancelled(self) -> bool:
        """Whether all that it asks about was cancelled."""
        return all(one.happened == Activity.Happened.CANCELLED for one in self.activities.all())

    @property
    def was_withdrawn(self) -> bool:
        """Whether all that it asks about, and that was not cancelled, is withdrawn."""
        left = [one for one in self.activities.all() if one.happened != Activity.Happened.CANCELLED]
        return bool(left) and all(one.state == State.WITHDRAWN for one in left)

    @property
    def is_open(self) -> bool:
        """Whether people can still answer."""
        return self.closed_on is None


class RatingCode(models.Model):
    """A code that was given out and not used yet; only a keyed hash of it is kept, under a random
    number: nothing tells which slip of a sheet it was."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(RatingRound, on_delete=models.CASCADE, related_name="codes")
    hash = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return "a code"


class Rating(models.Model):
    """What one person felt; every answer may be left out. Its number is random, and changes when
    the round closes."""

    class Felt(models.TextChoices):
        INFORM = Level.INFORM.value, "We were told about plans"
        CONSULT = Level.CONSULT.value, "We were asked what we think"
        ENGAGE = Level.ENGAGE.value, "We talked, and they listened"
        CO_DESIGN = Level.CO_DESIGN.value, "We helped design it"
        CO_PRODUCTION = Level.CO_PRODUCTION.value, "We did it together, as equals"
        NOT_SURE = "not-sure", "I am not sure"

    class Agrees(models.TextChoices):
        YES_A_LOT = "5", "Yes, a lot"
        YES_A_BIT = "4", "Yes, a bit"
        NOT_SURE = "3", "Not sure"
        NOT_REALLY = "2", "Not really"
        NO = "1", "No"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(RatingRound, on_delete=models.CASCADE, related_name="ratings")
    paper = models.BooleanField("keyed in from paper", default=False)
    felt = models.CharField("What did it feel like?", max_length=13, choices=Felt, blank=True)
    SENTENCES: ClassVar[dict[str, str]] = {
        "mattered": "I could say what mattered to me",
        "serious": "What I said was taken seriously",
        "had_a_say": "I had a say in what we talked about",
        "know_next": "I know what will happen next",
    }
    mattered = models.CharField(max_length=1, choices=Agrees, blank=True)
    serious = models.CharField(max_length=1, choices=Agrees, blank=True)
    had_a_say = models.CharField(max_length=1, choices=Agrees, blank=True)
    know_next = models.CharField(max_length=1, choices=Agrees, blank=True)

    ITEMS = tuple(SENTENCES)

    def __str__(self) -> str:
        return "a rating"


class RatingComment(models.Model):
    """What somebody wrote besides, apart from their answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(RatingRound, on_delete=models.CASCADE, related_name="comments")
    words = models.TextField("Anything else?")
    may_publish = models.BooleanField("may be shown, without a name", default=False)
    shown = models.BooleanField("a lead looked at it and shows it", default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(shown=False) | Q(may_publish=True),
                name="%(app_label)s_%(class)s_shown_with_leave",
            ),
        ]

    def __str__(self) -> str:
        return "a comment"
