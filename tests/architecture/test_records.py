"""Whose record is found by whom: own, the other partner's, draft, published, withdrawn, missing."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.apps import apps as registry
from django.db import transaction
from django.test import Client
from django.utils.text import slugify

from apps.core import clock
from apps.involvement.models import Activity
from apps.library.models import Page, Resource
from apps.projects.models import Project
from apps.publishing import actions, types
from apps.publishing.formats import actions as formats
from apps.publishing.models import AccessibleVersion, Publishable, State
from tests.architecture.test_access import FORBIDDEN, METHODS, ROLES, patterns
from tests.factories import PUBLISHED, PartFactory, ProjectFactory
from tests.personas import Person

pytestmark = pytest.mark.django_db
A, B = "partner A’s", "partner B’s"

STATES = (State.DRAFT, State.IN_REVIEW, State.PUBLISHED, State.WITHDRAWN)
# Written by hand from the table of roles: who finds a record of each kind, by whose it is.
FINDS = {
    ("project", A): {"contributor", "lead", "curator", "administrator"},
    ("project", B): {"outsider", "curator", "administrator"},
    ("activity", A): {"contributor", "lead", "trainer", "administrator"},
    ("activity", B): {"outsider", "administrator"},
    ("page", A): {"curator", "administrator"},
    ("page", B): {"curator", "administrator"},
    ("resource", A): {"contributor", "lead", "curator", "administrator"},
    ("resource", B): {"outsider", "curator", "administrator"},
    ("format", A): {"contributor", "lead", "curator", "administrator"},
    ("format", B): {"outsider", "curator", "administrator"},
}
# Pages that open for whoever finds the record; the others depend on where it stands.
ALWAYS = {"desk", "history", "version", "preview"}
NAMES = {"move": "archive", "number": "1"}
# Every method in `make assure`; otherwise those that read and write (the rest never pass the wall).
TRIED = METHODS if os.environ.get("ASSURE") else ("GET", "POST")


@dataclass(frozen=True)
class Case:
    """A record, whose it is, and where it stands."""

    kind: str
    whose: str
    state: str
    item: Publishable


def write_project(person: Person, title: str) -> Project:
    project = actions.create(
        model=Project,
        data={"title": title, "kind": "project", "summary": "We asked."},
        by=person.user,
    )
    PartFactory(project=project, partner=person.user.partner, role="lead")
    return project


def write_activity(person: Person, title: str) -> Activity:
    person.post("/staff/log/", {"title": title, "day": "today", "where": "online", "another": "on"})
    return Activity.objects.latest("pk")


def write_page(person: Person, title: str) -> Page:
    page = Page.objects.create(title=title, body="Words.", reviewed_on=clock.today())
    actions.save(
        item=page, changes={"body": "Better words."}, edit_count=page.edit_count, by=person.user
    )
    page.refresh_from_db()
    return page


def write_resource(person: Person, title: str) -> Resource:
    resource = actions.create(
        model=Resource, data={"title": title, "kind": "slides"}, by=person.user
    )
    resource.makers.create(partner=person.user.partner, role="from")
    return resource


def write_format(person: Person, title: str) -> AccessibleVersion:
    """A version of a public project of the person's partner."""
    project = ProjectFactory(title=title, slug=slugify(title))
    PartFactory(project=project, partner=person.user.partner)
    return formats.begin(page=project, form="large_print", language="en-GB", by=person.user)


WRITE: dict[str, Callable[[Person, str], Publishable]] = {
    "project": write_project,
    "activity": write_activity,
    "page": write_page,
    "resource": write_resource,
    "format": write_format,
}


# The addresses that pages can have are few; one partner's are enough, as both are the curators'.
PAGES = {(A, State.PUBLISHED): "about", (A, State.WITHDRAWN): "cookies"}


def slug_of(kind: str, whose: str, state: str, item: Publishable) -> dict[str, str]:
    if kind == "activity":
        return {}
    if kind == "page":
        return {"slug": PAGES.get((whose, state), f"page-{item.pk}")}
    return {"slug": item.slug or f"{kind}-{item.pk}"}


