"""Words of projects: no table here is about persons."""

from apps.core import person_data
from apps.publishing.holdings import PUBLISHED


def register() -> None:
    """Called once models are there."""
    person_data.others(
        person_data.RECORD,
        {
            "projects.Project": "title summary own_label purpose origin strapline method_words "
            "status_words start_note level_reason level_words link link_words source_excerpt "
            "start_words end_words" + PUBLISHED,
            "projects.ProjectPartner": "role_words",
            "projects.ProjectCount": "words who note",
            "projects.ProjectMention": "title form note url",
            "projects.ProjectLink": "words",
            "projects.EvidenceSign": "text help",
            "projects.LevelGuidance": "fits_when get_back",
            "projects.LevelExample": "why",
        },
    )
    person_data.others(
        person_data.CREDITED, {"projects.ProjectPartner": "credit_name credit_title"}
    )
