"""Words of resources and pages: no table here is about persons."""

from apps.core import person_data
from apps.publishing.holdings import PUBLISHED


def register() -> None:
    """Called once models are there."""
    person_data.others(
        person_data.RECORD,
        {
            "library.Resource": "title summary source_words source_heading levels language licence "
            "access_words issued_words" + PUBLISHED,
            "library.ResourceFile": "name ending file",
            "library.ResourceItem": "words url",
            "library.Card": "text",
            "library.Page": "title lede body" + PUBLISHED,
            "library.GlossaryTerm": "term expansion definition quoted_in",
            "library.Quotation": "text quoted_in",
        },
    )
    person_data.others(
        person_data.CREDITED,
        {
            "library.ResourceMaker": "credit_name credit_title",
            "library.GlossaryTerm": "author",
            "library.Quotation": "attribution",
        },
    )
    person_data.others(person_data.OWN_WORDS, {"library.CheckedAddress": "url said"})
