"""Who may use which address: the rules beside the views, walked from the URLconf."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps as registry
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, path

from apps.accounts.access import Rule, access
from apps.accounts.models import User
from apps.library.models import Resource
from apps.partners.models import Partner
from apps.projects.models import Project
from apps.publishing.models import Topic
from coprod_portal.urls import urlpatterns as real_urlpatterns
from tests.architecture.addresses import BESIDES, EXAMPLES

TABLE = Path(__file__).parent / "access.csv"
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
# Who sees most comes first: with --one-case nobody else is tried.
ROLES = ("administrator", "contributor", "outsider", "lead", "curator", "trainer", "visitor")
FORBIDDEN = {
    "is_superuser": "on", "is_staff": "on", "is_active": "on", "state": "published", "id": "1",
    "user": "1", "role": "administrator", "everywhere": "on", "edit_count": "0", "author": "1",
}  # fmt: skip


def patterns(resolver: URLResolver | None = None, prefix: str = "", name: str = "") -> Iterator:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            space = f"{entry.namespace}:" if entry.namespace else ""
            yield from patterns(entry, prefix + str(entry.pattern), name + space)
        elif isinstance(entry, URLPattern):
            yield name + (entry.name or ""), prefix + str(entry.pattern), entry.callback


def table() -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["name", "address", "rule"])
    for name, address, view in sorted(patterns(), key=lambda row: row[1]):
        writer.writerow([name, "/" + address, view.access_rule])
    return out.getvalue()


def test_every_address_has_a_rule():
    for name, address, view in patterns():
        assert getattr(view, "access_rule", None) is not None, f"{name} {address} has no rule"


def test_the_table_is_current():
    """Change a rule, and this file shows it as a diff. To write it anew: delete it and run this."""
    if not TABLE.exists():
        TABLE.write_text(table())
    assert TABLE.read_text() == table()


def address_of(name: str, pattern: str, user: User) -> str:
    if name == "home:theme":
        from apps.core import site_settings  # noqa: PLC0415
        from apps.home import theme  # noqa: PLC0415

        return theme.address(site_settings.values())
    address = EXAMPLES.get(name) or "/" + pattern
    grant = user.grants.values_list("pk", flat=True)[0]
    address = address.replace("{person}", str(user.pk)).replace("{grant}", str(grant))
    for model in (Topic, Partner, Project, Resource):
        word = f"{{{model._meta.model_name}}}"
        if word in address:
            address = address.replace(word, str(model.objects.earliest("pk").pk))
    assert "<" not in address, f"name an example address for {name}"
    return address


def rows() -> dict[str, int]:
    """How many rows each table has."""
    return {m._meta.label: m._base_manager.count() for m in registry.get_models()}


def refused(rule: Rule, persona: str, client: Client) -> int | None:
    """How a rule turns a persona away: asked to sign in, or not found."""
    if rule.open:
        return None
    if not rule.here():
        return 404
    if persona == "visitor":
        return 302
    if rule.signed_in or client.user.has_perm(rule.permission):  # type: ignore[attr-defined]
        return None
    return 404


@pytest.mark.parametrize("persona", ROLES)
def test_every_persona_gets_what_the_rule_says(content, request, contributor, persona):
    """Each address by each method: asked to sign in, not found, or answered."""
    client: Client = request.getfixturevalue(persona)
    cells = 0
    for name, pattern, view in patterns():
        address = address_of(name, pattern, contributor.user)
        for method in METHODS:
            response = getattr(client, method.lower())(address)
            where, status = (persona, method, address), response.status_code
            wall = refused(view.access_rule, persona, client)
            if wall == 302:
                assert status == 302, where
                assert response["Location"].startswith("/accounts/login/?next="), where
            elif wall == 404:
                assert status == 404, where
            else:
                assert status in {200, 204, 302, 405, 409, 422, BESIDES.get(name, 200)}, (
                    *where,
                    status,
                )
                if method in ("PUT", "DELETE"):
                    assert status == 405 or status == BESIDES.get(name), (*where, status)
            if name == "account_logout" and persona != "visitor":
                client.force_login(client.user, backend="apps.accounts.backends.RoleBackend")  # type: ignore[attr-defined]
            cells += 1
    assert cells > 300


@pytest.mark.parametrize("persona", ROLES)
def test_what_is_refused_changes_no_row(content, request, contributor, persona):
    client: Client = request.getfixturevalue(persona)
    before = rows()
    tried = 0
    for name, pattern, view in patterns():
        if refused(view.access_rule, persona, client) is not None:
            address = address_of(name, pattern, contributor.user)
            for method in ("post", "put", "delete"):
                getattr(client, method)(address, FORBIDDEN if method == "post" else None)
                tried += 1
    assert rows() == before
    assert tried > 10 or persona == "administrator"


def unruled(request):
    raise AssertionError("a view without a rule was reached")


urlpatterns = [
    path("unruled/", unruled),
    path("closed/", access()(unruled)),
    *real_urlpatterns,
]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/unruled/", "/closed/"])
@pytest.mark.parametrize("persona", ["visitor", "contributor"])
def test_without_a_rule_a_view_is_refused(request, address, persona):
    client: Client = request.getfixturevalue(persona)
    with override_settings(ROOT_URLCONF=__name__):
        response = client.get(address)
    assert response.status_code == 404
