"""Consents as staff see them: the ledger, one consent, and what is done with it."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.access import StaffRequest, access
from apps.accounts.scope import scope_of
from apps.core import audit, once
from apps.core.paging import Pages
from apps.partners.models import Partner
from apps.publishing.models import Consent, ConsentUse
from apps.publishing.workflow import NotAllowed
from apps.showcase import confirming, consents, ledger
from apps.showcase.actions import answers
from apps.showcase.actions import consent_mails as mails
from apps.showcase.actions import consents as actions
from apps.showcase.forms import consent as forms
from apps.showcase.models import CaseStudy, StoryAnswer

START, KEEP = "showcase.start_consent", "showcase.keep_consents"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])
PAGE_SIZE = 20


def found(request: StaffRequest, reference: str) -> Consent:
    """A consent within the person's reach. Raises ``Http404``."""
    rows = Consent.objects.reached_by(request.user, START).select_related("partner")
    return get_object_or_404(rows, reference=reference)


def partners_of(user: Any) -> Any:
    """The partners for which somebody may ask people."""
    return Partner.objects.filter(scope_of(user, START).q(partner=("pk",)))


@access(START)
@require_safe
def consent_list(request: StaffRequest) -> HttpResponse:
    """The ledger: what was handed in first, then what ends soon; filtered by how it stands."""
    standing = request.GET.get("show", "")
    rows = ledger.narrowed(Consent.objects.reached_by(request.user, START), standing)
    asked = request.GET.get("page", "")
    pages = Pages.of(int(asked[:6]) if asked.isdecimal() else 1, rows.count(), PAGE_SIZE)
    context = {
        "rows": rows.select_related("partner")[pages.start : pages.start + PAGE_SIZE],
        "pages": pages,
        "pager": pages.links(lambda number: f"?show={standing}&page={number}"),
        "shows": ledger.SHOWS,
        "standing": standing if standing in ledger.SHOWS else "",
        "may_start": partners_of(request.user).exists(),
    }
    return render(request, "showcase/consent_list.html", context)


@access(START)
@get_or_post
def consent_new(request: StaffRequest) -> HttpResponse:
    """Ask somebody: what for, what, how they are named, until when, how to reach them."""
    partners = partners_of(request.user)
    if not partners.exists():
        raise Http404
    story = story_asked(request)
    only = partners.first() if partners.count() == 1 else None
    begin: dict[str, Any] = {"partner": str(only.pk)} if only else {}
    if story and (teams := [team for team in story.teams() if team in partners]):
        begin["partner"] = str(teams[0].pk)
    post = request.POST if request.method == "POST" else None
    form = forms.ConsentForm(post, partners=partners, initial=begin)
    if post is None or not form.is_valid():
        context = {"form": form, "story": story}
        return render(request, "showcase/consent_form.html", context, status=422 if post else 200)

    def start() -> str:
        consent = actions.start(data=form.consent(), evidence=form.evidence(), by=request.user)
        messages.success(request, "The consent is begun. Now hand in the paper.")
        return f"/staff/consent/{consent.reference}/"

    return redirect(once.address_after(request, start))


def story_asked(request: StaffRequest) -> CaseStudy | None:
    """The story from whose desk somebody comes, if they may see it."""
    number = request.GET.get("story", "")
    if not number.isdecimal() or len(number) > 12:
        return None
    return CaseStudy.objects.visible_to(request.user).filter(pk=number).first()


@access(START)
@require_safe
def consent_page(request: StaffRequest, reference: str) -> HttpResponse:
    """One consent: what was agreed, where it is used, and what can be done with it now."""
    consent = found(request, reference)
    keeps = request.user.has_perm(KEEP)

    def of_theirs(now: CaseStudy) -> tuple[Any, Any]:
        return consents.of(now, consent), consents.said(now, consent)

    stories = [
        (story, *consents.as_it_will_be(story, consent, of_theirs))
        for story in consents.stories_of(consent)
        if CaseStudy.objects.visible_to(request.user).filter(pk=story.pk).exists()
    ]
    evidence = getattr(consent, "evidence", None)
    context = {
        "consent": consent,
        "keeps": keeps,
        "stories": stories,
        "uses": list(consent.uses.select_related("used_by")),
        "has_paper": bool(evidence and evidence.file_name),
        "has_mail": bool(evidence and evidence.email),
        "open": consent.state in (Consent.State.ASKED, Consent.State.HANDED_IN),
        "over": consent.state in (Consent.State.WITHDRAWN, Consent.State.REPLACED),
        "not_by": confirming.not_by(consent, request.user.pk),
        "seen": confirming.marks(consent),
        "hands_out": hands_out(request, consent),
        "link": "" if evidence and evidence.email else mails.address_of(consent),
        "trail": [("/staff/consent/", "Consents")],
    }
    return render(request, "showcase/consent.html", context)


