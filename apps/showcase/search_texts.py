"""The public words by which stories are found.

What rests on a person's consent is not among them, so that nothing has to be taken out of an index
when it ends; a story whose summary rests on one is found until the day on which it ends.
"""

import datetime

from apps.projects.search_texts import sentences
from apps.publishing import search
from apps.publishing.types import SearchText
from apps.showcase.models import HEADINGS, CaseStudy


@search.reads("project__places", "activity__places", "topics", "writers__partner")
def story_text(story: CaseStudy) -> SearchText:
    """Its headings' words, the partners that tell it, its topics and places."""
    sources = [source for source in (story.project, story.activity) if source is not None]
    places = {place.slug: place.name for source in sources for place in source.places.all()}
    body = [
        *(text for name in HEADINGS for text in story.text_of(name)),
        *(str(writer.partner) for writer in story.writers.all()),
        *(topic.name for topic in story.topics.all()),
        *places.values(),
    ]
    return SearchText(
        title=story.title, summary=story.summary, body=sentences(body), places=tuple(places)
    )


def found_until(story: CaseStudy) -> datetime.date | None:
    """The day from which a story is not found: on it the consent that its summary rests on ends."""
    consent = story.summed_up_by
    return consent.expires_on if consent else None


def to_read_aloud(story: CaseStudy) -> str:
    """Its text for a reading of about a minute: the title, and the summary where that is nobody’s
    own. Whose it is reads it, or agrees to that."""
    summary = "" if story.summary_consent_id else story.summary
    return "\n\n".join(text for text in (story.title, summary) if text)
