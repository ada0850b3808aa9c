"""What administrators do about people: invite, give and take roles, disable with hand-over."""

import datetime
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Q

from apps.accounts import addresses, belongings, mails
from apps.accounts.models import Grant, GrantQuerySet, Invitation, User
from apps.accounts.permissions import Role
from apps.accounts.terms import Terms
from apps.core import actors, audit, clock, site_settings
from apps.core.actors import Actor
from apps.partners.models import Partner, Place

LAST = "This is the last administrator whose role has no end. Make somebody else one first."


class NotAllowed(Exception):
    """What was asked can't be done; the message is a sentence for the person who asked."""


@transaction.atomic
def invite(*, email: str, name: str, terms: Sequence[Terms], by: Actor) -> Invitation:
    """A new invitation, and the mail with its link in the outbox.

    Raises ``NotAllowed`` for somebody who is here already, or whose invitation still waits.
    """
    email = email.strip().lower()
    if User.objects.filter(email__iexact=email).exists():
        raise NotAllowed("This person is here already. Change their roles on their own page.")
    for earlier in Invitation.objects.select_for_update().filter(
        email__iexact=email, state=Invitation.State.SENT
    ):
        if earlier.open:
            raise NotAllowed(
                "An invitation to this address is waiting. Send it again or cancel it first."
            )
        earlier.state = Invitation.State.CANCELLED
        earlier.save()
    invitation = Invitation.objects.create(
        email=email,
        name=name.strip(),
        grants=[one.as_json() for one in terms],
        expires_on=_last_day(),
        invited_by_id=actors.id_of(by),
    )
    mails.leave_invitation(invitation=invitation, turn=invitation.edit_count)
    audit.note(act="invited", by=by, target=invitation, roles=[one.role for one in terms])
    return invitation


@transaction.atomic
def invite_again(*, invitation: Invitation, by: Actor) -> Invitation:
    """As many days again, and a new link by mail; the old one dies now."""
    invitation = _waiting(invitation)
    invitation.expires_on = _last_day()
    invitation.secret_hash = ""
    invitation.edit_count += 1
    invitation.save()
    mails.leave_invitation(invitation=invitation, turn=invitation.edit_count)
    audit.note(act="invited again", by=by, target=invitation)
    return invitation


@transaction.atomic
def cancel_invitation(*, invitation: Invitation, by: Actor) -> None:
    """Take an invitation back: its link opens nothing from this moment."""
    invitation = _waiting(invitation)
    invitation.state, invitation.secret_hash = Invitation.State.CANCELLED, ""
    invitation.save()
    audit.note(act="cancelled an invitation", by=by, target=invitation)


def _last_day() -> datetime.date:
    """The last day on which an invitation of today can be used."""
    return clock.today() + datetime.timedelta(days=site_settings.number("invitation_days"))


def _waiting(invitation: Invitation) -> Invitation:
    found = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if found.state != Invitation.State.SENT:
        raise NotAllowed("This invitation is no longer waiting.")
    return found


@transaction.atomic
def accept_invitation(*, invitation: Invitation, password: str, by: Actor) -> User:
    """Make the person with what they were invited to. Who holds the link has proved the address.

    Raises ``NotAllowed`` if it was used or cancelled meanwhile, or the address is taken.
    """
    invitation = _waiting(invitation)
    if not invitation.open or User.objects.filter(email__iexact=invitation.email).exists():
        raise NotAllowed("This invitation no longer works.")
    terms = [Terms.from_json(one) for one in invitation.grants]
    user = User.objects.create_user(invitation.email, password, name=invitation.name)
    for one in terms:
        _make_grant(user, one)
    _guess_defaults(user, terms)
    addresses.follow(user, verified=True)
    invitation.state, invitation.secret_hash = Invitation.State.ACCEPTED, ""
    invitation.save()
    audit.note(act="accepted an invitation", by=user, target=user)
    return user


def _guess_defaults(user: User, terms: Sequence[Terms]) -> None:
    """Where a role names one partner or place only, new records start with it."""
    partners = {pk for one in terms for pk in one.partners}
    places = {pk for one in terms for pk in one.places}
    user.partner = Partner.objects.filter(pk__in=partners).first() if len(partners) == 1 else None
    user.usual_place = Place.objects.filter(pk__in=places).first() if len(places) == 1 else None
    user.save()


def _make_grant(user: User, terms: Terms) -> Grant:
    grant = Grant.objects.create(
        user=user, role=terms.role, everywhere=terms.everywhere, until=terms.until
    )
    grant.partners.set(Partner.objects.filter(pk__in=terms.partners))
    grant.places.set(Place.objects.filter(pk__in=terms.places))
    return grant


