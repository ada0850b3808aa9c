"""A story as it is read: its parts with what stands in them today, and the facts it takes from the
project and the activity it comes from."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString

from apps.core import site_settings
from apps.core.text import to_html
from apps.involvement import promises, ratings
from apps.involvement.models import Activity
from apps.projects.models import Project
from apps.publishing.models import News
from apps.publishing.pictures.showing import by_heading
from apps.showcase.models import HEADINGS, CaseStudy, StoryBlock, StoryWriter

MOST_RELATED = 3


@dataclass(frozen=True)
class Part:
    """What stands under a heading: text, people's words that may be shown today, pictures."""

    name: str
    title: str
    texts: list[SafeString]
    blocks: list[StoryBlock] = field(default_factory=list)
    pictures: list[Any] = field(default_factory=list)


def parts(story: CaseStudy, preview: bool = False, by_link: bool = False) -> list[Part]:
    """The headings under which something stands, in their order. Pictures are served to everybody
    once people see the story; before, ``preview`` is for staff and ``by_link`` for whoever reads
    it by a link."""
    held: Any = () if preview or by_link else story.held()
    pictures = by_heading(story, preview, by_link, without=held)
    blocks: dict[str, list[StoryBlock]] = {}
    for block in story.blocks.exclude(consent__in=held).select_related("consent"):
        if block.is_shown:
            blocks.setdefault(block.heading, []).append(block)
    found = [
        Part(
            name,
            title,
            [to_html(text) for text in story.text_of(name)],
            blocks.get(name, []),
            pictures.get(name, []),
        )
        for name, title in HEADINGS.items()
    ]
    return [part for part in found if any(part.texts) or part.blocks or part.pictures]


@dataclass(frozen=True)
class Facts:
    """What a story shows of the public records it comes from, and does not tell again."""

    project: Project | None
    activity: Activity | None
    level: str
    took_part: list[str]
    felt: Any
    felt_at: Activity | None  # where the newest result is of another activity of the project
    line: Any


def facts(story: CaseStudy) -> Facts:
    """The project and the activity, where they are public, with the way they claim, how it felt
    and what was promised."""
    activity, project = story.public_activity, story.public_project
    newest = ratings.newest_of(project.pk) if project and not activity else None
    return Facts(
        project=project,
        activity=activity,
        level=story.claimed_level,
        took_part=_took_part(project, activity),
        felt=ratings.shown(activity) if activity else newest and newest[1],
        felt_at=newest[0] if newest else None,
        line=promises.line(activity) if activity else None,
    )


def _took_part(project: Project | None, activity: Activity | None) -> list[str]:
    """Who took part, in the words of the log or of the project; never added up."""
    if activity is not None:
        return [activity.took_part_in_public] if activity.took_part_in_public else []
    return [count.words for count in project.counts.all()] if project is not None else []


def told_of(activity: Activity) -> list[tuple[str, str]]:
    """(title, address) of the stories of an activity, for its page."""
    rows = CaseStudy.objects.current().filter(activity=activity).as_curated()
    return [(story.title, story.get_absolute_url()) for story in rows]


def first_public(story: CaseStudy) -> datetime.datetime | None:
    """When people could read it first; a change of it is published later."""
    if story.revision <= 1:
        return story.published_at
    first = News.objects.filter(kind=story.record_kind, object_id=story.pk)
    return first.values_list("at", flat=True).first() or story.published_at


def related(story: CaseStudy) -> list[CaseStudy]:
    """Other stories of the same project first, then of the same topics, newest first."""
    others = CaseStudy.objects.current().filter(is_example=story.is_example).exclude(pk=story.pk)
    found: list[CaseStudy] = []
    if project := story.public_project:
        found += others.of_project(project).order_by("-published_at")[:MOST_RELATED]
    if len(found) < MOST_RELATED:
        alike = others.filter(topics__in=story.topics.all()).exclude(pk__in=[s.pk for s in found])
        alike = alike.distinct().order_by("-published_at")
        found += alike[: MOST_RELATED - len(found)]
    return found


def citation(story: CaseStudy, writers: Sequence[StoryWriter]) -> str:
    """How to name the story elsewhere: who tells it, when, its title and its address. Another
    published version is another date."""
    names = [str(writer.partner) for writer in writers]
    who = " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
    said = site_settings.values()
    told = who or said["partnership"]
    when = f" ({story.published_at.year})" if story.published_at else ""
    address = f"{settings.SITE_URL}{story.get_absolute_url()}" if story.slug else "not published"
    return f"{told}{when}. {story.title}. {said['name']}. {address}"
