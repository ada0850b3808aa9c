"""The questions by which a page of the portal is written."""

from typing import Any

from django import forms

from apps.core import site_settings
from apps.core.forms import DateField, MarkdownArea, PortalForm


class Text(PortalForm):
    """The text of a page."""

    title = forms.CharField(
        label="Title", max_length=150, error_messages={"required": "Enter a title"}
    )
    lede = forms.CharField(
        label="Opening sentence", required=False, max_length=300, widget=forms.Textarea({"rows": 2})
    )
    body = forms.CharField(
        label="Text",
        required=False,
        max_length=50_000,
        widget=MarkdownArea(rows=16),
        help_text="Headings, lists, links and bold. Text pasted from Word is cleaned.",
    )


class Dates(PortalForm):
    """When somebody looked at it, and when they will again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months = site_settings.number("page_review_months")
        field = self.fields["review_on"]
        field.help_text = f"Usually {months} months later. {field.help_text}"

    reviewed_on = DateField(label="Last checked on", help_text="For example, 4 3 2026")
    review_on = DateField(label="To be checked again by", help_text="For example, 4 3 2027")
