"""Our work: the list that people filter and take away, and the page of a project."""

from collections.abc import Iterable
from typing import Any

from django.contrib.humanize.templatetags.humanize import apnumber
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from apps.accounts.access import access
from apps.core import moved, tables
from apps.core.versions import public_page
from apps.involvement import evidence, ratings, what_changed
from apps.involvement.models import Activity, EvidenceAnswer
from apps.involvement.register import cards
from apps.projects.datasets import PROJECTS, exported
from apps.projects.models import Project, ProjectLink, ProjectPartner
from apps.publishing import panels
from apps.publishing.filtering.nothing import nothing
from apps.publishing.formats import shown as formats
from apps.publishing.gone import public_or_gone
from apps.publishing.models import PUBLIC_STATES, AccessibleVersion, Correction
from apps.publishing.recordings import showing as recordings
from apps.showcase import facets
from apps.showcase.linked_data import linked_data
from apps.showcase.listing import ProjectListing
from apps.showcase.models import CaseStudy

MOST_STORIES = 5
NEWEST = 3  # published activities on a project's page


@access(public=True)
@require_safe
@public_page
def project_list(request: HttpRequest) -> HttpResponseBase:
    """The list for the filters in the address; ``format`` hands it out as a file instead."""
    index = facets.kept.under(request.page_key)  # type: ignore[attr-defined]
    listing = ProjectListing.of(request.GET, index)
    wish = listing.wish
    if wish.left_out and (to := moved.filters(request.path, request.GET)):
        return moved.leads_on(to)
    if kind := tables.kind_asked(request.GET):
        found = tables.in_order(exported(), index.ordered(listing.matching, wish.sort))
        return tables.download(PROJECTS, found, wish.file_name("our-work", kind))
    pages = listing.pages()
    context = {
        **listing.panel(),
        "cards": listing.cards(pages),
        "pages": pages,
        "pager": pages.links(lambda number: wish.address(page=number) or "?"),
        "nothing": nothing(listing) if not listing.total else None,
    }
    return render(request, "showcase/project_list.html", context)


