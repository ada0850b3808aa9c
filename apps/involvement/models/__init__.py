"""The log and what hangs on it."""

from apps.involvement.models.activity import (
    FEW_WORDS,
    Activity,
    YearCounter,
    ask_once,
    few_under,
)
from apps.involvement.models.activity_rows import ActivityQuerySet
from apps.involvement.models.evidence import EvidenceAnswer
from apps.involvement.models.log_link import LogLink
from apps.involvement.models.opportunity import Opportunity
from apps.involvement.models.parts import ActivityLink, ActivityPartner, ActivityReach, Decision
from apps.involvement.models.private import ActivityNote, Attachment, EqualityCount
from apps.involvement.models.promise import Promise, PromiseCover, PromiseExtension
from apps.involvement.models.rating import (
    Rating,
    RatingCode,
    RatingComment,
    RatingRound,
    RatingWording,
)
from apps.involvement.models.reply import ParticipantReply
from apps.involvement.models.response import Response, ResponseTheme, follow_ups

__all__ = [
    "FEW_WORDS",
    "Activity",
    "ActivityLink",
    "ActivityNote",
    "ActivityPartner",
    "ActivityQuerySet",
    "ActivityReach",
    "Attachment",
    "Decision",
    "EqualityCount",
    "EvidenceAnswer",
    "LogLink",
    "Opportunity",
    "ParticipantReply",
    "Promise",
    "PromiseCover",
    "PromiseExtension",
    "Rating",
    "RatingCode",
    "RatingComment",
    "RatingRound",
    "RatingWording",
    "Response",
    "ResponseTheme",
    "YearCounter",
    "ask_once",
    "few_under",
    "follow_ups",
]
