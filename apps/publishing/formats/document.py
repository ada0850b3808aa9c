"""An accessible version as a document: each kind asks only for what it is made of."""

from collections.abc import Callable, Collection

from apps.publishing.documents import Document, Rows, Section
from apps.publishing.formats import forms
from apps.publishing.models import AccessibleVersion
from apps.publishing.plain import Data

Version = AccessibleVersion


def _asked_of(kinds: Collection[str]) -> Callable[[Data], bool]:
    return lambda data: data.get("form") in kinds


FORMAT = Document(
    sections=(
        Section("about", "What it is", forms.About),
        Section(
            "lines",
            "Lines",
            rows=Rows("lines", forms.Line, "line"),
            hint="A picture at the left, a short sentence at the right: one thought a line, about "
            "15 words at most, everyday words, no abbreviations.",
            asked=_asked_of({Version.Form.EASY_READ}),
        ),
        Section("words", "Text", forms.Words, asked=_asked_of(set(Version.TEXTS))),
        Section("link", "Where it can be found", forms.Link, asked=_asked_of(set(Version.LINKED))),
        Section("checked", "Checked with people", forms.Checked),
    )
)
# More than a small correction: what it is, from what it was made, and who looked at it.
NEVER_SMALL = frozenset(["form", "language", "made_from", "checked_with", "checked_on"])
