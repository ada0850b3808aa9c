"""The questions about a session, who presents it, and what is said to those who booked."""

import datetime
import re
from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.core import clock
from apps.core.forms import CountedTextarea, DateField, NumberText, PortalForm, Radios, RowField
from apps.partners.models import Place
from apps.publishing.following.mailboxes import of_phone
from apps.training.models import Booking, Presenter, Session

HOUR = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>[ap])?\.?m?\.?")
REAL = "Enter a time, like 10am or 1:30pm"
MOST_PLACES = 10_000
NUMBER = "Enter a whole number, like 12"


def time_of(text: str) -> datetime.time:
    """An hour as people write it. Raises ``ValidationError``."""
    words = text.strip().lower()
    if words in ("noon", "midday"):
        return datetime.time(12)
    match = HOUR.fullmatch(words)
    if match is None:
        raise ValidationError(REAL)
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValidationError(REAL)
        hour = hour % 12 + (12 if match["half"] == "p" else 0)
    if hour > 23 or minute > 59 or not (match["half"] or match["minute"]):
        raise ValidationError(REAL)
    return datetime.time(hour, minute)


class HourField(forms.CharField):
    """An hour of the day in London. Gives a ``datetime.time``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=12, widget=forms.TextInput({"size": 8}), **kwargs)

    def clean(self, value: Any) -> Any:
        """The hour. Raises ``ValidationError``."""
        text = super().clean(value)
        return time_of(text) if text else None


def moment(day: datetime.date, hour: datetime.time) -> datetime.datetime:
    """A day and an hour in London as a moment. Raises ``ValidationError`` for an hour that the
    clock leaves out in March, and takes the first of the two in October."""
    made = timezone.make_aware(datetime.datetime.combine(day, hour))
    back = timezone.localtime(made.astimezone(datetime.UTC))
    if back.time() != hour:
        raise ValidationError(
            "The clocks go forward in that hour, so it does not exist. Enter another hour."
        )
    return made


WHEN = {"day", "starts", "ends"}  # one moment, asked in three questions
COLUMNS = (
    "mode", "venue", "venue_access", "capacity", "waiting_cap", "booking_opens_on",
    "booking_closes_on", "needs_by", "plan",
)  # fmt: skip


class SessionForm(PortalForm):
    """One date of a course."""

    day = DateField(label="Which day?")
    starts = HourField(label="From when?", help_text="London time, like 10am or 1:30pm")
    ends = HourField(label="Until when?")
    mode = forms.ChoiceField(label="How?", choices=Session.Mode.choices, widget=Radios)
    place = RowField(
        Place.objects.all, label_of=lambda place: place.label, label="Which place?",
        required=False, empty="No place",
    )  # fmt: skip
    venue = forms.CharField(label="Venue and address", max_length=300, required=False)
    venue_access = forms.CharField(
        label="Getting there and getting in", required=False, max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Step-free way in, toilets, hearing loop, parking, buses, a quiet room",
    )  # fmt: skip
    capacity = forms.IntegerField(
        label="How many places?", min_value=1, max_value=MOST_PLACES, widget=NumberText(width=5),
        error_messages={
            "invalid": NUMBER, "min_value": "Enter 1 place or more",
            "max_value": f"Enter {MOST_PLACES:,} places or fewer",
        },
    )  # fmt: skip
    waiting_cap = forms.IntegerField(
        label="How many may wait?", min_value=0, max_value=MOST_PLACES,
        widget=NumberText(width=5), help_text="0 for no waiting list",
        error_messages={
            "invalid": NUMBER, "min_value": "Enter 0 or more",
            "max_value": f"Enter {MOST_PLACES:,} people or fewer",
        },
    )  # fmt: skip
    booking_opens_on = DateField(label="Booking opens on", required=False)
    booking_closes_on = DateField(label="Booking closes after", required=False)
    needs_by = DateField(label="Until when can interpreters be arranged?", required=False)
    joining_link = forms.URLField(
        label="Link to join online", required=False, max_length=500, assume_scheme="https",
        help_text="Only people who are booked see it, from 24 hours before",
        error_messages={"invalid": "Enter a web address, like https://example.org/room"},
    )  # fmt: skip
    joining_phone = forms.CharField(label="Number to join by phone", required=False, max_length=100)
    plan = forms.CharField(
        label="Plan, for those who present it", required=False, max_length=4000,
        widget=forms.Textarea({"rows": 5}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Moments of day and hours, each in order."""
        data: dict[str, Any] = super().clean() or {}
        day, starts, ends = data.get("day"), data.get("starts"), data.get("ends")
        if day and starts and ends:
            for name, hour in (("starts", starts), ("ends", ends)):
                try:
                    data[f"{name}_at"] = moment(day, hour)
                except ValidationError as wrong:
                    self.add_error(name, wrong)
            if not self.errors and data["ends_at"] <= data["starts_at"]:
                self.add_error("ends", "Enter an end that is later than the start")
        opens, closes = data.get("booking_opens_on"), data.get("booking_closes_on")
        if opens and closes and closes < opens:
            self.add_error("booking_closes_on", "Booking can’t close before it opens")
        if opens and day and opens > day:
            self.add_error("booking_opens_on", "Booking can’t open after the session")
        if closes and day and closes > day:
            self.add_error("booking_closes_on", "Booking can’t close after the session")
        if data.get("mode") == Session.Mode.IN_PERSON and not data.get("venue"):
            self.add_error("venue", "Enter where it is: people have to find it")
        return data

    def answers(self, changed: Collection[str] | None = None) -> dict[str, Any]:
        """The columns of the session; of the questions ``changed`` alone, where it is given. Only
        after it was found right."""
        data, place = self.cleaned_data, self.cleaned_data["place"]
        asked = [name for name in data if changed is None or name in changed]
        found = {name: data[name] for name in asked if name in COLUMNS}
        if WHEN & set(asked):
            found |= {"starts_at": data["starts_at"], "ends_at": data["ends_at"]}
        return found | ({"place_id": int(place) if place else None} if "place" in asked else {})

    def opened_with(self, session: Session) -> dict[str, str]:
        """What the questions begin with, as the page carries it along: so that of two people who
        have them open, each changes what they typed and nothing else."""
        return {name: self._compared(name, value) for name, value in self.begun(session).items()}

    def changed_from(self, opened_with: dict[str, str]) -> set[str]:
        """The questions whose answer is another one than as they were opened; the day goes with
        its hours."""
        data = self.cleaned_data
        found = {name for name in self.fields if str(data[name] or "") != opened_with.get(name)}
        return found | WHEN if found & WHEN else found

    def _compared(self, name: str, value: Any) -> str:
        hour = isinstance(self.fields[name], HourField) and value
        return str((time_of(value) if hour else value) or "")

    @staticmethod
    def begun(session: Session) -> dict[str, Any]:
        """A session as the form shows it."""
        joining = getattr(session, "joining", None)
        return {name: getattr(session, name) for name in COLUMNS} | {
            "day": session.starts.date(),
            "starts": f"{session.starts:%H:%M}",
            "ends": f"{session.ends:%H:%M}",
            "place": str(session.place_id or ""),
            "joining_link": joining.link if joining else "",
            "joining_phone": joining.phone if joining else "",
        }

    def changed_by_both(self, session: Session, opened_with: dict[str, str]) -> set[str]:
        """The questions that are changed here and were changed by somebody else meanwhile."""
        now = self.opened_with(session)
        return {
            name for name in self.changed_from(opened_with)
            if now[name] not in (opened_with.get(name), str(self.cleaned_data[name] or ""))
        }  # fmt: skip

    def theirs(self, session: Session, both: Collection[str]) -> str:
        """What somebody else saved while this was open, where it is not what is typed here."""
        found = []
        for name, value in self.begun(session).items():
            field: Any = self.fields[name]
            if name in both and self._compared(name, value) != str(self.cleaned_data[name] or ""):
                words = dict(getattr(field, "choices", ())).get(value, value)
                found.append(f"{field.label} {words or 'left blank'}")
        differs = f" Theirs, saved already: {'; '.join(found)}." if found else ""
        return (
            f"Somebody else saved these details while you had them open.{differs} What you typed "
            "stands below. Save again to put it in place of theirs."
        )


