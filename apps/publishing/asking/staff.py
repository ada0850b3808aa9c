"""Where staff see what people asked, earliest due first, and answer it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.access import access
from apps.core.paging import Pages
from apps.publishing import addressed
from apps.publishing.asking import actions
from apps.publishing.asking.forms import AnswerForm
from apps.publishing.asking.queue import PAGE_SIZE, PERMISSION, STATES, Narrowed, answerable_by
from apps.publishing.asking.queue import counted as count_of
from apps.publishing.formats import staff as formats
from apps.publishing.models import Request
from apps.publishing.workflow import NotAllowed

ANSWERS = ("done", "not_possible")


@access(PERMISSION)
@require_safe
def request_list(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, and what was answered."""
    narrowed = Narrowed.read(request.GET)
    rows = answerable_by(request.user)
    counted = count_of(rows, request.user, narrowed)
    number = request.GET.get("page", "1")
    pages = Pages.of(int(number[:6]) if number.isdecimal() else 1, counted["total"], PAGE_SIZE)
    found = narrowed.of(rows, request.user).select_related("owner")
    context = {
        "rows": found[pages.start : pages.start + PAGE_SIZE],
        "counted": counted,
        "narrowed": narrowed,
        "states": STATES,
        "kinds": Request.Kind.choices,
        "pages": pages,
        "pager": pages.links(lambda n: narrowed.address(page=n)),
    }
    return render(request, "publishing/request_list.html", context)


@access(PERMISSION)
@require_http_methods(["GET", "HEAD", "POST"])
def request_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One request: what was asked, how to answer, and the answer."""
    asked = get_object_or_404(
        answerable_by(request.user).select_related("owner", "answered_by"), reference=reference
    )
    form, status = AnswerForm(), 200
    if request.method == "POST" and request.POST.get("do") in ANSWERS:
        form = AnswerForm(request.POST)
        if form.is_valid() and answered(request, asked, form):
            return redirect("publishing:request", reference)
        asked.refresh_from_db()
        status = 422
    elif request.method == "POST":
        taken_or_put_back(request, asked)
        return redirect("publishing:request", reference)
    context = {
        "asked": asked,
        "form": form,
        "item": addressed.now(asked.item_kind, asked.object_id),
        "make": formats.for_request(asked, request.user),
    }
    return render(request, "publishing/request.html", context, status=status)


def answered(request: HttpRequest, asked: Request, form: AnswerForm) -> bool:
    """Keep the answer or the reason; False with a sentence on the form where that is refused."""
    words, person = form.cleaned_data["words"], request.user
    try:
        if form.cleaned_data["do"] == "done":
            asked = actions.answer(asked=asked, words=words, by=person)
        else:
            asked = actions.cannot(asked=asked, why=words, by=person)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, f"{asked.get_state_display()}. {next_step(asked)}".strip())
    return True


def next_step(asked: Request) -> str:
    """What is left to do after an answer was kept, by the way the person wanted it."""
    match asked.reply_by:
        case Request.Reply.EMAIL:
            return "Your answer is on its way by e-mail."
        case Request.Reply.PHONE:
            return "If you have not rung yet, the number is below."
        case Request.Reply.POST:
            return "Now post it: the address is below."
    return ""


def taken_or_put_back(request: HttpRequest, asked: Request) -> None:
    """Say who looks after it; where somebody was quicker, say that."""
    seen = request.POST.get("owner", "")
    try:
        match request.POST.get("do"):
            case "take":
                owner = int(seen) if seen.isdecimal() and len(seen) < 18 else None
                actions.take(asked=asked, by=request.user, seen_owner=owner)
                messages.success(request, "You look after this now.")
            case "put_back":
                actions.put_back(asked=asked, by=request.user)
                messages.success(request, "You put this back. Nobody looks after it now.")
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
