"""What happens around a signed-in request: the day is noted, and who has no role left goes out."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from apps.accounts import lapsed
from apps.accounts.models import User
from apps.core import clock

ENDED = "Your access to the staff pages has ended. Ask an administrator for a new role."


def ended(request: HttpRequest) -> HttpResponse | None:
    """Sign out somebody whose last role is over, and say so; None for everybody else."""
    if request.user.current_grants:  # type: ignore[union-attr]
        return None
    logout(request)
    messages.error(request, ENDED)
    return redirect_to_login(request.get_full_path())


def note_day(request: HttpRequest) -> None:
    """Remember the day somebody was last here: written once a day, no hour."""
    today = clock.today()
    user: User = request.user  # type: ignore[assignment]
    if user.last_seen != today:
        User.objects.filter(pk=user.pk).update(last_seen=today)
        lapsed.seen(request)
