"""After signing in again: what was typed, and the one button that sends it where it belongs."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from apps.accounts import lapsed
from apps.accounts.access import access


@access(signed_in=True)
@require_http_methods(["GET", "HEAD", "POST"])
def carry_on(request: HttpRequest) -> HttpResponse:
    """What waits for this person; sent in, the form goes to its own address and waits no more."""
    row = lapsed.waiting(request)
    if request.method == "POST" and row is not None:
        address = row.kept_path
        row.keep_nothing()
        return HttpResponseRedirect(address, preserve_request=True)
    fields = row.kept_fields if row else lapsed.kept_fields(request)
    context = {
        "waits": row is not None,
        "fields": fields,
        "files": [label(name) for name in row.kept_files] if row else [],
        "words": words(fields),
    }
    gone = request.method == "POST"
    return render(request, "accounts/carry_on.html", context, status=409 if gone else 200)


def words(fields: Iterable[Iterable[str]]) -> list[tuple[str, str]]:
    """What a person would know again: each question's own name and what was typed."""
    return [
        (label(name), value)
        for name, value in fields
        if any(character.isalpha() for character in value)
    ]


def label(name: str) -> str:
    """The name of a field, as near to its question as a stored form can tell."""
    return name.rpartition("-")[2].replace("_", " ").strip().capitalize()
