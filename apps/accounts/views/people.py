"""The people page: who is here, with which roles; a person's own page; disabling and enabling."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts import actions
from apps.accounts.access import access
from apps.accounts.actions import NotAllowed
from apps.accounts.forms import DetailsForm, DisableForm
from apps.accounts.models import Grant, Invitation, User
from apps.accounts.permissions import Role
from apps.accounts.terms import Names, Terms
from apps.core.paging import Pages

PAGE = 50
QUESTION = ["GET", "HEAD", "POST"]
Rows = list[dict[str, Any]]


def found(query: str, role: str) -> QuerySet[User]:
    """People by words in name or address, and by a role that holds today."""
    people = User.objects.order_by("name", "email")
    for word in query.split()[:5]:
        people = people.filter(Q(name__icontains=word) | Q(email__icontains=word))
    if role in Role.values:
        grants = Grant.objects.current().filter(user=OuterRef("pk"), role=role)
        people = people.filter(Exists(grants))
    return people


def with_grants(people: list[User]) -> Rows:
    """Each person with present and past roles in words."""
    grants = Grant.objects.filter(user__in=people).prefetch_related("partners", "places")
    of: dict[int, list[tuple[Grant, Terms]]] = {}
    for grant in grants:
        of.setdefault(grant.user_id, []).append((grant, Terms.of(grant)))
    names = Names((terms for held in of.values() for _, terms in held), grants)
    return [
        {
            "user": person,
            "grants": [
                {"grant": grant, **names.words(terms)} for grant, terms in of.get(person.pk, [])
            ],
        }
        for person in people
    ]


def waiting() -> Rows:
    """Invitations that nobody has used yet, with what they are for in words."""
    rows = list(
        Invitation.objects.filter(state=Invitation.State.SENT).select_related("invited_by")[:PAGE]
    )
    terms = {row.pk: [Terms.from_json(one) for one in row.grants] for row in rows}
    names = Names(one for of in terms.values() for one in of)
    return [
        {"invitation": row, "grants": [names.words(one) for one in terms[row.pk]]} for row in rows
    ]


@access("accounts.manage_people")
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who can sign in or could, and who is invited."""
    query, role = request.GET.get("q", "")[:100].strip(), request.GET.get("role", "")
    chosen = found(query, role)
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    pages = Pages.of(number, chosen.count(), PAGE)
    rows = list(chosen[pages.start : pages.start + PAGE])
    kept = {"q": query, "role": role}
    context = {
        "rows": with_grants(rows),
        "pages": pages,
        "pager": pages.links(lambda n: "?" + urlencode({**kept, "page": n})),
        "invitations": [] if query or role or pages.number > 1 else waiting(),
        "query": query,
        "role": role,
        "roles": Role.choices,
    }
    return render(request, "accounts/people.html", context)


@access("accounts.manage_people")
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """A person: what they may, since when they were not seen."""
    user = get_object_or_404(User.objects.select_related("partner", "usual_place"), pk=pk)
    [row] = with_grants([user])
    return render(request, "accounts/person.html", {"person": user, "grants": row["grants"]})


@access("accounts.manage_people")
@require_http_methods(QUESTION)
@reauthentication_required
def details(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a person's name, address, partner and usual place."""
    user = get_object_or_404(User, pk=pk)
    initial = {
        "name": user.name, "email": user.email, "partner": user.partner_id,
        "usual_place": user.usual_place_id,
    }  # fmt: skip
    form = DetailsForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_details(user=user, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except NotAllowed as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, "Saved.")
            return redirect("accounts:person", pk=pk)
    return question(request, "accounts/details.html", form, person=user)


@access("accounts.manage_people")
@require_http_methods(QUESTION)
@reauthentication_required
def disable(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody in no longer, once what they look after has somebody else."""
    user = get_object_or_404(User, pk=pk, is_active=True)
    form = DisableForm(user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.disable(user=user, hand_over=form.heirs(), by=request.user)  # type: ignore[arg-type]
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{user} can no longer sign in.")
            return redirect("accounts:person", pk=pk)
    return question(request, "accounts/disable.html", form, person=user)


@access("accounts.manage_people")
@require_POST
@reauthentication_required
def enable(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody in again."""
    user = get_object_or_404(User, pk=pk)
    actions.enable(user=user, by=request.user)  # type: ignore[arg-type]
    messages.success(request, f"{user} can sign in again.")
    return redirect("accounts:person", pk=pk)


def question(request: HttpRequest, template: str, form: Any, **context: Any) -> HttpResponse:
    """A form's page: 422 once it was sent in and something is wrong."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)
