"""A page of the portal as a document."""

from apps.library import forms
from apps.publishing.documents import Document, Section

PAGE = Document(
    sections=(
        Section("text", "Text", forms.Text),
        Section("dates", "Checks", forms.Dates),
    )
)
