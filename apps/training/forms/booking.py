"""The questions of booking, one thing a page. What was answered on earlier pages goes along in
the form itself, so that nothing is kept of somebody who does not press the last button."""

from typing import Any

from django import forms

from apps.core.forms import ManyChoices, PortalForm, Radios
from apps.publishing.following.mailboxes import of_phone
from apps.publishing.models import Audience
from apps.training.actions import Person
from apps.training.models import Booking, BookingNeeds

NOTHING = "nothing"
NEEDS = [*BookingNeeds.Need.choices, (NOTHING, "Nothing")]
NEEDS_EMAIL_OR_PHONE = "Enter an e-mail address or a phone number: one is enough"
ELSE, NOT_SAID = Booking.Describes.ELSE, Booking.Describes.NOT_SAID


class Who(PortalForm):
    """The name, and one way to reach them."""

    name = forms.CharField(
        label="Name of the person who comes",
        max_length=100,
        widget=forms.TextInput({"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": "Enter the name of the person who comes"},
    )
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        required=False,
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
        help_text="An e-mail address or a phone number: one is enough",
        error_messages={"invalid": "Enter an e-mail address, like name@example.org"},
    )
    phone = forms.CharField(
        label="Phone number",
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
        help_text="Without e-mail, we ring you with whatever you need to know",
    )
    for_someone_else = forms.BooleanField(label="I am booking for someone else", required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two ways, and a number that can be dialled."""
        data: dict[str, Any] = super().clean() or {}
        phone = data.get("phone", "")
        if phone:
            data["phone"] = of_phone(phone)
            if not data["phone"]:
                self.add_error("phone", "Enter a phone number, like 0113 496 0000")
        if not phone and not data.get("email") and "email" not in self.errors:
            self.add_error("email", NEEDS_EMAIL_OR_PHONE)
        if not data.get("name", "x").strip(".-_ "):
            self.add_error("name", "Enter the name of the person who comes")
        return data


class Describes(PortalForm):
    """Which of those it is for they are, if they wish to say."""

    page_heading = "describes"
    describes = forms.ChoiceField(
        label="Which describes you?",
        widget=Radios,
        error_messages={"required": "Select which describes you, or prefer not to say"},
    )

    def __init__(
        self, *args: Any, audiences: list[Audience], of_another: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["describes"]
        if of_another:
            field.label = "Which describes them?"
        field.choices = [
            *((audience.slug, audience.name) for audience in audiences),
            (ELSE, ELSE.label),
            (NOT_SAID, NOT_SAID.label),
        ]


class Needs(PortalForm):
    """What would help; nothing is an answer too."""

    page_heading = "needs"
    needs = ManyChoices(
        label="What would help you take part?",
        choices=NEEDS,
        exclusive=NOTHING,
        required=False,
    )
    words = forms.CharField(
        label="What else would help?", max_length=500, required=False,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    reveals = {"needs": {"else": "words"}}

    def __init__(self, *args: Any, of_another: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of_another:
            self.fields["needs"].label = "What would help them take part?"

    def clean(self) -> dict[str, Any]:
        """Something else says what."""
        data: dict[str, Any] = super().clean() or {}
        if "else" in data.get("needs", ()) and not data.get("words") and "words" not in self.errors:
            self.add_error("words", "Say what else would help")
        return data

    def chosen(self) -> list[str]:
        """The needs as they are kept. Only after it was found right."""
        return [need for need in self.cleaned_data["needs"] if need != NOTHING]


def person_of(
    who: dict[str, Any], describes: str, needs: Needs, audiences: list[Audience]
) -> Person:
    """All answers as one person."""
    audience = next((one for one in audiences if one.slug == describes), None)
    return Person(
        name=who["name"],
        email=(who["email"] or "").strip(),
        phone=who["phone"],
        for_someone_else=who["for_someone_else"],
        describes=Booking.Describes.AUDIENCE if audience else describes,
        audience=audience,
        needs=needs.chosen(),
        needs_words=needs.cleaned_data["words"],
    )
