"""The questions by which a resource is written, and a file is added."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.core import clock, file_kinds, outside, site_settings
from apps.core.forms import (
    DateField,
    ManyChoices,
    MarkdownArea,
    NumberText,
    PartialDateField,
    PortalForm,
    Radios,
    RowField,
    RowsField,
)
from apps.library.models import Card, Resource, ResourceFile, ResourceItem, ResourceMaker
from apps.library.models.card import MOST_LETTERS
from apps.partners.models import Partner
from apps.projects.forms import NOT_PERSONAL, WAY_CHOICES, area, line
from apps.projects.models import Project
from apps.publishing import languages
from apps.publishing.models import Audience, Topic

A_NUMBER = "Enter a number, like 12"
# What kind of thing a file of each ending is.
FORM_OF = {
    "pdf": ResourceItem.Form.PDF,
    "docx": ResourceItem.Form.WORD,
    "odt": ResourceItem.Form.WORD,
    "pptx": ResourceItem.Form.SLIDES,
    "odp": ResourceItem.Form.SLIDES,
    "xlsx": ResourceItem.Form.TABLE,
    "ods": ResourceItem.Form.TABLE,
    "csv": ResourceItem.Form.TABLE,
    "png": ResourceItem.Form.PICTURE,
    "jpg": ResourceItem.Form.PICTURE,
    "jpeg": ResourceItem.Form.PICTURE,
    "txt": ResourceItem.Form.TEXT,
}


class About(PortalForm):
    """What it is."""

    title = forms.CharField(
        label="Title", max_length=200, error_messages={"required": "Enter a title"}
    )
    kind = forms.ChoiceField(
        label="What kind of thing is it?",
        choices=[("", "Choose one"), *Resource.Kind.choices],
        error_messages={"required": "Choose a kind"},
    )
    summary = forms.CharField(
        label="What it says, in short",
        required=False,
        max_length=6000,
        widget=MarkdownArea(rows=8),
        help_text="People read this first, before they open a file. Plain words, short sentences. "
        f"{NOT_PERSONAL}",
    )
    projects = RowsField(
        Project.objects.public, label="The projects that it came from", required=False
    )


class Maker(PortalForm):
    """A partner that it is from, or an author."""

    partner = RowField(Partner.objects.all, label="Partner", required=False, empty="No partner")
    credit_name = line(
        "Or an author’s name", 150, help_text="Only where the publication names them"
    )
    credit_title = line("That author’s job title", 200)
    role = forms.ChoiceField(
        label="Their part", choices=ResourceMaker.Role.choices, initial=ResourceMaker.Role.FROM
    )

    def clean(self) -> dict[str, Any]:
        """Either a partner or a person."""
        data: dict[str, Any] = super().clean() or {}
        if bool(data.get("partner")) == bool(data.get("credit_name")):
            raise ValidationError("Choose a partner or enter an author’s name, one of the two.")
        if data.get("partner") and data.get("credit_title"):
            self.add_error("credit_title", "Leave the job title blank beside a partner")
        return data


class Where(PortalForm):
    """Whether it can be got at, and by whom."""

    address_not_given = forms.BooleanField(
        label="Its address is not given: people can ask us for it", required=False
    )
    access = forms.ChoiceField(
        label="Who can open it?",
        choices=Resource.Access.choices,
        initial=Resource.Access.OPEN,
        widget=Radios,
        error_messages={"required": "Select who can open it"},
    )
    access_words = line(
        "Who has access, in the words of those who run it", 200,
        help_text="For example, for anyone who has access",
    )  # fmt: skip

    reveals = {"access": {"restricted": "access_words"}}

    def clean(self) -> dict[str, Any]:
        """One that is restricted says to whom it opens."""
        data: dict[str, Any] = super().clean() or {}
        restricted = data.get("access") == Resource.Access.RESTRICTED
        if restricted and not data.get("access_words") and "access_words" not in self.errors:
            self.add_error("access_words", "Say who has access")
        return data


def in_a_list(file: ResourceFile) -> str:
    """A file among others."""
    return f"{file.name} ({file_kinds.in_words(file.size)}, {file.created_at:%d.%m.%Y})"


class Item(PortalForm):
    """One file or address."""

    words = line("What it is", 150, help_text="For example, Easy-to-print version")
    file = RowField(
        ResourceFile.objects.all,
        within=lambda resource, _user: resource.files.filter(leaving=False),
        label_of=in_a_list,
        label="File",
        required=False,
        empty="No file",
    )
    url = forms.URLField(
        label="Or its address on another site",
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput({"spellcheck": "false"}),
        error_messages={"invalid": outside.NO_ADDRESS},
        validators=[outside.must_be_public],
    )
    form = forms.ChoiceField(
        label="What one gets",
        choices=[("", "Choose one"), *ResourceItem.Form.choices],
        error_messages={"required": "Choose what one gets, like PDF or Web page"},
    )
    pages = forms.IntegerField(
        label="Pages",
        required=False,
        min_value=1,
        max_value=20_000,
        widget=NumberText(width=5),
        help_text="Leave it blank where there are none",
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), A_NUMBER),
    )
    position = forms.IntegerField(
        label="Its number",
        required=False,
        min_value=0,
        max_value=999,
        widget=NumberText(width=3),
        help_text="Give it another one’s number to put it after that.",
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), A_NUMBER),
    )

    def clean(self) -> dict[str, Any]:
        """Either a file or an address."""
        data: dict[str, Any] = super().clean() or {}
        if "url" not in self.errors and bool(data.get("file")) == bool(data.get("url")):
            raise ValidationError("Choose a file or enter an address, one of the two.")
        return data


class Context(PortalForm):
    """When it is from, what it is about, and for whom."""

    issued = PartialDateField(
        label="When was it published?", help_text="Only the year is fine", required=False
    )
    topics = RowsField(Topic.objects.all, label="Topics", required=False)
    levels = ManyChoices(
        label="Which ways of involving people is it about?",
        choices=[pair for pair in WAY_CHOICES if pair[0]],
        required=False,
    )
    audiences = RowsField(Audience.objects.all, label="Whom it is for", required=False)
    language = forms.ChoiceField(
        label="Language", choices=languages.CHOICES, initial=languages.ENGLISH
    )
    licence = line(
        "Licence", 200,
        help_text="As the publication says it, like Open Government Licence v3.0. Leave it blank "
        "where it says nothing.",
    )  # fmt: skip


class PromptCard(PortalForm):
    """A card."""

    kind = forms.ChoiceField(
        label="What it is", choices=Card.Kind.choices, initial=Card.Kind.CONSIDER
    )
    text = forms.CharField(
        label="Its words",
        max_length=MOST_LETTERS,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Write the words of the card, or delete it"},
    )
    words = forms.ChoiceField(
        label="Whose words are they?",
        choices=[("", "Choose one"), *Card.Words.choices],
        error_messages={"required": "Say whose words they are"},
    )
    position = forms.IntegerField(
        label="Its number",
        required=False,
        min_value=0,
        max_value=999,
        widget=NumberText(width=3),
        help_text="Give it another card’s number to put it after that card.",
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), A_NUMBER),
    )


class Source(PortalForm):
    """What the source says, word for word."""

    source_words = area("What our source says of it", 4, max_length=4000)
    source_heading = line("The heading it stands under there", 100)


class Dates(PortalForm):
    """When somebody looked at the page, and when they will again."""

    reviewed_on = DateField(
        label="Page last checked on", required=False, help_text="For example, 4 3 2026"
    )
    review_on = DateField(
        label="To be checked again by", required=False, help_text="For example, 4 3 2027"
    )

    def clean_reviewed_on(self) -> Any:
        """It was checked today or before. Raises ``ValidationError``."""
        day = self.cleaned_data["reviewed_on"]
        if day and day > clock.today():
            raise ValidationError("Enter a day that has passed: it is checked first")
        return day


class FileForm(PortalForm):
    """A file, and what people read beside it. ``resource`` is whose it becomes."""

    file = forms.FileField(
        label="File",
        max_length=150,
        error_messages={
            "required": "Choose a file",
            "empty": "This file is empty. Choose another.",
            "max_length": "Shorten the name of the file to 150 characters",
        },
    )
    words = line("What it is", 150, help_text="People read this, like: The slides, with notes")
    pages = forms.IntegerField(
        label="Pages",
        required=False,
        min_value=1,
        max_value=20_000,
        widget=NumberText(width=5),
        help_text="Leave it blank where there are none",
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), A_NUMBER),
    )
    replaces = forms.ChoiceField(label="Does it take the place of another?", required=False)

    def __init__(self, *args: Any, named: list[ResourceFile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = site_settings.number("resource_file_mb")
        self.fields["file"].help_text = f"{file_kinds.KINDS}; up to {most} MB."
        self.ending = ""
        if named:
            choices = [("", "No, it is a new one"), *((str(f.pk), in_a_list(f)) for f in named)]
            self.fields["replaces"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["replaces"]

    def clean_file(self) -> Any:
        """A file of a kind we know that is what its name says. Raises ``ValidationError``."""
        file = self.cleaned_data["file"]
        most = site_settings.number("resource_file_mb")
        self.ending = file_kinds.looked_at(file, most_megabytes=most)
        return file


class CardsForm(PortalForm):
    """Which set of cards."""

    resource = forms.ChoiceField(
        label="Which guidance do you want at hand?",
        widget=Radios,
        error_messages={"required": "Select the guidance"},
    )

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {str(row.pk): row for row in rows}
        self.fields["resource"].choices = [  # type: ignore[attr-defined]
            (key, row.title) for key, row in self.rows.items()
        ]

    def chosen(self) -> Resource:
        """The guidance. Only after ``is_valid``."""
        resource: Resource = self.rows[self.cleaned_data["resource"]]
        return resource
