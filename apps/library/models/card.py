"""Prompt cards of reflective guidance, and where they are laid beside the planning of an
activity."""

from django.conf import settings
from django.db import models

from apps.core.models import Stamped
from apps.involvement.models import Activity
from apps.library.models.resource import Resource

MOST_LETTERS = 300  # of a card: it is read at a glance


class Card(models.Model):
    """Something to consider, or a question to ask. Its words are the guidance’s own, or somebody’s
    here, and it says which."""

    class Kind(models.TextChoices):
        CONSIDER = "consider", "Things to consider"
        ASK = "ask", "Questions to ask"

    class Words(models.TextChoices):
        SOURCE = "source", "Word for word from the guidance"
        OURS = "ours", "Our own words"

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="cards")
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.CharField(max_length=MOST_LETTERS)
    words = models.CharField("whose words they are", max_length=6, choices=Words)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text


class PlannedCards(Stamped):
    """A set of cards that a team wants at hand while it plans an activity; nobody outside sees
    it."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="planned_for")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "resource"], name="%(app_label)s_%(class)s_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.resource} for {self.activity}"
