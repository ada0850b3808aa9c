"""The one mail of these pages: a test, for whoever sets mail up."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse

from apps.core import clock, mail
from apps.core.actors import label_of
from apps.core.dates import PartialDate, Precision
from apps.core.mail import Built, MailKind, NotNeeded
from apps.core.outgoing import OutgoingMail


def build_test(ids: dict[str, Any]) -> Built:
    """The test for whoever asked; nothing for somebody disabled since."""
    person = get_user_model().objects.filter(pk=ids["user"], is_active=True).first()
    if person is None:
        raise NotNeeded
    today = clock.today()
    return Built(
        {
            "name": label_of(person),
            "day": str(PartialDate(today, today, Precision.DAY)),
            "link": settings.SITE_URL + reverse("home:mail"),
        },
        recipient=person.email,
    )


TEST = MailKind(
    "test", "test", build_test, "Test of the mail",
    placeholders={
        "name": "Sam Taylor", "day": "4 March 2026", "link": "https://portal.example.org/staff/mail/",
    },
)  # fmt: skip


def leave_test(*, by: Any) -> OutgoingMail:
    """A test to the person's own address: one a minute is enough."""
    key = f"test {by.pk} {clock.now():%Y-%m-%d %H:%M}"
    return mail.leave(kind=TEST.name, key=key, recipient=by.email, ids={"user": by.pk})
