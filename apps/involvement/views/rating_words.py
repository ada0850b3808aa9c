"""The words in which people are asked how it felt, for curators: each saving is a new version."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from apps.accounts.access import StaffRequest, access
from apps.involvement import rating_words
from apps.involvement.forms.rating import Words
from apps.involvement.models import RatingWording
from apps.publishing.workflow import NotAllowed


@access("publishing.edit_lists")
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: StaffRequest) -> HttpResponse:
    """The words of now, to be written anew; "ours" fills in those the portal came with."""
    if "agree" in request.POST:
        return agreed(request)
    first, waits = "ours" in request.GET, rating_words.waiting()
    now = rating_words.of_version(waits) if waits else rating_words.current()
    form = Words(
        request.POST if request.method == "POST" else None,
        initial=rating_words.OURS if first else now,
    )
    if request.method == "POST" and form.is_valid():
        made = rating_words.save(words=form.cleaned_data, by=request.user)
        if made:
            said = f"Version {made.number} is saved. It is in use once somebody else agrees to it."
            messages.success(request, said)
        else:
            messages.info(request, "Nothing was changed.")
        return redirect("involvement:rating-words")
    context = {
        "form": form,
        "waits": waits,
        "mine": waits is not None and waits.made_by_id == request.user.pk,
        "in_use": rating_words.newest(),
        "versions": RatingWording.objects.select_related("made_by", "agreed_by"),
        "ours": rating_words.OURS,
        "first": first,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "involvement/rating_words.html", context, status=status)


def agreed(request: StaffRequest) -> HttpResponse:
    """Put the version that waits into use."""
    number = request.POST["agree"]
    try:
        made = rating_words.agree(
            number=int(number) if number.isdecimal() and len(number) < 9 else 0, by=request.user
        )
        messages.success(request, f"Version {made.number} is in use. Open rounds keep theirs.")
    except NotAllowed as refused:
        messages.error(request, str(refused))
    return redirect("involvement:rating-words")
