"""Mail: the kinds there are, the one door into the outbox, and the words of each kind.

An act calls ``leave`` inside its transaction; a worker builds and sends (``core.outbox``).
"""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.template.loader import get_template, render_to_string
from django.utils.html import linebreaks, urlize
from django.utils.safestring import mark_safe

from apps.core import clock, site_settings
from apps.core.models import MailText
from apps.core.outgoing import OutgoingMail

PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
MANY_BREAKS = re.compile(r"\n{3,}")
LONGEST_SUBJECT = 150
ALWAYS = {
    "site": "the portal’s name",
    "partnership": "who runs the portal",
    "address": "the portal’s address",
}


class NotNeeded(Exception):
    """Raised by ``build`` where what the mail is about is over or gone: it is not sent."""


@dataclass(frozen=True)
class Built:
    """What a kind says of one mail at the moment of sending: the words behind its placeholders,
    perhaps a fresher recipient, the address that ends such mails at one press, and files, each
    (name, content, type)."""

    context: Mapping[str, Any]
    recipient: str = ""
    unsubscribe: str = ""
    files: tuple[tuple[str, bytes, str], ...] = ()


@dataclass(frozen=True)
class MailKind:
    """A kind of mail. Its words stand in ``templates/emails/<template>.txt``: "Subject: …", a blank
    line, then the body, with ``{placeholders}``; people may reword it.

    ``placeholders`` maps each to an example, shown in previews; those in ``needed`` can't be left
    out. ``sensitive``: the subject says only whom it is from. ``mark_first``: it carries what works
    once, so it is marked before handover and never goes twice.
    """

    name: str
    template: str
    build: Callable[[dict[str, Any]], Built]
    label: str = ""
    placeholders: Mapping[str, str] = field(default_factory=dict)
    needed: tuple[str, ...] = ()
    sensitive: bool = False
    mark_first: bool = False

    @property
    def title(self) -> str:
        """What people call it."""
        return self.label or self.name.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Wording:
    """A subject and a body with placeholders; ``own`` where people reworded it."""

    subject: str
    body: str
    own: bool = False


kinds: dict[str, MailKind] = {}


def register(*added: MailKind) -> None:
    """Called in ``AppConfig.ready`` of the app that sends such mail."""
    kinds.update({kind.name: kind for kind in added})


def leave(
    *, kind: str, key: str, recipient: str, ids: dict[str, Any], due: Any = None
) -> OutgoingMail:
    """Leave a mail inside the caller's transaction; the same key twice is one mail.

    ``due`` is the moment from which it may go, now by default. A worker looks every other second,
    so nothing has to wake it. Raises ``LookupError`` for an unknown kind and ``ValueError`` for a
    recipient that is no address.
    """
    if kind not in kinds:
        raise LookupError(kind)
    try:
        validate_email(recipient)
    except ValidationError:
        raise ValueError("The recipient is not an e-mail address.") from None
    due = due or clock.now()
    row, _ = OutgoingMail.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind, "recipient": recipient, "ids": ids, "due_at": due, "next_try_at": due,
            "message_id": new_message_id(),
        },
    )  # fmt: skip
    return row


def is_left(key: str) -> bool:
    """Whether a mail of this key was left already, sent or not."""
    return OutgoingMail.objects.filter(key=key).exists()


def number_left(beginning: str) -> int:
    """How many mails were left under keys that begin so, sent or not."""
    return OutgoingMail.objects.filter(key__startswith=f"{beginning}-").count()


def new_message_id() -> str:
    """A name for one message that says nothing about it."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{secrets.token_urlsafe(18)}@{host}>"


def default_wording(kind: MailKind) -> Wording:
    """The words of the template."""
    template: Any = get_template(f"emails/{kind.template}.txt")
    head, _, body = template.template.source.partition("\n\n")
    return Wording(head.removeprefix("Subject:").strip(), body.strip())


def wording(kind: MailKind) -> Wording:
    """The words in use: people's own, else the template's."""
    own = MailText.objects.filter(kind=kind.name).first()
    return Wording(own.subject, own.body, own=True) if own else default_wording(kind)


def problems(kind: MailKind, subject: str, body: str) -> dict[str, list[str]]:
    """What is wrong with a wording, in sentences, by field. Empty when nothing is."""
    known = {*kind.placeholders, *ALWAYS}
    found: dict[str, list[str]] = {}
    for name, text in (("subject", subject), ("body", body)):
        for word in dict.fromkeys(PLACEHOLDER.findall(text)):
            if word not in known:
                allowed = ", ".join(f"{{{one}}}" for one in sorted(known))
                found.setdefault(name, []).append(
                    f"{{{word}}} is not known here, so nothing could stand in its place. "
                    f"Use one of these: {allowed}."
                )
        if set("{}") & set(PLACEHOLDER.sub("", text)):
            found.setdefault(name, []).append(
                "A curly bracket stands alone. Close it or delete it."
            )
    for word in kind.needed:
        if f"{{{word}}}" not in body:
            found.setdefault("body", []).append(
                f"Keep {{{word}}} in the text: without it the mail is of no use."
            )
    return found


def filled(text: str, context: Mapping[str, Any]) -> str:
    """The text with its placeholders filled in one go, so that a value can't bring in another."""
    return PLACEHOLDER.sub(lambda match: str(context.get(match[1], "")), text)


def without_gaps(text: str) -> str:
    """The text without the gaps that empty placeholders leave at the ends of lines and between
    paragraphs."""
    lines = [line.rstrip() for line in text.splitlines()]
    return MANY_BREAKS.sub("\n\n", "\n".join(lines)).strip()


def one_line(text: str) -> str:
    """A subject: no line break or other control character can start a header of its own."""
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(printable.split())[:LONGEST_SUBJECT]


def compose(kind: MailKind, words: Wording, context: Mapping[str, Any]) -> dict[str, str]:
    """Subject, text and HTML of a mail of this kind."""
    values = site_settings.values()
    site = {
        "site": values["name"],
        "partnership": values["partnership"] or values["name"],
        "address": settings.SITE_URL,
    }
    context = {**context, **site}
    subject = one_line(filled(words.subject, context))
    if kind.sensitive:
        subject = one_line(f"A message from {site['partnership']}")
    body = without_gaps(filled(words.body, context))
    paragraphs = mark_safe(linebreaks(urlize(body, autoescape=True)))  # noqa: S308 - escaped by urlize
    around = {**site, "subject": subject, "body": mark_safe(body), "paragraphs": paragraphs}  # noqa: S308 - plain text
    return {
        "subject": subject,
        "text": render_to_string("emails/base.txt", around),
        "html": render_to_string("emails/base.html", around),
    }


def message_for(row: OutgoingMail, kind: MailKind, built: Built) -> EmailMultiAlternatives:
    """The message of a row, under the ``Message-ID`` it keeps over all tries."""
    parts = compose(kind, wording(kind), built.context)
    headers = {"Message-ID": row.message_id, "Auto-Submitted": "auto-generated"}
    if built.unsubscribe:
        headers["List-Unsubscribe"] = f"<{one_line(built.unsubscribe)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(
        parts["subject"], parts["text"], settings.DEFAULT_FROM_EMAIL,
        [built.recipient or row.recipient], headers=headers,
        reply_to=[settings.MAIL_REPLY_TO] if settings.MAIL_REPLY_TO else None,
    )  # fmt: skip
    message.attach_alternative(parts["html"], "text/html")
    for name, content, type_ in built.files:
        message.attach(name, content, type_)
    return message
