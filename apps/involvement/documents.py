"""An activity as a document."""

from apps.involvement import forms
from apps.publishing.documents import Document, Section

ACTIVITY = Document(
    sections=(
        Section("what", "The activity", forms.What),
        Section("when", "When", forms.When),
        Section("where", "Where", forms.Where),
        Section("way", "Way of involving people", forms.Way),
        Section("who", "Who took part", forms.People),
        Section("said", "What people said", forms.Said),
        Section("summary", "Summary for the public", forms.Summary),
    )
)
