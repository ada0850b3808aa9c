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

TABLE = Path(__file__).parent / "access.csv"
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
# Who sees most comes first: with --one-case nobody else is tried.
ROLES = ("administrator", "contributor", "outsider", "lead", "curator", "trainer", "visitor")
NO_KEY = "00000000-0000-4000-8000-000000000000"
# An address that exists for each pattern with a variable; {person} is a contributor's number,
# {topic} and its like that of a record of the content.
EXAMPLES = {
    "home:theme": None,  # the one address that exists is made below
    "home:sitemap-section": "/sitemap-project.xml",
    "insights:list": "/staff/insights/unread/",
    "showcase:project": "/our-work/stroke-co-creation/",
    "showcase:partner": "/partners/nhs-england/",
    "showcase:story": "/case-studies/none-yet/",
    "showcase:story-word": "/case-studies/none-yet/word/",
    "showcase:begin-story": "/staff/case-studies/from/project/{project}/",
    "showcase:collection": "/case-studies/collections/none-yet/",
    "showcase:collection-edit": "/staff/collections/1/",
    "showcase:collection-put-in": "/staff/collections/1/put-in/",
    "showcase:collection-move": "/staff/collections/1/move/1/",
    "showcase:collection-delete": "/staff/collections/1/delete/",
    "showcase:feature-move": "/staff/collections/first/1/",
    "showcase:review": "/review/nonsense/",
    "showcase:ask-reviewer": "/staff/case-studies/1/reviewers/new/",
    "showcase:end-review": "/staff/case-studies/1/reviewers/1/end/",
    "showcase:hide-passage": "/staff/case-studies/1/hide/1/",
    "showcase:delete-blanks": "/staff/case-studies/1/taken-back/",
    "showcase:tick": "/staff/case-studies/1/tick/",
    "showcase:own-consent": "/consent/nonsense/",
    "showcase:own-credit": "/consent/nonsense/name/",
    "showcase:own-take-back": "/consent/nonsense/take-back/",
    "showcase:own-ask": "/consent/nonsense/ask/",
    "showcase:consent": "/staff/consent/C-NONE/",
    "showcase:consent-edit": "/staff/consent/C-NONE/edit/",
    "showcase:consent-hand-in": "/staff/consent/C-NONE/hand-in/",
    "showcase:consent-confirm": "/staff/consent/C-NONE/confirm/",
    "showcase:consent-paper": "/staff/consent/C-NONE/paper/",
    "showcase:consent-link": "/staff/consent/C-NONE/link/",
    "showcase:consent-outside": "/staff/consent/C-NONE/outside/",
    "showcase:consent-chase": "/staff/consent/C-NONE/chase/1/",
    "showcase:consent-aloud": "/staff/consent/C-NONE/aloud/1/",
    "showcase:consent-look": "/staff/consent/C-NONE/look/1/",
    "showcase:consent-why-not": "/staff/consent/C-NONE/why-not/1/",
    "showcase:consent-back": "/staff/consent/C-NONE/taken-back/",
    "training:course": "/training/co-production-training/",
    "training:interest": "/training/co-production-training/interest/",
    "training:session": "/training/sessions/S-2026-0001/",
    "training:book": "/training/sessions/S-2026-0001/book/",
    "training:session-entry": "/training/sessions/S-2026-0001/calendar.ics",
    "training:booked": "/booked/nonsense/",
    "training:questions": "/booked/nonsense/questions/",
    "training:booking": "/bookings/nonsense/",
    "training:booking-needs": "/bookings/nonsense/needs/",
    "training:booking-cancel": "/bookings/nonsense/cancel/",
    "training:booking-entry": "/bookings/nonsense/calendar.ics",
    "training:certificate": "/bookings/nonsense/certificate.pdf",
    "training:booking-slides": "/bookings/nonsense/slides/1/",
    "training:presenting": "/presenting/nonsense/",
    "training:presenting-slides": "/presenting/nonsense/slides/1/",
    "training:session-new": "/staff/training/new/1/",
    "training:desk": "/staff/training/S-2026-0001/",
    "training:step": "/staff/training/S-2026-0001/step/",
    "training:session-edit": "/staff/training/S-2026-0001/edit/",
    "training:hold": "/staff/training/S-2026-0001/hold/",
    "training:cancel": "/staff/training/S-2026-0001/cancel/",
    "training:ask-presenter": "/staff/training/S-2026-0001/presenters/",
    "training:presenter-said": "/staff/training/S-2026-0001/presenters/1/",
    "training:bookings": "/staff/training/S-2026-0001/bookings/",
    "training:by-phone": "/staff/training/S-2026-0001/bookings/new/",
    "training:person": "/staff/training/S-2026-0001/bookings/1/",
    "training:booked-entry": "/booked/nonsense/calendar.ics",
    "training:person-offer": "/staff/training/S-2026-0001/bookings/1/offer/",
    "training:person-move": "/staff/training/S-2026-0001/bookings/1/move/",
    "training:person-stop": "/staff/training/S-2026-0001/bookings/1/cancel/",
    "training:message": "/staff/training/S-2026-0001/message/",
    "training:needs": "/staff/training/S-2026-0001/needs/",
    "training:register": "/staff/training/S-2026-0001/register/",
    "training:register-sheet": "/staff/training/S-2026-0001/register/sheet/",
    "training:slides": "/staff/training/S-2026-0001/slides/",
    "training:slides-file": "/staff/training/S-2026-0001/slides/1/",
    "training:slides-delete": "/staff/training/S-2026-0001/slides/1/delete/",
    "training:tick": "/staff/training/S-2026-0001/register/1/",
    "training:walk-in": "/staff/training/S-2026-0001/register/walk-in/",
    "training:close-register": "/staff/training/S-2026-0001/register/close/",
    "library:page": "/about/",
    "library:resource": "/resources/ppg-toolkit/",
    "library:resource-first-file": "/resources/ppg-toolkit/file/",
    "library:resource-file": f"/resources/ppg-toolkit/file/{NO_KEY}/",
    "library:cards": "/resources/ppg-toolkit/cards/",
    "library:resource-files": "/staff/resources/{resource}/files/",
    "library:resource-staff-file": "/staff/resources/{resource}/files/1/",
    "library:resource-file-delete": "/staff/resources/{resource}/files/1/delete/",
    "library:activity-cards": "/staff/activities/1/cards/",
    "library:activity-cards-away": "/staff/activities/1/cards/1/away/",
    "projects:partner-edit": "/staff/partners/{partner}/",
    "projects:partner-merge": "/staff/partners/{partner}/merge/",
    "projects:partner-forget-name": "/staff/partners/{partner}/names/1/forget/",
    "publishing:list": "/staff/lists/topics/",
    "publishing:list-new": "/staff/lists/topics/new/",
    "publishing:list-edit": "/staff/lists/topics/{topic}/",
    "publishing:list-delete": "/staff/lists/topics/{topic}/delete/",
    "publishing:list-merge": "/staff/lists/topics/{topic}/merge/",
    "publishing:list-move": "/staff/lists/topics/{topic}/move/",
    "home:gallery:form": "/staff/components/form/empty/",
    "home:mail-text": "/staff/mail/texts/invitation/",
    "involvement:activity": "/involvement/INV-2026-0001/",
    "involvement:card-page": "/a/AAAAA/",
    "involvement:rate": "/rate/AAAAAAAA/",
    "involvement:rating": "/staff/activities/1/rating/",
    "involvement:paper": "/staff/activities/1/rating/paper/",
    "involvement:rating-sheet": "/staff/activities/1/rating/sheet/",
    "involvement:card": "/staff/activities/1/card/",
    "involvement:looked-at": "/staff/answers/1/looked-at/",
    "involvement:poster": "/involvement/INV-2026-0001/poster/",
    "involvement:read-aloud": "/involvement/INV-2026-0001/read-aloud/",
    "involvement:saved": "/staff/log/1/",
    "involvement:opportunity": "/get-involved/ask-for-support/",
    "involvement:told": "/log/nonsense/",
    "involvement:nothing-to-add": "/staff/activities/1/nothing-to-add/",
    "involvement:again": "/staff/activities/1/again/",
    "involvement:merge": "/staff/activities/1/merge/",
    "involvement:reassign": "/staff/activities/1/give/",
    "involvement:next": "/staff/activities/1/next/",
    "involvement:private": "/staff/activities/1/private/",
    "involvement:people": "/staff/activities/1/people/",
    "involvement:signs": "/staff/activities/1/signs/",
    "involvement:project-signs": "/staff/projects/{project}/signs/",
    "involvement:attachment": "/staff/activities/1/files/1/",
    "involvement:detach": "/staff/activities/1/files/1/delete/",
    "involvement:promise": "/staff/activities/1/promise/",
    "involvement:answer": "/staff/activities/1/answer/",
    "involvement:promise-more": "/staff/activities/1/more/",
    "involvement:extend": "/staff/promises/1/extend/",
    "involvement:agree": "/staff/extensions/1/",
    "involvement:cancel-promise": "/staff/promises/1/cancel/",
    "involvement:become": "/staff/opportunities/1/become/",
    "publishing:ask": "/ask/wrong/site/",
    "publishing:thanks": "/ask/thank-you/2026-12-08/R-23456789/",
    "publishing:follow": "/follow/project/stroke-co-creation/",
    "publishing:follow-confirm": "/follow/confirm/nonsense/",
    "publishing:follow-stop": "/follow/stop/nonsense/",
    "publishing:second-look": "/staff/review/corrections/1/",
    "publishing:records": "/staff/projects/",
    "publishing:begin": "/staff/projects/new/",
    "publishing:desk": "/staff/projects/{project}/",
    "publishing:review": "/staff/projects/{project}/review/",
    "publishing:preview": "/staff/projects/{project}/preview/",
    "publishing:cover": "/staff/projects/{project}/cover/",
    "publishing:drop-change": "/staff/projects/{project}/give-up/",
    "publishing:history": "/staff/projects/{project}/versions/",
    "publishing:version": "/staff/projects/{project}/versions/1/",
    "publishing:move": "/staff/projects/{project}/move/archive/",
    "publishing:correct": "/staff/projects/{project}/correct/about/",
    "publishing:edit": "/staff/projects/{project}/edit/about/",
    "publishing:note-done": "/staff/projects/{project}/note-done/about/",
    "publishing:typing": "/staff/projects/{project}/typing/about/",
    "publishing:picture-file": f"/pictures/{NO_KEY}/480.webp",
    "publishing:picture-by-link": "/pictures/by-link/nonsense/480.webp",
    "publishing:staff-picture": f"/staff/pictures/{NO_KEY}/480.webp",
    "publishing:pictures": "/staff/projects/{project}/pictures/",
    "publishing:picture-new": "/staff/projects/{project}/pictures/new/",
    "publishing:picture": "/staff/projects/{project}/pictures/1/",
    "publishing:picture-hide": "/staff/projects/{project}/pictures/1/hide/",
    "publishing:picture-show": "/staff/projects/{project}/pictures/1/show/",
    "publishing:picture-delete": "/staff/projects/{project}/pictures/1/delete/",
    "publishing:recording-file": f"/recordings/{NO_KEY}/file",
    "publishing:recording-by-link": "/recordings/by-link/nonsense/file",
    "publishing:staff-recording-file": f"/staff/recordings/file/{NO_KEY}/file",
    "publishing:recordings-of": "/staff/recordings/for/project/{project}/",
    "publishing:recording-new": "/staff/recordings/for/project/{project}/new/",
    "publishing:reading-new": "/staff/recordings/for/project/{project}/reading/",
    "publishing:recording-captions": "/staff/recordings/1/captions/",
    "publishing:recording-up-to-date": "/staff/recordings/1/up-to-date/",
    "publishing:recording-delete": "/staff/recordings/1/delete/",
    "publishing:request": "/staff/requests/R-23456789/",
    "publishing:format": "/formats/nothing-yet/",
    "publishing:formats-of": "/staff/formats/for/project/{project}/",
    "publishing:format-up-to-date": "/staff/formats/1/up-to-date/",
    "account_confirm_email": "/accounts/confirm-email/nonsense/",
    "account_reset_password_from_key": "/accounts/password/reset/key/1-nonsense/",
    "mfa_remove_webauthn": "/accounts/2fa/webauthn/keys/1/remove/",
    "mfa_edit_webauthn": "/accounts/2fa/webauthn/keys/1/edit/",
    "openid_connect_login": "/accounts/oidc/organisation/login/",
    "openid_connect_callback": "/accounts/oidc/organisation/login/callback/",
    "accounts:invitation": "/accounts/invitation/nonsense/",
    "accounts:invite-again": "/staff/people/invitations/1/again/",
    "accounts:cancel-invitation": "/staff/people/invitations/1/cancel/",
    "accounts:person": "/staff/people/{person}/",
    "accounts:details": "/staff/people/{person}/details/",
    "accounts:add-grant": "/staff/people/{person}/roles/add/",
    "accounts:grant": "/staff/people/{person}/roles/{grant}/",
    "accounts:remove-grant": "/staff/people/{person}/roles/{grant}/remove/",
    "accounts:disable": "/staff/people/{person}/disable/",
    "accounts:enable": "/staff/people/{person}/enable/",
}
# What may be missing, or refused, for whoever may use it: a dead link, a provider not set up.
BESIDES = {
    "home:mail": 404,
    "projects:partner-forget-name": 404,
    "publishing:list-move": 404,  # topics have no order of their own
    "involvement:activity": 404,
    "involvement:log": 404,
    "involvement:saved": 404,
    "involvement:activities": 404,  # for whoever writes none
    "publishing:follow-confirm": 404,
    "publishing:follow-stop": 404,
    **dict.fromkeys(
        [
            f"library:{name}"
            for name in (
                "resource-first-file",
                "resource-file",
                "cards",
                "resource-files",
                "resource-staff-file",
                "resource-file-delete",
                "activity-cards",
                "activity-cards-away",
            )
        ],
        404,
    ),
    **dict.fromkeys(
        [
            f"training:{name}"
            for name in (
                "session",
                "book",
                "session-entry",
                "booked",
                "booking",
                "questions",
                "booked-entry",
                "booking-needs",
                "booking-cancel",
                "booking-entry",
                "certificate",
                "booking-slides",
                "presenting",
                "presenting-slides",
                "session-new",
                "desk",
                "step",
                "session-edit",
                "hold",
                "cancel",
                "ask-presenter",
                "presenter-said",
                "bookings",
                "by-phone",
                "person",
                "person-move",
                "person-offer",
                "person-stop",
                "message",
                "needs",
                "register",
                "register-sheet",
                "slides",
                "slides-file",
                "slides-delete",
                "tick",
                "walk-in",
                "close-register",
            )
        ],
        404,
    ),
    "showcase:story": 404,
    "showcase:story-word": 404,
    "showcase:begin-story": 404,  # for whoever may not see the project
    **dict.fromkeys(
        [
            f"showcase:{name}"
            for name in (
                "collection",
                "collection-edit",
                "collection-put-in",
                "collection-move",
                "collection-delete",
                "review",
                "ask-reviewer",
                "end-review",
                "hide-passage",
                "delete-blanks",
                "tick",
                "own-consent",
                "own-credit",
                "own-take-back",
                "own-ask",
                "consent",
                "consent-new",  # for whoever may ask for no partner
                "consent-edit",
                "consent-hand-in",
                "consent-confirm",
                "consent-paper",
                "consent-link",
                "consent-outside",
                "consent-chase",
                "consent-aloud",
                "consent-look",
                "consent-why-not",
                "consent-back",
            )
        ],
        404,
    ),
    **dict.fromkeys(
        [
            f"involvement:{name}"
            for name in (
                "card",
                "rate",
                "rating",
                "paper",
                "rating-sheet",
                "card-page",
                "looked-at",
                "poster",
                "read-aloud",
                "told",
                "send-link",
                "again",
                "nothing-to-add",
                "next",
                "merge",
                "reassign",
                "private",
                "people",
                "signs",
                "project-signs",
                "attachment",
                "detach",
                "promise",
                "answer",
                "promise-more",
                "extend",
                "agree",
                "cancel-promise",
                "become",
            )
        ],
        404,
    ),
    **dict.fromkeys(
        [
            f"publishing:{name}"
            for name in (
                "second-look",
                "picture-file",
                "picture-by-link",
                "staff-picture",
                "pictures",  # projects take none
                "picture-new",
                "picture",
                "picture-hide",
                "picture-show",
                "picture-delete",
                "records",
                "begin",
                "desk",
                "review",
                "preview",
                "cover",
                "typing",
                "note-done",
                "drop-change",
                "history",
                "version",
                "move",
                "correct",
                "edit",
                "request",
                "format",
                "formats-of",
                "format-up-to-date",
                "recording-file",
                "recording-by-link",
                "staff-recording-file",
                "recordings-of",
                "recording-new",
                "reading-new",  # projects are not read aloud
                "recording-captions",
                "recording-up-to-date",
                "recording-delete",
            )
        ],
        404,
    ),
    "account_confirm_email": 404,
    "accounts:invitation": 404,
    "accounts:invite-again": 404,
    "accounts:cancel-invitation": 404,
    "openid_connect_login": 404,
    "openid_connect_callback": 404,
    "mfa_deactivate_totp": 404,
    "mfa_view_recovery_codes": 404,
    "mfa_download_recovery_codes": 404,
    "socialaccount_login_error": 401,
}
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
