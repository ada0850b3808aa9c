"""What search engines read of a project or a story: the facts that its page states, in their
words, and nothing that it does not."""

import datetime
from typing import Any

from apps.core import clock, site_settings
from apps.projects.models import Project, ProjectPartner
from apps.publishing.linked import absolute, iso, organisations, trail
from apps.publishing.models import Correction
from apps.showcase.models import CaseStudy

TYPES = {Project.Kind.EVENT: "Event", Project.Kind.RESOURCE: "CreativeWork"}
Role = ProjectPartner.Role
# What a part is called, by type. Parts for which there is no true word are left out, and so are
# people, who are named on the page and not handed on.
PARTS: dict[str, dict[str, tuple[Role, ...]]] = {
    "Project": {"member": (Role.LEAD, Role.PARTNER, Role.MEMBER), "funder": (Role.FUNDER,)},
    "Event": {"organizer": (Role.LEAD, Role.HOST), "funder": (Role.FUNDER,)},
    "CreativeWork": {"author": (Role.AUTHOR,), "funder": (Role.FUNDER,)},
}


def linked_data(
    project: Project, parts: list[ProjectPartner], places: list[Any], topics: list[Any]
) -> dict[str, Any]:
    """The project and the way to it, as one graph of schema.org."""
    address = absolute(project.get_absolute_url())
    kind = TYPES.get(Project.Kind(project.kind), "Project")
    facts: dict[str, Any] = {"@type": kind, "@id": address, "name": project.title, "url": address}
    if project.summary:
        facts["description"] = project.summary
    if kind == "Event" and project.start and not project.start_note:
        facts["startDate"] = iso(project.start)
    if kind == "Project" and places:
        facts["areaServed"] = [place.name for place in places]
    if topics:
        facts["keywords"] = [topic.name for topic in topics]
    for word, roles in PARTS[kind].items():
        if names := partners_as(parts, roles):
            facts[word] = names
    return {
        "@context": "https://schema.org",
        "@graph": [facts, trail("showcase:projects", "Our work", project)],
    }


def partners_as(parts: list[ProjectPartner], roles: tuple[Role, ...]) -> list[dict[str, str]]:
    """Partners of the directory that had one of these parts, once each."""
    found = (part.partner for part in parts if part.partner and part.role in roles)
    return organisations(found)


def story_data(
    story: CaseStudy,
    writers: list[Any],
    topics: list[Any],
    first: datetime.datetime | None = None,
    corrected: Correction | None = None,
) -> dict[str, Any]:
    """A story as an article of the partners that tell it, about the work it comes from; nothing
    that rests on a person's consent is handed on. ``first``: when people could read it first."""
    address = absolute(story.get_absolute_url())
    facts: dict[str, Any] = {
        "@type": "Article", "@id": address, "headline": story.title, "url": address,
        "inLanguage": "en-GB",
    }  # fmt: skip
    if story.summary and story.summary_consent_id is None:
        facts["description"] = story.summary
    if story.published_at:
        changed = clock.day_of(story.published_at)
        facts["datePublished"] = clock.day_of(first or story.published_at).isoformat()
        facts["dateModified"] = max(
            changed, corrected.made_on if corrected else changed
        ).isoformat()
    if about := [thing for thing in (story.public_project, story.public_activity) if thing]:
        facts["about"] = [
            {"@type": "Thing", "name": str(one), "url": absolute(one.get_absolute_url())}
            for one in about
        ]
    if topics:
        facts["keywords"] = [topic.name for topic in topics]
    if names := organisations(writer.partner for writer in writers):
        facts["author"] = names
    said = site_settings.values()
    facts["publisher"] = {
        "@type": "Organization", "name": said["partnership"] or said["name"], "url": absolute("/"),
    }  # fmt: skip
    return {
        "@context": "https://schema.org",
        "@graph": [facts, trail("showcase:stories", "Stories", story)],
    }
