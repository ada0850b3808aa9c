"""What every public record has in common, and how it comes to be public and stays right."""

from apps.publishing.models.blocker import Blocker
from apps.publishing.models.consent import Consent, ConsentEvidence, ConsentUse, PictureAnswer
from apps.publishing.models.easy_read import EasyReadLine
from apps.publishing.models.follow import Follow, News, Refusal
from apps.publishing.models.format import AccessibleVersion
from apps.publishing.models.lists import Audience, Topic
from apps.publishing.models.picture import Picture
from apps.publishing.models.publishable import (
    PUBLIC_STATES,
    Publishable,
    PublishableQuerySet,
    State,
    UnderReview,
    not_reserved,
)
from apps.publishing.models.recording import Recording
from apps.publishing.models.request import Request
from apps.publishing.models.review import Correction, FormDraft, PartNote, Version, WorkingCopy
from apps.publishing.models.ring import RingTask
from apps.publishing.models.search import SearchDocument

__all__ = [
    "PUBLIC_STATES",
    "AccessibleVersion",
    "Audience",
    "Consent",
    "ConsentEvidence",
    "ConsentUse",
    "Blocker",
    "Correction",
    "EasyReadLine",
    "Follow",
    "FormDraft",
    "News",
    "PartNote",
    "Picture",
    "PictureAnswer",
    "Publishable",
    "PublishableQuerySet",
    "Recording",
    "Refusal",
    "Request",
    "RingTask",
    "SearchDocument",
    "State",
    "Topic",
    "UnderReview",
    "Version",
    "WorkingCopy",
    "not_reserved",
]
