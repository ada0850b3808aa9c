"""The questions of a consent: for staff who ask, for the person who answers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.core import clock, site_settings
from apps.core.forms import DateField, ManyChoices, PortalForm, Radios, RowField
from apps.core.reasons import Reason
from apps.partners.models import Partner
from apps.publishing.models import Consent
from apps.publishing.models.request import Request
from apps.showcase.forms.said import Said

MONTHS = "consent_months"  # the setting for how long a consent lasts unless said otherwise
LARGEST_PAPER = 10 * 1024 * 1024  # bytes
PAPERS = {b"%PDF-": "PDF", b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}


class ConsentForm(PortalForm):
    """What somebody agrees to, and how to reach them."""

    partner = RowField(
        Partner.objects.all, label="Which partner asks?",
        error_messages={"required": "Choose the partner"},
    )  # fmt: skip
    label = forms.CharField(
        label="What do you call them here?",
        max_length=80,
        help_text="A word for staff that is no name, like “Carer A” or “Friday group”",
        error_messages={"required": "Enter a word for them, like Carer A"},
    )
    is_group = forms.BooleanField(label="This is a group, which agreed together", required=False)
    capacity = forms.ChoiceField(
        label="Who agrees?",
        choices=Consent.Capacity.choices,
        widget=Radios,
        error_messages={"required": "Choose who agrees"},
    )
    under_18 = forms.BooleanField(
        label="The person whose words or picture it is about is under 18. Two reviewers then look "
        "at a story with them in it before it is published.",
        required=False,
    )
    purposes = ManyChoices(
        label="What is it for?",
        choices=[(name, words.capitalize()) for name, words in Consent.PURPOSES.items()],
        help_text="Printed copies can’t be called back. Say so before they agree.",
        error_messages={"required": "Choose at least one"},
    )
    may_use = ManyChoices(
        label="What may be used?",
        choices=[(name, words.capitalize()) for name, words in Consent.MEDIA.items()],
        error_messages={"required": "Choose at least one"},
    )
    credit_as = forms.CharField(
        label="How do they want to be named in public?",
        max_length=80,
        required=False,
        help_text="Only if “Name” is ticked above. In their own words: a name, a first name, "
        "initials, “a carer”. Empty for not at all.",
    )
    expires_on = DateField(
        label="From which day may we not use it any more?",
        help_text="On this day it is taken down by itself. For example, 4 3 2028",
    )
    email = forms.EmailField(
        label="Their e-mail address",
        required=False,
        help_text="Private: only for messages about this. Messages name no topic.",
        error_messages={"invalid": "Enter an e-mail address, like name@example.org"},
    )
    phone = forms.CharField(label="Their phone number", max_length=40, required=False)
    contact_note = forms.CharField(
        label="Or how else to reach them",
        max_length=300,
        required=False,
        help_text="For example: through the group, or by post",
    )

    def __init__(self, *args: Any, partners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["partner"]
        field.rows = lambda: partners
        field.choices = [("", "Choose one"), *field.offered()]
        self.fields["expires_on"].initial = clock.add_months(
            clock.today(), site_settings.number(MONTHS)
        )

    def clean_credit_as(self) -> str:
        """Nothing that could pass for the portal's own words."""
        return str(self.cleaned_data["credit_as"]).strip()

    def clean_expires_on(self) -> Any:
        """A day to come."""
        day = self.cleaned_data["expires_on"]
        if day is not None and day <= clock.today():
            raise ValidationError("Enter a day that is still to come")
        return day

    def clean(self) -> dict[str, Any]:
        """Somebody must be able to reach them; a name is used only if that was agreed."""
        data: dict[str, Any] = super().clean() or {}
        ways = [data.get(way) for way in ("email", "phone", "contact_note")]
        if not any(ways) and not {"email", "phone", "contact_note"} & set(self.errors):
            self.add_error("email", "Say how to reach them, in one of these three")
        if data.get("credit_as") and "may_use" in data and "name" not in data["may_use"]:
            self.add_error("credit_as", "Tick “Name” above, or leave this empty")
        return data

    def consent(self) -> dict[str, Any]:
        """The columns of the consent. Only after ``is_valid``."""
        data = self.cleaned_data
        flags = {name: name in data["purposes"] for name in Consent.PURPOSES}
        flags |= {name: name in data["may_use"] for name in Consent.MEDIA}
        plain = ("label", "is_group", "capacity", "under_18", "credit_as", "expires_on")
        return {**flags, **{n: data[n] for n in plain}, "partner_id": int(data["partner"])}

    def evidence(self) -> dict[str, Any]:
        """The private columns."""
        return {name: self.cleaned_data[name] for name in ("email", "phone", "contact_note")}


