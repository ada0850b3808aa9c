"""The index holds what is public and nothing else, at every moment."""

import io

import pytest
from django.core.management import call_command
from django.db import transaction

from apps.core import versions
from apps.core.actors import SystemActor
from apps.library.models import Page
from apps.partners.models import Partner
from apps.projects.models import Project
from apps.publishing import search, types, workflow
from apps.publishing.models import SearchDocument, State, WorkingCopy
from tests.factories import PartFactory, ProjectFactory

pytestmark = pytest.mark.django_db
CANARY = "Quetzalcoatlus"
BY = SystemActor("tests")


def held(kind):
    return set(SearchDocument.objects.filter(kind=kind).values_list("object_id", flat=True))


def everywhere(visitor, word=CANARY):
    """What anybody can read in search, its suggestions and what it takes a mistyped word for."""
    addresses = [
        f"/search/?q={word}", f"/search/?q={word[:-1]}", f"/search/suggest/?q={word[:4]}",
        f"/search/suggest/?q={word[:4]}&format=json", f"/search/?q=x{word}",
    ]  # fmt: skip
    pages = [visitor.get(address).content.decode() for address in addresses]
    return [page.replace("x" + word, "").replace(word[:-1] + "”", "") for page in pages]


def test_the_index_is_what_is_published_for_every_kind(content):
    for kind, published in types.registered.items():
        if published.search_text:
            current = set(published.rows.current().values_list("pk", flat=True))
            assert held(kind) == current, kind
    assert held("partner") == set(Partner.objects.public().values_list("pk", flat=True))


def test_every_kind_with_a_public_page_is_found():
    alone = {
        kind: published for kind, published in types.registered.items() if published.stands_alone
    }
    assert {"activity", "project", "opportunity", "page"} <= alone.keys()
    assert [kind for kind, published in alone.items() if not published.search_text] == []


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW, State.ARCHIVED, State.WITHDRAWN])
def test_what_is_not_published_appears_nowhere(content, visitor, state):
    ProjectFactory(title=CANARY, state=state, withdrawn_reason="Why")
    search.rebuild()
    for page in everywhere(visitor):
        assert f">{CANARY}" not in page
        assert f"<mark>{CANARY}" not in page
        assert CANARY.lower() + "</strong>" not in page


def test_a_change_that_waits_appears_nowhere(content, visitor):
    project = ProjectFactory(title="Plain", slug="plain")
    WorkingCopy.objects.create(
        kind="project", object_id=project.pk, base_revision=1, data={"title": CANARY}
    )
    search.rebuild()
    assert search.search("plain").total == 1
    assert search.search(CANARY).total == 0
    assert search.suggest(CANARY[:5]) == []


def test_what_is_withdrawn_is_gone_in_the_same_moment(content, visitor):
    project = ProjectFactory(title=CANARY, slug="bird")
    search.put(project)
    versions.raise_public()
    assert "/our-work/bird/" in everywhere(visitor)[0]
    workflow.move(project, "withdraw", by=BY, note="It was wrong.")
    for page in everywhere(visitor):
        assert "/our-work/bird/" not in page
        assert CANARY.lower() + "</strong>" not in page
    assert search.search(CANARY[:-1] + "x").meant == ""


def test_a_publication_that_fails_leaves_no_row(content):
    project = ProjectFactory(title=CANARY)
    with pytest.raises(RuntimeError), transaction.atomic():
        search.put(project)
        raise RuntimeError
    assert search.search(CANARY).total == 0
    assert search.suggest(CANARY) == []


def test_renewing_changes_the_row_and_keeps_its_number(content):
    project = Project.objects.get(slug="stroke-co-creation")
    number = SearchDocument.objects.get(kind="project", object_id=project.pk).pk
    project.title = CANARY
    search.put(project)
    assert SearchDocument.objects.get(kind="project", object_id=project.pk).pk == number
    assert search.search(CANARY).total == 1
    assert "Stroke Co-creation" not in [row.title for row in search.suggest("stroke")]


def test_words_of_the_glossary_go_with_its_page(content):
    assert search.search("isdn", kinds=["term"]).total == 1
    workflow.move(Page.objects.get(slug="glossary"), "withdraw", by=BY, note="Wrong.")
    assert search.search("isdn", kinds=["term"]).total == 0


def test_a_partner_out_of_the_directory_is_not_found(content):
    partner = Partner.objects.get(short_name="LMNS")
    partner.public = False
    partner.save()
    search.renew("partner", [partner.pk])
    assert search.search("neonatal", kinds=["partner"]).total == 0


def test_what_rests_on_a_consent_is_hidden_from_its_last_day_on(db, time_machine):
    text = types.SearchText(CANARY, "", "")
    import datetime  # noqa: PLC0415

    search.put_row("partner", 1, "/x/", text, public_until=datetime.date(2026, 3, 1))
    time_machine.move_to("2026-02-28 12:00Z")
    assert search.search(CANARY).total == 1
    time_machine.move_to("2026-03-01 12:00Z")
    assert search.search(CANARY).total == 0
    assert search.suggest(CANARY) == []


def test_rebuilding_mends_whatever_is_wrong(content):
    before = set(SearchDocument.objects.values_list("kind", "object_id", "title"))
    SearchDocument.objects.filter(kind="page").delete()
    SearchDocument.objects.filter(kind="partner").update(title=CANARY)
    search.put_row("project", 999_999, "/our-work/ghost/", types.SearchText("Ghost", "", ""))
    call_command("rebuild_search", stdout=io.StringIO())
    assert set(SearchDocument.objects.values_list("kind", "object_id", "title")) == before
    assert search.search("ghost").total == 0


def test_rebuilding_reads_many_records_at_once(db, django_assert_max_num_queries):
    for _ in range(30):
        PartFactory(project=ProjectFactory())
    with django_assert_max_num_queries(110):
        search.rebuild()
    assert len(held("project")) == 30


@pytest.mark.parametrize("number", [1, 60])
def test_an_answer_takes_three_statements_whatever_its_size(
    db, visitor, number, django_assert_num_queries
):
    for _ in range(number):
        search.put(ProjectFactory(title="Marmalade"))
    with django_assert_num_queries(3):
        assert search.search("marmalade").total == number


def test_an_empty_index_is_filled_and_any_other_left_alone(content):
    before = held("project")
    SearchDocument.objects.filter(kind="project").delete()
    number = versions.public_number()
    call_command("rebuild_search", "--if-empty")
    assert held("project") == set()
    assert versions.public_number() == number
    SearchDocument.objects.all().delete()
    call_command("rebuild_search", "--if-empty")
    assert held("project") == before
    assert versions.public_number() == number + 1


def test_what_is_no_longer_current_is_out_of_search_and_stays_readable(content, visitor):
    project = ProjectFactory(title=CANARY, slug="bird")
    search.put(project)
    workflow.move(project, "archive", by=BY)
    assert search.search(CANARY).total == 0
    assert search.suggest(CANARY) == []
    assert search.matching(CANARY, kind="project") == []
    page = visitor.get("/our-work/bird/")
    assert page.status_code == 200
    assert "no longer current" in page.content.decode().lower()
    workflow.move(project, "restore", by=BY)
    assert search.search(CANARY).total == 1
