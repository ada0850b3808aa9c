"""Erasing the person behind an account; what they did stays, under a number."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.db import transaction

from apps.accounts import actions
from apps.accounts.models import Browser, Invitation, User
from apps.core import audit, clock
from apps.core.actors import Actor

ERASED = "Account erased"
ADDRESS = "erased-{number}@portal.invalid"  # a name in which no mail can ever travel


@transaction.atomic
def anonymise(*, user: User, by: Actor) -> None:
    """Disable an account, and take out whose it was: name, address, ways to sign in, roles, typing
    and the browsers it was used in. Records go on saying that account number so-and-so wrote them.

    Raises ``NotAllowed`` as ``actions.disable`` does: for what has nobody to look after it yet.
    """
    if user.is_active:
        actions.disable(user=user, hand_over={}, by=by)
    user = User.objects.select_for_update().get(pk=user.pk)
    audit.note(act="erased the person of an account", by=by, target=user)
    for model in (EmailAddress, Authenticator, SocialAccount, Browser):
        model._default_manager.filter(user=user).delete()
    user.grants.all().delete()
    user.email, user.name = ADDRESS.format(number=user.pk), ERASED
    user.partner = user.usual_place = user.last_seen = user.last_login = None
    user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
    for session in sessions_of(user):
        session.delete()
    audit.take_out_account(user.pk)


def sessions_of(user: User) -> list[Session]:
    """The sessions in which somebody is signed in."""
    mine = str(user.pk)
    rows = Session.objects.all().iterator()
    return [row for row in rows if row.get_decoded().get("_auth_user_id") == mine]


def drop_sessions() -> str:
    """Delete sessions that have ended."""
    number, _ = Session.objects.filter(expire_date__lt=clock.now()).delete()
    return f"{number} deleted" if number else ""


def drop_invitations() -> str:
    """Delete invitations a year after their last day; who accepted one has an account since."""
    year_ago = clock.add_months(clock.today(), -12)
    number, _ = Invitation.objects.filter(expires_on__lt=year_ago).delete()
    return f"{number} deleted" if number else ""
