"""The log and what hangs on it."""

from apps.involvement.models.activity import (
    FEW_PEOPLE,
    FEW_WORDS,
    Activity,
    ActivityQuerySet,
    YearCounter,
)
from apps.involvement.models.opportunity import Opportunity
from apps.involvement.models.parts import ActivityLink, ActivityPartner, ActivityReach, Decision
from apps.involvement.models.promise import Promise, PromiseCover, Response

__all__ = [
    "FEW_PEOPLE",
    "FEW_WORDS",
    "Activity",
    "ActivityLink",
    "ActivityPartner",
    "ActivityQuerySet",
    "ActivityReach",
    "Decision",
    "Opportunity",
    "Promise",
    "PromiseCover",
    "Response",
    "YearCounter",
]
