"""What is asked about a picture: the file, what it shows, on what it rests, where it stands."""

import copy
from typing import Any, ClassVar

from django import forms

from apps.core.forms import CountedTextarea, PortalForm, Radios
from apps.core.reasons import Reason
from apps.publishing.forms import look_for_people
from apps.publishing.models import Picture, Publishable
from apps.publishing.pictures import placing
from apps.publishing.pictures.actions import consents_for
from apps.publishing.pictures.encoding import Encoded, encode
from apps.publishing.types import PublishedType

LONGEST_ALT = 300
CHOOSE_AGAIN = "Choose the file again: a browser forgets it when something else has to be mended."


class WordsForm(PortalForm):
    """What is said beside a picture. ``public``: people read it at once. ``needed``: what a choice
    asks for, and what to do where that is left blank."""

    reveals = {"shows": {"something": "alt"}}
    needed: ClassVar[dict[tuple[str, str], tuple[str, str]]] = {
        ("shows", "something"): (
            "alt",
            "Describe what the picture shows, or say that it decorates",
        ),
    }

    shows = forms.ChoiceField(
        label="What does it show?",
        choices=[
            ("something", "Something that people should know about"),
            ("nothing", "Nothing that words need say: it only decorates"),
        ],
        widget=Radios,
        error_messages={"required": "Say whether it shows something, or only decorates"},
    )
    alt = forms.CharField(
        label="Describe it for people who do not see it",
        max_length=LONGEST_ALT,
        widget=CountedTextarea(limit=LONGEST_ALT, rows=3),
        required=False,
        help_text="A sentence or two, read aloud in place of the picture. For example: Six people"
        " around a table hold up drawings of a sign. Name nobody.",
    )
    caption = forms.CharField(
        label="What stands under it (not needed)",
        max_length=200,
        required=False,
        help_text="Where and when, or what came of it.",
    )
    credit = forms.CharField(
        label="Who made it (not needed)",
        max_length=120,
        required=False,
        help_text="The name as they want to read it. It stands under the picture.",
    )

    def __init__(
        self, *args: Any, picture: Picture | None = None, public: bool = False, **kwargs: Any
    ) -> None:
        if picture is not None:
            kwargs["initial"] = self.begin_with(picture)
        self.public = public
        super().__init__(*args, **kwargs)

    def begin_with(self, picture: Picture) -> dict[str, Any]:
        """The answers as they stand."""
        return {
            "shows": "nothing" if picture.decorative else "something",
            "alt": picture.alt,
            "caption": picture.caption,
            "credit": picture.credit,
        }

    def clean(self) -> dict[str, Any]:
        """What a choice asks for is there; words that people read at once name nobody, unless that
        is meant."""
        data: dict[str, Any] = super().clean() or {}
        for (question, choice), (name, sentence) in self.needed.items():
            if data.get(question) == choice and not data.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        for name in ("alt", "caption") if self.public else ():
            look_for_people(self, name, data)
        return data

    def words(self) -> dict[str, Any]:
        """The columns of a picture. Only after ``is_valid``."""
        data = self.cleaned_data
        return {
            "alt": " ".join(data["alt"].split()),
            "decorative": data["shows"] == "nothing",
            "caption": data["caption"],
            "credit": data["credit"],
        }


class PictureForm(WordsForm):
    """The same, and on what its showing rests."""

    reveals = {**WordsForm.reveals, "basis": {"consent": "consent", "crowd": "notice"}}
    needed: ClassVar[dict[tuple[str, str], tuple[str, str]]] = WordsForm.needed | {
        ("basis", "consent"): ("consent", "Choose the consent of the people in it"),
        ("basis", "crowd"): (
            "notice",
            "Say which notice was shown and where. Without one, the people need to agree.",
        ),
    }

    basis = forms.ChoiceField(
        label="Who is in it?",
        choices=[
            (Picture.Basis.NOBODY, "Nobody"),
            (Picture.Basis.CONSENT, "People who agreed to be shown here"),
            (Picture.Basis.CROWD, "A crowd, of which nobody is the subject"),
        ],
        help_text="Staff count as people too.",
        widget=Radios,
        error_messages={"required": "Say who is in it"},
    )
    consent = forms.ChoiceField(label="Which consent?", required=False)
    notice = forms.CharField(
        label="Which notice was shown, and where?",
        max_length=300,
        required=False,
        help_text="For example: “Photos are taken today, tell us if you mind”, on both doors. Kept"
        " with the picture, not published.",
    )

    def __init__(
        self, *args: Any, item: Publishable, picture: Picture | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, picture=picture, **kwargs)
        self.found = {row.reference: row for row in consents_for(item)}
        if picture is not None and picture.consent is not None:
            self.found.setdefault(picture.consent.reference, picture.consent)
        field: Any = self.fields["consent"]
        field.choices = [("", "Choose one"), *map(_offered, self.found.values())]
        if not self.found:
            field.help_text = (
                "No consent of the partners of this record covers a picture on this website today."
            )

    def begin_with(self, picture: Picture) -> dict[str, Any]:
        return super().begin_with(picture) | {
            "basis": picture.basis,
            "consent": picture.consent.reference if picture.consent else "",
            "notice": picture.notice,
        }

    def words(self) -> dict[str, Any]:
        data = self.cleaned_data
        return super().words() | {
            "basis": data["basis"],
            "consent": self.found.get(data["consent"]),
            "notice": data["notice"],
        }


def _offered(consent: Any) -> tuple[str, str]:
    ends = f"{consent.expires_on.day} {consent.expires_on:%B %Y}"
    return consent.reference, f"{consent.reference}: {consent.label}, until {ends}"


class NewPictureForm(PictureForm):
    """The same, with the file first and where it stands last."""

    file = forms.FileField(
        label="Picture",
        help_text="JPEG, PNG or WebP, up to 10 MB. Where and when it was taken is not kept.",
        error_messages={
            "required": "Choose a picture",
            "empty": "This file is empty. Choose another.",
        },
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
    )
    field_order = ("file", "shows")

    def __init__(self, *args: Any, published: PublishedType, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        heading = placing.heading_field(published)
        if heading is not None:
            self.fields["heading"] = copy.deepcopy(heading)

    def clean_file(self) -> Encoded:
        """The files that are kept. Raises ``ValidationError`` for what is no picture of ours."""
        return encode(self.cleaned_data["file"])

    def clean(self) -> dict[str, Any]:
        """Whoever has to mend something else is told that the file is to be chosen again."""
        data = super().clean()
        if self.errors and "file" not in self.errors:
            self.add_error("file", CHOOSE_AGAIN)
        return data


class HideForm(PortalForm):
    """Why a picture is hidden."""

    why = Reason(
        label="Why?",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="Staff of this record read it. Name nobody.",
        error_messages={"required": "Write in a sentence why it is hidden"},
    )
