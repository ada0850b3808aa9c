"""What people may say of an answer, and the code that they type."""

from typing import Any

from django import forms

from apps.core.forms import PortalForm, Radios
from apps.involvement.models import ParticipantReply

NOTHING = "Choose an answer, or write a few words"


class Reply(PortalForm):
    """Is this what you said? Every question can be left out, but not all of them."""

    said = forms.ChoiceField(
        label="Is this what you said?", choices=ParticipantReply.Said.choices, required=False,
        widget=Radios,
    )  # fmt: skip
    difference = forms.ChoiceField(
        label="I can see what difference it makes", required=False, widget=Radios,
        choices=ParticipantReply.Difference.choices, help_text="Leave it out if you like",
    )  # fmt: skip
    words = forms.CharField(
        label="In your words", widget=forms.Textarea({"rows": 4}), max_length=1000, required=False,
        help_text="We do not ask who you are. Please name nobody",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Something of it."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(data.get(name) for name in self.fields):
            raise forms.ValidationError(NOTHING)
        return data
