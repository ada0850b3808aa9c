"""What people say of an answer: "Is this what you said?", without a name and read by the team."""

from django.db import models
from django.db.models import Q

from apps.core import clock
from apps.involvement.models.response import Response


class ParticipantReply(models.Model):
    """One reply from the page of a hear-back card. It holds no hour, no network and no person; the
    day is there so that replies can go after a while."""

    class Said(models.TextChoices):
        YES = "yes", "Yes"
        PARTLY = "partly", "Partly"
        NO = "no", "No"

    class Difference(models.TextChoices):
        YES_A_LOT = "5", "Yes, a lot"
        YES_A_BIT = "4", "Yes, a bit"
        NOT_SURE = "3", "Not sure"
        NOT_REALLY = "2", "Not really"
        NO = "1", "No"

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="replies")
    said = models.CharField("Is this what you said?", max_length=6, choices=Said, blank=True)
    difference = models.CharField(
        "I can see what difference it makes", max_length=1, choices=Difference, blank=True
    )
    words = models.TextField("In your words", blank=True)
    on = models.DateField(default=clock.today)
    looked_at = models.BooleanField(default=False)

    class Meta:
        ordering = ("-pk",)
        verbose_name_plural = "participants’ replies"
        constraints = [
            models.CheckConstraint(
                condition=~Q(said="", difference="", words=""),
                name="%(app_label)s_%(class)s_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.response}: {self.get_said_display() or 'in words'}"