class Hold(PortalForm):
    """Why it is on hold, and when somebody looks again."""

    reason = forms.CharField(
        label="Why is it on hold?", max_length=300,
        help_text="The public and everybody booked read it",
        error_messages={"required": "Say why it is on hold: people read it"},
    )  # fmt: skip
    look_again_on = DateField(
        label="When is it looked at again?",
        help_text="People read it too",
        error_messages={"required": "Say when it is looked at again: people read it"},
    )

    def clean_look_again_on(self) -> datetime.date:
        """A day to come. Raises ``ValidationError``."""
        day: datetime.date = self.cleaned_data["look_again_on"]
        if day < clock.today():
            raise ValidationError("Enter a day to come")
        return day


class Cancel(PortalForm):
    """Why it is cancelled."""

    reason = forms.CharField(
        label="Why is it cancelled?", max_length=300,
        help_text="The public and everybody booked read it",
        error_messages={"required": "Say why it is cancelled: people read it"},
    )  # fmt: skip


class Message(PortalForm):
    """Words for those who booked."""

    to = forms.ChoiceField(
        label="To whom?",
        choices=[
            ("all", "Everybody who has a place or waits"),
            (Booking.State.CONFIRMED, "Those who have a place"),
            (Booking.State.OFFERED, "Those who were offered a place"),
            (Booking.State.WAITING, "Those who wait"),
        ],
        initial="all",
        widget=Radios,
    )
    words = forms.CharField(
        label="What do you want to tell them?", max_length=1500, widget=CountedTextarea(1500, 6),
        error_messages={"required": "Write what you want to tell them"},
    )  # fmt: skip


class AskPresenter(PortalForm):
    """Somebody to present it: known already, or new."""

    who = RowField(
        Presenter.objects.all,
        label="Somebody who presented before",
        required=False,
        empty="Somebody new",
    )
    public_name = forms.CharField(
        label="How are they called in public?", max_length=100, required=False,
        help_text="As they choose, also “a volunteer”",
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="Who are they?", choices=Presenter.Kind.choices, required=False, widget=Radios
    )
    email = forms.EmailField(label="E-mail address", max_length=254, required=False)
    phone = forms.CharField(label="Phone number", max_length=40, required=False)
    offered = forms.CharField(
        label="What are they offered for it?", max_length=200, required=False,
        help_text="Payment, expenses, time: they see it, and say whether it has reached them",
    )  # fmt: skip
    paid_by = forms.CharField(label="Who pays?", max_length=150, required=False)
    paid_when = forms.CharField(label="By when?", max_length=150, required=False)

    def clean(self) -> dict[str, Any]:
        """Somebody new has a name, a kind and a way to reach them."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("phone"):
            data["phone"] = of_phone(data["phone"])
            if not data["phone"]:
                self.add_error("phone", "Enter a phone number, like 0113 496 0000")
        if data.get("who"):
            return data
        if not data.get("public_name"):
            self.add_error("public_name", "Enter how they are called, or choose somebody above")
        if not data.get("kind"):
            self.add_error("kind", "Select who they are")
        if not data.get("email") and not data.get("phone") and not self.errors:
            self.add_error("email", "Enter an e-mail address or a phone number")
        return data
