"""Every figure that the portal shows about itself, each defined once and in words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from apps.partners.models import Place
from apps.projects.models import Project, ProjectQuerySet
from apps.publishing.models import State


@dataclass(frozen=True)
class Measure:
    """A figure: its name, what exactly it counts, and how it is got for some projects."""

    name: str
    definition: str
    of: Callable[[Any], Any]


def real() -> ProjectQuerySet:
    """Current projects without example records: what the front page counts."""
    return Project.objects.current().filter(is_example=False)


LEVEL_MIX = Measure(
    "level mix",
    "Published projects by the way of involving people they claim, with those that name none of "
    "the five, though some say in other words how people were involved.",
    lambda projects: projects.level_mix(),
)


def work_by_place() -> list[tuple[Place, int]]:
    """Each place with the number of its published projects, examples
    left out; the area stands last."""
    places = Place.objects.exclude(kind=Place.Kind.NEIGHBOURHOOD).annotate(
        number=Count(
            "projects",
            filter=Q(projects__state=State.PUBLISHED, projects__is_example=False),
            distinct=True,
        )
    )
    counted = [(place, place.number) for place in places]
    return sorted(counted, key=lambda pair: pair[0].kind == Place.Kind.SYSTEM)
