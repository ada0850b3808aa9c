"""What reviewers by link and those who hide a passage are asked."""

from django import forms

from apps.core.forms import PortalForm
from apps.core.reasons import Reason
from apps.showcase.forms.said import Said


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


class Review(Said):
    """What a reviewer says."""

    asks, in_words = "What do you think of it?", "What should be different, or anything else?"
    longest = 4000
