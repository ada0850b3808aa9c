"""What is held about people who sign in: their accounts, and what hangs on them."""

from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.apps import apps
from django.contrib.sessions.models import Session

from apps.accounts import actions, erasing
from apps.accounts.models import Browser, Grant, Invitation, User
from apps.core import audit, person_data
from apps.core.actors import Actor
from apps.core.contacts import Contact
from apps.core.models import AuditRecord
from apps.core.person_data import CannotErase, Holding, plain

SIGNING_IN = "So that staff of partners sign in, and nobody else."
AS_THE_ACCOUNT = "As long as the account."
WITH_THE_ACCOUNT = "goes with the account"
AT_FIRST = "Account {name}: {why} An administrator does it at /staff/people/; then run this again."


def users(contact: Contact) -> list[User]:
    """The accounts of a person, by the address they sign in with."""
    known = User.objects.values_list("pk", "email")
    mine = {pk for pk, email in known if contact.is_one_of(email)}
    confirmed = EmailAddress.objects.values_list("user_id", "email")
    mine |= {pk for pk, email in confirmed if contact.is_one_of(email)}
    return list(User.objects.filter(pk__in=mine))


def _of_account(model: Any, path: str = "user") -> Callable[[Contact], list[Any]]:
    return lambda contact: list(model._default_manager.filter(**{f"{path}__in": users(contact)}))


def _export_user(user: Any) -> dict[str, Any]:
    """The account, and the numbers of the records in which it is named."""
    return {**plain(user), "named_in": dict(_pointers(user))}


def _pointers(user: User) -> Any:
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if field.related_model is User and model._meta.label not in person_data.holdings:
                found = model._default_manager.filter(**{field.name: user})
                if numbers := list(found.values_list("pk", flat=True)):
                    yield f"{model._meta.label}.{field.name}", numbers


def _erase_users(rows: list[Any], contact: Contact, by: Actor) -> str:
    for user in rows:
        try:
            erasing.anonymise(user=user, by=by)
        except actions.NotAllowed as why:
            raise CannotErase(AT_FIRST.format(name=user, why=why)) from None
    return ""


def _invitations(contact: Contact) -> list[Invitation]:
    return [row for row in Invitation.objects.all() if contact.is_one_of(row.email)]


def _browsers(contact: Contact) -> list[Browser]:
    mine = {user.pk for user in users(contact)}
    return [
        row
        for row in Browser.objects.all()
        if row.user_id in mine or contact.is_in(row.kept_path, row.kept_fields)
    ]


def _forget_typing(rows: list[Any], contact: Contact, by: Actor) -> str:
    for browser in rows:
        browser.keep_nothing()
    return ""


def _sessions(contact: Contact) -> list[Session]:
    mine = {str(user.pk) for user in users(contact)}
    return [
        row
        for row in Session.objects.all().iterator()
        if (held := row.get_decoded()).get("_auth_user_id") in mine or contact.is_in(held)
    ]


def _lines(contact: Contact) -> list[AuditRecord]:
    mine = {user.pk for user in users(contact)}
    return [
        line
        for line in AuditRecord.objects.all().iterator()
        if line.actor_id in mine
        or (line.kind == "user" and line.object_id in mine)
        or contact.is_in(line.label, line.actor_label, line.details)
    ]


def _erase_lines(rows: list[Any], contact: Contact, by: Actor) -> str:
    audit.take_out(rows, contact)
    return ""