@transaction.atomic
def give_role(*, user: User, terms: Terms, by: Actor) -> Grant:
    """Add a role."""
    grant = _make_grant(user, terms)
    audit.note(act="gave a role", by=by, target=user, **terms.as_json())
    return grant


@transaction.atomic
def end_role(*, grant: Grant, until: datetime.date | None, by: Actor) -> None:
    """Set or lift the last day of a role. Raises ``NotAllowed`` for one's own last
    administrator role."""
    grant = Grant.objects.select_for_update().select_related("user").get(pk=grant.pk)
    if until is not None:
        _keep_an_administrator(grant, by)
    grant.until = until
    grant.save()
    day = until.isoformat() if until else None
    audit.note(act="changed a role’s end", by=by, target=grant.user, role=grant.role, until=day)


@transaction.atomic
def remove_role(*, grant: Grant, by: Actor) -> None:
    """Take a role away now. Raises ``NotAllowed`` for one's own last administrator role."""
    grant = Grant.objects.select_for_update().select_related("user").get(pk=grant.pk)
    _keep_an_administrator(grant, by)
    audit.note(act="took a role away", by=by, target=grant.user, **Terms.of(grant).as_json())
    grant.delete()


def _keep_an_administrator(grant: Grant, by: Actor) -> None:
    if grant.role != Role.ADMINISTRATOR:
        return
    others = _administrators().exclude(pk=grant.pk).filter(until=None)
    if grant.user_id == actors.id_of(by) and not any(g.user_id == grant.user_id for g in others):
        raise NotAllowed("You can’t end your own last administrator role. Ask another one to.")
    if not others:
        raise NotAllowed(LAST)


def _administrators() -> GrantQuerySet:
    """The administrator roles that hold, locked so that two people can't end each other's."""
    held = Grant.objects.current().filter(role=Role.ADMINISTRATOR, user__is_active=True)
    list(held.order_by("pk").select_for_update())
    return held


@transaction.atomic
def change_details(
    *, user: User, name: str, email: str, partner: Partner | None, usual_place: Place | None,
    by: Actor,
) -> None:  # fmt: skip
    """Change the name, the address the person signs in with, and what new records of theirs start
    with. With the address all their sessions end, and both addresses are told.

    Raises ``NotAllowed`` for an address that somebody else signs in with.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    before = (user.name, user.email, user.partner_id, user.usual_place_id)
    user.name, user.partner, user.usual_place = name.strip(), partner, usual_place
    user.email = email.strip().lower()
    after = (user.name, user.email, user.partner_id, user.usual_place_id)
    if before == after:
        return
    if User.objects.filter(email__iexact=user.email).exclude(pk=user.pk).exists():
        raise NotAllowed("Somebody else signs in with this e-mail address.")
    user.save()
    if user.email != before[1]:
        addresses.follow(user, verified=False)
        mails.leave_address_changed(user=user, old=before[1], by=by)
    names = ("name", "e-mail address", "partner", "usual place")
    fields = [name for name, a, b in zip(names, before, after, strict=True) if a != b]
    audit.note(act="changed details", by=by, target=user, fields=fields)


@transaction.atomic
def disable(*, user: User, hand_over: Mapping[str, User], by: Actor) -> None:
    """Let somebody in no longer, once each thing they look after has somebody else.

    ``hand_over`` names by belonging who takes it. Signed-in browsers are out at the next request.
    Raises ``NotAllowed`` for oneself, the last administrator, or if something has nobody who may
    look after all of it.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.pk == actors.id_of(by):
        raise NotAllowed("You can’t disable yourself. Ask another administrator to.")
    held = _administrators()
    if held.filter(user=user).exists() and not held.filter(~Q(user=user), until=None).exists():
        raise NotAllowed(LAST)
    handed = {}
    for belonging, number in belongings.of(user):
        heir = hand_over.get(belonging.name)
        if heir is None or not belonging.others(user).filter(pk=heir.pk).exists():
            raise NotAllowed(f"Choose who looks after the {belonging.counted(number)}.")
        belonging.hand_over(user, heir, by)
        handed[belonging.name] = {"number": number, "to": heir.pk}
    user.is_active = False
    user.save()
    audit.note(act="disabled", by=by, target=user, handed_over=handed)


@transaction.atomic
def enable(*, user: User, by: Actor) -> None:
    """Let somebody in again, with the roles that still hold."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active:
        return
    user.is_active = True
    user.save()
    audit.note(act="enabled again", by=by, target=user)
