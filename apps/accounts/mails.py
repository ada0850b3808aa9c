"""The mail that invites somebody; its link is made at the moment of sending."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from apps.accounts.models import Invitation, User
from apps.accounts.terms import Names, Terms
from apps.core import actors, clock, links, mail
from apps.core.actors import Actor
from apps.core.mail import Built, MailKind, NotNeeded

PURPOSE = "invitation"


def leave_invitation(*, invitation: Invitation, turn: int) -> None:
    """Leave the mail in the transaction that invites; ``turn`` tells one sending from the next."""
    mail.leave(
        kind="invitation",
        key=f"invitation-{invitation.pk}-{turn}",
        recipient=invitation.email,
        ids={"invitation": invitation.pk},
    )


def build_invitation(ids: dict[str, Any]) -> Built:
    """A fresh secret, of which only the hash is kept: earlier links of this invitation die.

    Raises ``NotNeeded`` for one that was used, cancelled or has expired in the meantime.
    """
    invitation = (
        Invitation.objects.select_related("invited_by").filter(pk=ids["invitation"]).first()
    )
    if invitation is None or not invitation.open:
        raise NotNeeded
    secret = links.new_secret()
    invitation.secret_hash = links.keyed_hash(PURPOSE, secret)
    invitation.save(update_fields=["secret_hash", "updated_at"])
    terms = [Terms.from_json(one) for one in invitation.grants]
    names = Names(terms)
    until = invitation.expires_on
    context = {
        "inviter": str(invitation.invited_by or "An administrator"),
        "roles": "\n".join(f"- {in_words(names.words(one))}" for one in terms),
        "until": f"{until.day} {until:%B %Y}",
        "link": settings.SITE_URL + reverse("accounts:invitation", args=[secret]),
    }
    return Built(context, recipient=invitation.email)


def in_words(terms: Any) -> str:
    """A role with how far it reaches and until when."""
    until = terms["until"]
    last = f", until {until.day} {until:%B %Y}" if until else ""
    return f"{terms['role']}, {terms['reach']}{last}"


INVITATION = MailKind(
    "invitation",
    "invitation",
    build_invitation,
    label="Invitation to the portal",
    placeholders={
        "inviter": "Ada Ministrator",
        "roles": "- Contributor, Leeds Health and Care Partnership",
        "until": "4 May 2026",
        "link": "https://portal.example.org/accounts/invitation/…/",
    },
    needed=("link",),
)


def leave_address_changed(*, user: User, old: str, by: Actor) -> None:
    """Tell the old address and the new one, in the transaction that changes it."""
    ids = {"old": old, "new": user.email, "by": actors.label_of(by)}
    turn = int(clock.now().timestamp() * 1000)
    for which, recipient in (("old", old), ("new", user.email)):
        key = f"address-changed-{user.pk}-{turn}-{which}"
        mail.leave(kind="address_changed", key=key, recipient=recipient, ids=ids)


ADDRESS_CHANGED = MailKind(
    "address_changed",
    "address_changed",
    Built,
    label="E-mail address changed",
    placeholders={"old": "ada@example.org", "new": "ada.b@example.org", "by": "Ada Ministrator"},
    needed=("new",),
)
