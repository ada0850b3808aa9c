"""Notes and files that stay with the partner that owns an activity; evidence; links for groups."""

from typing import Any

from django import forms

from apps.core import file_kinds
from apps.core.forms import PortalForm, Radios
from apps.involvement.models import EvidenceAnswer

LARGEST_MEGABYTES = 10


class NoteForm(PortalForm):
    """A working note."""

    text = forms.CharField(
        label="Note",
        widget=forms.Textarea({"rows": 3}),
        max_length=4000,
        help_text="Whoever writes or leads for your partner or its places reads it. It is never"
        " published.",
        error_messages={"required": "Write a note"},
    )


class AttachmentForm(PortalForm):
    """A file."""

    file = forms.FileField(
        label="File",
        max_length=150,
        help_text=f"{file_kinds.KINDS}; up to {LARGEST_MEGABYTES} MB. It is never published.",
        error_messages={
            "required": "Choose a file",
            "empty": "This file is empty",
            "max_length": "Shorten the name of the file to 150 characters",
        },
    )

    def clean_file(self) -> Any:
        """A file of a kind we know that is what its name says. Raises ``ValidationError``."""
        file = self.cleaned_data["file"]
        file_kinds.looked_at(file, most_megabytes=LARGEST_MEGABYTES)
        return file


class EvidenceForm(PortalForm):
    """One question for each sign of a way; blank is not answered."""

    def __init__(self, *args: Any, signs: list[Any], held: dict[int, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signs = signs
        for sign in signs:
            before = held.get(sign.pk)
            self.fields[f"sign-{sign.pk}"] = forms.ChoiceField(
                label=sign.text,
                help_text=sign.help,
                choices=EvidenceAnswer.Answer.choices,
                required=False,
                widget=Radios,
                initial=before.answer if before else None,
            )

    def answers(self) -> dict[Any, str]:
        """The chosen answers by sign. Only after ``is_valid``."""
        found = {sign: self.cleaned_data.get(f"sign-{sign.pk}", "") for sign in self.signs}
        return {sign: answer for sign, answer in found.items() if answer}


class SendLink(PortalForm):
    """Who logs it themselves."""

    group_name = forms.CharField(
        label="Which group tells you?",
        max_length=150,
        help_text="A group, not a person. Their record says “told by” and this name.",
        error_messages={"required": "Enter the name of the group"},
    )
