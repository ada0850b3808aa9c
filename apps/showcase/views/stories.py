"""The page of a story."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from apps.accounts.access import access
from apps.core import moved, versions
from apps.core.middleware import NotNow
from apps.core.versions import public_page
from apps.publishing.filtering.nothing import nothing
from apps.publishing.formats import shown as formats
from apps.publishing.gone import public_or_gone
from apps.publishing.models import Correction
from apps.publishing.pictures.showing import is_preview
from apps.publishing.recordings import showing as recordings
from apps.showcase import stories, story_listing, word
from apps.showcase.linked_data import story_data
from apps.showcase.models import CaseStudy, Collection
from apps.showcase.story_listing import StoryListing

NOT_NOW = "The person whose story this is has not agreed to showing it at present."


@access(public=True)
@require_safe
@public_page
def story_list(request: HttpRequest) -> HttpResponseBase:
    """The stories for the filters in the address: those that curators feature first, then the
    newest."""
    index = story_listing.kept.under(request.page_key)  # type: ignore[attr-defined]
    listing = StoryListing.of(request.GET, index)
    wish = listing.wish
    if wish.left_out and (to := moved.filters(request.path, request.GET)):
        return moved.leads_on(to)
    pages = listing.pages()
    context = {
        **listing.panel(),
        "cards": listing.cards(pages),
        "any": bool(index.ids),
        "collections": list(Collection.objects.filter(public=True)),
        "pages": pages,
        "pager": pages.links(lambda number: wish.address(page=number) or "?"),
        "nothing": nothing(listing) if index.ids and not listing.total else None,
        "trail": [(reverse("showcase:projects"), "Our work")],
    }
    return render(request, "showcase/story_list.html", context)


@access(public=True)
@require_safe
@public_page
def story_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A story; one that was public, or whose consent ended, says so; others are not found."""
    return draw(found(slug), request)


def found(slug: str) -> CaseStudy:
    """The public story of this address. Raises ``Http404``, or ``Gone`` with the reason."""
    rows = CaseStudy.objects.select_related("project", "activity__project")
    story = public_or_gone(rows.filter(slug=slug).first())
    if not story.summary_holds:
        raise NotNow(NOT_NOW)
    return story


@access(public=True)
@require_safe
def story_word(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a Word document."""
    key = versions.current_key()
    tag = key.etag(request.path)
    story = found(slug)
    file = HttpResponse(word.document_of(story), content_type=word.TYPE)
    file.headers["Content-Disposition"] = f'attachment; filename="{story.slug}.docx"'
    return versions.finish(file, tag, versions.has_already(request, tag))


def draw(story: CaseStudy, request: HttpRequest) -> HttpResponse:
    """The page of a story, public or not yet."""
    writers = list(story.writers.select_related("partner"))
    topics = list(story.topics.all())
    told = story.slug and not story.is_example
    facts, first = stories.facts(story), stories.first_public(story)
    corrected = Correction.objects.of(story).first()
    context = {
        "story": story,
        "parts": stories.parts(story, preview=is_preview(request)),
        "facts": facts,
        "first": first,
        "writers": writers,
        "topics": topics,
        "linked": story_data(story, writers, topics, first, corrected) if told else None,
        "formats": formats.of(story) if story.slug else [],
        "recordings": recordings.of(story, request, without=story.held()),
        "related": stories.related(story),
        "citation": stories.citation(story, writers),
        "ask_key": f"story-{story.slug}" if story.slug else "site",
        "corrected": corrected,
        "trail": [
            (reverse("showcase:projects"), "Our work"),
            (reverse("showcase:stories"), "Stories"),
        ],
    }
    return render(request, "showcase/story.html", context)
