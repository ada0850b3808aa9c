"""What stands in rows beside an activity: with whom, whom it reached, links, decisions."""

from django.db import models
from django.db.models import Q

from apps.core.counts import Count, Qualifier, Unit
from apps.core.dates import PartialDateField, partial_date_is_whole
from apps.involvement.models.activity import Activity
from apps.partners.models import Partner
from apps.projects.models import ProjectPartner
from apps.publishing.models import Audience


class ActivityPartner(models.Model):
    """One part that another partner has in an activity. All but guests see and complete the draft;
    publishing and the answer stay with the partner that owns it."""

    Role = ProjectPartner.Role
    GUESTS = ProjectPartner.GUESTS

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="parts")
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="parts_in_activities"
    )
    role = models.CharField(max_length=12, choices=ProjectPartner.Role)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "partner", "role"],
                name="%(app_label)s_%(class)s_role_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.get_role_display()}"


class ActivityReach(models.Model):
    """How many of an audience took part, as it was counted."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="reach")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    value = models.PositiveIntegerField()
    qualifier = models.CharField(max_length=9, choices=Qualifier)
    unit = models.CharField(max_length=13, choices=Unit)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "reach of activities"
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "audience"], name="%(app_label)s_%(class)s_audience_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.audience}: {self.count}"

    @property
    def count(self) -> Count:
        """The number with its qualifier and unit."""
        return Count(self.value, self.qualifier, self.unit)

    @count.setter
    def count(self, count: Count) -> None:
        self.value, self.qualifier, self.unit = count.value, count.qualifier, count.unit


class ActivityLink(models.Model):
    """A page elsewhere about an activity: slides, minutes, a film."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(max_length=150)
    url = models.URLField("web address", max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.label


class Decision(models.Model):
    """Something that was decided, when, and by whom; whether minutes say so."""

    class DecidedBy(models.TextChoices):
        ORGANISATION = "organisation", "The organisation"
        JOINTLY = "jointly", "Jointly, by people and the organisation"
        LIVED_EXPERIENCE = "people", "People with lived experience"
        SOMEBODY_ELSE = "else", "Somebody else"

    class Minuted(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_STATED = "", "Not stated"

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="decisions")
    text = models.CharField("What was decided?", max_length=500)
    on = PartialDateField()
    decided_by = models.CharField("Who decided?", max_length=12, choices=DecidedBy)
    minuted = models.CharField("Is it in minutes?", max_length=3, choices=Minuted, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            partial_date_is_whole("on"),
            models.CheckConstraint(
                condition=Q(decided_by__in=["organisation", "jointly", "people", "else"]),
                name="%(app_label)s_%(class)s_says_who_decided",
            ),
        ]

    def __str__(self) -> str:
        return self.text
