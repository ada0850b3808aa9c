"""What the list of training can be narrowed to, so that no choice finds nothing: kept in the
process, since the months of ten thousand sessions are two thirds of what the list costs."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from django.utils import timezone

from apps.core import clock, facets
from apps.partners.models import Place
from apps.publishing import types
from apps.publishing.models import Audience
from apps.training.models import Course, Session

Choice = tuple[str, str]  # its word in an address, its name


@dataclass(frozen=True)
class Offered:
    """The months and places of the sessions ahead, each with the moment at which the last of its
    sessions is over; and whom a course can be for."""

    ending_months: tuple[tuple[Choice, datetime.datetime], ...]
    ending_places: tuple[tuple[Choice, datetime.datetime], ...]
    audiences: tuple[Choice, ...]
    kind: ClassVar[str] = Course.record_kind

    @classmethod
    def build(cls) -> "Offered":
        """By three narrow queries: the sessions in their order, the places, the audiences."""
        months: dict[Choice, datetime.datetime] = {}
        at_place: dict[int, datetime.datetime] = {}
        ahead = Session.objects.listed().coming()
        for starts, ends, place in ahead.values_list("starts_at", "ends_at", "place"):
            month = timezone.localtime(starts)
            named = (f"{month:%Y-%m}", f"{month:%B %Y}")
            months[named] = max(ends, months.get(named, ends))
            if place is not None:
                at_place[place] = max(ends, at_place.get(place, ends))
        places = Place.objects.filter(pk__in=at_place).order_by("name")
        return cls(
            tuple(months.items()),
            tuple(((place.slug, place.label), at_place[place.pk]) for place in places),
            tuple(Audience.objects.values_list("slug", "name")),
        )

    @property
    def months(self) -> list[Choice]:
        """Those in which a session is ahead at this moment, in their order."""
        return _not_over(self.ending_months)

    @property
    def places(self) -> list[Choice]:
        """Those at which a session is ahead at this moment, by name."""
        return _not_over(self.ending_places)

    @property
    def apart(self) -> Collection[str]:
        """Whatever else changes, changes nothing of this; places and audiences change all."""
        return types.registered.keys()

    def followed(self, changed: Collection[int]) -> "Offered":
        """The same, once these courses or their sessions changed."""
        return self.build() if changed else self


def _not_over(ending: tuple[tuple[Choice, datetime.datetime], ...]) -> list[Choice]:
    now = clock.now()
    return [choice for choice, last in ending if last > now]


kept = facets.Kept(Offered.build)