@access(START)
@get_or_post
def consent_edit(request: StaffRequest, reference: str) -> HttpResponse:
    """Put right what a consent says, until it is confirmed. Opening it is kept in the audit
    record, since it shows how to reach the person."""
    consent = found(request, reference)
    if not hands_out(request, consent):
        raise Http404
    post = request.POST if request.method == "POST" else None
    begin = forms.began_with(consent)
    form = forms.ConsentForm(post, partners=partners_of(request.user), initial=begin)
    if post is not None and form.is_valid():
        data, evidence = form.consent(), form.evidence()
        if done(request, lambda: actions.change(
            consent=consent, data=data, evidence=evidence, by=request.user
        ), "Saved."):  # fmt: skip
            return redirect("showcase:consent", reference)
    if post is None:
        audit.note(act="read how to reach the person of a consent", by=request.user, target=consent)
    context = {"form": form, "consent": consent}
    return render(request, "showcase/consent_form.html", context, status=422 if post else 200)


def done(request: StaffRequest, do: Any, words: str) -> bool:
    """Do it and say so, or say why not."""
    try:
        do()
    except NotAllowed as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, words)
    return True


@access(START)
@get_or_post
def hand_in(request: StaffRequest, reference: str) -> HttpResponse:
    """The signed paper, or that it was read aloud."""
    consent = found(request, reference)
    post = request.POST if request.method == "POST" else None
    form = forms.HandIn(post, request.FILES if post is not None else None)
    if post is not None and form.is_valid():
        data = form.cleaned_data
        if done(request, lambda: actions.hand_in(
            consent=consent, file=data["paper"], given_on=data["given_on"], by=request.user
        ), "Handed in. A curator confirms it."):  # fmt: skip
            return redirect("showcase:consent", reference)
    return act_page(request, consent, form, "Hand in the paper", "Hand in", with_file=True)


def act_page(
    request: StaffRequest, consent: Consent, form: Any, title: str, button: str, **more: Any
) -> HttpResponse:
    """The page of one thing that is done with a consent."""
    context = {
        "consent": consent,
        "form": form,
        "title": title,
        "button": button,
        "trail": [
            ("/staff/consent/", "Consents"),
            (f"/staff/consent/{consent.reference}/", consent.label),
        ],
        **more,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "showcase/consent_act.html", context, status=status)


@access(KEEP)
@require_POST
def confirm(request: StaffRequest, reference: str) -> HttpResponse:
    """A curator confirms what was handed in."""
    consent = found(request, reference)
    seen = request.POST.get("seen", "")
    try:
        done(request, lambda: actions.confirm(consent=consent, seen=seen, by=request.user),
             "Confirmed.")  # fmt: skip
    except confirming.SaysOtherwise as changed:
        context = {
            "consent": consent,
            "lines": changed.lines,
            "trail": [("/staff/consent/", "Consents")],
        }
        return render(request, "showcase/consent_changed.html", context, status=409)
    return redirect("showcase:consent", reference)


@access(KEEP)
@require_safe
def paper(request: StaffRequest, reference: str) -> HttpResponseBase:
    """The signed paper, to be saved and never shown in the page; each reading is kept."""
    consent = found(request, reference)
    evidence = getattr(consent, "evidence", None)
    if evidence is None or not evidence.file:
        raise Http404
    try:
        file = evidence.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    audit.note(act="read the paper of a consent", by=request.user, target=consent)
    answer = FileResponse(
        file, as_attachment=True, filename=evidence.file_name,
        content_type="application/octet-stream",
    )  # fmt: skip
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@access(KEEP)
@get_or_post
def use_outside(request: StaffRequest, reference: str) -> HttpResponse:
    """The words, credit and end to copy, and the use noted, in one press."""
    consent = found(request, reference)
    post = request.POST if request.method == "POST" else None
    form = forms.UseOutside(post, consent=consent)
    held = [
        thing for story in consents.stories_of(consent) for thing in ledger.words_of(story, consent)
    ]
    if post is not None and form.is_valid():
        data = form.cleaned_data
        if done(request, lambda: actions.use_outside(
            consent=consent, purpose=data["purpose"], where=data["where"], by=request.user
        ), "The use is noted. Copy the words below with their credit and end."):  # fmt: skip
            context = {"consent": consent, "words": held, "where": data["where"]}
            return render(request, "showcase/consent_words.html", context)
    return act_page(request, consent, form, "Use outside this site", "Note it and show the words")


