"""The questions of a rating, as people who took part read them, and of a round."""

import unicodedata
from typing import Any

from django import forms

from apps.core.forms import Checkboxes, NumberText, PortalForm, Radios
from apps.involvement.actions.rating import MOST_CODES
from apps.involvement.models import Activity, Rating
from apps.involvement.rating_words import OURS, QUESTION, stands_for

NOTHING = "Choose at least one answer, or write a few words"


def plain(words: str) -> str:
    """Words without signs that nobody sees, which make two alike look different to us alone."""
    seen = (sign for sign in unicodedata.normalize("NFKC", words)
            if unicodedata.category(sign) not in ("Cc", "Cf"))  # fmt: skip
    return " ".join("".join(seen).split())


class RatingForm(PortalForm):
    """Six questions, each of which can be left out, but not all of them; in the ``words`` of
    their round."""

    felt = forms.ChoiceField(choices=Rating.Felt.choices, required=False, widget=Radios)
    words = forms.CharField(
        label="6. Anything else?", widget=forms.Textarea({"rows": 4}), max_length=2000,
        required=False, help_text="Please name nobody",
    )  # fmt: skip
    may_publish = forms.BooleanField(label="You may show my words, without my name", required=False)

    def __init__(self, *args: Any, asked_in: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        felt: Any = self.fields["felt"]
        felt.label = asked_in[QUESTION]
        felt.choices = [(value, asked_in[value]) for value in Rating.Felt.values]
        for name in Rating.ITEMS:
            self.fields[name] = forms.ChoiceField(
                label=asked_in[name],
                choices=[*Rating.Agrees.choices, ("", "Skip")],
                required=False,
                widget=Radios,
            )

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


class Words(PortalForm):
    """The words of the questions, for curators; one field for each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in OURS:
            self.fields[name] = forms.CharField(
                label=stands_for(name),
                max_length=90,
                error_messages={
                    "required": "Write it in plain words, like ours: " + OURS[name],
                    "max_length": "Shorten this to 90 letters: it is read on a phone",
                },
            )

    def clean(self) -> dict[str, Any]:
        """No two of the answers alike: nobody could tell which they mean."""
        data: dict[str, Any] = super().clean() or {}
        data = {name: plain(words) for name, words in data.items()}
        seen: dict[str, str] = {}
        for name in Rating.Felt.values:
            said = data.get(name, "").lower()
            if said and said in seen:
                self.add_error(name, f"{stands_for(seen[said])} says the same")
            seen.setdefault(said, name)
        return data


class Codes(PortalForm):
    """How many slips to print, and for which meetings of the same group."""

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
    also = forms.ModelMultipleChoiceField(
        queryset=Activity.objects.none(), required=False, widget=Checkboxes,
        label="Is this also about other meetings of the same group?",
        help_text="Their people answer once, about all of them together",
        error_messages={"invalid_choice": "One of these meetings can’t be asked about any more"},
    )  # fmt: skip

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not others:
            del self.fields["also"]
            return
        also: Any = self.fields["also"]
        also.queryset = Activity.objects.filter(pk__in=[one.pk for one in others])
        also.label_from_instance = lambda one: f"{one}, {one.when}" if one.when else str(one)
