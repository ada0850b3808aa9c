"""A person's own page: what they agreed to, how it looks, and the way out. No account; a link."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from apps.accounts.access import access
from apps.core import limits, links, once
from apps.publishing.models import PUBLIC_STATES, Consent, Picture, Publishable, State
from apps.publishing.pictures import actions as pictures
from apps.publishing.pictures import asking
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
    "changed": "The text was changed since you opened this page, so your answer was not noted. "
    "Please look at it again below.",
    "hidden": "Thank you. Nothing of yours in it is on this site now, until you say that it is "
    "right. We have noted what should be different, and will change it or tell you why not.",
    "off": "Thank you. The picture is not on this site now. We have noted what should be "
    "different, and will change it or tell you why not.",
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
        asked = asked_of(consent, request.POST)
        if asked is None:
            raise Http404
        form = forms.OwnAnswer(request.POST, auto_id=ids(asked))
        if form.is_valid():
            seen = request.POST.get("seen", "")
            return led_back(token, answered(consent, asked, form.cleaned_data, seen))
        form.asked = asked
    return page(request, consent, token, form)


def over(consent: Consent) -> bool:
    """Whether nothing rests on it any more."""
    return consent.state in (Consent.State.WITHDRAWN, Consent.State.REPLACED)


def asked_of(consent: Consent, post: QueryDict) -> Publishable | None:
    """The story, or the other page with a picture of them, that an answer is about."""
    if "page" not in post:
        return consents.story_of(consent, post.get("story", ""))
    pages = {name_of(item): item for item in asking.pages_of(consent)}
    return pages.get(post.get("page", ""))


def name_of(item: Publishable) -> str:
    """How the form of another page than a story names it."""
    return f"{item.record_kind}-{item.pk}"


def answered(consent: Consent, asked: Publishable, data: dict[str, Any], seen: str) -> str:
    """Keep an answer; the key of what their page then says was done."""
    said: str = data["said"]
    told: Any = {"said": said, "words": data["words"] if said == "change" else "", "seen": seen}
    try:
        if isinstance(asked, CaseStudy):
            row = answers.answer(story=asked, consent=consent, **told)
            return "hidden" if row.holds else said
        pictures.answer(item=asked, consent=consent, by=answers.HOLDER, **told)
    except NotAllowed:
        return "changed"
    return "off" if said == "change" and asked.state in PUBLIC_STATES else said


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
    ended = over(consent)
    shown = [] if ended else [as_they_see_it(one, consent) for one in consents.stories_of(consent)]
    other = [] if ended else [beside_it(one, consent) for one in asking.pages_of(consent)]
    context = {
        "consent": consent,
        "token": token,
        "over": ended,
        "stories": [{**one, "form": form_of(one["story"], form)} for one in shown if one["words"]],
        "beside": [{**one, "form": form_of(one["item"], form)} for one in other if one["pictures"]],
        "outside": consent.uses.all() if ended else [],
        "did": DID.get(request.GET.get("did", ""), ""),
        "wrong": form,
    }
    return render(
        request, "showcase/own_consent.html", context, status=422 if form is not None else status
    )


def form_of(asked: Publishable, wrong: Any) -> Any:
    """The form of one of them; the wrong answer where it was given there."""
    return wrong if wrong and wrong.asked == asked else forms.OwnAnswer(auto_id=ids(asked))


def as_they_see_it(story: CaseStudy, consent: Consent) -> dict[str, Any]:
    """All that a story shows of a person, with the change that waits, and what they said to it."""

    def look(now: CaseStudy) -> dict[str, Any]:
        rows = Picture.objects.of(now).filter(consent=consent, hidden_on=None)
        kept = rows.none() if now.state == State.WITHDRAWN else rows
        return {
            "words": ledger.words_of(now, consent),
            "pictures": [as_shown(one, by_link=True) for one in kept if one.widths],
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


def beside_it(item: Publishable, consent: Consent) -> dict[str, Any]:
    """How another page, like a version in Easy Read, shows pictures of a person, with the words
    beside each."""
    shown = asking.as_it_would_be(item, consent)
    kept = [] if item.state == State.WITHDRAWN else shown.pictures
    return {
        "item": item,
        "name": name_of(item),
        "public": item.state in PUBLIC_STATES and consent.is_live,
        "pictures": [(as_shown(one, by_link=True), words) for one, words in kept if one.widths],
        "said": shown.said,
        "mark": shown.mark,
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