@access(KEEP)
@get_or_post
def chase(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """A copy outside, after the consent was taken back: who was asked, and what they said."""
    consent = found(request, reference)
    use: ConsentUse = get_object_or_404(consent.uses, pk=pk)
    form = forms.Chased(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.chased(use=use, note=form.cleaned_data["note"], by=request.user)
        messages.success(request, "Noted.")
        return redirect("showcase:consent", reference)
    return act_page(request, consent, form, f"The copy in {use.where}", "Note it")


@access(START)
@get_or_post
def read_aloud(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """How the person is shown in a story was read to them: what they said."""
    consent = found(request, reference)
    story = get_object_or_404(CaseStudy.objects.visible_to(request.user), pk=pk)
    things, aloud, mark = consents.as_it_will_be(
        story, consent,
        lambda now: (
            consents.of(now, consent), ledger.words_of(now, consent), consents.mark(now, consent)
        ),
    )  # fmt: skip
    if not things:
        raise Http404
    form = forms.Aloud(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            answers.answer(
                story=story, consent=consent, said=data["said"], words=data["words"],
                read_by=data["read_by"], on=data["on"], by=request.user,
                seen=request.POST.get("seen", ""),
            )  # fmt: skip
        except NotAllowed as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "What they said is noted.")
            return redirect("showcase:consent", reference)
    more = {"aloud": aloud, "seen": mark}
    return act_page(request, consent, form, f"Read aloud: {story}", "Note it", **more)


@access(KEEP)
@get_or_post
def why_not(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """The person asks for a change that is not made: tell them why."""
    consent = found(request, reference)
    asked = get_object_or_404(StoryAnswer.objects.open(), consent=consent, story=pk)
    form = forms.WhyNot(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answers.say_why_not(asked=asked, words=form.cleaned_data["words"], by=request.user)
        messages.success(request, "They read it on their page. It is shown once they say so.")
        return redirect("showcase:consent", reference)
    title, quoted = f"Why it stays as it is: {asked.story}", [("They asked", asked.words)]
    return act_page(request, consent, form, title, "Tell them", quoted=quoted)


@access(START)
@require_POST
def send_to_look(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Send the person the link to their page; once for what there is to look at."""
    consent = found(request, reference)
    story = get_object_or_404(CaseStudy.objects.visible_to(request.user), pk=pk)
    mark = consents.as_it_will_be(story, consent, lambda now: consents.mark(now, consent))
    if mails.leave_to_look(consent, mark):
        audit.note(act="asked the person of a consent to look", by=request.user, target=consent)
        messages.success(request, "A message is on its way. It names no topic.")
    else:
        messages.error(request, "There is no e-mail address. Give them the link, or read it aloud.")
    return redirect("showcase:consent", reference)


@access(KEEP)
@get_or_post
def taken_back(request: StaffRequest, reference: str) -> HttpResponse:
    """The person rang or wrote: take it back for them, at once."""
    consent = found(request, reference)
    sent = request.POST if request.method == "POST" else None
    form = forms.TakeBack(sent, consent=consent, for_them=True)
    if request.method == "POST" and form.is_valid():
        actions.take_back(consent=consent, parts=form.chosen(), how="told us", by=request.user)
        messages.success(request, "It is gone from the site, everywhere. What is outside is below.")
        return redirect("showcase:consent", reference)
    return act_page(request, consent, form, "They take it back", "Take it down now")


def hands_out(request: StaffRequest, consent: Consent) -> bool:
    """Whether somebody may hand out the person's link: whoever started the consent, and curators.
    It lets its holder speak for the person."""
    return consent.author_id == request.user.pk or request.user.has_perm(KEEP)


@access(START)
@require_POST
def new_link(request: StaffRequest, reference: str) -> HttpResponse:
    """A new link; those handed out before lead nowhere."""
    consent = found(request, reference)
    if not hands_out(request, consent):
        raise Http404
    actions.new_link(consent=consent, by=request.user)
    evidence = getattr(consent, "evidence", None)
    sent = evidence is not None and evidence.email
    where = "is on its way to them by e-mail" if sent else "is below"
    messages.success(request, f"The earlier links lead nowhere now. The new one {where}.")
    return redirect("showcase:consent", reference)
