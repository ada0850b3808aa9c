"""Give an activity to somebody else of its partner, who then finds it in their own list."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from apps.accounts.access import StaffRequest, access
from apps.accounts.models import User
from apps.involvement.actions import looking_after as actions
from apps.involvement.forms.looking_after import LookAfter
from apps.involvement.models import Activity
from apps.publishing.workflow import NotAllowed


@access("involvement.write_activity")
@require_http_methods(["GET", "HEAD", "POST"])
def reassign(request: StaffRequest, pk: int) -> HttpResponse:
    """Choose the person."""
    activity = get_object_or_404(Activity.objects.given_by(request.user), pk=pk)
    people = list(actions.may_look_after(activity))
    form = LookAfter(request.POST if request.method == "POST" else None, people=people)
    if request.method == "POST" and form.is_valid():
        to = User.objects.get(pk=form.cleaned_data["to"])
        try:
            actions.reassign(activity=activity, to=to, by=request.user)
        except NotAllowed as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{to} looks after {activity} now.")
            still = Activity.objects.editable_by(request.user).filter(pk=pk).exists()
            return (
                redirect("publishing:desk", "activities", pk) if still else redirect("home:staff")
            )
    context = {
        "activity": activity,
        "form": form,
        "people": people,
        "promise": actions.goes_along(activity),
    }
    status = 422 if form.is_bound else 200
    return render(request, "involvement/reassign.html", context, status=status)