HOLDINGS = (
    Holding(
        model="accounts.Invitation",
        title="Invitations",
        fields=("email", "name", "grants"),
        purpose="To invite somebody, once.",
        retention="A year after its last day.",
        find=_invitations,
        erasing="deleted; a link that waits leads nowhere",
        erase=person_data.delete,
        names=("name",),
    ),
    Holding(
        model="accounts.Browser",
        title="Typing that outlived a session",
        fields=("user", "kept_path", "kept_fields"),
        purpose="So that typing is not lost when a session ends.",
        retention="The typing one hour, the browser 60 days after its last use.",
        find=_browsers,
        erasing="the typing that waits is erased; the browser goes with the account",
        erase=_forget_typing,
    ),
    Holding(
        model="sessions.Session",
        title="Sessions",
        fields=("session_data",),
        purpose="So that somebody stays signed in.",
        retention="Until it ends, and a day at most beyond that.",
        find=_sessions,
        erasing="ended",
        erase=person_data.delete,
        export=lambda row: {"ends": row.expire_date},
    ),
    Holding(
        model="accounts.User",
        title="Accounts",
        fields=("email", "name", "password", "partner", "usual_place"),
        purpose=SIGNING_IN,
        retention="Until the person is erased; a disabled account lets nobody in.",
        find=users,
        erasing=(
            "disabled, and name, address, roles and ways to sign in are erased. Its number stays "
            "in records, which say who wrote and who checked them"
        ),
        erase=_erase_users,
        names=("name",),
        export=_export_user,
    ),
    Holding(
        model="accounts.Grant",
        title="Roles",
        fields=("user",),
        purpose="What somebody may do, how far, and until when.",
        retention=AS_THE_ACCOUNT,
        find=_of_account(Grant),
        erasing=WITH_THE_ACCOUNT,
    ),
    Holding(
        model="account.EmailAddress",
        title="Addresses of accounts",
        fields=("user", "email"),
        purpose="Whether mail reached the address.",
        retention=AS_THE_ACCOUNT,
        find=_of_account(EmailAddress),
        erasing=WITH_THE_ACCOUNT,
    ),
    Holding(
        model="account.EmailConfirmation",
        title="Confirmations of addresses",
        fields=("key",),
        purpose="A link that proves an address.",
        retention=AS_THE_ACCOUNT,
        find=_of_account(EmailConfirmation, "email_address__user"),
        erasing=WITH_THE_ACCOUNT,
        export=lambda row: {"sent": row.sent},
    ),
    Holding(
        model="mfa.Authenticator",
        title="Second factors",
        fields=("user", "data"),
        purpose="The second factor at sign-in.",
        retention=AS_THE_ACCOUNT,
        find=_of_account(Authenticator),
        erasing=WITH_THE_ACCOUNT,
        export=lambda row: {"kind": row.get_type_display(), "since": row.created_at},
    ),
    Holding(
        model="socialaccount.SocialAccount",
        title="Accounts elsewhere",
        fields=("user", "uid", "extra_data"),
        purpose="Signing in through one’s organisation.",
        retention=AS_THE_ACCOUNT,
        find=_of_account(SocialAccount),
        erasing=WITH_THE_ACCOUNT,
    ),
    Holding(
        model="socialaccount.SocialToken",
        title="Tokens of accounts elsewhere",
        fields=("token", "token_secret"),
        purpose="What an organisation’s sign-in gave; none is kept as the portal is set up.",
        retention=AS_THE_ACCOUNT,
        find=_of_account(SocialToken, "account__user"),
        erasing=WITH_THE_ACCOUNT,
        export=lambda row: {"until": row.expires_at},
    ),
    Holding(
        model="core.AuditRecord",
        title="Lines of the audit record",
        fields=("actor_label", "label", "details"),
        purpose="Who did which sensitive act, also when its target is gone.",
        retention="Kept: it is the record of what was done.",
        find=_lines,
        erasing="name and address are taken out; the lines stay, under the account’s number",
        erase=_erase_lines,
    ),
)


def register() -> None:
    """Called once models are there."""
    person_data.register(*HOLDINGS)
    person_data.others(
        person_data.OWN_WORDS,
        {
            "sessions.Session": "session_key",
            "socialaccount.SocialAccount": "provider",
            "accounts.Browser": "kept_files",
            "core.AuditRecord": "act",
        },
    )
