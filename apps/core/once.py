"""A form does its work once, however often it is sent: a double press, a slow network, a retry."""

import datetime
import hashlib
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from apps.core import clock
from apps.core.models import SentForm

FIELD = "once"  # the hidden field that {% once %} of core's template tags draws
REMEMBERED = datetime.timedelta(days=1)


def address_after(request: HttpRequest, do: Callable[[], str]) -> str:
    """Do what a form asks, and give the address that ``do`` leads to. The same form sent again,
    even at the same moment, does nothing more and leads to the same address.

    A form that was opened anew, or whose answers differ, is another one: nobody's second meeting
    of a day is taken for the first. Without the hidden field there is no such promise.
    """
    if not request.POST.get(FIELD):
        return do()
    key = key_of(request)
    try:
        with transaction.atomic():
            sent = SentForm.objects.create(key=key)
            sent.address = do()
            sent.save(update_fields=["address"])
    except IntegrityError:
        earlier = SentForm.objects.filter(key=key).first()
        if earlier is None:
            raise
        return earlier.address
    return sent.address


def key_of(request: HttpRequest) -> str:
    """One key for one opened form with these answers; of it nobody can tell what was typed."""
    answers = [(n, v) for n, v in request.POST.lists() if n != "csrfmiddlewaretoken"]
    return hashlib.sha256(repr((request.path, sorted(answers))).encode()).hexdigest()


def forget_sent() -> str:
    """Forget the forms of days past."""
    number, _ = SentForm.objects.filter(at__lt=clock.now() - REMEMBERED).delete()
    return f"{number} forgotten" if number else ""