@access(public=True)
@require_safe
@public_page
def project_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A project; one that was public says what became of it, others are not found."""
    rows = Project.objects.filter(slug=slug).annotate(**hanging())
    project: Any = public_or_gone(rows.first())
    return draw(project, request, known=project)


def desk_parts(project: Project, request: Any) -> str:
    """What the desk of a project shows of its own: the way to the signs of what it claims, and to
    those of its activities that the person may write."""
    rows = Activity.objects.editable_by(request.user).filter(project=project)
    in_log = rows.count() if project.slug else 0
    context = {
        "project": project,
        "in_log": in_log,
        "may_tell": request.user.has_perm("showcase.write_story"),
        **evidence.shown(project),
    }
    return render_to_string("showcase/desk_parts.html", context, request)


def hanging() -> dict[str, Any]:
    """What hangs on a project, as annotations: how many activities the log shows of it, whether
    there are answers, results of ratings, signs, communities and versions in other formats, and
    when it was corrected. Asked with its row, so that only what is there takes a statement of its
    own."""
    this = OuterRef("pk")
    in_log = Activity.objects.on_register().filter(project=this).order_by()
    number = in_log.values("project").annotate(number=Count("pk")).values("number")
    corrections = Correction.objects.filter(kind=Project.record_kind, object_id=this)
    return {
        "in_log": Coalesce(Subquery(number), 0),
        "heard_back": Exists(what_changed.answers_of(this)),
        "rated": Exists(ratings.rounds_of(this)),
        "has_signs": Exists(EvidenceAnswer.objects.filter(project=this)),
        "has_communities": Exists(Project.communities.through.objects.filter(project=this)),
        "has_versions": Exists(
            AccessibleVersion.objects.filter(kind=Project.record_kind, object_id=this)
        ),
        "corrected_on": Subquery(corrections.order_by("-made_on").values("made_on")[:1]),
    }


def draw(project: Project, request: HttpRequest, known: Any = None) -> HttpResponse:
    """The page of a project, public or not yet. ``known``: the project with what hangs on it,
    where that was asked already."""
    known = known or Project.objects.annotate(**hanging()).get(pk=project.pk)
    counts = list(project.counts.all())
    parts = list(project.parts.select_related("partner"))
    places, topics = list(project.places.all()), list(project.topics.all())
    mentions = list(project.mentions.all())
    kin = family(project)
    felt = ratings.newest_of(project.pk) if known.rated else None
    context = {
        "project": project,
        "places": places,
        "topics": topics,
        "communities": list(project.communities.all()) if known.has_communities else [],
        "parts": parts_by_partner(parts),
        "counts": counts,
        "trainings": [mention for mention in mentions if mention.kind == "training"],
        "resources": [mention for mention in mentions if mention.kind == "resource"],
        "panels": panels.shown(panels.PROJECT, project, request),
        "opening": opening(project.source_excerpt),
        "family": kin,
        "family_heading": family_heading(project, kin),
        "led_to_others": any(group["label"] == "Led to" for group in kin),
        "trail": [(reverse("showcase:projects"), "Our work")],
        "ask_key": f"project-{project.slug}" if project.slug else "site",
        "unstated": unstated(project, counts, felt=bool(felt)),
        **(evidence.shown(project) if known.has_signs else {}),
        "answered": what_changed.newest_of(project.pk) if known.heard_back else None,
        "felt": felt,
        "activities": newest_activities(project) if known.in_log else [],
        "stories": list(
            CaseStudy.objects.current().of_project(project).as_curated()[:MOST_STORIES]
        ),
        "in_log": known.in_log,
        "corrected_on": known.corrected_on,
        "formats": formats.of(project) if known.has_versions else [],
        "recordings": recordings.of(project, request),
        "linked": None if project.is_example else linked_data(project, parts, places, topics),
    }
    return render(request, "showcase/project.html", context)


def newest_activities(project: Project) -> list[dict[str, Any]]:
    """The newest of its published activities, as the log shows them."""
    found = Activity.objects.current().filter(project=project)
    return cards(list(found.order_by("-when_first", "-pk")[:NEWEST]))


def parts_by_partner(parts: Iterable[ProjectPartner]) -> list[dict[str, Any]]:
    """Each partner or credited person once, with all their parts and the source's words
    for them."""
    found: dict[str, dict[str, Any]] = {}
    for part in parts:
        who = found.setdefault(
            f"{part.partner_id}{part.credit_name}", {"part": part, "roles": [], "words": []}
        )
        who["roles"].append(part.get_role_display())
        label_begins = part.get_role_display().split()[0]
        says_more = part.role_words and not part.role_words.startswith(label_begins)
        if says_more and part.role_words not in who["words"]:
            who["words"].append(part.role_words)
    return list(found.values())


def family(project: Project) -> list[dict[str, Any]]:
    """What it came from and led to: (sentence, projects) for each kind of link that is there."""
    kinds = {
        "in": {
            "led_to": "Came from",
            "part_of": "Parts of it",
            "follows": "Followed by",
            "informed": "Informed by",
            "uses": "Used by",
        },
        "out": {
            "led_to": "Led to",
            "part_of": "Part of",
            "follows": "Follows",
            "informed": "Informed",
            "uses": "Uses",
        },
    }
    links = ProjectLink.objects.filter(Q(source=project) | Q(target=project)).select_related(
        "source", "target"
    )
    held: dict[tuple[str, str], list[Project]] = {}
    for link in links.order_by("position", "id"):
        way, other = ("out", link.target) if link.source_id == project.pk else ("in", link.source)
        if other.state in PUBLIC_STATES:
            held.setdefault((way, link.kind), []).append(other)
    groups = [
        {"label": label, "way": way, "projects": held[way, kind]}
        for way, labels in kinds.items()
        for kind, label in labels.items()
        if (way, kind) in held
    ]
    return groups


def family_heading(project: Project, kin: list[dict[str, Any]]) -> str:
    """What the family says, as a heading: how many things came of it, or what it came from."""
    led_to: list[Project] = next(
        (group["projects"] for group in kin if group["label"] == "Led to"), []
    )
    kind = project.get_kind_display().lower()
    if len(led_to) > 1:
        return f"One {kind}, {apnumber(len(led_to))} things it led to"
    if led_to:
        return f"This {kind} led to {led_to[0].title}"
    came: list[Project] = next(
        (group["projects"] for group in kin if group["label"] == "Came from"), []
    )
    return f"It came from {came[0].title}" if came else "What it belongs to"


def opening(excerpt: str) -> str:
    """How the source begins: its first sentence, where it has neither summary nor aim."""
    sentence = excerpt.partition(". ")[0].partition("\n")[0].rstrip(".")
    return "" if not sentence or "http" in sentence else f"{sentence}."


def unstated(project: Project, counts: list[Any], *, felt: bool) -> list[str]:
    """What the source does not say, for the one honest line; the way of involving has its
    own row."""
    missing = ["what it was called (the title is ours)"] if project.title_is_ours else []
    if not project.start:
        missing.append("when it happened")
    if not any(count.unit in ("people", "groups") for count in counts):
        missing.append("how many people took part")
    missing.append("whether people were paid or had their costs met")
    return missing if felt else [*missing, "how it felt to them"]
