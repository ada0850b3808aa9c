"""A recording as a document: everything about it but the file, which never changes."""

from apps.publishing.documents import Document, Section
from apps.publishing.recordings import forms

RECORDING = Document(
    sections=(
        Section("about", "What it is", forms.About),
        Section("words", "Its words", forms.Words),
        Section("captions", "Captions", forms.Captions),
        Section("rests", "On what it rests", forms.Rests),
    )
)
# More than a small correction: from what it was made, and on what it rests.
NEVER_SMALL = frozenset(["made_from", "basis", "consent", "notice"])
