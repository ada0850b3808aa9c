"""One form with every kind of question, and a set of small ones."""

from typing import Any

from django import forms

from apps.core.forms import (
    CountedTextarea,
    CountField,
    DateField,
    ManyChoices,
    NumberText,
    PartialDateField,
    PortalForm,
    Radios,
)
from apps.projects.levels import WAYS

NEEDS = [
    ("captions", "Captions"),
    ("bsl", "BSL interpreter"),
    ("easy-read", "Easy Read"),
    ("other", "Something else"),
    ("none", "None of these"),
]


class EveryKind(PortalForm):
    """Each widget that the portal needs, in the words of the log."""

    title = forms.CharField(
        label="What was it?",
        max_length=100,
        help_text="A few words, like Carers’ café",
        error_messages={"required": "Enter what it was"},
    )
    heard = forms.CharField(
        label="In a sentence, what did people tell you?",
        widget=CountedTextarea(limit=280),
        max_length=280,
        help_text="Do not name patients, members of the public or staff",
        error_messages={"required": "Enter what people told you"},
    )
    note = forms.CharField(label="Working note", widget=forms.Textarea({"rows": 3}), required=False)
    minutes = forms.IntegerField(
        label="How many minutes did it last?",
        widget=NumberText(),
        min_value=1,
        error_messages={
            "required": "Enter how long it lasted, in minutes",
            "invalid": "Enter a whole number of minutes, like 90",
        },
    )
    place = forms.ChoiceField(
        label="Where?",
        choices=[("", "Choose a place"), ("leeds", "Leeds"), ("online", "Online")],
        error_messages={"required": "Choose where it was"},
    )
    way = forms.ChoiceField(
        label="Which way of involving people fits best?",
        choices=[(way.code, way.name) for way in WAYS] + [("not-sure", "I am not sure")],
        widget=Radios(hints={way.code: way.plain for way in WAYS}),
        error_messages={"required": "Select how people were involved"},
    )
    reply_by = forms.ChoiceField(
        label="How should we reply?",
        choices=[("email", "By e-mail"), ("phone", "By phone"), ("none", "No reply needed")],
        widget=Radios,
        error_messages={"required": "Select how we should reply"},
    )
    email = forms.EmailField(label="E-mail address", required=False)
    phone = forms.CharField(label="Phone number", required=False, max_length=30)
    needs = ManyChoices(
        label="What would help you take part?",
        choices=NEEDS,
        exclusive="none",
        error_messages={"required": "Select what would help, or None of these"},
    )
    other_need = forms.CharField(label="What else would help?", required=False, max_length=100)
    agreed = forms.BooleanField(
        label="Each of them knows this will be public",
        error_messages={"required": "Confirm that each of them knows"},
    )
    held_on = DateField(label="When was it?", help_text="For example, 4 3 2026")
    started = PartialDateField(
        label="When did the work begin?", help_text="Only the year is fine", required=False
    )
    took_part = CountField(label="How many took part?", required=False)
    paper = forms.FileField(
        label="Upload the notice", help_text="A PDF or picture of at most 5 MB", required=False
    )
    came_from = forms.CharField(widget=forms.HiddenInput, required=False)

    reveals = {
        "reply_by": {"email": "email", "phone": "phone"},
        "needs": {"other": "other_need"},
    }

    def clean(self) -> dict[str, Any]:
        """A way to reply needs the address or number that goes with it."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("reply_by") == "email" and not data.get("email"):
            self.add_error("email", "Enter an e-mail address, like name@example.org")
        if data.get("reply_by") == "phone" and not data.get("phone"):
            self.add_error("phone", "Enter a phone number")
        return data


class OneQuestion(PortalForm):
    """A page with one question: its label is the page's heading."""

    page_heading = "name"
    name = forms.CharField(
        label="What is your name?", error_messages={"required": "Enter your name"}
    )


class Partner(PortalForm):
    """A partner and its part, several of which make a set."""

    partner = forms.CharField(label="Partner", error_messages={"required": "Enter the partner"})
    role = forms.CharField(label="Part they had", required=False)


class PartnerSet(forms.BaseFormSet):
    """Partners, one more at the press of a button, without script."""

    noun = "partner"


Partners = forms.formset_factory(Partner, formset=PartnerSet, extra=1, min_num=1, max_num=9)
