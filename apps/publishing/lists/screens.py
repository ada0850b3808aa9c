"""The screens over any list; each app's views say who may open them and on which list."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from apps.core import conflicts
from apps.core.conflicts import EditedMeanwhile
from apps.core.models import OldAddress
from apps.publishing.lists import actions, merging
from apps.publishing.lists.actions import Vanished
from apps.publishing.lists.forms import RowForm
from apps.publishing.lists.kinds import ListKind
from apps.publishing.workflow import NotAllowed

FORM = "publishing/lists/form.html"


def around(kind: ListKind, row: Any, **more: Any) -> dict[str, Any]:
    """What every page about a row shows around it."""
    return {
        "kind": kind,
        "row": row,
        "edit_url": kind.url("-edit", row.pk),
        "merge_url": kind.url("-merge", row.pk) if kind.merges else "",
        "delete_url": "" if kind.own_routes or kind.fixed else kind.url("-delete", row.pk),
        **more,
    }


def new(request: HttpRequest, kind: ListKind, **more: Any) -> HttpResponse:
    """An empty form; sent in, a new row."""
    form = kind.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        row = actions.save(kind=kind, form=form, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"“{row}” was added.")
        return redirect(kind.url())
    status = 422 if request.method == "POST" else 200
    return render(request, FORM, {"kind": kind, "form": form, **more}, status=status)


def edit(
    request: HttpRequest, kind: ListKind, pk: int, *, template: str = FORM, **more: Any
) -> HttpResponse:
    """A row's form; sent in late, both texts side by side."""
    row = kind.rows().filter(pk=pk).first()
    if row is None:
        return vanished(request, kind, pk)
    more |= {"row_name": str(row)}
    form = kind.form(request.POST if request.method == "POST" else None, instance=row)
    if request.method != "POST":
        return render(request, template, around(kind, row, form=form, **more))
    if not form.is_valid():
        return render(request, template, around(kind, row, form=form, **more), status=422)
    if request.POST.get("keep") == "together":
        now = kind.form(instance=kind.rows().get(pk=pk))
        beside = conflicts.differences(form, now)
        return render(request, template, around(kind, row, form=form, beside=beside, **more))
    try:
        actions.save(kind=kind, form=form, by=request.user)  # type: ignore[arg-type]
    except EditedMeanwhile as error:
        return conflict(request, kind, form, error.theirs)
    except Vanished:
        return vanished(request, kind, pk)
    messages.success(request, f"“{row}” was saved." if form.changed_names else "Nothing changed.")
    return redirect(kind.url())


def conflict(request: HttpRequest, kind: ListKind, form: RowForm, theirs: Any) -> HttpResponse:
    """Two people edited one row: the second sees both texts, and three ways to go on."""
    context = {
        "what": theirs,
        "lines": conflicts.differences(form, kind.form(instance=theirs)),
        "typed": conflicts.typed(request),
        "edit_count": theirs.edit_count,
        "address": request.path,
        "theirs_url": request.path,
    }
    return render(request, "publishing/conflict.html", context, status=409)


def vanished(request: HttpRequest, kind: ListKind, pk: int) -> HttpResponse:
    """A row that is gone: where it was merged, the way on; what somebody typed is shown.

    Raises ``Http404`` where nothing ever was and nothing was typed.
    """
    moved = OldAddress.objects.filter(path=kind.url("-edit", pk)).first()
    typed = conflicts.words(kind.form(request.POST)) if request.method == "POST" else []
    if moved and request.method != "POST":
        return redirect(moved.to_path)
    if not moved and not typed:
        raise Http404
    target = _row_at(kind, moved.to_path) if moved else None
    context = {"kind": kind, "target": target, "typed": typed, "address": moved and moved.to_path}
    status = 409 if moved else 404
    return render(request, "publishing/lists/vanished.html", context, status=status)


def _row_at(kind: ListKind, address: str) -> Any:
    """The row that a staff address leads to."""
    pk = address.rstrip("/").rsplit("/", 1)[-1]
    return kind.rows().filter(pk=pk).first() if pk.isascii() and pk.isdigit() else None


def delete(request: HttpRequest, kind: ListKind, pk: int) -> HttpResponse:
    """Says what still uses a row, or asks once more; sent in, the row is gone."""
    row = _row(kind, pk)
    if request.method == "POST":
        try:
            actions.delete(kind=kind, row=row, by=request.user)  # type: ignore[arg-type]
        except NotAllowed as error:
            context = around(kind, row, refused=str(error))
            return render(request, "publishing/lists/delete.html", context, status=409)
        except Vanished:
            raise Http404 from None
        messages.success(request, f"“{row}” was deleted.")
        return redirect(kind.url())
    context = around(kind, row, refused=actions.still_used(kind, row, request.user))
    return render(request, "publishing/lists/delete.html", context)


def _row(kind: ListKind, pk: int) -> Any:
    """The row. Raises ``Http404``."""
    row = kind.rows().filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def merge(request: HttpRequest, kind: ListKind, pk: int) -> HttpResponse:
    """Choose the row that stays, see what moves, confirm."""
    row = kind.rows().filter(pk=pk).first() if kind.merges else None
    if row is None:
        return _merged_already(request, kind, pk)
    asked = request.POST.get("into") or request.GET.get("into", "")
    target = _asked_row(kind, asked)
    wrong = ""
    if request.method == "POST" or asked:
        wrong = actions.refusal(kind, row, target) if target else f"Choose {kind.a}."
    if request.method == "POST" and not wrong:
        try:
            actions.merge(kind=kind, source=row, target=target, by=request.user)  # type: ignore[arg-type]
        except NotAllowed as error:
            wrong = str(error)
        except Vanished:
            return _merged_already(request, kind, pk)
        else:
            messages.success(request, f"“{row}” was merged into “{target}”.")
            return redirect(kind.url("-edit", target.pk))
    moved, more = merging.uses(row, request.user, without=target)
    context = around(
        kind, row, wrong=wrong, target=None if wrong else target, asked=asked, more=more,
        others=[other for other in kind.rows() if other.pk != row.pk],
        moved=actions.in_words([f"{number} {noun}" for number, noun in moved]),
        filled=[] if wrong or not target else _filled(kind, row, target),
        here=kind.url("-merge", row.pk),
    )  # fmt: skip
    return render(request, "publishing/lists/merge.html", context, status=422 if wrong else 200)


def _asked_row(kind: ListKind, asked: str) -> Any:
    if not (asked.isascii() and asked.isdigit() and len(asked) < 18):
        return None
    return kind.rows().filter(pk=asked).first()


def _filled(kind: ListKind, source: Any, target: Any) -> list[str]:
    """What the row that stays leaves blank and the other one says; nothing is saved."""
    return merging.fill_blanks(source, kind.rows().get(pk=target.pk))


def _merged_already(request: HttpRequest, kind: ListKind, pk: int) -> HttpResponse:
    """The button was pressed twice, or somebody else was quicker."""
    moved = OldAddress.objects.filter(path=kind.url("-edit", pk)).first()
    if moved is None or not kind.merges:
        raise Http404
    messages.info(request, f"This {kind.one} was merged already. Here is the one that stayed.")
    return redirect(moved.to_path)


def move(request: HttpRequest, kind: ListKind, pk: int) -> HttpResponse:
    """One row up or down; the list shows again at that row."""
    try:
        up = request.POST.get("to") == "up"
        actions.move(kind=kind, row=_row(kind, pk), up=up, by=request.user)  # type: ignore[arg-type]
    except (Vanished, NotAllowed, ObjectDoesNotExist):
        raise Http404 from None
    return redirect(f"{kind.url()}#row-{pk}")
