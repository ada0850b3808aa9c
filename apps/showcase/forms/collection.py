"""What a curator says of a collection."""

from collections.abc import Collection
from typing import Any

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

    def leave_out(self, keys: Collection[int]) -> "PutIn":
        """Do not offer what is there already."""
        field: Any = self.fields["story"]
        out = {str(key) for key in keys}
        field.choices = [(key, label) for key, label in field.choices if key not in out]
        return self
