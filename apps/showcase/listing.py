"""Our work as a list: what its cards say."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import Q

from apps.core.facets import NOT_STATED_NAME
from apps.core.paging import Pages
from apps.projects.models import Project, ProjectCount, ProjectLink
from apps.publishing.filtering.listing import Listing
from apps.showcase.credits import in_one_line
from apps.showcase.facets import ProjectFacets

LONGEST_LINE = 180  # characters of the one line on a card


class ProjectListing(Listing):
    """The projects that answer a wish."""

    kind = "project"
    list_name = "showcase:projects"
    one, many = "project", "projects"
    empty = "When people and services do something together, it will be here."
    sorts: ClassVar[Mapping[str, str]] = {"recent": "Most recent", "title": "Title, A to Z"}

    def cards(self, pages: Pages) -> list[dict[str, Any]]:
        """The projects of a page as plain values, in three queries whatever their number."""
        ids = self.facets.page(self.matching, self.wish.sort, pages.start, pages.size)
        return cards(ids, self.facets)


def cards(ids: list[int], facets: ProjectFacets) -> list[dict[str, Any]]:
    """Plain values for the cards of these projects, in this order."""
    rows = Project.objects.only(
        "slug",
        "title",
        "claimed_level",
        "level_words",
        "summary",
        "purpose",
        "source_excerpt",
        "status",
        "start_first",
        "start_last",
        "start_precision",
        "start_words",
        "start_note",
        "is_example",
    ).in_bulk(ids)
    led_to: dict[int, list[tuple[str, str | None]]] = {pk: [] for pk in ids}
    came_from: dict[int, list[tuple[str, str | None]]] = {pk: [] for pk in ids}
    links = ProjectLink.objects.filter(kind=ProjectLink.Kind.LED_TO).filter(
        Q(source__in=ids) | Q(target__in=ids)
    )
    for link in links.order_by("position", "id").values_list(
        "source_id", "target_id", "source__title", "source__slug", "target__title", "target__slug"
    ):
        source, target, source_title, source_slug, target_title, target_slug = link
        if source in led_to:
            led_to[source].append((target_title, target_slug))
        if target in came_from:
            came_from[target].append((source_title, source_slug))
    counts: dict[int, list[str]] = {pk: [] for pk in ids}
    for project, words in ProjectCount.objects.filter(project__in=ids).values_list(
        "project_id", "words"
    ):
        counts[project].append(words)
    return [
        _card(rows[pk], facets)
        | {"led_to": led_to[pk], "came_from": came_from[pk], "counts": counts[pk]}
        for pk in ids
        if pk in rows
    ]


def _card(project: Project, facets: ProjectFacets) -> dict[str, Any]:
    known = project.status != Project.Status.NOT_STATED
    places = facets.labels_of(project.pk, "place")
    return {
        "slug": project.slug,
        "title": project.title,
        "level": project.claimed_level,
        "line": one_line(project),
        "places": [] if places == [NOT_STATED_NAME] else places,
        "topics": facets.labels_of(project.pk, "topic"),
        "status": project.get_status_display() if known else "",
        "date": project.start,
        "is_example": project.is_example,
        "who": in_one_line(facets.parts.get(project.pk, ())),
    }


def one_line(project: Project) -> str:
    """The summary, else the aim, else how the source puts it; cut at a word."""
    text = project.summary
    if not text and project.purpose:
        text = f"The aim: {project.purpose}"
    if not text and project.claimed_level and project.level_words:
        text = f"In our source’s words: “{project.level_words}”"
    text = text or project.source_excerpt
    if len(text) <= LONGEST_LINE:
        return text
    return text[:LONGEST_LINE].rsplit(" ", 1)[0].rstrip(",;:") + " …"