def began_with(consent: Consent) -> dict[str, Any]:
    """A consent as its form begins with it."""
    held = {name: getattr(consent, name) for name in ("label", "is_group", "capacity", "under_18")}
    held |= {"credit_as": consent.credit_as, "expires_on": consent.expires_on}
    held["partner"] = str(consent.partner_id)
    held["purposes"] = [name for name in Consent.PURPOSES if getattr(consent, name)]
    held["may_use"] = [name for name in Consent.MEDIA if getattr(consent, name)]
    evidence = getattr(consent, "evidence", None)
    if evidence is not None:
        held |= {name: getattr(evidence, name) for name in ("email", "phone", "contact_note")}
    return held


class HandIn(PortalForm):
    """The paper, and the day on it."""

    given_on = DateField(
        label="On which day did they agree?",
        help_text="The day on the paper. For example, 4 3 2026",
    )
    paper = forms.FileField(
        label="The signed paper",
        required=False,
        max_length=150,
        help_text="A PDF or a photo (PNG or JPEG), up to 10 MB. Only curators see it.",
        error_messages={"empty": "This file is empty"},
    )
    aloud = forms.BooleanField(
        label="There is no paper: it was read to them, and they said yes", required=False
    )

    def clean_given_on(self) -> Any:
        """Not a day to come."""
        day = self.cleaned_data["given_on"]
        if day is not None and day > clock.today():
            raise ValidationError("Enter a day that has come")
        return day

    def clean_paper(self) -> Any:
        """A PDF or a picture that is one. Raises ``ValidationError``."""
        paper = self.cleaned_data["paper"]
        if not paper:
            return None
        if paper.size > LARGEST_PAPER:
            raise ValidationError("This file is larger than 10 MB. Choose a smaller one.")
        begins = paper.read(16)
        paper.seek(0)
        if not any(begins.startswith(mark) for mark in PAPERS):
            raise ValidationError("Choose a PDF, PNG or JPEG file.")
        return paper

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data: dict[str, Any] = super().clean() or {}
        if "paper" not in self.errors and not data.get("paper") and not data.get("aloud"):
            self.add_error("paper", "Choose the file, or say that it was read to them")
        return data


