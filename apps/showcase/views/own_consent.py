"""A person's own page: what they agreed to, how it looks, and the way out. No account; a link."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from apps.accounts.access import access
from apps.core import limits, links, once
from apps.publishing import workflow
from apps.publishing.models import PUBLIC_STATES, Consent, Picture, Publishable, State
from apps.publishing.pictures import actions as pictures
from apps.publishing.pictures import asking
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
    "changed": "The text was changed since you opened this page, so your answer was not noted. "
    "Please look at it again below.",
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
        asked = asked_of(consent, request.POST)
        if asked is None:
            raise Http404
        form = forms.OwnAnswer(request.POST, auto_id=ids(asked))
        if form.is_valid():
            return redirect(answered(consent, asked, form, request.POST.get("seen", ""), token))
        form.asked = asked
    return page(request, consent, token, form)


def asked_of(consent: Consent, post: QueryDict) -> Publishable | None:
    """The story, or the other page with a picture of them, that an answer is about."""
    if "page" not in post:
        return consents.story_of(consent, post.get("story", ""))
    pages = {f"{item.record_kind}-{item.pk}": item for item in asking.pages_of(consent)}
    return pages.get(post.get("page", ""))


def answered(consent: Consent, asked: Publishable, form: Any, seen: str, token: str) -> str:
    """Keep an answer; the address that says so."""
    said = form.cleaned_data["said"]
    words = form.cleaned_data["words"] if said == "change" else ""
    try:
        if isinstance(asked, CaseStudy):
            actions.answer(story=asked, consent=consent, said=said, words=words, seen=seen)
        else:
            pictures.answer(
                item=asked, consent=consent, said=said, words=words, seen=seen, by=actions.HOLDER
            )
    except NotAllowed:
        return led_back(token, "changed")["Location"]
    return led_back(token, said)["Location"]


def led_back(token: str, did: str) -> HttpResponse:
    """To their page, which says what was done."""
    response = redirect("showcase:own-consent", token)
    response["Location"] += f"?did={did}"
    return response


def ids(asked: Publishable) -> str:
    """How the fields of a form are named, since a page may hold several."""
    kind = "" if isinstance(asked, CaseStudy) else f"{asked.record_kind}-"
    return f"id_{kind}{asked.pk}_%s"


def page(
    request: HttpRequest, consent: Consent, token: str, form: Any, status: int = 200
) -> HttpResponse:
    """Their page, perhaps with a wrong answer."""
    over = consent.state in (Consent.State.WITHDRAWN, Consent.State.REPLACED)
    context_of: Any = {"consent": consent, "wrong": form}
    held = [] if over else [of_story(story, **context_of) for story in consents.stories_of(consent)]
    beside = [] if over else [of_page(item, **context_of) for item in asking.pages_of(consent)]
    context = {
        "consent": consent,
        "token": token,
        "over": over,
        "stories": [one for one in held if one["words"] or one["now"]],
        "beside": [one for one in beside if one["pictures"]],
        "outside": consent.uses.all() if over else [],
        "did": DID.get(request.GET.get("did", ""), ""),
        "wrong": form,
    }
    return render(
        request, "showcase/own_consent.html", context, status=422 if form is not None else status
    )


def of_story(story: CaseStudy, *, consent: Consent, wrong: Any) -> dict[str, Any]:
    """How a story shows them: as it would be with the change that waits, which is what they are
    asked about, and as everybody reads it now where that is another."""
    coming = workflow.as_it_would_be(story, lambda record: ledger.words_of(record, consent))
    public = story.state in PUBLIC_STATES and consent.is_live
    now = ledger.words_of(story, consent) if public else []
    told = consents.as_told(story, consent)
    kept = Picture.objects.of(story).filter(consent=consent, hidden_on=None)
    return {
        "story": story,
        "public": public,
        "words": coming,
        "now": now if now != coming else [],
        "asks": bool(told.things),
        "pictures": [
            as_shown(picture, by_link=True)
            for picture in kept
            if picture.widths and story.state != State.WITHDRAWN
        ],
        "recordings": [
            played.as_shown(recording, by_link=True)
            for recording in consents.recordings(story).filter(consent=consent)
        ],
        "said": told.said,
        "seen": told.mark,
        "form": form_of(story, wrong),
    }


def of_page(item: Publishable, *, consent: Consent, wrong: Any) -> dict[str, Any]:
    """How another page, like a version in Easy Read, shows pictures of them, with the words beside
    each."""
    shown = asking.as_it_would_be(item, consent)
    kept = [] if item.state == State.WITHDRAWN else shown.pictures
    return {
        "item": item,
        "name": f"{item.record_kind}-{item.pk}",
        "public": item.state in PUBLIC_STATES and consent.is_live,
        "pictures": [(as_shown(one, by_link=True), words) for one, words in kept if one.widths],
        "said": shown.said,
        "seen": shown.mark,
        "form": form_of(item, wrong),
    }


def form_of(asked: Publishable, wrong: Any) -> Any:
    """The form of one of them; the wrong answer where it was given there."""
    return wrong if wrong and wrong.asked == asked else forms.OwnAnswer(auto_id=ids(asked))


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
