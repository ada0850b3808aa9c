"""The questions of the way to the public."""

from collections.abc import Iterable
from typing import Any

from django import forms

from apps.core import clock, personal
from apps.core.forms import DateField, PortalForm
from apps.core.reasons import Reason
from apps.publishing.documents import Section
from apps.publishing.moves import Move
from apps.publishing.part_notes import LONGEST

SMALL = [
    ("spelling", "Spelling or punctuation"),
    ("a link", "A link"),
    ("a phone number", "A phone number"),
    ("opening hours", "Opening hours"),
]


def look_for_people(form: PortalForm, name: str, data: dict[str, Any]) -> None:
    """A reason that people read at once names nobody, unless whoever writes it says that it is
    meant: an error beside it, and a box to say so."""
    found = personal.look(data.get(name) or "")
    if found and "meant" not in form.data:
        words = f"“{found[0].words}” looks like {found[0].looks_like}"
        form.add_error(name, f"{words}, and people read this. Leave it out, or say so.")
    if found:
        form.fields["meant"] = forms.BooleanField(
            label="I looked at these words, and they are meant to be here", required=False
        )


class PartNotes(PortalForm):
    """A note on each part of a text that is sent back, all of which may stay empty."""

    prefix = "part"

    def __init__(self, *args: Any, parts: Iterable[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in parts:
            self.fields[part.name] = forms.CharField(
                label=part.title,
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea({"rows": 2}),
                error_messages={"max_length": "Shorten this to 500 letters"},
            )

    @property
    def any(self) -> bool:
        """Whether something was typed: then they are shown at once."""
        return self.is_bound and any(self[name].value() for name in self.fields)

    def asked(self) -> dict[str, str]:
        """What is asked, by the name of the part."""
        return {name: words for name, words in self.cleaned_data.items() if words}


class MoveForm(PortalForm):
    """The note a step needs, the day from which something is to be public, or that words which look
    like facts about one person are meant to be there."""

    def __init__(
        self,
        *args: Any,
        step: Move,
        marked: bool = False,
        seen: str = "",
        parts: Iterable[Section] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.step = step
        self.parts = PartNotes(self.data if self.is_bound else None, parts=parts)
        self.fields["seen"] = forms.CharField(
            widget=forms.HiddenInput,
            initial=seen,
            max_length=40,
            required=False,
        )
        if marked:
            self.fields["meant"] = forms.BooleanField(
                label="I looked at these words, and they are meant to be here",
                error_messages={
                    "required": "Look at the words marked, then say that they are meant"
                    " to be here, or go back and change them"
                },
            )
        if step.note:
            self.fields["note"] = Reason(
                label=step.note,
                max_length=300,
                widget=forms.Textarea({"rows": 3}),
                required=not self.parts.fields,
                error_messages={"required": "Write a sentence or two."},
            )
        if step.name == "publish":
            self.fields["on"] = DateField(
                label="From which day?",
                help_text="Leave it empty to publish now. For example, 4 3 2027",
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """A reason that people read names nobody, unless that is meant."""
        data: dict[str, Any] = super().clean() or {}
        if self.step.name in ("withdraw", "archive") and self.step.note:
            look_for_people(self, "note", data)
        if self.parts.fields:
            if not self.parts.is_valid():
                self.add_error(None, "Shorten what you ask of a part: 500 letters at most")
            data["parts"] = self.parts.asked()
            if not (data.get("note") or data["parts"] or "note" in self.errors):
                self.add_error("note", "Write a sentence or two, or a note on a part.")
        return data

    def clean_on(self) -> Any:
        """Not a day that has passed."""
        day = self.cleaned_data["on"]
        if day is not None and day < clock.today():
            raise forms.ValidationError("Enter a day from today on, or leave it empty.")
        return day


class CorrectionForm(PortalForm):
    """What is mended; the public reads "Corrected on" with the day."""

    what = forms.ChoiceField(
        label="What do you mend?",
        choices=[("", "Choose one"), *SMALL],
        error_messages={"required": "Choose what you mend"},
    )
