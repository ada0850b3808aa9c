"""The second reviewer: a story with a child in it, or somebody whom another spoke for, is looked at
by two reviewers with an account before it is public."""

from apps.publishing import ahead, workflow
from apps.publishing.models import Blocker, Consent
from apps.showcase import consents
from apps.showcase.models import CaseStudy, StoryTick

MISSING = (
    "{who}: under 18, or somebody else agreed for them. A second reviewer looks at the story and "
    "ticks it first."
)
TICKED_IT = "You gave the second tick, so another reviewer publishes it."


def mark(story: CaseStudy) -> str:
    """Another one after each change of the text that is on its way."""
    return workflow.mark(story, ahead.copy_of(story))


def asked_for(story: CaseStudy) -> list[Consent]:
    """The consents for which a second reviewer has to look."""
    return [consent for consent in consents.people(story) if consent.needs_second_tick]


def given(story: CaseStudy) -> list[StoryTick]:
    """The ticks to the text as it stands, by people who still have an account."""
    rows = story.ticks.filter(mark=mark(story), by__is_active=True)
    return list(rows.select_related("by"))


def missing(story: CaseStudy) -> list[Blocker]:
    """That the tick is not there yet, as a sentence."""
    people = asked_for(story)
    if not people or given(story):
        return []
    return [Blocker(MISSING.format(who=", ".join(str(person) for person in people)))]


def objected_since(story: CaseStudy) -> str:
    """That a reviewer by link asked for a change of the very text after somebody set the day on
    which it is to be public, in a sentence; "" where none did, or no day is set."""
    moved = ahead.subject(story, ahead.copy_of(story))
    if moved.publish_on is None:
        return ""
    since = story.reviews.filter(
        said="change", mark=mark(story), updated_at__gt=moved.updated_at
    ).order_by("pk")
    return " ".join(f"{review.objection}." for review in since)


def not_by(story: CaseStudy, person: int | None) -> str:
    """Why this person does not publish it, with the change that waits: theirs is the only tick."""
    if person is None or not ahead.as_it_would_be(story, asked_for):
        return ""
    return "" if any(tick.by_id != person for tick in given(story)) else TICKED_IT
