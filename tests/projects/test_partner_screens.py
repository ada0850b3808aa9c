"""Curators look after partners: names, and two people at one form."""

import html
import re

import pytest
from django.urls import reverse

from apps.core.models import LoadedRecord
from apps.partners.models import Partner, PartnerName
from tests.factories import PartFactory

pytestmark = pytest.mark.django_db


def text(response):
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
    return html.unescape(plain)


def answers(partner, **changes):
    """What the browser sends for a partner's form."""
    held = {
        "name": partner.name, "short_name": partner.short_name, "kind": partner.kind,
        "place": partner.place_id or "", "summary": partner.summary,
        "how_to_work_with": partner.how_to_work_with, "url": partner.url,
        "covered_by": partner.covered_by_id or "", "public": "on" if partner.public else "",
        "edit_count": partner.edit_count,
    }  # fmt: skip
    return {**held, **changes}


def address(partner, act="edit"):
    return reverse(f"projects:partner-{act}", args=[partner.pk])


@pytest.mark.parametrize("persona", ["contributor", "outsider", "lead", "trainer"])
def test_others_find_no_partners_pages(request, persona, partner_a):
    person = request.getfixturevalue(persona)
    for path in ("/staff/partners/", "/staff/partners/new/", address(partner_a)):
        assert person.get(path).status_code == 404
    assert person.post(address(partner_a), answers(partner_a, name="X")).status_code == 404
    partner_a.refresh_from_db()
    assert partner_a.name == "Partner A"
    assert "Words and lists" not in person.get("/staff/").content.decode()


def test_a_visitor_is_asked_to_sign_in(visitor, partner_a):
    assert visitor.get(address(partner_a)).status_code == 302


def test_a_curator_adds_a_partner_and_the_public_finds_it(curator, visitor):
    sent = curator.post("/staff/partners/new/", {
        "name": "The Leeds Hearing Group", "public": "on", "url": "www.example.org",
        "active_from_2": "2019",
    })  # fmt: skip
    assert sent.status_code == 302
    partner = Partner.objects.get()
    assert (partner.slug, partner.sort_key) == ("the-leeds-hearing-group", "leeds hearing group")
    assert partner.url == "https://www.example.org"
    assert str(partner.active_from) == "2019"
    assert "The Leeds Hearing Group" in text(visitor.get("/partners/"))


def test_a_wrong_form_says_what_to_do(curator, partner_a):
    page = curator.post(address(partner_a), answers(partner_a, name="", summary="word " * 41))
    assert page.status_code == 422
    assert "<title>Error: Partner A" in page.content.decode()
    assert "Enter the name of the partner" in text(page)
    assert "Shorten what they do to 40 words. It has 41." in text(page)


def test_forbidden_fields_change_nothing(curator, partner_a):
    more = {"slug": "stolen", "sort_key": "zzz", "id": 99, "created_at": "2000-01-01"}
    assert curator.post(address(partner_a), answers(partner_a, short_name="PA", **more)).url
    partner_a.refresh_from_db()
    assert (partner_a.slug, partner_a.short_name, partner_a.edit_count) == ("partner-a", "PA", 1)


def test_a_changed_name_may_stay_as_an_earlier_one(curator, visitor, partner_a):
    project = PartFactory(partner=partner_a).project
    sent = answers(partner_a, name="Partner Alpha", keep_name="on", name_until_2="2025")
    assert curator.post(address(partner_a), sent).status_code == 302
    page = text(visitor.get("/partners/partner-a/"))
    assert "Partner Alpha" in page
    assert "Earlier: Partner A (until 2025)" in page
    assert project.title in text(visitor.get("/our-work/", {"q": "alpha"}))
    assert "Partner Alpha" in text(curator.get("/staff/partners/", {"q": "partner a"}))


def test_an_earlier_name_that_was_none_is_removed(curator, visitor, partner_a):
    name = PartnerName.objects.create(partner=partner_a, name="Mistake")
    path = reverse("projects:partner-forget-name", args=[partner_a.pk, name.pk])
    assert curator.get(path).status_code == 405
    assert curator.post(path).status_code == 302
    assert "Mistake" not in text(visitor.get("/partners/partner-a/"))


def test_a_loaded_partner_that_was_edited_counts_as_edited(content, curator):
    partner = Partner.objects.get(slug="nhs-england")
    loaded = LoadedRecord.objects.get(kind="partner", object_id=partner.pk)
    curator.post(address(partner), answers(partner, short_name="NHSE"))
    partner.refresh_from_db()
    assert partner.edit_count != loaded.edit_count


def merge(person, source, target):
    return person.post(address(source, "merge"), {"into": target.pk})


class TestTwoPeople:
    """Two curators have the same partner open."""

    def test_the_second_sees_both_texts_and_keeps_theirs(self, curator, second_curator, partner_a):
        late = answers(partner_a, how_to_work_with="Ring us")
        curator.post(address(partner_a), answers(partner_a, how_to_work_with="Write to us"))
        page = second_curator.post(address(partner_a), late)
        assert page.status_code == 409
        assert "Ring us" in text(page)
        assert "Write to us" in text(page)
        assert "Abbreviation" not in text(page)
        partner_a.refresh_from_db()
        assert partner_a.how_to_work_with == "Write to us"

    def test_keep_mine_sends_the_same_form_again(self, curator, second_curator, partner_a):
        late = answers(partner_a, how_to_work_with="Ring us", active_from_2="2020")
        curator.post(address(partner_a), answers(partner_a, how_to_work_with="Write to us"))
        page = second_curator.post(address(partner_a), late).content.decode()
        again = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
        again.pop("csrfmiddlewaretoken", None)
        assert second_curator.post(address(partner_a), again).status_code == 302
        partner_a.refresh_from_db()
        assert (partner_a.how_to_work_with, str(partner_a.active_from)) == ("Ring us", "2020")

    def test_a_partner_merged_meanwhile_loses_nothing_typed(
        self, curator, second_curator, partner_a, partner_b
    ):
        late = answers(partner_a, how_to_work_with="Ring us")
        curator.says_again()
        merge(curator, partner_a, partner_b)
        page = second_curator.post(address(partner_a), late)
        assert page.status_code == 409
        assert "This partner was merged into Partner B" in text(page)
        assert "Ring us" in text(page)
        assert second_curator.get(address(partner_a)).url == address(partner_b)


@pytest.mark.parametrize("items", [1, 3])
def test_the_list_takes_the_same_queries(curator, items, django_assert_max_num_queries):
    for _ in range(items):
        partner = PartFactory().partner
        PartnerName.objects.create(partner=partner, name="Old")
    curator.get("/staff/lists/")
    with django_assert_max_num_queries(8):
        curator.get("/staff/partners/")
