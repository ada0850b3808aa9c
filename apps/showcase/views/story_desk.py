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
from apps.publishing import ahead
from apps.publishing.models import State
from apps.publishing.views.finding import desk
from apps.publishing.views.task_list import DONE, TO_DO
from apps.showcase import consents, erasing, hints
from apps.showcase.actions import stories as actions
from apps.showcase.models import HEADINGS, MOST_SUMMARY_WORDS, CaseStudy, StoryReview

AREA = "case-studies"
SOURCES: dict[str, Any] = {"project": Project, "activity": Activity}


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


@access("showcase.write_story")
@require_POST
def delete_blanks(request: StaffRequest, pk: int) -> HttpResponse:
    """Delete the empty passages of what was taken back."""
    at: Any = desk(request, AREA, pk)
    actions.delete_blanks(story=at.item, by=request.user)
    messages.success(request, "Deleted. Nothing of what was taken back is left.")
    return redirect(at.address())


def desk_parts(story: CaseStudy, request: Any) -> str:
    """What the desk of a story shows of its own: the people in it, what they say, hints."""
    context = {
        "story": story,
        "people": ahead.as_it_would_be(
            story, lambda now: [(one, consents.said(now, one)) for one in consents.people(now)]
        ),
        "held": set(story.held().values_list("consent", flat=True)),
        "blanks": erasing.blanks(story),
        "may_write": CaseStudy.objects.editable_by(request.user).filter(pk=story.pk).exists(),
        "without": [thing for thing in consents.resting(story) if thing.consent is None],
        "hints": hints.of(story),
        "blocks": list(story.blocks.select_related("consent")),
        "may_hide": may_hide(request.user).filter(pk=story.pk).exists(),
        "reviews": [(review, is_open(review)) for review in story.reviews.all()],
        "may_keep": request.user.has_perm("showcase.keep_consents"),
        "may_start": request.user.has_perm("showcase.start_consent"),
    }
    return render_to_string("showcase/story_parts.html", context, request)


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


def how_far(story: CaseStudy) -> dict[str, str]:
    """How far each part is that people read as written only once all of it is."""
    held = {
        "about": bool(story.summary.strip() and (story.project_id or story.activity_id))
        and len(story.summary.split()) <= MOST_SUMMARY_WORDS,
        "writers": story.writers.exists(),
        **{name: all(text.strip() for text in story.text_of(name)) for name in HEADINGS},
        "dates": story.review_on is not None,
    }
    if erasing.blanks(story):
        held["words"] = False
    return {name: DONE if done else TO_DO for name, done in held.items()}
