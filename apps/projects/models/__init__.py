"""Projects with all that hangs on them, and what is said about the five ways."""

from apps.projects.models.level_texts import EvidenceSign, LevelExample, LevelGuidance
from apps.projects.models.project import (
    Project,
    ProjectCount,
    ProjectLink,
    ProjectMention,
    ProjectPartner,
    ProjectQuerySet,
)

__all__ = [
    "EvidenceSign",
    "LevelExample",
    "LevelGuidance",
    "Project",
    "ProjectCount",
    "ProjectLink",
    "ProjectMention",
    "ProjectPartner",
    "ProjectQuerySet",
]
