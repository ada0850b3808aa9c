"""What search engines read of a project: the facts that its page states, in their words, and
nothing that it does not."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from apps.core.dates import PartialDate
from apps.projects.models import Project, ProjectPartner

TYPES = {Project.Kind.EVENT: "Event", Project.Kind.RESOURCE: "CreativeWork"}
Role = ProjectPartner.Role
# What a part is called, by type. Parts for which there is no true word are left out, and so are
# people, who are named on the page and not handed on.
PARTS: dict[str, dict[str, tuple[Role, ...]]] = {
    "Project": {"member": (Role.LEAD, Role.PARTNER, Role.MEMBER), "funder": (Role.FUNDER,)},
    "Event": {"organizer": (Role.LEAD, Role.HOST), "funder": (Role.FUNDER,)},
    "CreativeWork": {"author": (Role.AUTHOR,), "funder": (Role.FUNDER,)},
}


def absolute(path: str) -> str:
    """An address as other machines know it."""
    return f"{settings.SITE_URL}{path}"


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
    return {"@context": "https://schema.org", "@graph": [facts, trail(project)]}


def iso(date: PartialDate) -> str:
    """As far as it is known: 2022, 2022-04 or 2022-04-05."""
    return date.first.isoformat()[: {"year": 4, "month": 7}.get(date.precision, 10)]


def partners_as(parts: list[ProjectPartner], roles: tuple[Role, ...]) -> list[dict[str, str]]:
    """Partners of the directory that had one of these parts, once each."""
    found = [part.partner for part in parts if part.partner and part.role in roles]
    return [
        {
            "@type": "Organization",
            "name": partner.name,
            "url": absolute(reverse("showcase:partner", args=[partner.slug])),
        }
        for partner in dict.fromkeys(found)
        if partner.public
    ]


def trail(project: Project) -> dict[str, Any]:
    """The breadcrumbs of its page."""
    steps = [
        ("Home", absolute("/")),
        ("Our work", absolute(reverse("showcase:projects"))),
        (project.title, absolute(project.get_absolute_url())),
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": address}
            for number, (name, address) in enumerate(steps, start=1)
        ],
    }
