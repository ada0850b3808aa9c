"""What somebody who presents writes on their own page."""

from django import forms

from apps.core.forms import CountedTextarea, PortalForm, Radios
from apps.training.models import PresenterSlot


class Own(PortalForm):
    """Their public name, a change that they ask for, whether what was offered has reached them,
    and two lines afterwards."""

    public_name = forms.CharField(
        label="How should we call you in public?", max_length=100,
        help_text="Your name, or words like “a volunteer”",
        error_messages={"required": "Enter how we should call you; “a volunteer” is fine"},
    )  # fmt: skip
    asks = forms.CharField(
        label="Is there anything you would like to be different?", max_length=500, required=False,
        widget=CountedTextarea(500, 3),
    )  # fmt: skip
    reached = forms.ChoiceField(
        label="Has what you were offered reached you?", required=False, widget=Radios,
        choices=[choice for choice in PresenterSlot.Reached.choices if choice[0]],
    )  # fmt: skip
    debrief = forms.CharField(
        label="Two lines afterwards: what went well, what next time?", max_length=300,
        required=False, widget=CountedTextarea(300, 2),
    )  # fmt: skip
