"""The questions of a rating, as people who took part read them, and of a round."""

from typing import Any

from django import forms

from apps.core.forms import NumberText, PortalForm, Radios
from apps.involvement.actions.rating import MOST_CODES
from apps.involvement.models import Rating

NOTHING = "Choose at least one answer, or write a few words"


def _agrees(name: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=Rating.SENTENCES[name],
        choices=[*Rating.Agrees.choices, ("", "Skip")],
        required=False,
        widget=Radios,
    )


class RatingForm(PortalForm):
    """Six questions, each of which can be left out, but not all of them."""

    felt = forms.ChoiceField(
        label="What did it feel like?", choices=Rating.Felt.choices, required=False, widget=Radios
    )
    mattered = _agrees("mattered")
    serious = _agrees("serious")
    had_a_say = _agrees("had_a_say")
    know_next = _agrees("know_next")
    words = forms.CharField(
        label="6. Anything else?", widget=forms.Textarea({"rows": 4}), max_length=2000,
        required=False, help_text="Please name nobody",
    )  # fmt: skip
    may_publish = forms.BooleanField(label="You may show my words, without my name", required=False)

    @property
    def agrees(self) -> list[Any]:
        """The four sentences, for the template."""
        return [self[name] for name in Rating.ITEMS]

    def clean(self) -> dict[str, Any]:
        """Something of it: a code is not used up by nothing."""
        data: dict[str, Any] = super().clean() or {}
        said = [name for name in self.fields if name != "may_publish" and data.get(name)]
        if not self.errors and not said:
            raise forms.ValidationError(NOTHING)
        return data


class Codes(PortalForm):
    """How many slips to print."""

    number = forms.IntegerField(
        label="How many people took part?", min_value=1, max_value=MOST_CODES,
        widget=NumberText(),
        help_text=f"One slip for each of them, at most {MOST_CODES} at a time",
        error_messages={
            "required": "Enter how many slips you need, like 12",
            "invalid": "Enter a whole number, like 12",
            "min_value": "Enter a number from 1",
            "max_value": f"Enter at most {MOST_CODES}; you can print more afterwards",
        },
    )  # fmt: skip
