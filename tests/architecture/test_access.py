"""Who may use which address: the rules beside the views, walked from the URLconf."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, path

from apps.accounts.access import access
from coprod_portal.urls import urlpatterns as real_urlpatterns

TABLE = Path(__file__).parent / "access.csv"
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
EXAMPLES = {
    "home:theme": None,  # the one address that exists is made below
    "home:sitemap-section": "/sitemap-project.xml",
    "showcase:project": "/our-work/stroke-co-creation/",
    "showcase:partner": "/partners/nhs-england/",
    "library:page": "/about/",
    "projects:partner-edit": "/staff/partners/1/",
    "projects:partner-merge": "/staff/partners/1/merge/",
    "projects:partner-forget-name": "/staff/partners/1/names/1/forget/",
    "publishing:list": "/staff/lists/topics/",
    "publishing:list-new": "/staff/lists/topics/new/",
    "publishing:list-edit": "/staff/lists/topics/1/",
    "publishing:list-delete": "/staff/lists/topics/1/delete/",
    "publishing:list-merge": "/staff/lists/topics/1/merge/",
    "publishing:list-move": "/staff/lists/topics/1/move/",
    "home:gallery:form": "/staff/components/form/empty/",
}


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


def address_of(name: str, pattern: str) -> str:
    if name == "home:theme":
        from apps.core import site_settings  # noqa: PLC0415
        from apps.home import theme  # noqa: PLC0415

        return theme.address(site_settings.values())
    return EXAMPLES.get(name) or "/" + pattern


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("persona", ["visitor", "signed_in"])
def test_every_persona_gets_what_the_rule_says(content, request, persona, method):
    client: Client = request.getfixturevalue(persona)
    for name, pattern, _view in patterns():
        address = address_of(name, pattern)
        assert "<" not in address, f"name an example address for {name}"
        status = getattr(client, method.lower())(address).status_code
        if "gallery" in name and method == "POST" and not name.endswith("components"):
            assert status in (200, 422), (name, address, status)
        elif method in ("GET", "HEAD"):
            assert status == 200, (name, address, status)
        else:
            assert status == 405, (name, address, status)


@pytest.mark.parametrize("persona", ["visitor", "signed_in"])
def test_a_narrowed_view_is_not_found_elsewhere(content, request, persona, settings):
    settings.ENVIRONMENT = "production"
    client: Client = request.getfixturevalue(persona)
    for name, pattern, view in patterns():
        if view.access_rule.environments and "<" not in pattern:
            assert client.get("/" + pattern).status_code == 404, name


def unruled(request):
    raise AssertionError("a view without a rule was reached")


urlpatterns = [
    path("unruled/", unruled),
    path("closed/", access()(unruled)),
    *real_urlpatterns,
]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/unruled/", "/closed/"])
@pytest.mark.parametrize("persona", ["visitor", "signed_in"])
def test_without_a_rule_a_view_is_refused(request, address, persona):
    client: Client = request.getfixturevalue(persona)
    with override_settings(ROOT_URLCONF=__name__):
        response = client.get(address)
    assert response.status_code == 404
