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
from apps.showcase.actions import consents as actions
from apps.showcase.forms import consent as forms
from apps.showcase.models import CaseStudy

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
MOST_ASKS = 12  # in an hour, from one network
DID = {
    "right": "Thank you. We have noted that this is right.",
    "change": "Thank you. We have noted what should be different, and will change it or tell you "
    "why not. Nothing is shown until you say that it is right.",
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
    over = consent.state in (Consent.State.WITHDRAWN, Consent.State.REPLACED)
    form: Any = None
    if request.method == "POST" and not over:
        story = consents.story_of(consent, request.POST.get("story", ""))
        if story is None:
            raise Http404
        form = forms.OwnAnswer(request.POST, auto_id=ids(story))
        if form.is_valid():
            data = form.cleaned_data
            try:
                actions.answer(
                    story=story, consent=consent, said=data["said"],
                    words=data["words"] if data["said"] == "change" else "",
                )  # fmt: skip
            except NotAllowed:
                return redirect("showcase:own-consent", token)
            return led_back(token, data["said"])
        form.story = story
    return page(request, consent, token, form)


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
    over = consent.state in (Consent.State.WITHDRAWN, Consent.State.REPLACED)
    shown = []
    for story in [] if over else consents.stories_of(consent):
        words = ledger.words_of(story, consent)
        if words:
            wrong = form if form is not None and form.story == story else None
            shown.append(
                {
                    "story": story,
                    "public": story.state in PUBLIC_STATES and consent.is_live,
                    "words": words,
                    "pictures": [
                        as_shown(picture, by_link=True)
                        for picture in Picture.objects.of(story).filter(
                            consent=consent, hidden_on=None
                        )
                        if picture.widths
                    ],
                    "recordings": [
                        played.as_shown(recording, by_link=True)
                        for recording in consents.recordings(story).filter(consent=consent)
                    ],
                    "said": consents.said(story, consent),
                    "form": wrong or forms.OwnAnswer(auto_id=ids(story)),
                }
            )
    context = {
        "consent": consent,
        "token": token,
        "over": over,
        "stories": shown,
        "outside": consent.uses.all() if over else [],
        "did": DID.get(request.GET.get("did", ""), ""),
        "wrong": form,
    }
    return render(
        request, "showcase/own_consent.html", context, status=422 if form is not None else status
    )


@access(link="consent")
@get_or_post
@never_cache
@sensitive_variables("token")
def own_credit(request: HttpRequest, token: str) -> HttpResponse:
    """How you are named."""
    consent = of(token)
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
        return redirect("showcase:own-consent", token)
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
    if consent.state in (Consent.State.WITHDRAWN, Consent.State.REPLACED):
        return redirect("showcase:own-consent", token)
    context = {
        "consent": consent, "token": token, "form": form, "title": title, "button": button,
        "taking": taking,
    }  # fmt: skip
    wrong = 422 if request.method == "POST" else 200
    return render(request, "showcase/own_consent_part.html", context, status=status or wrong)
