"""The public words by which an activity is found."""

from apps.involvement.models import Activity, Opportunity, Response
from apps.projects.levels import NOT_STATED, name_of
from apps.publishing import search
from apps.publishing.models import PUBLIC_STATES
from apps.publishing.types import SearchText


@search.reads("partner", "project", "places", "responses")
def activity_text(activity: Activity) -> SearchText:
    """What its public page says; how many took part as the public reads it."""
    places = list(activity.places.all())
    project = activity.project
    body = [
        activity.heard,
        *(words for answer in _public(activity) for words in _answered(answer)),
        name_of(activity.claimed_level or NOT_STATED),
        activity.level_reason,
        activity.partner.full_name,
        project.title if project and project.state in PUBLIC_STATES else "",
        *(place.name for place in places),
        activity.reference,
    ]
    return SearchText(
        title=activity.title,
        summary=activity.public_summary,
        body=". ".join(part for part in body if part),
        places=tuple(place.slug for place in places),
    )


def _public(activity: Activity) -> list[Response]:
    return [one for one in activity.responses.all() if one.state in PUBLIC_STATES]


def _answered(answer: Response) -> tuple[str, ...]:
    """What people were answered: it stands on the page of the activity."""
    return (
        answer.you_said, answer.we_did, answer.could_not_because, answer.difference,
        answer.next_step,
    )  # fmt: skip


@search.reads("partner", "project", "places")
def opportunity_text(opportunity: Opportunity) -> SearchText:
    """What its public page says."""
    places = list(opportunity.places.all())
    project = opportunity.project
    body = [
        opportunity.can_change,
        opportunity.time_words,
        opportunity.where,
        opportunity.support,
        opportunity.how_to_start,
        opportunity.partner.full_name if opportunity.partner else "",
        project.title if project and project.state in PUBLIC_STATES else "",
        *(place.name for place in places),
    ]
    return SearchText(
        title=opportunity.title,
        summary=opportunity.what_you_do,
        body=". ".join(part for part in body if part),
        places=tuple(place.slug for place in places),
    )
