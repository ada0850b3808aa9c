"""The questions by which a project is written."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.core.forms import (
    CountField,
    PartialDateField,
    PortalForm,
    Radios,
    RowField,
    RowsField,
)
from apps.partners.models import Community, Partner, Place
from apps.projects.levels import NOT_STATED_NAME, WAYS
from apps.projects.models import Project, ProjectLink, ProjectMention, ProjectPartner
from apps.publishing.models import Topic

NOT_PERSONAL = "Do not name patients, members of the public or staff."
WAY_CHOICES = [(way.code, way.name) for way in WAYS] + [("", NOT_STATED_NAME)]
WAY_HINTS = {way.code: way.definition[:1].upper() + way.definition[1:] for way in WAYS} | {
    "": "Our records do not say, or it is not one of the five."
}


def area(label: str, rows: int = 3, **kwargs: Any) -> forms.CharField:
    """A passage of text that may be left out."""
    return forms.CharField(
        label=label, required=False, widget=forms.Textarea({"rows": rows}), **kwargs
    )


def line(label: str, length: int, **kwargs: Any) -> forms.CharField:
    """A line of text that may be left out."""
    return forms.CharField(label=label, required=False, max_length=length, **kwargs)


class About(PortalForm):
    """What it is."""

    title = forms.CharField(
        label="Title", max_length=200, error_messages={"required": "Enter a title"}
    )
    kind = forms.ChoiceField(
        label="What kind of thing is it?",
        choices=Project.Kind.choices,
        error_messages={"required": "Choose a kind"},
    )
    summary = area(
        "Summary", 4, help_text=f"In short, at most 60 words. {NOT_PERSONAL}", max_length=1000
    )
    purpose = area("Aim", help_text="In the source’s words", max_length=4000)
    own_label = line("Its own word for it", 100, help_text="For example, co-creation")
    link = forms.URLField(
        label="Its own page elsewhere",
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages={"invalid": "Enter a web address, like https://example.org/page"},
    )


class When(PortalForm):
    """When and where, and what it is about."""

    status = forms.ChoiceField(
        label="Where does it stand?", choices=Project.Status.choices, widget=Radios
    )
    start = PartialDateField(
        label="Start, or date", help_text="Only the year is fine", required=False
    )
    start_note = line("What the date is of", 100, help_text="For example, commissioned")
    end = PartialDateField(label="End", help_text="Only the year is fine", required=False)
    places = RowsField(
        Place.objects.all, label_of=lambda place: place.label, label="Places", required=False
    )
    topics = RowsField(Topic.objects.all, label="Topics", required=False)
    communities = RowsField(Community.objects.all, label="Whom it is about", required=False)

    def clean(self) -> dict[str, Any]:
        """It does not end before it starts."""
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("start"), data.get("end")
        if start and end and end.last < start.first:
            self.add_error("end", "Enter an end that does not lie before the start")
        return data


class Way(PortalForm):
    """The way of involving people that is claimed."""

    claimed_level = forms.ChoiceField(
        label="Which way of involving people was it?",
        choices=WAY_CHOICES,
        required=False,
        widget=Radios(hints=WAY_HINTS),
    )
    level_reason = line("Why this way?", 300, help_text="One line; the public reads it")
    level_words = line("How the source says it, word for word", 300)


class Part(PortalForm):
    """One part that somebody had."""

    partner = RowField(Partner.objects.all, label="Partner", required=False, empty="No partner")
    credit_name = line("Or a person’s name", 150, help_text="Only where a publication names them")
    credit_title = line("That person’s job title", 200)
    role = forms.ChoiceField(
        label="Part they had",
        choices=[("", "Choose one"), *ProjectPartner.Role.choices],
        error_messages={"required": "Choose the part they had"},
    )
    role_words = line("In the source’s words", 200)

    def clean(self) -> dict[str, Any]:
        """Either a partner or a person."""
        data: dict[str, Any] = super().clean() or {}
        if bool(data.get("partner")) == bool(data.get("credit_name")):
            raise ValidationError("Choose a partner or enter a person’s name, one of the two.")
        return data


class Number(PortalForm):
    """A number that the source gives."""

    count = CountField(label="Number")
    words = forms.CharField(
        label="As the source prints it",
        max_length=100,
        error_messages={"required": "Enter the words, like More than 100 people"},
    )
    who = line("Who they were", 300)
    note = line("Note", 200)
    featured = forms.BooleanField(label="Set large on the front page", required=False)


class Link(PortalForm):
    """How it hangs together with another project."""

    kind = forms.ChoiceField(
        label="It", choices=ProjectLink.Kind.choices, initial=ProjectLink.Kind.LED_TO
    )
    target = RowField(
        Project.objects.public,
        label="Project",
        error_messages={"required": "Choose the other project"},
    )
    words = line("As the source says it", 200)


class Mention(PortalForm):
    """Training or a resource named beside it."""

    kind = forms.ChoiceField(
        label="What it is",
        choices=ProjectMention.Kind.choices,
        initial=ProjectMention.Kind.TRAINING,
    )
    title = forms.CharField(
        label="Title", max_length=200, error_messages={"required": "Enter its title"}
    )
    form = line("Form", 40, help_text="For example, guide")
    note = line("Note", 300)
    url = forms.URLField(label="Address", required=False, max_length=300, assume_scheme="https")


class Source(PortalForm):
    """What the source says, word for word."""

    origin = area("How it came about", max_length=4000)
    strapline = line("Strapline", 200)
    method_words = line("How people were involved", 200)
    status_words = line("How it stands", 200)
    source_excerpt = area("The whole passage", 6, max_length=10000)
