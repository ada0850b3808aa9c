"""Invitations: sent by an administrator, used once by whoever holds the link."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts import actions, mails
from apps.accounts.access import access
from apps.accounts.actions import NotAllowed
from apps.accounts.forms import InviteForm, PasswordForm
from apps.accounts.models import Invitation
from apps.accounts.terms import Names, Terms
from apps.accounts.views.people import QUESTION, question
from apps.core import links
from apps.core.actors import LinkHolder

SIGN_IN_BACKEND = "apps.accounts.backends.SignInBackend"


@access("accounts.manage_people")
@require_http_methods(QUESTION)
@reauthentication_required
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody by e-mail."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            invitation = actions.invite(
                email=data["email"],
                name=data["name"],
                terms=form.terms(),
                by=request.user,  # type: ignore[arg-type]
            )
        except NotAllowed as refusal:
            form.add_error("email", str(refusal))
        else:
            send(request, invitation)
            return redirect("accounts:people")
    return question(request, "accounts/invite.html", form)


@access("accounts.manage_people")
@require_POST
@reauthentication_required
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an invitation again, with a new link."""
    invitation = get_object_or_404(Invitation, pk=pk, state=Invitation.State.SENT)
    send(request, actions.invite_again(invitation=invitation, by=request.user))  # type: ignore[arg-type]
    return redirect("accounts:people")


def send(request: HttpRequest, invitation: Invitation) -> None:
    """Say that the mail is on its way; the outbox keeps it while mail is down."""
    messages.success(request, f"The invitation to {invitation.email} is on its way.")


@access("accounts.manage_people")
@require_POST
@reauthentication_required
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    invitation = get_object_or_404(Invitation, pk=pk, state=Invitation.State.SENT)
    actions.cancel_invitation(invitation=invitation, by=request.user)  # type: ignore[arg-type]
    messages.success(request, "The invitation is cancelled. Its link opens nothing any more.")
    return redirect("accounts:people")


@access(link="invitation")
@require_http_methods(QUESTION)
@never_cache
@sensitive_post_parameters("password")
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Who invites you to what; the password you choose signs you in."""
    invitation = held_by(secret)
    if invitation is None:
        return over(request)
    form = PasswordForm(invitation, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.accept_invitation(
                invitation=invitation,
                password=form.cleaned_data["password"],
                by=LinkHolder("holder of an invitation"),
            )
        except NotAllowed:
            return over(request)
        login(request, user, backend=SIGN_IN_BACKEND)
        messages.success(request, "Welcome. Your password is set and you are signed in.")
        return redirect("home:staff")
    terms = [Terms.from_json(one) for one in invitation.grants]
    names = Names(terms)
    return question(
        request, "accounts/invitation.html", form,
        invitation=invitation, grants=[names.words(one) for one in terms],
    )  # fmt: skip


def held_by(secret: str) -> Invitation | None:
    """The invitation that a link opens; None for one used, expired, cancelled or never made."""
    hashes = links.possible_hashes(mails.PURPOSE, secret)
    found = Invitation.objects.select_related("invited_by").filter(secret_hash__in=hashes).first()
    return found if found is not None and found.open else None


def over(request: HttpRequest) -> HttpResponse:
    """The one answer to every link that opens nothing."""
    return render(request, "accounts/invitation_over.html", status=404)
