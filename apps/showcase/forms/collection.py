"""What a curator says of a collection."""

from django import forms

from apps.core.forms import PortalForm, RowField
from apps.showcase.models import CaseStudy


class CollectionForm(PortalForm):
    """Its title, what it is, and whether people see it."""

    title = forms.CharField(
        label="Title", max_length=150, error_messages={"required": "Enter a title"}
    )
    intro = forms.CharField(
        label="What these stories have in common",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
    )
    public = forms.BooleanField(label="Show it to everybody", required=False)


class PutIn(PortalForm):
    """A story to put in."""

    story = RowField(
        lambda: CaseStudy.objects.current().order_by("sort_key", "pk"),
        label="Story",
        error_messages={"required": "Choose a story"},
    )
