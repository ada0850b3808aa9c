"""The desk of a story: how far its parts are, who in it has said yes, and how one begins."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from apps.accounts.access import StaffRequest, access
from apps.accounts.scope import scope_of
from apps.core import clock, links, once
from apps.involvement.models import Activity
from apps.projects.models import Project
from apps.publishing import part_notes, workflow
from apps.publishing.models import State
from apps.showcase import consents, hints
from apps.showcase.actions import stories as actions
from apps.showcase.documents import STORY
from apps.showcase.models import HEADINGS, MOST_SUMMARY_WORDS, CaseStudy, StoryReview

AREA = "case-studies"
SOURCES: dict[str, Any] = {"project": Project, "activity": Activity}
TO_DO, DONE, OPTIONAL, NOTE = "To do", "Done", "If there are any", "A note to look at"


@access("showcase.write_story")
@require_POST
def begin_from(request: StaffRequest, kind: str, pk: int) -> HttpResponse:
    """A new story of a project or an activity, linked and not copied; pressed twice it is one."""
    if kind not in SOURCES:
        raise Http404
    source = get_object_or_404(SOURCES[kind].objects.visible_to(request.user), pk=pk)

    def begin() -> str:
        story = actions.begin(source=source, by=request.user)
        messages.success(request, "The draft of the story is made. Fill in its parts in any order.")
        return reverse("publishing:desk", args=[AREA, story.pk])

    return redirect(once.address_after(request, begin))


def desk_parts(story: CaseStudy, request: Any) -> str:
    """What the desk of a story shows of its own: the list of its parts, the people in it, hints."""
    context = {
        "story": story,
        "tasks": tasks(story),
        "people": people(story),
        "without": [thing for thing in consents.resting(story) if thing.consent is None],
        "hints": hints.of(story),
        "blocks": list(story.blocks.select_related("consent")),
        "may_hide": may_hide(request.user).filter(pk=story.pk).exists(),
        "reviews": [(review, is_open(review)) for review in story.reviews.all()],
        "may_keep": request.user.has_perm("showcase.keep_consents"),
        "may_start": request.user.has_perm("showcase.start_consent"),
    }
    return render_to_string("showcase/story_parts.html", context, request)


def people(story: CaseStudy) -> list[tuple[Any, Any]]:
    """(consent, what its person said) of all in the story as it would be with the change that
    waits."""
    found: list[tuple[Any, Any]] = workflow.as_it_would_be(
        story, lambda record: [(one, consents.said(record, one)) for one in consents.people(record)]
    )
    return found


def may_hide(user: Any) -> Any:
    """The stories in which somebody may hide a passage at once."""
    scope = scope_of(user, "publishing.hide_now")
    return CaseStudy.objects.filter(CaseStudy.reached_by(scope)).exclude(state=State.WITHDRAWN)


def is_open(review: StoryReview) -> bool:
    """Whether a reviewer's link still leads to the story."""
    return review.ends_on > clock.today() and review.closed_on is None


def link_of(review: StoryReview) -> str:
    """The reviewer's page: told once, to whoever asks them. Whoever has it speaks for them."""
    token = links.standing("reviewer", review.key, review.link_version)
    return settings.SITE_URL + reverse("showcase:review", args=[token])


def tasks(story: CaseStudy) -> list[tuple[str, str, str]]:
    """(name of a part, its title, how far it is); the part of words may stay empty. A part of
    which a reviewer asked something says so until that is done."""
    asked = part_notes.open_of(story)
    held = {
        "about": bool(story.summary.strip() and (story.project_id or story.activity_id))
        and len(story.summary.split()) <= MOST_SUMMARY_WORDS,
        "writers": story.writers.exists(),
        **{name: all(text.strip() for text in story.text_of(name)) for name in HEADINGS},
        "dates": story.review_on is not None,
    }
    optional = {"words": story.blocks.exists(), "pictures": story.pictures.exists()}
    return [
        (
            section.name,
            section.title,
            NOTE
            if section.name in asked
            else (DONE if held[section.name] else TO_DO)
            if section.name in held
            else (DONE if optional[section.name] else OPTIONAL),
        )
        for section in STORY.sections
    ]
