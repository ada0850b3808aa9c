"""“This is right”, or “please change something” and what: asked of people in a story, on their page
or aloud, and of reviewers by link."""

from typing import Any, ClassVar

from django import forms

from apps.core.forms import PortalForm, Radios
from apps.showcase.models import StoryAnswer


class Said(PortalForm):
    """One of the two, in words for each occasion: what is asked, what the box is called and how
    much it takes, and what is said where a change says nothing."""

    asks: ClassVar[str] = "Is this right?"
    in_words: ClassVar[str] = "What should be different?"
    missing: ClassVar[str] = "Write what should be different"
    longest: ClassVar[int] = 1000

    said = forms.ChoiceField(
        choices=StoryAnswer.Said.choices,
        widget=Radios,
        error_messages={"required": "Choose one of the two"},
    )
    words = forms.CharField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["said"].label = self.asks
        self.fields["words"] = forms.CharField(
            label=self.in_words,
            required=False,
            max_length=self.longest,
            widget=forms.Textarea({"rows": 3 if self.longest <= 1000 else 6}),
            error_messages={"max_length": f"Shorten this to {self.longest:,} letters"},
        )

    def clean(self) -> dict[str, Any]:
        """A change says which."""
        data: dict[str, Any] = super().clean() or {}
        wants = data.get("said") == StoryAnswer.Said.CHANGE
        if wants and not data.get("words") and "words" not in self.errors:
            self.add_error("words", self.missing)
        return data
