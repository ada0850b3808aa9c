"""Roles of a person: give one, end it on a day, take it away. Each asks who you are again."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts import actions
from apps.accounts.access import access
from apps.accounts.actions import NotAllowed
from apps.accounts.forms import GrantForm, UntilForm
from apps.accounts.models import Grant, User
from apps.accounts.terms import Names, Terms
from apps.accounts.views.people import QUESTION, question


@access("accounts.manage_people")
@require_http_methods(QUESTION)
@reauthentication_required
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody one more role."""
    user = get_object_or_404(User, pk=pk)
    form = GrantForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        [terms] = form.terms()
        actions.give_role(user=user, terms=terms, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The role holds from now on.")
        return redirect("accounts:person", pk=pk)
    return question(request, "accounts/grant_add.html", form, person=user)


@access("accounts.manage_people")
@require_http_methods(QUESTION)
@reauthentication_required
def change(request: HttpRequest, pk: int, grant: int) -> HttpResponse:
    """End a role on a day, or take it away now."""
    held = get_object_or_404(Grant.objects.select_related("user"), pk=grant, user=pk)
    form = UntilForm.of(held, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_role(grant=held, until=form.cleaned_data["until"], by=request.user)  # type: ignore[arg-type]
        except NotAllowed as refusal:
            form.add_error("until", str(refusal))
        else:
            messages.success(request, "The role’s last day is saved.")
            return redirect("accounts:person", pk=pk)
    terms = Terms.of(held)
    words = Names([terms]).words(terms)
    return question(request, "accounts/grant.html", form, person=held.user, grant=held, words=words)


@access("accounts.manage_people")
@require_POST
@reauthentication_required
def remove(request: HttpRequest, pk: int, grant: int) -> HttpResponse:
    """Take a role away now."""
    held = get_object_or_404(Grant, pk=grant, user=pk)
    try:
        actions.remove_role(grant=held, by=request.user)  # type: ignore[arg-type]
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The role is taken away.")
    return redirect("accounts:person", pk=pk)
