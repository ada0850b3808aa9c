"""What followers hear of: a new resource, by the projects that it came from."""

from collections.abc import Iterator

from django.template.defaultfilters import truncatechars

from apps.core.text import plain
from apps.library.models import Resource
from apps.projects.models import Project
from apps.publishing.following.sources import Pointer, Source

LONGEST = 280


def came_from(resource: Resource) -> Iterator[Pointer]:
    """The projects it came from."""
    for project in resource.projects.public():
        yield Project.record_kind, project.pk


def heading(resource: Resource) -> str:
    """Which resource it is."""
    return f"New to read or take away: {resource.title}"


def lines(resource: Resource) -> list[str]:
    """What kind it is, and what it says."""
    said = truncatechars(plain(resource.summary), LONGEST)
    return [resource.get_kind_display(), *([said] if said else [])]


SOURCE = Source(Resource.record_kind, came_from, heading, lines)