@pytest.fixture
def cases(contributor: Person, outsider: Person, curator: Person) -> list[Case]:
    """Each kind of record, by each partner, in each state."""
    found = []
    for kind, write in WRITE.items():
        for whose, person in ((A, contributor), (B, outsider)):
            for state in STATES:
                item = write(curator if kind == "page" else person, f"{kind} {whose} {state}")
                public = slug_of(kind, whose, state, item)
                stamps = {"revision": 1, "published_at": PUBLISHED, "published_as": "test"}
                past = state in (State.PUBLISHED, State.WITHDRAWN)
                if state == State.WITHDRAWN:
                    stamps |= {"withdrawn_reason": "A partner asked us to."}
                type(item).objects.filter(pk=item.pk).update(
                    state=state, **(stamps | public if past else {})
                )
                item.refresh_from_db()
                found.append(Case(kind, whose, state, item))
    return found


def record_addresses() -> list[tuple[str, str]]:
    """Every staff address that means one record, by its name."""
    return [
        (name.removeprefix("publishing:"), "/" + pattern)
        for name, pattern, _view in patterns()
        if "<area:area>" in pattern and "<int:pk>" in pattern
    ]


def address_of(pattern: str, name: str, case: Case, pk: int) -> str:
    published = types.of(case.item)
    section = published.document.sections[0].name
    return (
        pattern.replace("<area:area>", published.area)
        .replace("<int:pk>", str(pk))
        .replace("<slug:name>", NAMES.get(name, section))
        .replace("<int:number>", NAMES["number"])
    )


def rows() -> dict[str, list]:
    """Every row of every table of ours that a form could change."""
    wanted = [m for m in registry.get_models() if m.__module__.startswith("apps.")]
    return {m._meta.label: list(m._base_manager.order_by("pk").values()) for m in wanted}


def tried(method: str, address: str, client: Client) -> int:
    """The status of an answer; whatever was done is taken back."""
    with transaction.atomic():
        data = FORBIDDEN if method == "POST" else None
        status: int = getattr(client, method.lower())(address, data).status_code
        transaction.set_rollback(True)
    return status


def tries(
    name: str, pattern: str, case: Case, client: Client, missing: dict[tuple[str, str], int]
) -> Iterator[tuple[str, int, int]]:
    """Method, status for the record, status for one of its kind that does not exist, which is asked
    for once."""
    for method in TRIED:
        none = address_of(pattern, name, case, 999_999)
        if (method, none) not in missing:
            missing[method, none] = tried(method, none, client)
        address = address_of(pattern, name, case, case.item.pk)
        yield method, tried(method, address, client), missing[method, none]


# `make test` asks for those who may least and for a writer; all of them in `make assure`.
ASKED_FIRST = ("visitor", "contributor", "outsider")


@pytest.mark.parametrize(
    "persona",
    [
        pytest.param(role, marks=[] if role in ASKED_FIRST else [pytest.mark.assure])
        for role in ROLES
    ],
)
def test_a_record_is_found_by_whom_it_concerns_and_by_nobody_else(cases, request, persona):
    client: Client = request.getfixturevalue(persona)
    before, cells, none = rows(), 0, dict[tuple[str, str], int]()
    for case in cases:
        finds = persona in FINDS[case.kind, case.whose]
        for name, pattern in record_addresses():
            for method, status, missing in tries(name, pattern, case, client, none):
                where = (persona, method, name, case.kind, case.whose, case.state, status)
                cells += 2
                if persona == "visitor":
                    assert (status, missing) == (302, 302), where
                elif not finds:
                    assert status == missing, where
                    assert status in {404, 405}, where
                else:
                    assert missing in {404, 405}, where
                    assert status in {200, 204, 302, 404, 405, 409, 422}, where
                    if method == "GET" and name in ALWAYS:
                        assert status == 200, where
    assert rows() == before
    assert cells > 900


@pytest.mark.parametrize("persona", ROLES)
def test_a_public_address_is_the_same_for_everybody(cases, request, persona):
    """Staff see at a public address what the public sees: no draft, and 410 once withdrawn."""
    client: Client = request.getfixturevalue(persona)
    expected = {State.PUBLISHED: 200, State.WITHDRAWN: 410}
    for case in cases:
        if case.kind == "page" and (case.whose, case.state) not in PAGES:
            continue
        key = getattr(case.item, "reference", "") or case.item.slug or f"{case.kind}-{case.item.pk}"
        address = types.of(case.item).address(key)
        status = client.get(address).status_code
        assert status == expected.get(case.state, 404), (persona, address, case)
