"""The mail page: what was sent, what waits, what failed, and one more try."""

from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from apps.accounts.access import access
from apps.accounts.models import User
from apps.core import audit, clock, mail, outbox
from apps.core.outgoing import OutgoingMail
from apps.core.paging import Pages
from apps.home import mails
from apps.publishing.following.actions import LIFT

A_PAGE = 50
State = OutgoingMail.State
HEAPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "failed": ("Failed", (State.FAILED,)),
    "waiting": ("Waiting", (State.WAITING, State.SENDING)),
    "sent": ("Sent", (State.SENT, State.NOT_NEEDED)),
}


@access("home.see_mail")
@require_http_methods(["GET", "HEAD", "POST"])
def mail_page(request: HttpRequest) -> HttpResponse:
    """One of three heaps, newest first; [Try again] and [Send me a test] come here too."""
    if request.method == "POST":
        return act(request)
    by_state = dict(
        OutgoingMail.objects.order_by().values_list("state").annotate(number=Count("id"))
    )
    heaps = [
        {"name": name, "label": label, "number": sum(by_state.get(one, 0) for one in states)}
        for name, (label, states) in HEAPS.items()
    ]
    fullest = "failed" if by_state.get(State.FAILED) else "sent"
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in HEAPS else fullest
    page = request.GET.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 8 else 1
    total = next(heap["number"] for heap in heaps if heap["name"] == chosen)
    pages = Pages.of(number, int(str(total)), A_PAGE)
    rows = OutgoingMail.objects.filter(state__in=HEAPS[chosen][1])
    context = {
        "heaps": heaps,
        "chosen": chosen,
        "label": HEAPS[chosen][0],
        "rows": [line(row) for row in rows[pages.start : pages.start + A_PAGE]],
        "late": OutgoingMail.objects.late(clock.now()).exists(),
        "may_lift": cast(User, request.user).has_perm(LIFT),
        "pages": pages,
        "pager": pages.links(lambda at: f"?show={chosen}&page={at}"),
    }
    return render(request, "home/mail.html", context)


def line(row: OutgoingMail) -> dict[str, Any]:
    """A mail in words; whom a sensitive one went to is not shown."""
    kind = mail.kinds.get(row.kind)
    hidden = kind is not None and kind.sensitive
    return {
        "row": row,
        "title": kind.title if kind else row.kind,
        "recipient": "" if hidden else row.recipient,
        "hidden": hidden,
    }


def act(request: HttpRequest) -> HttpResponse:
    """Do what was pressed; a button of a page that is out of date changes nothing."""
    by = cast(User, request.user)
    if "test" in request.POST:
        row = mails.leave_test(by=by)
        messages.success(request, f"A test is on its way to {row.recipient}.")
        return redirect("home:mail")
    pk = request.POST.get("again", "")
    number = int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 19 else 0
    with transaction.atomic():
        again = outbox.try_again(pk=number)
        if again is not None:
            audit.note(act="tried a mail again", by=by, target=again, label=again.kind)
    if again is None:
        messages.warning(request, "Nothing was changed: this mail has not failed any more.")
    else:
        messages.success(request, "The mail waits again and goes within a few seconds.")
    return redirect("home:mail")
