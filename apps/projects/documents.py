"""A project as a document: its sections, in the order in which people fill them in."""

from apps.partners.models import sort_key
from apps.projects import forms
from apps.projects.models import Project
from apps.publishing.documents import Document, Rows, Section


def derive(project: Project) -> None:
    """How it sorts."""
    project.sort_key = sort_key(project.title)
    project.save(update_fields=["sort_key"])


PROJECT = Document(
    sections=(
        Section("about", "What it is", forms.About),
        Section("way", "Way of involving people", forms.Way),
        Section(
            "who",
            "Who had which part",
            rows=Rows("parts", forms.Part, "partner", ("partner", "role")),
        ),
        Section("when", "When, where and whom it is about", forms.When),
        Section("numbers", "Numbers", rows=Rows("counts", forms.Number, "number")),
        Section(
            "links",
            "What it led to or belongs to",
            rows=Rows("links_out", forms.Link, "link", ("target", "kind")),
        ),
        Section(
            "mentions",
            "Training and resources named beside it",
            rows=Rows("mentions", forms.Mention, "training or resource"),
        ),
        Section("source", "The source, word for word", forms.Source),
    ),
    derive=derive,
)
