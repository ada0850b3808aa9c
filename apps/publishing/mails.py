"""The mails of publishing: a text sent back to its writer, an answer to somebody who asked."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from apps.accounts.models import User
from apps.core import mail
from apps.core.mail import Built, MailKind, NotNeeded
from apps.publishing import types
from apps.publishing.models import Publishable
from apps.publishing.models.request import Request


def build_sent_back(ids: dict[str, Any]) -> Built:
    """The note, unless the writer has sent it in again meanwhile."""
    published = types.registered[ids["kind"]]
    item = published.rows.filter(pk=ids["item"]).first()
    writer = User.objects.filter(pk=ids["writer"], is_active=True).first()
    if item is None or writer is None:
        raise NotNeeded
    address = reverse("publishing:desk", args=[published.area, item.pk])
    context = {"title": item, "note": ids["note"], "link": settings.SITE_URL + address}
    return Built(context, recipient=writer.email)


def leave_sent_back(*, item: Publishable, writer: User | None, note: str, turn: int) -> None:
    """Tell the writer what should change; ``turn`` tells one sending back from the next."""
    if writer is None or not writer.is_active:
        return
    mail.leave(
        kind="sent_back",
        key=f"sent-back-{item.record_kind}-{item.pk}-{turn}",
        recipient=writer.email,
        ids={"kind": item.record_kind, "item": item.pk, "writer": writer.pk, "note": note},
    )


def build_answer(ids: dict[str, Any]) -> Built:
    """The answer, as long as it stands and its contact has not been erased."""
    asked = Request.objects.filter(pk=ids["request"]).first()
    if asked is None or not asked.contact or asked.state == Request.State.OPEN:
        raise NotNeeded
    context = {"about": asked.about or "our site", "answer": asked.answer}
    return Built(context, recipient=asked.contact)


def leave_answer(asked: Request) -> None:
    """Send our answer to whoever gave an e-mail address."""
    mail.leave(
        kind="request_answer",
        key=f"request-answer-{asked.pk}",
        recipient=asked.contact,
        ids={"request": asked.pk},
    )


SENT_BACK = MailKind(
    "sent_back",
    "sent_back",
    build_sent_back,
    label="Sent back to its writer",
    placeholders={
        "title": "Carers’ café",
        "note": "Please say who decided.",
        "link": "https://portal.example.org/staff/activities/1/",
    },
    needed=("note", "link"),
)
REQUEST_ANSWER = MailKind(
    "request_answer",
    "request_answer",
    build_answer,
    label="Our answer to a request",
    placeholders={"about": "Stroke Co-creation", "answer": "Thank you, it is mended."},
    needed=("answer",),
)
