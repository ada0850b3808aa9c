"""A resource as a document: its sections, in the order in which people fill them in."""

from apps.library.models import Resource
from apps.library.resources import forms
from apps.partners.models import sort_key
from apps.publishing.documents import Document, Rows, Section


def derive(resource: Resource) -> None:
    """How it sorts."""
    resource.sort_key = sort_key(resource.title)
    resource.save(update_fields=["sort_key"])


RESOURCE = Document(
    sections=(
        Section("about", "What it is", forms.About),
        Section(
            "makers",
            "Whom it is from",
            rows=Rows("makers", forms.Maker, "name", ("partner", "role")),
            hint="Partners, and authors whom the publication itself names, in their order.",
        ),
        Section(
            "where",
            "Where it is",
            forms.Where,
            Rows("items", forms.Item, "file or address", ("file", "url")),
            hint="Files come by the button on the record’s page; here they are named and put in "
            "their order.",
        ),
        Section("context", "What it is about", forms.Context),
        Section(
            "cards",
            "Prompt cards",
            rows=Rows("cards", forms.PromptCard, "card", ("text",)),
            hint="Only words that the guidance gives, or that somebody here has written. Nothing "
            "is made up from it.",
            asked=lambda data: data.get("kind") == Resource.Kind.GUIDANCE,
        ),
        Section("source", "The source, word for word", forms.Source),
        Section("dates", "Checks", forms.Dates),
    ),
    derive=derive,
)
