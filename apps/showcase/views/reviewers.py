"""Reviewers with lived experience read the draft of a story by a link, without an account."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.access import StaffRequest, access
from apps.core import clock, links, once
from apps.core.middleware import Gone
from apps.publishing import ahead
from apps.publishing.models import State
from apps.publishing.views.finding import either_desk
from apps.showcase import stories
from apps.showcase.actions import stories as actions
from apps.showcase.documents import STORY
from apps.showcase.forms.review import AskReviewer, HideNow, Review
from apps.showcase.models import CaseStudy, StoryReview
from apps.showcase.views.story_desk import AREA, link_of, may_hide

LINK_MADE = (
    "The link is made. Copy it now and give it to them, it is not shown again: {link} It holds for "
    "30 days. Their yes does not let you publish what you wrote yourself."
)
NO_LONGER = "This text is not shown any more. Thank you for reading it."
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@access("showcase.write_story")
@get_or_post
def ask_reviewer(request: StaffRequest, pk: int) -> HttpResponse:
    """A link for a reviewer; whoever writes or reviews the story hands it out."""
    at = either_desk(request, AREA, pk)
    form = AskReviewer(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():

        def ask() -> str:
            name = form.cleaned_data["name"]
            row = actions.ask_reviewer(story=at.item, name=name, by=request.user)  # type: ignore[arg-type]
            messages.success(request, LINK_MADE.format(link=link_of(row)))
            return at.address()

        return redirect(once.address_after(request, ask))
    return act_page(request, at.item, form, "Ask a reviewer", "Make a link")


def act_page(
    request: StaffRequest, story: Any, form: Any, title: str, button: str, **more: Any
) -> HttpResponse:
    """The page of one thing that is done at the desk of a story."""
    context = {"story": story, "form": form, "title": title, "button": button, **more}
    status = 422 if request.method == "POST" else 200
    return render(request, "showcase/story_act.html", context, status=status)


@access("showcase.write_story")
@require_POST
def end_review(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """A reviewer's link leads nowhere from now on."""
    at = either_desk(request, AREA, pk)
    review = get_object_or_404(StoryReview, story=at.item.pk, pk=number)
    actions.end_review(review=review, by=request.user)
    messages.success(request, "The link leads nowhere now.")
    return redirect(at.address())


@access("publishing.hide_now")
@get_or_post
def hide_now(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """Take one passage about a person out of the public page at once."""
    story = get_object_or_404(may_hide(request.user), pk=pk)
    block = get_object_or_404(story.blocks, pk=number)
    form = HideNow(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        actions.hide_now(story=story, block=block.pk, why=why, by=request.user)
        messages.success(request, "Hidden. Nobody outside reads it now.")
        return redirect("publishing:desk", AREA, story.pk)
    return act_page(request, story, form, "Hide this now", "Hide it now", passage=block)


@access(link="reviewer")
@get_or_post
@never_cache
@sensitive_variables("token")
def review(request: HttpRequest, token: str) -> HttpResponse:
    """The draft as it stands, and what the reviewer says to it."""
    opened = links.opened("reviewer", token)
    row = StoryReview.objects.filter(key=opened[0]).first() if opened else None
    if opened is None or row is None or row.link_version != opened[1]:
        raise Http404
    if row.closed_on is not None or row.story.state == State.WITHDRAWN:
        raise Gone(NO_LONGER)
    if row.ends_on <= clock.today():
        raise Http404
    form = Review(
        request.POST if request.method == "POST" else None,
        initial={"said": row.said or None, "words": row.words},
    )
    if request.method == "POST" and form.is_valid():
        actions.reviewed(review=row, **form.cleaned_data)
        response = redirect("showcase:review", token)
        response["Location"] += "?did=1"
        return response
    with transaction.atomic():  # the text that waits is written, read and taken back
        story = _as_it_waits(row.story)
        context = {
            "story": story,
            "parts": stories.parts(story, by_link=True),
            "form": form,
            "did": "did" in request.GET,
            "review": row,
        }
        status = 422 if request.method == "POST" else 200
        answer = render(request, "showcase/review.html", context, status=status)
        transaction.set_rollback(True)
    return answer


def _as_it_waits(story: CaseStudy) -> CaseStudy:
    """The story with the change that is under way, for as long as the transaction lasts."""
    copy = ahead.copy_of(story)
    if copy is not None:
        STORY.write(story, copy.data)
    return story
