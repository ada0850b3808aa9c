"""What curators edit about the five ways: signs, when one fits, an example."""

from django.db import models

from apps.core.models import Stamped
from apps.projects.levels import Level
from apps.projects.models.project import Project


class EvidenceSign(Stamped):
    """A sign by which one can tell that a way of involving people was what its name says
    (a draft)."""

    level = models.CharField(max_length=13, choices=Level)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    help = models.CharField(max_length=300, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["level", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["level", "position", "version"], name="%(app_label)s_%(class)s_once"
            )
        ]

    def __str__(self) -> str:
        return self.text


class LevelGuidance(Stamped):
    """When a way fits, and what people should get back: one draft line each, for curators
    to edit."""

    level = models.CharField(max_length=13, choices=Level, unique=True)
    fits_when = models.CharField(max_length=300)
    get_back = models.CharField("what people should get back", max_length=300)

    def __str__(self) -> str:
        return self.get_level_display()


class LevelExample(Stamped):
    """A real project shown as the example of a way."""

    level = models.CharField(max_length=13, choices=Level, unique=True)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=300)

    def __str__(self) -> str:
        return f"{self.get_level_display()}: {self.project}"
