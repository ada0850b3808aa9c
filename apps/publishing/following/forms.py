"""The two questions of following: where to, and how often."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from apps.core.forms import PortalForm, Radios
from apps.publishing.following.mailboxes import of_email, of_phone

WEEKLY, AT_ONCE = "week", "news"
NEEDS_EMAIL = "Enter an e-mail address, like name@example.org"


class Where(PortalForm):
    """Where to tell them. Nothing else is asked; of everything new, by e-mail alone."""

    how = forms.ChoiceField(
        label="How should we tell you?",
        choices=[("email", "By e-mail"), ("phone", "By a phone call, in the daytime")],
        initial="email",
        widget=Radios,
        error_messages={"required": "Select how we should tell you"},
    )
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        required=False,
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": NEEDS_EMAIL},
    )
    phone = forms.CharField(
        label="Phone number",
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    name = forms.CharField(
        label="Whom should we ask for? (not needed)",
        max_length=80,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )

    reveals = {"how": {"email": "email", "phone": ("phone", "name")}}

    def __init__(self, *args: Any, by_phone: bool, by_name: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if by_phone and not by_name:
            self.reveals = {"how": {"email": "email", "phone": "phone"}}
            del self.fields["name"]
        if not by_phone:
            self.reveals = {}
            for name in ("how", "phone", "name"):
                del self.fields[name]

    @property
    def rings(self) -> bool:
        """Whether they want a call."""
        return self.cleaned_data.get("how") == "phone"

    def clean(self) -> dict[str, Any]:
        """The address or the number that goes with the way that was chosen."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("how", "email") == "email":
            if not data.get("email") and "email" not in self.errors:
                self.add_error("email", NEEDS_EMAIL)
        else:
            data["phone"] = of_phone(data.get("phone", ""))
            if not data["phone"] and "phone" not in self.errors:
                self.add_error("phone", "Enter a phone number, like 0113 496 0000")
        return data


class HowOften(PortalForm):
    """How often there may be a mail."""

    often = forms.ChoiceField(
        label="How often may we write?",
        choices=[
            (WEEKLY, "At most once a week, with all that is new"),
            (AT_ONCE, "Each time there is something new"),
        ],
        initial=WEEKLY,
        widget=Radios,
        error_messages={"required": "Select how often we may write"},
    )


class Lift(PortalForm):
    """Who may be written to or rung again, and how they asked for it."""

    mailbox = forms.CharField(
        label="Their e-mail address or phone number",
        max_length=254,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text="It is compared with what we remember, and not kept",
        error_messages={"required": "Enter their e-mail address or phone number"},
    )
    asked_how = forms.ChoiceField(
        label="How did they ask for it?",
        choices=[
            ("phone", "On the phone"),
            ("person", "In person"),
            ("letter", "In a letter"),
            ("email", "In an e-mail to us"),
        ],
        widget=Radios,
        help_text="Only the person may ask. It stands in the audit record",
        error_messages={"required": "Select how they asked: only the person may ask"},
    )

    def clean_mailbox(self) -> str:
        """The mailbox or the number in the one form of all spellings."""
        typed: str = self.cleaned_data["mailbox"]
        if "@" not in typed:
            if number := of_phone(typed):
                return number
            raise ValidationError(
                "Enter an e-mail address, like name@example.org, or a phone number"
            )
        try:
            validate_email(typed)
        except ValidationError:
            raise ValidationError(NEEDS_EMAIL) from None
        return of_email(typed)
