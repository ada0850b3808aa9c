"""The answer to a wish: which projects, how many under each choice, and how to go on from there."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from apps.core.paging import Pages
from apps.projects.levels import NOT_STATED, NOT_STATED_NAME
from apps.projects.models import Project, ProjectCount, ProjectLink
from apps.publishing import search
from apps.showcase.credits import in_one_line
from apps.showcase.facets import GROUPS, FacetIndex, Group
from apps.showcase.filters import Wish

OPEN_GROUPS = ("level", "place")
MOST_CHOICES = 40  # in one group; those chosen and those with most projects come first
LONGEST_LINE = 180  # characters of the one line on a card


@dataclass(frozen=True)
class Listing:
    """What the list shows for a wish."""

    wish: Wish
    facets: FacetIndex
    matching: int
    by_group: dict[str, int]
    rest: int

    @classmethod
    def answer(cls, wish: Wish, facets: FacetIndex) -> "Listing":
        """Find the matching projects; asks the index of search only where words are looked for."""
        by_group = {
            name: facets.groups[name].union(wish.chosen[name])
            for name in GROUPS
            if name in wish.chosen
        }
        rest = facets.everything
        if wish.first_year or wish.last_year:
            rest &= facets.in_years(wish.first_year, wish.last_year)
        if wish.words:
            rest &= facets.of_ids(search.matching(wish.words, kind="project"))
        matching = rest
        for bits in by_group.values():
            matching &= bits
        return cls(wish, facets, matching, by_group, rest)

    @property
    def total(self) -> int:
        """How many projects match."""
        return self.matching.bit_count()

    def without_group(self, name: str) -> int:
        """What would match if nothing were chosen in this group: its choices are counted
        on that."""
        bits = self.rest
        for other, held in self.by_group.items():
            if other != name:
                bits &= held
        return bits

    def groups(self) -> list[dict[str, Any]]:
        """The filter panel: each group with its choices and their counts."""
        return [self.group(self.facets.groups[name]) for name in GROUPS]

    def group(self, group: Group) -> dict[str, Any]:
        """One group of the panel; a choice without projects stays visible."""
        scope = self.without_group(group.name)
        chosen = self.wish.chosen.get(group.name, ())
        choices = [
            (value, label, (scope & group.bits[value]).bit_count(), value in chosen)
            for value, label in group.labels.items()
        ]
        if len(choices) > MOST_CHOICES:
            kept = sorted(choices, key=lambda c: (not c[3], -c[2]))[:MOST_CHOICES]
            choices = [choice for choice in choices if choice in kept]
        return {
            "name": group.name,
            "label": group.label,
            "open": group.name in OPEN_GROUPS or bool(chosen),
            "choices": choices,
            "cut": len(group.labels) > len(choices),
        }

    def chips(self) -> list[tuple[str, str]]:
        """(label, address without it) for everything chosen."""
        wish, chips = self.wish, []
        if wish.words:
            chips.append((f"“{wish.words}”", wish.address(words="") or "?"))
        for name, values in wish.chosen.items():
            group = self.facets.groups[name]
            prefix = "" if name in OPEN_GROUPS or name == "partner" else f"{group.label}: "
            chips += [(prefix + group.labels[v], wish.without(name, v)) for v in values]
        if wish.first_year:
            chips.append((f"From {wish.first_year}", wish.address(first_year=None) or "?"))
        if wish.last_year:
            chips.append((f"To {wish.last_year}", wish.address(last_year=None) or "?"))
        return chips

    def also_not_stated(self) -> tuple[int, str] | None:
        """How many more match if Not stated is let in beside the ways chosen, and that address."""
        chosen = self.wish.chosen.get("level", ())
        if not chosen or NOT_STATED in chosen:
            return None
        bits = self.without_group("level") & self.facets.groups["level"].bits[NOT_STATED]
        more = {**self.wish.chosen, "level": (*chosen, NOT_STATED)}
        return (bits.bit_count(), self.wish.address(chosen=more)) if bits else None

    def pages(self) -> Pages:
        """The page asked for."""
        return Pages.of(self.wish.page, self.total)

    def cards(self, pages: Pages) -> list[dict[str, Any]]:
        """The projects of a page as plain values, in three queries whatever their number."""
        ids = self.facets.page(self.matching, self.wish.sort, pages.start, pages.size)
        return cards(ids, self.facets)


def cards(ids: list[int], facets: FacetIndex) -> list[dict[str, Any]]:
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


def _card(project: Project, facets: FacetIndex) -> dict[str, Any]:
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
