"""Stories and what belongs to them."""

from apps.showcase.models.collection import Collection, CollectionPlace
from apps.showcase.models.looks import StoryAnswer, StoryReview, StoryTick, TakenBack
from apps.showcase.models.story import (
    FIELDS,
    HEADINGS,
    MOST_SUMMARY_WORDS,
    CaseStudy,
    StoryBlock,
    StoryPicture,
    StoryWriter,
)

__all__ = [
    "FIELDS",
    "HEADINGS",
    "MOST_SUMMARY_WORDS",
    "CaseStudy",
    "Collection",
    "CollectionPlace",
    "StoryAnswer",
    "StoryBlock",
    "StoryPicture",
    "StoryReview",
    "StoryTick",
    "StoryWriter",
    "TakenBack",
]
