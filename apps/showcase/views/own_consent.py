"""A person's own page: what they agreed to, how it looks, and the way out. No account; a link."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from apps.accounts.access import access
from apps.core import limits, links, once
from apps.publishing.models import PUBLIC_STATES, Consent, Picture
from apps.publishing.pictures.showing import as_shown
from apps.publishing.recordings import showing as played
from apps.publishing.workflow import NotAllowed
from apps.showcase import consents, ledger
from apps.showcase.actions import answers
from apps.showcase.actions import consents as actions
from apps.showcase.forms import consent as forms
from apps.showcase.models import CaseStudy

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
MOST_ASKS = 12  # in an hour, from one network
DID = {
    "right": "Thank you. We have noted that this is right.",
    "change": "Thank you. We have noted what should be different, and will change it or tell you "
    "why not. Nothing is shown until you say that it is right.",
    "hidden": "Thank you. Nothing of yours in it is on this site now, until you say that it is "
    "right. We have noted what should be different, and will change it or tell you why not.",
    "back": "That is taken back, and gone from this site. Below you see what we may still use.",
    "unnamed": "Your name is taken back, and gone from this site. You are not named any more.",
    "named": "You are named like that now, everywhere on this site.",
    "asked": "Thank you. We will answer you within 10 working days.",
}


@sensitive_variables("token")
def of(token: str) -> Consent:
    """The consent behind a link. Raises ``Http404`` for any other token, and for an old one."""
    opened = links.opened("consent", token)
    consent = Consent.objects.filter(reference=opened[0]).first() if opened else None
    if opened is None or consent is None or consent.link_version != opened[1]:
        raise Http404
    return consent


@access(link="consent")
@get_or_post
@never_cache
@sensitive_post_parameters()
@sensitive_variables("token")
def own(request: HttpRequest, token: str) -> HttpResponse:
    """What you agreed to, what it looks like now; say whether it is right."""
    consent = of(token)
    form: Any = None
    if request.method == "POST" and not over(consent):
        story = consents.story_of(consent, request.POST.get("story", ""))
        if story is None:
            raise Http404
        form = forms.OwnAnswer(request.POST, auto_id=ids(story))
        if form.is_valid():
            data = form.cleaned_data
            try:
                row = answers.answer(
                    story=story, consent=consent, said=data["said"],
                    words=data["words"] if data["said"] == "change" else "",
                )  # fmt: skip
            except NotAllowed:
                return redirect("showcase:own-consent", token)
            return led_back(token, "hidden" if row.holds else data["said"])
        form.story = story
    return page(request, consent, token, form)


def over(consent: Consent) -> bool:
    """Whether nothing rests on it any more."""
    return consent.state in (Consent.State.WITHDRAWN, Consent.State.REPLACED)


def led_back(token: str, did: str) -> HttpResponse:
    """To their page, which says what was done."""
    response = redirect("showcase:own-consent", token)
    response["Location"] += f"?did={did}"
    return response


def ids(story: CaseStudy) -> str:
    """How the fields of a story's form are named, since a page may hold several."""
    return f"id_{story.pk}_%s"


def page(
    request: HttpRequest, consent: Consent, token: str, form: Any, status: int = 200
) -> HttpResponse:
    """Their page, perhaps with a wrong answer."""
    ended = over(consent)
    shown = []
    for story in [] if ended else consents.stories_of(consent):
        seen = as_they_see_it(story, consent)
        if seen["words"]:
            wrong = form if form is not None and form.story == story else None
            shown.append({**seen, "form": wrong or forms.OwnAnswer(auto_id=ids(story))})
    context = {
        "consent": consent,
        "token": token,
        "over": ended,
        "stories": shown,
        "outside": consent.uses.all() if ended else [],
        "did": DID.get(request.GET.get("did", ""), ""),
        "wrong": form,
    }
    return render(
        request, "showcase/own_consent.html", context, status=422 if form is not None else status
    )


def as_they_see_it(story: CaseStudy, consent: Consent) -> dict[str, Any]:
    """All that a story shows of a person, with the change that waits, and what they said to it."""

    def look(now: CaseStudy) -> dict[str, Any]:
        pictures = Picture.objects.of(now).filter(consent=consent, hidden_on=None)
        return {
            "words": ledger.words_of(now, consent),
            "pictures": [as_shown(one, by_link=True) for one in pictures if one.widths],
            "recordings": [
                played.as_shown(recording, by_link=True)
                for recording in consents.recordings(now).filter(consent=consent)
            ],
            "said": consents.said(now, consent),
            "mark": consents.mark(now, consent),
        }

    seen = consents.as_it_will_be(story, consent, look)
    return {
        **seen,
        "story": story,
        "public": story.state in PUBLIC_STATES and consent.is_live,
        "held": story.held().filter(consent=consent).exists(),
        "changes": seen["mark"] != consents.mark(story, consent),
    }


@access(link="consent")
@get_or_post
@never_cache
@sensitive_variables("token")
def own_credit(request: HttpRequest, token: str) -> HttpResponse:
    """How you are named."""
    consent = of(token)
    if not consent.name and not over(consent):
        raise Http404
    form = forms.OwnCredit(
        request.POST if request.method == "POST" else None,
        initial={"credit_as": consent.credit_as},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.credit(consent=consent, credit_as=form.cleaned_data["credit_as"])
        except NotAllowed:
            return redirect("showcase:own-consent", token)
        return led_back(token, "named")
    return part(request, consent, token, form, "How you are named", "Be named like this")


@access(link="consent")
@get_or_post
@never_cache
@sensitive_variables("token")
def own_take_back(request: HttpRequest, token: str) -> HttpResponse:
    """Take back all or some; one press, and it is gone."""
    consent = of(token)
    form = forms.TakeBack(request.POST if request.method == "POST" else None, consent=consent)
    if request.method == "POST" and form.is_valid():
        actions.take_back(consent=consent, parts=form.chosen())
        return led_back(token, "unnamed" if form.chosen() == {"name"} else "back")
    return part(request, consent, token, form, "Take it back", "Take it down now", taking=True)


@access(link="consent")
@get_or_post
@never_cache
@sensitive_post_parameters()
@sensitive_variables("token")
def own_ask(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for another format or a call."""
    consent = of(token)
    form = forms.OwnAsk(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if limits.too_many(request, of="consent-ask", most=MOST_ASKS, seconds=60 * 60):
            form.add_error(None, "Many messages came from your network. Wait an hour, or ring us.")
            return part(request, consent, token, form, "Ask us", "Send", status=429)
        data = form.cleaned_data

        def ask() -> str:
            actions.ask_us(
                consent=consent, kind=data["kind"], words=data["words"], contact=form.contact()
            )
            return led_back(token, "asked")["Location"]

        return redirect(once.address_after(request, ask))
    return part(request, consent, token, form, "Ask us", "Send")


def part(
    request: HttpRequest, consent: Consent, token: str, form: Any, title: str, button: str,
    *, status: int = 0, taking: bool = False,
) -> HttpResponse:  # fmt: skip
    """The page of one thing that a person does."""
    if over(consent):
        return redirect("showcase:own-consent", token)
    context = {
        "consent": consent, "token": token, "form": form, "title": title, "button": button,
        "taking": taking,
    }  # fmt: skip
    wrong = 422 if request.method == "POST" else 200
    return render(request, "showcase/own_consent_part.html", context, status=status or wrong)
