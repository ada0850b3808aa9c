"""What reviewers by link and those who hide a passage are asked."""

from typing import Any

from django import forms

from apps.core.forms import PortalForm, Radios
from apps.core.reasons import Reason


class HideNow(PortalForm):
    """Why a passage is hidden at once."""

    why = Reason(
        label="Why? Only staff read this.",
        max_length=300,
        error_messages={"required": "Say in a few words why"},
    )


class AskReviewer(PortalForm):
    """Who reads the draft."""

    name = forms.CharField(
        label="How do they want to be called?",
        max_length=120,
        help_text="A name or a role, like “a carer from the Friday group”. Only staff see it.",
        error_messages={"required": "Enter how they want to be called"},
    )


class Review(PortalForm):
    """What a reviewer says."""

    said = forms.ChoiceField(
        label="What do you think?",
        choices=[("right", "This is right"), ("change", "Please change something")],
        widget=Radios,
        error_messages={"required": "Choose one of the two"},
    )
    words = forms.CharField(
        label="What should be different, or anything else?",
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"max_length": "Shorten this to 4,000 letters"},
    )

    def clean(self) -> dict[str, Any]:
        """A change says which."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("said") == "change" and not data.get("words") and "words" not in self.errors:
            self.add_error("words", "Write what should be different")
        return data
