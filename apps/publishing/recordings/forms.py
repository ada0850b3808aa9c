"""What is asked about a film or sound: the file, what it says in words, on what it rests."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from apps.core import site_settings
from apps.core.forms import MarkdownArea, PortalForm, Radios, RowField
from apps.publishing.formats.forms import MadeFromField
from apps.publishing.models import Consent, Publishable, Recording
from apps.publishing.recordings import captions
from apps.publishing.recordings.actions import consents_for
from apps.publishing.recordings.cleaning import clean
from apps.publishing.recordings.containers.parts import Kept

Basis = Recording.Basis
LONGEST_WORDS = 50_000
CHOOSE_AGAIN = "Choose the file again: a browser forgets it when something else has to be mended."
IS_FILM = "This is a film, whatever its name says. A reading is sound only: record it as sound."
WHO = {
    Basis.NOBODY: "Nobody: music, drawings, a machine’s voice",
    Basis.TEAM: "Somebody of the team, who reads aloud and knows that it is published",
    Basis.CONSENT: "People who agreed to be seen or heard here",
    Basis.CROWD: "A crowd, of which nobody is the subject",
}


def consents_of(item: Publishable, _user: Any = None) -> Any:
    """The consents on which a recording, or one of this page, may rest."""
    media = [item.medium] if isinstance(item, Recording) else list(Recording.MEDIUM.values())
    return consents_for(item, *media)


def _offered(consent: Any) -> str:
    ends = f"{consent.expires_on.day} {consent.expires_on:%B %Y}"
    covers = " and ".join(Consent.MEDIA[m] for m in ("sound", "video") if getattr(consent, m))
    return f"{consent.reference}: {consent.label}, {covers}, until {ends}"


class Rests(PortalForm):
    """On what its showing rests."""

    reveals = {"basis": {"consent": "consent", "crowd": "notice"}}
    needed: ClassVar[dict[str, tuple[str, str]]] = {
        Basis.CONSENT: ("consent", "Choose the consent of the people in it"),
        Basis.CROWD: (
            "notice",
            "Say which notice was shown and where. Without one, the people need to agree.",
        ),
    }

    basis = forms.ChoiceField(
        label="Who is seen or heard in it?",
        choices=list(WHO.items()),
        help_text="Staff count as people too.",
        widget=Radios,
        error_messages={"required": "Say who is seen or heard in it"},
    )
    consent = RowField(
        Consent.objects.all,
        within=consents_of,
        label_of=_offered,
        label="Which consent?",
        required=False,
    )
    notice = forms.CharField(
        label="Which notice was shown, and where?",
        max_length=300,
        required=False,
        help_text="For example: “We film today, tell us if you mind”, on both doors. Kept with the"
        " recording, not published.",
    )

    def clean(self) -> dict[str, Any]:
        """What a choice asks for is there."""
        data: dict[str, Any] = super().clean() or {}
        name, sentence = self.needed.get(str(data.get("basis")), ("", ""))
        if name and not data.get(name) and name not in self.errors:
            self.add_error(name, sentence)
        return data


class About(PortalForm):
    """What it is called, who made it."""

    title = forms.CharField(
        label="Title",
        max_length=200,
        help_text="People read it above the recording.",
        error_messages={"required": "Enter a title"},
    )
    maker = forms.CharField(
        label="Who made it? (not needed)",
        max_length=120,
        required=False,
        help_text="The name as they want to read it.",
    )
    read_by = forms.CharField(
        label="If it reads the page aloud: who reads?",
        max_length=120,
        required=False,
        help_text="A role, like “a member of the team”. No name.",
    )
    made_from = MadeFromField(label="Made from")


class Words(PortalForm):
    """What it says, as text."""

    transcript = forms.CharField(
        label="What is said or shown in it, as text",
        max_length=LONGEST_WORDS,
        required=False,
        widget=MarkdownArea(rows=12),
        help_text="People open it under the recording. Say who speaks, by the name they chose.",
    )


class Captions(PortalForm):
    """What is said, with the time of each line."""

    captions = forms.CharField(
        label="Captions",
        max_length=captions.LARGEST,
        required=False,
        widget=forms.Textarea({"rows": 14, "spellcheck": "true"}),
        help_text="WebVTT: a line WEBVTT, then for each line from when to when, and below it the "
        "words. Films need them; sound does not.",
    )

    def clean_captions(self) -> str:
        """Captions that a browser can show. Raises ``ValidationError`` with the line."""
        text: str = self.cleaned_data["captions"]
        return captions.checked(text) if text.strip() else ""


class CaptionsFile(PortalForm):
    """Captions from a file."""

    file = forms.FileField(
        label="File of captions",
        help_text="WebVTT (.vtt). It takes the place of the captions that are there.",
        widget=forms.FileInput({"accept": ".vtt,text/vtt"}),
        error_messages={
            "required": "Choose a file of captions",
            "empty": "This file is empty. Choose another.",
        },
    )

    def clean_file(self) -> str:
        """The text of it. Raises ``ValidationError``."""
        return captions.from_file(self.cleaned_data["file"].read(captions.LARGEST + 1))


class NewForm(Rests):
    """A file that becomes a recording of a page, its title, and on what it rests."""

    reading: ClassVar[bool] = False
    field_order: Iterable[str] | None = ("file", "title")

    file = forms.FileField(
        label="Film or sound",
        widget=forms.FileInput({"accept": "video/mp4,video/webm,audio/*"}),
        error_messages={
            "required": "Choose a file, or record one",
            "empty": "This file is empty. Choose another.",
        },
    )
    title = forms.CharField(
        label="Title",
        max_length=200,
        help_text="People read it above the recording.",
        error_messages={"required": "Enter a title"},
    )

    def __init__(self, *args: Any, page: Publishable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept: Kept | None = None
        most = site_settings.number("recording_megabytes")
        self.most = most * 1024 * 1024
        self.fields["file"].help_text = self.says_what(most)
        basis: Any = self.fields["basis"]
        left_out = Basis.NOBODY if self.reading else Basis.TEAM
        basis.choices = [(key, words) for key, words in WHO.items() if key != left_out]
        if self.reading:
            basis.choices = [pair for pair in basis.choices if pair[0] != Basis.CROWD]
        consent: Any = self.fields["consent"]
        consent.narrow(page, None)
        if len(consent.choices) < 2:
            consent.help_text = (
                "No consent of the partners of this page covers sound or film on this website "
                "today."
            )

    def says_what(self, most: int) -> str:
        """What may be chosen, under the question."""
        return (
            f"An MP4 or WebM film, or an MP3, M4A, Ogg, WAV or WebM recording, up to {most} MB. "
            "Where and when it was made is not kept."
        )

    def clean_file(self) -> Any:
        """A file that can be cleaned. Raises ``ValidationError``."""
        file = self.cleaned_data["file"]
        if file.size > self.most:
            raise ValidationError(
                f"This file is larger than {self.most // 1024 // 1024} MB. Make it smaller or "
                "shorter, and choose that."
            )
        self.kept = clean(file)
        return file

    def clean(self) -> dict[str, Any]:
        """A consent covers what the file is; whoever has to mend something else is told that the
        file is to be chosen again."""
        data = super().clean()
        key, kept = data.get("consent"), self.kept
        if key and kept is not None:
            medium = "video" if kept.is_film else "sound"
            if not Consent.objects.filter(pk=key, **{medium: True}).exists():
                what = Consent.MEDIA[medium]
                self.add_error("consent", f"Choose a consent that covers {what}: this file is that")
        if self.errors and "file" not in self.errors:
            self.add_error("file", CHOOSE_AGAIN)
        return data

    def words(self) -> dict[str, Any]:
        """The answers as its document keeps them. Only after ``is_valid``."""
        left_out = ("file",)
        return {name: v for name, v in self.cleaned_data.items() if name not in left_out}


class ReadingForm(NewForm):
    """A reading of the page's text: recorded here, or chosen."""

    reading = True
    field_order = ("transcript", "file", "read_by", "basis")

    transcript = forms.CharField(
        label="The text that is read",
        max_length=LONGEST_WORDS,
        widget=MarkdownArea(rows=10),
        help_text="About 150 words are a minute. People can open it under the reading.",
        error_messages={"required": "Write the text that is read"},
    )
    read_by = forms.CharField(
        label="Who reads?",
        max_length=120,
        initial="a member of the team",
        help_text="A role. No name.",
        error_messages={"required": "Say who reads, by their role"},
    )
    title = None  # type: ignore[assignment]

    def __init__(self, *args: Any, page: Publishable, **kwargs: Any) -> None:
        super().__init__(*args, page=page, **kwargs)
        self.fields["file"].label = "The reading"
        self.fields["file"].widget = forms.FileInput({"accept": "audio/*", "capture": True})
        self.fields["basis"].label = "Whose voice is it?"
        self.fields["basis"].help_text = ""
        self.fields["basis"].error_messages["required"] = "Say whose voice it is"

    def says_what(self, most: int) -> str:
        return (
            "On a phone this opens its recorder. Else choose an MP3, M4A, Ogg, WAV or WebM file, "
            f"up to {most} MB. Where and when it was made is not kept."
        )

    def clean_file(self) -> Any:
        """Sound only. Raises ``ValidationError``."""
        file = super().clean_file()
        if self.kept is not None and self.kept.is_film:
            raise ValidationError(IS_FILM)
        return file
