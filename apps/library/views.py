"""The portal's own pages: what co-production is, which way fits, small pages, contact, glossary."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.accounts.access import access
from apps.core.text import to_html
from apps.core.versions import public_page
from apps.library import choosing
from apps.library.linked_data import page_data
from apps.library.models import GlossaryTerm, Page, Quotation
from apps.partners.models import Contact
from apps.projects import levels
from apps.projects.models import EvidenceSign, LevelExample, LevelGuidance
from apps.publishing.formats import shown as formats
from apps.publishing.gone import public_or_gone
from apps.publishing.models import Correction, State
from apps.publishing.recordings import showing as recordings

WHAT_IS = "What is co-production? The five ways to involve people"
FIVE_WAYS = (
    "What co-production is, and the five ways to involve people: Inform, Consult, Engage, "
    "Co-design and Co-production."
)


def of_page(page: Page) -> dict[str, Any] | None:
    """What machines read of a page of text; None where it has no address yet."""
    if not page.slug:
        return None
    return page_data(slug=page.slug, name=page.title, description=page.lede)


@access(public=True)
@require_safe
@public_page
def what_is(request: HttpRequest) -> HttpResponse:
    """The continuum: five ways, each with its definition, when it fits, signs and a real
    example."""
    guidance = {row.level: row for row in LevelGuidance.objects.all()}
    signs: dict[str, list[EvidenceSign]] = {}
    for sign in EvidenceSign.objects.filter(valid_to=None):
        signs.setdefault(sign.level, []).append(sign)
    examples = {
        row.level: row
        for row in LevelExample.objects.filter(project__state=State.PUBLISHED).select_related(
            "project"
        )
    }
    ways = [
        {
            "way": way,
            "guidance": guidance.get(way.code),
            "signs": signs.get(way.code, []),
            "example": examples.get(way.code),
        }
        for way in levels.WAYS
    ]
    context = {
        "ways": ways,
        "quotations": {
            row.key: row for row in Quotation.objects.select_related("project", "resource")
        },
        "levels": levels,
        "linked": page_data(slug="what-is-co-production", name=WHAT_IS, description=FIVE_WAYS),
        "heading": WHAT_IS,
        "description": FIVE_WAYS,
    }
    return render(request, "library/what_is.html", context)


@access(public=True)
@require_safe
@public_page
def choose(request: HttpRequest) -> HttpResponse:
    """One question a page; the answers stand in the address and nowhere else."""
    chosen = choosing.understood(request.GET)
    waiting = [question for question in choosing.QUESTIONS if question.name not in chosen]
    asked = next((q for q in choosing.QUESTIONS if q.name == request.GET.get("again")), None)
    question = asked or (waiting[0] if waiting else None)
    context: dict[str, Any] = {"trail": [("/what-is-co-production/", "What is co-production?")]}
    if question is None:
        suggestion = choosing.suggest(chosen)
        context |= {
            "suggestion": suggestion,
            "tie": len(suggestion.nearest) > 1,
            "would_be": choosing.would_be(suggestion, chosen),
            "answers": [
                (q, chosen[q.name], _with(chosen, again=q.name)) for q in choosing.QUESTIONS
            ],
        }
        return render(request, "library/choose_result.html", context)
    number = choosing.QUESTIONS.index(question) + 1
    context |= {
        "question": question,
        "number": number,
        "of": len(choosing.QUESTIONS),
        "held": [(name, c.value) for name, c in chosen.items() if name != question.name],
        "checked": chosen[question.name].value if question.name in chosen else "",
        "unanswered": request.GET.get("next") == str(number) and question.name not in chosen,
        "back": _with(chosen, again=choosing.QUESTIONS[number - 2].name) if number > 1 else "",
    }
    return render(request, "library/choose.html", context)


def _with(chosen: dict[str, choosing.Choice], **more: str) -> str:
    return "?" + urlencode({name: choice.value for name, choice in chosen.items()} | more)


def stored_page(slug: str) -> Page:
    """The public page of this name. Raises ``Http404``, or ``Gone`` for one that was public."""
    return public_or_gone(Page.objects.filter(slug=slug).first())


@access(public=True)
@require_safe
@public_page
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A page of text."""
    return draw(stored_page(slug), request)


def draw(page: Page, request: HttpRequest) -> HttpResponse:
    """The page of a text, public or not yet."""
    context = {
        "page": page,
        "body": to_html(page.body),
        "corrected": Correction.objects.of(page).first(),
        "formats": formats.of(page),
        "recordings": recordings.of(page, request),
        "ask_key": f"page-{page.slug}" if page.slug else "",
        "linked": of_page(page),
    }
    return render(request, "library/page.html", context)


@access(public=True)
@require_safe
@public_page
def contact(request: HttpRequest) -> HttpResponse:
    """Whom to ask, near by and nationally."""
    found = stored_page("contact")
    contacts = list(Contact.objects.filter(public=True))
    mended = dict(
        Correction.objects.filter(kind="contact", object_id__in=[one.pk for one in contacts])
        .order_by("made_on", "id")
        .values_list("object_id", "made_on")
    )
    shown = [(one, mended.get(one.pk)) for one in contacts]
    context = {
        "page": found,
        "linked": of_page(found),
        "body": to_html(found.body),
        "local": [pair for pair in shown if pair[0].scope == Contact.Scope.LOCAL],
        "national": [pair for pair in shown if pair[0].scope == Contact.Scope.NATIONAL],
        "formats": formats.of(found),
        "recordings": recordings.of(found, request),
    }
    return render(request, "library/contact.html", context)


@access(public=True)
@require_safe
@public_page
def glossary(request: HttpRequest) -> HttpResponse:
    """Words and abbreviations, each with who defined it and who handed it on."""
    found = stored_page("glossary")
    terms = GlossaryTerm.objects.all()
    context = {
        "page": found,
        "terms": terms,
        "formats": formats.of(found),
        "recordings": recordings.of(found, request),
    }
    return render(request, "library/glossary.html", context)
