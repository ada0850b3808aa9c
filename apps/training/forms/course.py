"""The questions by which a course is written."""

from typing import Any

from django import forms

from apps.core import outside
from apps.core.forms import DateField, NumberText, PortalForm, Radios, RowField, RowsField
from apps.core.money import MoneyField
from apps.partners.models import Partner
from apps.projects.models import Project
from apps.publishing.models import Audience, Topic
from apps.training.models import Course

ADDRESS = "Enter a web address, like https://example.org/page"


class What(PortalForm):
    """What it is."""

    title = forms.CharField(
        label="What is it called?",
        max_length=150,
        error_messages={"required": "Enter what it is called"},
    )
    kind = forms.ChoiceField(label="What kind is it?", choices=Course.Kind.choices, widget=Radios)
    range_name = forms.CharField(
        label="Does it belong to a range of training? Its name", max_length=150, required=False
    )
    partner = RowField(Partner.objects.all, label="Which partner runs it?", required=False)
    about = forms.CharField(
        label="What is it about?", widget=forms.Textarea({"rows": 4}), max_length=2000,
        required=False,
    )  # fmt: skip
    project = RowField(
        Project.objects.public, label="Part of which project?", required=False, empty="No project"
    )
    topics = RowsField(Topic.objects.all, label="Topics", required=False)


class ForWhom(PortalForm):
    """Whom it is for, and what they take from it."""

    audiences = RowsField(Audience.objects.all, label="Whom is it for?", required=False)
    outcomes = forms.CharField(
        label="What will people learn?", widget=forms.Textarea({"rows": 5}), max_length=2000,
        required=False, help_text="One thing a line",
    )  # fmt: skip
    cost_pence = MoneyField(
        label="What does a place cost, in pounds?", required=False,
        help_text="Like 15 or 12.50; 0 for free",
    )  # fmt: skip
    cost_words = forms.CharField(
        label="Or the cost in words", max_length=150, required=False,
        help_text="For example, free for members of the public",
    )  # fmt: skip


class Running(PortalForm):
    """Whether it runs, and who has to be there for it to open."""

    availability = forms.ChoiceField(
        label="Does it run at present?", choices=Course.Availability.choices, widget=Radios
    )
    hold_reason = forms.CharField(
        label="On hold? Say why", max_length=200, required=False, help_text="The public reads it"
    )
    look_again_on = DateField(label="When is it looked at again?", required=False)
    external = forms.BooleanField(
        label="Somebody else runs it and takes the bookings", required=False
    )
    link = forms.URLField(
        label="Its own page elsewhere", required=False, max_length=300, assume_scheme="https",
        validators=[outside.must_be_public],
        error_messages={"invalid": ADDRESS},
    )  # fmt: skip
    co_presented_by = forms.CharField(
        label="Who co-presents it, in general?", max_length=150, required=False,
        help_text="For example, volunteers",
    )  # fmt: skip
    staff_needed = forms.IntegerField(
        label="How many staff have to say yes before a session opens?", min_value=0, max_value=20,
        widget=NumberText(width=2),
    )  # fmt: skip
    volunteers_needed = forms.IntegerField(
        label="And how many volunteers?", min_value=0, max_value=20, widget=NumberText(width=2),
        help_text="None for a conference",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """What is on hold says why."""
        data: dict[str, Any] = super().clean() or {}
        on_hold = data.get("availability") == Course.Availability.ON_HOLD
        if on_hold and not (data.get("hold_reason") or "").strip():
            self.add_error("hold_reason", "Say why it is on hold: people read it")
        return data
