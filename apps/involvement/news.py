"""What followers hear of: answers, and new ways to take part."""

from collections.abc import Iterator

from django.template.defaultfilters import truncatechars

from apps.involvement.models import Activity, Opportunity, Response
from apps.projects.models import Project
from apps.publishing.following.sources import Pointer, Source
from apps.publishing.models import PUBLIC_STATES

LONGEST = 280


def answered(answer: Response) -> Iterator[Pointer]:
    """The activities it answers, as far as they are public, and their projects."""
    for activity in answer.activities.filter(state__in=PUBLIC_STATES):
        yield Activity.record_kind, activity.pk
        yield Project.record_kind, activity.project_id


def answer_heading(answer: Response) -> str:
    """Which answer it is."""
    return f"{answer.title or answer.activities.first()}: what came of it"


def named_by_activity(answer: Response) -> str:
    """Which activity it answers, for a list in which it stands among other things."""
    titles = [str(one) for one in answer.activities.all() if one.state in PUBLIC_STATES]
    more = f" and {len(titles) - 1} more" if len(titles) > 1 else ""
    return f"What came of it: {titles[0]}{more}" if titles else str(answer)


def answer_lines(answer: Response) -> list[str]:
    """What was done, and beside it what could not be; "not decided yet" with its day."""
    could_not = answer.could_not_because
    lines = [
        f"We did: {truncatechars(answer.we_did, LONGEST)}" if answer.we_did else "",
        f"We could not, because: {truncatechars(could_not, LONGEST)}" if could_not else "",
        f"Not decided yet: we say more by {answer.more_by:%-d %B %Y}." if answer.more_by else "",
    ]
    return [line for line in lines if line]


def part_of(opportunity: Opportunity) -> Iterator[Pointer]:
    """The project and the activity it belongs to."""
    yield Project.record_kind, opportunity.project_id
    yield Activity.record_kind, opportunity.activity_id


def opportunity_heading(opportunity: Opportunity) -> str:
    """Which way to take part it is."""
    return f"A way to take part: {opportunity.title}"


def opportunity_lines(opportunity: Opportunity) -> list[str]:
    """What people do, and until when."""
    return [truncatechars(opportunity.what_you_do, LONGEST), opportunity.closes_in_words()]


SOURCES = (
    Source(Response.record_kind, answered, answer_heading, answer_lines),
    Source(Opportunity.record_kind, part_of, opportunity_heading, opportunity_lines),
)
