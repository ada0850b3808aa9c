"""Words of the log. Ratings, codes and replies are about nobody by design (docs/ratings.md)."""

from apps.core import person_data
from apps.publishing.holdings import PUBLISHED

PRIVATE_FILE = "a file of a team about an activity, for the team alone; it may name somebody"


def register() -> None:
    """Called once models are there."""
    person_data.others(
        person_data.RECORD,
        {
            "involvement.Activity": "hear_back_code title method_words can_change cannot_change "
            "access_offered payment_reason level_reason heard public_summary agreed_words "
            "what_we_make nobody_owed_because told_by when_words until_words" + PUBLISHED,
            "involvement.EvidenceAnswer": "asked note",
            "involvement.Opportunity": "title what_you_do time_words where can_change paid support "
            "how_to_start link link_words on_hold_because" + PUBLISHED,
            "involvement.ActivityLink": "label url",
            "involvement.Decision": "text on_words",
            "involvement.Promise": "cancelled_because because",
            "involvement.PromiseExtension": "reason",
            "involvement.Response": "title we_asked you_said we_did could_not_because difference "
            "next_step next_team after_six_line after_twelve_line" + PUBLISHED,
            "involvement.ResponseTheme": "text",
        },
    )
    person_data.others(
        person_data.OF_STAFF,
        {
            "involvement.ActivityNote": "text",
            "involvement.LogLink": "group_name",
            "involvement.RatingWording": "words",
        },
    )
    person_data.others(PRIVATE_FILE, {"involvement.Attachment": "name file"})
    person_data.others(
        person_data.COUNTED,
        {
            "involvement.EqualityCount": "characteristic category",
            "involvement.RatingComment": "words",
            "involvement.ParticipantReply": "words",
        },
    )
