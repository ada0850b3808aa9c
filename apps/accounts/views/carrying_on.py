"""After signing in again: what was typed, and the one button that sends it where it belongs."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from apps.accounts import lapsed, typed
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
        "words": [(label(name), value) for name, value in typed.words(fields)],
    }
    gone = request.method == "POST"
    return render(request, "accounts/carry_on.html", context, status=409 if gone else 200)


def label(name: str) -> str:
    """The name of a field, as near to its question as a stored form can tell."""
    return typed.key_of(name).replace("_", " ").strip().capitalize()
