"""The questions by which an activity is logged on a phone, in under a minute."""

import datetime
from typing import Any

from django import forms
from django.core import signing

from apps.core import clock
from apps.core.dates import PartialDate
from apps.core.forms import CountedTextarea, CountField, PartialDateField, PortalForm, Radios
from apps.involvement import known
from apps.involvement.models import Activity
from apps.partners.models import Partner, Place
from apps.projects.levels import WAYS, Way
from apps.projects.models import LevelGuidance, Project

NOT_PERSONAL = "Do not name patients, members of the public or staff."
NOT_SURE = "not-sure"
ONLINE = "online"
LONGEST_HEARD = 280
DATE_NEEDED = "Enter the date as far as you know it. Only the year is fine."
OPENED = "quick log opened"
A_DAY = 24 * 60 * 60  # seconds
WAY_CHOICES = [(way.code, way.name) for way in WAYS] + [("", "I am not sure")]
WAY_HINTS = {way.code: way.plain for way in WAYS} | {"": "It is kept as Not stated"}


def day(text: datetime.date) -> PartialDate:
    """A day that is known."""
    return PartialDate(text, text, "day")


def opened_now() -> str:
    """The moment a form was opened, signed, so that the time to saving it can be measured."""
    return signing.dumps(int(clock.now().timestamp()), salt=OPENED)


def seconds_since(opened: str) -> int | None:
    """Whole seconds since then; None for nothing, nonsense, or a form left open for a day."""
    try:
        seconds = int(clock.now().timestamp()) - int(signing.loads(opened, salt=OPENED))
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return seconds if 0 <= seconds < A_DAY else None


class QuickLog(PortalForm):
    """Three answers that make a draft, and the way of involving people. ``last_place``: the key of
    the place that the last answer named, or ``ONLINE``."""

    title = forms.CharField(
        label="What was it?",
        max_length=150,
        help_text="A few words, like Carers’ café",
        error_messages={"required": "Enter what it was, in a few words"},
    )
    day = forms.ChoiceField(
        label="When?",
        choices=[("today", "Today"), ("yesterday", "Yesterday"), ("other", "Another date")],
        initial="today",
        widget=Radios(pairs=True),
        error_messages={"required": "Select when it was"},
    )
    when = PartialDateField(
        label="Which date?",
        help_text="Leave the day or the month blank if you don’t know it",
        required=False,
    )
    where = forms.ChoiceField(
        label="Where?",
        widget=Radios(pairs=True),
        error_messages={"required": "Select where it was"},
    )
    way = forms.ChoiceField(
        label="Which way of involving people fits best?",
        choices=[(way.code, way.name) for way in WAYS] + [(NOT_SURE, "I am not sure")],
        required=False,
        widget=Radios(pairs=True),
    )
    partner = forms.ChoiceField(label="For which partner?", required=False)
    in_project = forms.BooleanField(required=False)
    opened = forms.Field(widget=forms.HiddenInput, required=False)
    another = forms.BooleanField(widget=forms.HiddenInput, required=False)

    reveals = {"day": {"other": "when"}}

    def __init__(
        self,
        *args: Any,
        partners: list[Partner],
        places: list[Place],
        usual: Place | None,
        last_project: Project | None,
        last_place: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opened"].initial = opened_now()
        self.partners = {str(partner.pk): partner for partner in partners}
        self.last_project = last_project
        first = [usual] if usual else []
        ordered = first + [place for place in places if place != usual]
        where: Any = self.fields["where"]
        where.choices = [(str(place.pk), place.label) for place in ordered] + [(ONLINE, "Online")]
        offered = dict(where.choices)
        where.initial = last_place if last_place in offered else str(usual.pk) if usual else None
        if len(partners) > 1:
            choice: Any = self.fields["partner"]
            choice.choices = [(key, partner.name) for key, partner in self.partners.items()]
            choice.initial = str(partners[0].pk)
        else:
            del self.fields["partner"]
        if last_project is None:
            del self.fields["in_project"]
        else:
            self.fields["in_project"].label = f"Part of {last_project}"
            self.fields["in_project"].initial = True

    @property
    def guide(self) -> list[tuple[Way, str]]:
        """Each way with when it fits, in the words that curators edit."""
        fits = dict(LevelGuidance.objects.values_list("level", "fits_when"))
        return [(way, fits.get(way.code, "")) for way in WAYS]

    def clean(self) -> dict[str, Any]:
        """Another date needs the date."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("day") == "other" and not data.get("when") and "when" not in self.errors:
            self.add_error("when", DATE_NEEDED)
        return data

    def answers(self) -> dict[str, Any]:
        """What was answered, as ``actions.log`` takes it. Only after ``is_valid``."""
        data, today = self.cleaned_data, clock.today()
        known = {"today": today, "yesterday": today - datetime.timedelta(days=1)}
        when = day(known[data["day"]]) if data["day"] in known else data["when"]
        where = data["where"]
        return {
            "title": data["title"],
            "when": when,
            "place_id": None if where == ONLINE else int(where),
            "online": where == ONLINE,
            "level": "" if data["way"] == NOT_SURE else data["way"],
            "partner": self.partners[data.get("partner") or next(iter(self.partners))],
            "project": self.last_project if data.get("in_project") else None,
            "seconds": seconds_since(data.get("opened") or ""),
        }

    def same_as(self) -> Activity | None:
        """An activity that this is likely to be, unless it was said to be another."""
        answers = self.answers()
        if self.cleaned_data.get("another"):
            return None
        return known.likely_same(
            title=answers["title"],
            day=answers["when"].first,
            place_id=answers["place_id"],
            partner=answers["partner"],
        )


class QuickMore(PortalForm):
    """What comes after the draft is saved, if there is time."""

    took_part = CountField(label="How many took part?", required=False)
    heard = forms.CharField(
        label="In a sentence, what did people tell you?",
        widget=CountedTextarea(limit=LONGEST_HEARD, rows=3),
        max_length=LONGEST_HEARD,
        required=False,
        help_text=f"The public reads it after review. {NOT_PERSONAL}",
    )


class ToldLog(QuickLog):
    """The same six questions on one page, for a group that tells it itself."""

    took_part = CountField(label="How many took part?", required=False)
    heard = forms.CharField(
        label="In a sentence, what did people say?",
        widget=CountedTextarea(limit=LONGEST_HEARD, rows=3),
        max_length=LONGEST_HEARD,
        required=False,
        help_text=f"The public reads it after review. {NOT_PERSONAL}",
    )
