"""The questions by which an accessible version is begun and written."""

from typing import Any

from django import forms

from apps.core import clock
from apps.core.dates import PartialDate, Precision
from apps.core.forms import (
    CountedTextarea,
    DateField,
    FromTable,
    MarkdownArea,
    NumberText,
    PortalForm,
    Radios,
    RowField,
)
from apps.publishing import languages
from apps.publishing.models import AccessibleVersion, Picture

Form = AccessibleVersion.Form
MOST_LETTERS = 300  # of a sentence
HINTS: dict[str, str] = {
    Form.EASY_READ: "A picture at the left, a short sentence at the right. It is checked with"
    " people with learning disabilities.",
    Form.BSL: "A film on another site, and its words as text.",
    Form.AUDIO: "A recording on another site, and its words as text.",
    Form.LARGE_PRINT: "The text in letters of 18 points and more, on the screen and on paper.",
    Form.LANGUAGE: "The text in the language that people read best.",
    Form.WORD: "A document on another site.",
    Form.OTHER: "For example braille to order, or a text with symbols.",
}
WHICH_FORM = {"required": "Select what kind of version it is"}
NO_ENGLISH = "Select the language"


def which_language(form: PortalForm, data: dict[str, Any]) -> dict[str, Any]:
    """Another language is another one than that of the page."""
    english = data.get("language") == languages.ENGLISH
    if data.get("form") == Form.LANGUAGE and english and "language" not in form.errors:
        form.add_error("language", NO_ENGLISH)
    return data


class BeginForm(PortalForm):
    """What kind of version, and in which language."""

    form = forms.ChoiceField(
        label="What kind of version?",
        choices=Form.choices,
        widget=Radios(hints=HINTS),
        error_messages=WHICH_FORM,
    )
    language = forms.ChoiceField(
        label="In which language?", choices=languages.CHOICES, initial=languages.ENGLISH
    )

    def clean(self) -> dict[str, Any]:
        """Another language is named."""
        return which_language(self, super().clean() or {})


class MadeFromField(FromTable, forms.RegexField):
    """From which text of its page a version was made: nobody types it, a button sets it. It reads
    as the day on which that text was the newest."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            r"^\d{1,9} \d{4}-\d{2}-\d{2}$",
            error_messages={"invalid": "Open this page anew: part of it was lost"},
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        """The number and the day. Raises ``ValidationError`` for a day of no calendar."""
        value = super().clean(value)
        if value and _day_of(value) is None:
            raise forms.ValidationError(self.error_messages["invalid"])
        return value

    def names(self, keys: Any) -> dict[str, str]:
        """Each as people read it."""
        days = {str(key): _day_of(str(key)) for key in keys}
        return {key: f"the page as it was on {day}" for key, day in days.items() if day}


def _day_of(value: str) -> PartialDate | None:
    try:
        return PartialDate.parse(value.partition(" ")[2])
    except ValueError:
        return None


class About(PortalForm):
    """What it is."""

    title = forms.CharField(
        label="Title, in the language of the version",
        max_length=200,
        widget=forms.TextInput({"dir": "auto"}),
        error_messages={"required": "Enter a title"},
    )
    form = forms.ChoiceField(
        label="What kind of version?",
        choices=Form.choices,
        widget=Radios,
        error_messages=WHICH_FORM,
    )
    language = forms.ChoiceField(label="Language", choices=languages.CHOICES)
    maker = forms.CharField(
        label="Who made it?",
        required=False,
        max_length=200,
        help_text="For example, a translator’s firm or your own team. People read this.",
    )
    made_from = MadeFromField(label="Made from")

    def clean(self) -> dict[str, Any]:
        """Another language is named."""
        return which_language(self, super().clean() or {})


class Link(PortalForm):
    """Where it can be seen, heard or taken from; its words beside it."""

    link = forms.URLField(
        label="Its address on another site",
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput({"spellcheck": "false"}),
        help_text="It begins with https:// or http://. Films are never shown inside our page.",
        error_messages={"invalid": "Enter an address that begins with https:// or http://"},
    )
    transcript = forms.CharField(
        label="What is said or shown in it, as text",
        required=False,
        max_length=50_000,
        widget=MarkdownArea(rows=12),
        help_text="Needed for films and sound.",
    )

    def clean_link(self) -> str:
        """Only addresses of pages. Raises ``ValidationError``."""
        link: str = self.cleaned_data["link"]
        if link and not link.lower().startswith(("https://", "http://")):
            raise forms.ValidationError(self.fields["link"].error_messages["invalid"])
        return link


class Words(PortalForm):
    """The text of a version that is read."""

    body = forms.CharField(
        label="Text, in the language of the version",
        required=False,
        max_length=100_000,
        widget=MarkdownArea(rows=16),
        help_text="Headings, lists, links and bold. Text pasted from Word is cleaned.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].widget.attrs["dir"] = "auto"


class Line(PortalForm):
    """One line of an Easy Read version."""

    sentence = forms.CharField(
        label="Sentence",
        max_length=MOST_LETTERS,
        widget=CountedTextarea(limit=MOST_LETTERS, rows=2),
        error_messages={"required": "Write the sentence, or delete this line"},
    )
    picture = RowField(
        Picture.objects.all,
        within=lambda version, _user: Picture.objects.of(version),
        label="Picture",
        required=False,
        empty="No picture",
    )
    position = forms.IntegerField(
        label="Its number",
        required=False,
        min_value=0,
        max_value=999,
        widget=NumberText(width=3),
        help_text="Give it another line’s number to put it after that line.",
        error_messages={
            "invalid": "Enter the number of a line, like 3",
            "min_value": "Enter the number of a line, like 3",
            "max_value": "Enter the number of a line, like 3",
        },
    )


class Checked(PortalForm):
    """With whom it was checked."""

    checked_with = forms.CharField(
        label="With whom was it checked?",
        required=False,
        max_length=200,
        help_text="A group or a role, as they want to be named: “five members of a self-advocacy"
        " group in Leeds”. Leave names of people out.",
    )
    checked_on = DateField(label="On which day?", required=False, help_text="For example, 4 3 2027")

    def clean(self) -> dict[str, Any]:
        """With whom and when go together, and not after today."""
        data: dict[str, Any] = super().clean() or {}
        with_whom, day = data.get("checked_with"), data.get("checked_on")
        if with_whom and not day and "checked_on" not in self.errors:
            self.add_error("checked_on", "Enter the day on which it was checked")
        if day and not with_whom and "checked_with" not in self.errors:
            self.add_error("checked_with", "Say with whom it was checked")
        if day and day > clock.today():
            self.add_error("checked_on", "Enter a day that has passed: it is checked afterwards")
        return data


def in_words(day: Any) -> str:
    """A day as people read it."""
    return str(PartialDate(day, day, Precision.DAY))
