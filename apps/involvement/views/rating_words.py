"""The words in which people are asked how it felt, for curators: each saving is a new version."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from apps.accounts.access import StaffRequest, access
from apps.involvement import rating_words
from apps.involvement.forms.rating import Words
from apps.involvement.models import RatingWording


@access("publishing.edit_lists")
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: StaffRequest) -> HttpResponse:
    """The words of now, to be written anew; "ours" fills in those the portal came with."""
    first = "ours" in request.GET
    form = Words(
        request.POST if request.method == "POST" else None,
        initial=rating_words.OURS if first else rating_words.current(),
    )
    if request.method == "POST" and form.is_valid():
        made = rating_words.save(words=form.cleaned_data, by=request.user)
        if made:
            said = f"Version {made.number} is saved. Whoever is asked from now on reads it."
            messages.success(request, said)
        else:
            messages.info(request, "Nothing was changed.")
        return redirect("involvement:rating-words")
    context = {
        "form": form,
        "versions": RatingWording.objects.select_related("made_by"),
        "ours": rating_words.OURS,
        "first": first,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "involvement/rating_words.html", context, status=status)
