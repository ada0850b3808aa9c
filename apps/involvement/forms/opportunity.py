"""The questions by which a way to take part is written."""

from typing import Any

from django import forms

from apps.core.forms import DateField, PortalForm, Radios, RowField, RowsField
from apps.core.reasons import Reason
from apps.involvement.models import Activity, Opportunity
from apps.partners.models import Contact, Partner, Place
from apps.projects.levels import NOT_STATED_NAME, WAYS
from apps.projects.models import Project
from apps.publishing.models import PUBLIC_STATES, Topic

DECIDES = [("", NOT_STATED_NAME), *((way.code, way.name) for way in WAYS)]


def public_activities() -> Any:
    """What an opportunity can have become."""
    return Activity.objects.filter(state__in=PUBLIC_STATES).order_by("-when_first")


class Offer(PortalForm):
    """What it is."""

    title = forms.CharField(
        label="What can people take part in?",
        max_length=150,
        error_messages={"required": "Enter what people can take part in"},
    )
    partner = RowField(Partner.objects.all, label="Which partner offers it?", required=False)
    purpose = forms.ChoiceField(
        label="What is it for?",
        choices=[choice for choice in Opportunity.Purpose.choices if choice[0]],
        widget=Radios,
        error_messages={"required": "Select what it is for"},
    )
    for_whom = forms.ChoiceField(
        label="For whom?", choices=Opportunity.Who.choices, required=False, widget=Radios
    )
    what_you_do = forms.CharField(
        label="What will people do?", widget=forms.Textarea({"rows": 4}), max_length=2000,
        required=False,
    )  # fmt: skip
    topics = RowsField(Topic.objects.all, label="What is it about?", required=False)


class TimePlace(PortalForm):
    """How much time, when and where."""

    time = forms.ChoiceField(
        label="About how much time?", choices=Opportunity.Time.choices, required=False,
        widget=Radios,
    )  # fmt: skip
    time_words = forms.CharField(
        label="When, and how often?", max_length=200, required=False,
        help_text="For example, the first Tuesday of a month, 10am to noon",
    )  # fmt: skip
    where = forms.CharField(label="Where, or how?", max_length=200, required=False)
    places = RowsField(
        Place.objects.all, label_of=lambda place: place.label, label="Places", required=False
    )


class Power(PortalForm):
    """What people's views can change, and who decides with them."""

    can_change = forms.CharField(
        label="What can people’s views change?", widget=forms.Textarea({"rows": 3}),
        max_length=1000, required=False, help_text="Say so also if it is little",
    )  # fmt: skip
    decides_with = forms.ChoiceField(
        label="Which way of involving people is it?", choices=DECIDES, required=False,
        widget=Radios(hints={way.code: way.plain for way in WAYS}),
    )  # fmt: skip
    paid = forms.CharField(label="Payment or expenses", max_length=200, required=False)
    support = forms.CharField(label="Support", max_length=300, required=False)


class Start(PortalForm):
    """How to start: by web, phone, post or in person."""

    how_to_start = forms.CharField(
        label="How do people start?", widget=forms.Textarea({"rows": 4}), max_length=2000,
        required=False, help_text="By web, phone, post or in person; no form here asks for names",
    )  # fmt: skip
    contact = RowField(
        Contact.objects.all, label="Whom do they ask?", required=False, empty="Not stated"
    )
    link = forms.URLField(
        label="Its own page elsewhere", required=False, max_length=300, assume_scheme="https",
        error_messages={"invalid": "Enter a web address, like https://example.org/page"},
    )  # fmt: skip


class OpenUntil(PortalForm):
    """From when until when; on hold."""

    always_open = forms.BooleanField(label="It is always open", required=False)
    opens_on = DateField(label="From which day?", required=False)
    closes_on = DateField(label="Until which day?", required=False)
    on_hold_because = Reason(
        label="On hold? Say why", max_length=200, required=False, help_text="The public reads it"
    )

    def clean(self) -> dict[str, Any]:
        """Always open has no last day, and nothing closes before it opens."""
        data: dict[str, Any] = super().clean() or {}
        opens, closes = data.get("opens_on"), data.get("closes_on")
        if data.get("always_open") and closes:
            self.add_error("closes_on", "Leave the last day empty, or untick always open")
        if opens and closes and closes < opens:
            self.add_error("closes_on", "Enter a last day that does not lie before the first")
        return data


class Became(PortalForm):
    """Where it belongs, and what became of it."""

    project = RowField(
        Project.objects.public, label="Part of which project?", required=False, empty="No project"
    )
    activity = RowField(
        public_activities, most=200, label="Which activity came of it?", required=False,
        empty="None yet", help_text="A published one: people see there what came of it",
    )  # fmt: skip