class UseOutside(PortalForm):
    """Where something goes outside this site."""

    purpose = forms.ChoiceField(
        label="What for?", error_messages={"required": "Choose what it is for"}
    )
    where = forms.CharField(
        label="Where exactly?",
        max_length=300,
        help_text="Which report, post or course, so that somebody can find the copy again",
        error_messages={"required": "Say where it goes"},
    )

    def __init__(self, *args: Any, consent: Consent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = [
            (name, words.capitalize())
            for name, words in Consent.PURPOSES.items()
            if name != "on_portal" and getattr(consent, name)
        ]
        self.fields["purpose"].choices = [("", "Choose one"), *allowed]  # type: ignore[attr-defined]


class Chased(PortalForm):
    """What came of asking for a copy back."""

    note = Reason(
        label="Whom did you ask, and what did they say?",
        max_length=300,
        error_messages={"required": "Say whom you asked"},
    )


class WhyNot(PortalForm):
    """Why something stays as it is."""

    words = Reason(
        label="Why does it stay as it is?",
        max_length=1000,
        help_text="They read this on their page. It is shown only once they say that it is right.",
        error_messages={"required": "Tell them in a sentence or two why"},
    )


class Aloud(Said):
    """What the person said when it was read to them."""

    asks, in_words, missing = "What did they say?", "In their words", "Write what should change"
    read_by = forms.CharField(
        label="Who read it to them?",
        max_length=120,
        help_text="A role, like “the group’s worker”",
        error_messages={"required": "Enter the role of whoever read it"},
    )
    on = DateField(label="On which day?")

    def clean_on(self) -> Any:
        """Not a day to come."""
        day = self.cleaned_data["on"]
        if day and day > clock.today():
            raise ValidationError("Enter a day that has come")
        return day


class OwnAnswer(Said):
    """What the person says to how they are shown."""

    asks, in_words = "Is this right?", "What should be different?"


class OwnCredit(PortalForm):
    """How the person is named."""

    credit_as = forms.CharField(
        label="How do you want to be named?",
        max_length=80,
        required=False,
        help_text="A name, a first name, initials, “a carer”. Leave it empty to be named not at "
        "all.",
    )


class TakeBack(PortalForm):
    """All, or some."""

    everything = forms.ChoiceField(
        label="What do you want to take back?",
        choices=[("yes", "Everything"), ("no", "Some of it")],
        widget=Radios,
        error_messages={"required": "Choose everything or some of it"},
    )
    parts = ManyChoices(label="What should we not use any more?", required=False)
    reveals = {"everything": {"no": "parts"}}  # noqa: RUF012

    def __init__(self, *args: Any, consent: Consent, for_them: bool = False, **kwargs: Any) -> None:
        """``for_them``: staff note what the person told them."""
        super().__init__(*args, **kwargs)
        whose = "Their" if for_them else "My"
        if for_them:
            self.fields["everything"].label = "What do they take back?"
            self.fields["parts"].label = "What may we not use any more?"
        held = [(n, f"{whose} {w}") for n, w in Consent.MEDIA.items() if getattr(consent, n)]
        held += [
            (n, f"Use for {w}" if n != "on_portal" else "Use on this website")
            for n, w in Consent.PURPOSES.items()
            if getattr(consent, n)
        ]
        self.fields["parts"].choices = held  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Some of it says what."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("everything") == "no" and not data.get("parts"):
            self.add_error("parts", "Choose what we should not use any more")
        return data

    def chosen(self) -> set[str] | None:
        """The parts; None for everything."""
        return set(self.cleaned_data["parts"]) if self.cleaned_data["everything"] == "no" else None


class OwnAsk(PortalForm):
    """Another format, or a call."""

    kind = forms.ChoiceField(
        label="What would help you?",
        choices=[
            (Request.Kind.FORMAT.value, "See this in another format"),
            (Request.Kind.CALL.value, "Talk about it on the phone"),
        ],
        widget=Radios,
        error_messages={"required": "Choose one of the two"},
    )
    words = forms.CharField(
        label="Which format, or when may we ring?", max_length=500, required=False
    )
    phone = forms.CharField(label="Your phone number", max_length=40, required=False)
    email = forms.EmailField(
        label="Your e-mail address",
        required=False,
        error_messages={"invalid": "Enter an e-mail address, like name@example.org"},
    )
    reveals = {"kind": {"format": ("words", "email"), "call-me": "phone"}}  # noqa: RUF012

    def clean(self) -> dict[str, Any]:
        """A call needs a number, a format an address to send it to."""
        data: dict[str, Any] = super().clean() or {}
        need = {"call-me": ("phone", "Enter your phone number"), "format": ("email", "Enter your "
                "e-mail address, so that we can send it")}  # fmt: skip
        name, sentence = need.get(data.get("kind", ""), ("", ""))
        if name and not data.get(name) and name not in self.errors:
            self.add_error(name, sentence)
        return data

    def contact(self) -> dict[str, str]:
        """How they are answered, as a request keeps it."""
        if self.cleaned_data["kind"] == Request.Kind.CALL:
            return {"reply_by": "phone", "contact": self.cleaned_data["phone"]}
        return {"reply_by": "email", "contact": self.cleaned_data["email"]}
