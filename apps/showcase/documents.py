"""A story as a document: its parts, in the order in which people write them."""

from apps.partners.models import sort_key
from apps.publishing.documents import Document, Rows, Section
from apps.showcase.forms import story as forms
from apps.showcase.models import HEADINGS, CaseStudy


def derive(story: CaseStudy) -> None:
    """How it sorts."""
    story.sort_key = sort_key(story.title)
    story.save(update_fields=["sort_key"])


WRITTEN = {
    "why": forms.Why,
    "who": forms.Who,
    "together": forms.Together,
    "changed": forms.Changed,
    "power": forms.Power,
    "hard": forms.Hard,
    "use_this": forms.UseThis,
}
MARKDOWN = "A blank line begins a new paragraph, a line that begins with “- ” is a point of a list."
STORY = Document(
    sections=(
        Section("about", "What it is", forms.About),
        Section(
            "writers", "People and their parts", rows=Rows("writers", forms.Writer, "partner",
            ("partner",)),
            hint="The partners that tell this story together. Each of them may write it.",
        ),
        *(Section(name, HEADINGS[name], form, hint=MARKDOWN) for name, form in WRITTEN.items()),
        Section(
            "words", "People’s own words", forms.SummaryRests, Rows("blocks", forms.Words,
            "passage"),
            hint="What somebody said, or what is told about one person. Each rests on a consent, "
            "and is only there as long as it lasts.",
        ),
        Section(
            "pictures", "Where pictures stand", rows=Rows("pictures", forms.Placed, "place",
            ("picture", "heading")),
        ),
        Section("dates", "Checks", forms.Dates),
    ),
    derive=derive,
)  # fmt: skip
