"""Where staff see which versions there are, which are older than their page, and begin one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.access import StaffRequest, access
from apps.accounts.scope import scope_of
from apps.core import once
from apps.core.paging import Pages
from apps.publishing import actions, languages, types
from apps.publishing.formats import actions as versions
from apps.publishing.formats.forms import BeginForm, MadeFromField
from apps.publishing.models import AccessibleVersion, Publishable, Request, State
from apps.publishing.models.format import PAGES
from apps.publishing.views.finding import desk
from apps.publishing.workflow import NotAllowed

STAFF = "home.view_staff"
WRITE = AccessibleVersion.write_permission
PAGE_SIZE = 20
MOST_WORDS = 15  # of a sentence that is easy to read: a hint to the writer, no more
SHOWS = {
    "": "All",
    "older": "Older than their page",
    "draft": "Drafts",
    "in_review": "In review",
    "published": "Published",
}
ASKED = {
    Request.Format.LARGE: AccessibleVersion.Form.LARGE_PRINT,
    Request.Format.EASY_READ: AccessibleVersion.Form.EASY_READ,
    Request.Format.AUDIO: AccessibleVersion.Form.AUDIO,
    Request.Format.BRAILLE: AccessibleVersion.Form.OTHER,
    Request.Format.BSL: AccessibleVersion.Form.BSL,
    Request.Format.LANGUAGE: AccessibleVersion.Form.LANGUAGE,
    Request.Format.OTHER: AccessibleVersion.Form.OTHER,
}


@access(WRITE)
@require_safe
def version_list(request: StaffRequest) -> HttpResponse:
    """The versions that the person may write; those that are older than their page on demand."""
    show = request.GET.get("show", "")
    show = show if show in SHOWS else ""
    rows = AccessibleVersion.objects.editable_by(request.user)
    if show == "older":
        rows = rows.current().older()
    elif show:
        rows = rows.filter(state=show)
    asked = request.GET.get("page", "")
    number = int(asked[:6]) if asked.isascii() and asked.isdigit() else 1
    pages = Pages.of(number, rows.count(), PAGE_SIZE)
    found = rows.with_page_now().order_by("title", "pk")
    context = {
        "rows": with_pages(list(found[pages.start : pages.start + PAGE_SIZE])),
        "shows": SHOWS.items(),
        "show": show,
        "pages": pages,
        "pager": pages.links(lambda n: f"?show={show}&page={n}"),
    }
    return render(request, "publishing/format_list.html", context)


def with_pages(rows: list[AccessibleVersion]) -> list[tuple[AccessibleVersion, Publishable | None]]:
    """Each with the record whose page it is a version of, read at once for each kind."""
    ids: dict[str, set[int]] = {}
    for row in rows:
        ids.setdefault(row.kind, set()).add(row.object_id)
    found = {
        (kind, page.pk): page
        for kind, held in ids.items()
        if kind in PAGES
        for page in PAGES[kind]._default_manager.filter(pk__in=held)
    }
    return [(row, found.get((row.kind, row.object_id))) for row in rows]


def page_of(user: Any, kind: str, pk: int) -> Publishable | None:
    """The public page of this kind and number, if the person may write versions of it."""
    model: Any = PAGES.get(kind)
    if model is None or pk > 2**62 or not user.has_perm(WRITE):
        return None
    scope = scope_of(user, WRITE)
    found = model._default_manager.public().filter(model.reached_by(scope), pk=pk)
    page: Publishable | None = found.first()
    return page


@access(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def of_page(request: StaffRequest, kind: str, pk: int) -> HttpResponse:
    """The versions of one page, and the form by which another is begun."""
    page = page_of(request.user, kind, pk)
    if page is None:
        raise Http404
    form = BeginForm(initial={"form": request.GET.get("form", ""), "language": languages.ENGLISH})
    if request.method == "POST":
        form = BeginForm(request.POST)
        if form.is_valid() and not_there_yet(form, page):

            def begin() -> str:
                version = versions.begin(page=page, by=request.user, **form.cleaned_data)
                messages.success(request, f"{version} is begun.")
                return first_step(version)

            return redirect(once.address_after(request, begin))
    context = {
        "page": page,
        "address": types.of(page).address(page.slug or ""),
        "rows": AccessibleVersion.objects.of(page).with_page_now().order_by("form", "pk"),
        "form": form,
        "trail": [(reverse("publishing:formats"), "Other formats")],
    }
    status = 422 if form.is_bound else 200
    return render(request, "publishing/formats_of.html", context, status=status)


def first_step(version: AccessibleVersion) -> str:
    """Where one goes on: the title where it is to be translated, else what the kind is made of."""
    if not version.title:
        return reverse("publishing:edit", args=["formats", version.pk, "about"])
    return reverse("publishing:desk", args=["formats", version.pk])


def not_there_yet(form: BeginForm, page: Publishable) -> bool:
    """Whether there is no such version; else the form says where it is."""
    asked = form.cleaned_data
    if asked["form"] == AccessibleVersion.Form.OTHER:
        return True
    like = AccessibleVersion.objects.of(page).filter(**asked).exclude(state=State.WITHDRAWN)
    if like.exists():
        form.add_error("form", "There is one already: open it in the list above")
    return not form.errors


@access(STAFF)
@require_http_methods(["POST"])
def up_to_date(request: StaffRequest, pk: int) -> HttpResponse:
    """The writer says that a version was brought up to date with its page."""
    at = desk(request, "formats", pk)
    try:
        versions.bring_up_to_date(
            version=at.item,  # type: ignore[arg-type]
            seen=request.POST.get("seen", ""),
            by=request.user,
        )
    except NotAllowed as refused:
        messages.error(request, str(refused))
    else:
        done = "It is noted as made from the page as it is now."
        waits = " The public sees that once somebody else publishes this change."
        messages.success(request, done + (waits if at.item.state == State.PUBLISHED else ""))
    return redirect(at.address())


def desk_parts(version: AccessibleVersion, request: Any) -> str:
    """What the desk of a version shows of its own: its page, from which text it was made, and what
    may make it easier to read."""
    data, _count = actions.text_of(version)
    number = data["made_from"].partition(" ")[0]
    page = version.page
    context = {
        "version": version,
        "page": page,
        "is_public": version.public_page is not None,
        "address": types.of(page).address(page.slug or "") if page and page.slug else "",
        "made_from": MadeFromField().names([data["made_from"]])[data["made_from"]],
        "now": version.page_now,
        "brought": number == str(version.page_now),
        "mine": AccessibleVersion.objects.editable_by(request.user).filter(pk=version.pk).exists(),
        "hints": hints(data) if data["form"] == AccessibleVersion.Form.EASY_READ else [],
    }
    return render_to_string("publishing/format_parts.html", context, request)


def hints(data: dict[str, Any]) -> list[str]:
    """What may make an Easy Read text easier. Hints to the writer, never a score."""
    found, lines = [], data.get("lines", [])
    for number, line in enumerate(lines, start=1):
        words = len(line.get("sentence", "").split())
        if words > MOST_WORDS:
            found.append(f"Line {number} has {words} words. Could it be two sentences?")
    bare = [str(number) for number, line in enumerate(lines, start=1) if not line.get("picture")]
    if bare:
        which = f"Line {bare[0]} has" if len(bare) == 1 else f"Lines {', '.join(bare)} have"
        found.append(f"{which} no picture.")
    return found


def beside(item: Publishable, user: Any) -> tuple[str, int] | None:
    """For the desk of a public record: where its versions are, and how many; None where there can
    be none, or the person writes none."""
    page = page_of(user, item.record_kind, item.pk) if item.slug else None
    if page is None:
        return None
    address = reverse("publishing:formats-of", args=[page.record_kind, page.pk])
    return address, AccessibleVersion.objects.of(page).exclude(state=State.WITHDRAWN).count()


def for_request(asked: Request, user: Any) -> str:
    """Where somebody begins the version that was asked for; "" where they can't."""
    if asked.kind != Request.Kind.FORMAT or asked.object_id is None:
        return ""
    if page_of(user, asked.item_kind, asked.object_id) is None:
        return ""
    address = reverse("publishing:formats-of", args=[asked.item_kind, asked.object_id])
    return f"{address}?form={ASKED[Request.Format(asked.format_wanted)]}"
