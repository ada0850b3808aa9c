"""Words and lists: places, topics, communities, audiences, glossary, contacts."""

import datetime
import html
import re

import pytest
from django.urls import reverse

from apps.core import clock
from apps.core.models import AuditRecord
from apps.library.models import GlossaryTerm
from apps.partners.models import Community, Contact, Place
from apps.projects.models import EvidenceSign, LevelGuidance, Project
from apps.publishing.lists import kinds
from apps.publishing.models import Audience, Correction, Topic
from tests.factories import PartnerFactory, PlaceFactory, ProjectFactory

pytestmark = pytest.mark.django_db


def text(response):
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
    return html.unescape(plain)


def address(name, row, act="edit"):
    return reverse(f"publishing:list-{act}", args=[name, row.pk])


@pytest.mark.parametrize("persona", ["contributor", "outsider", "lead", "trainer"])
def test_others_find_no_lists(request, persona, place):
    person = request.getfixturevalue(persona)
    paths = ["/staff/lists/", "/staff/lists/places/", "/staff/lists/places/new/"]
    for path in (*paths, address("places", place), address("places", place, "merge")):
        assert person.get(path).status_code == 404, path
    assert person.post(address("places", place, "delete")).status_code == 404
    assert person.post(address("places", place, "move"), {"to": "up"}).status_code == 404


@pytest.mark.parametrize("persona", ["curator", "administrator"])
def test_every_list_opens_from_the_index(content, request, persona):
    person = request.getfixturevalue(persona)
    index = person.get("/staff/lists/")
    shown = [kind for kind in kinds.registered.values() if not kind.own_routes]
    assert {kind.name for kind in shown} >= {
        "places", "communities", "topics", "audiences", "glossary", "contacts",
    }  # fmt: skip
    for kind in shown:
        assert kind.url() in index.content.decode()
        assert person.get(kind.url()).status_code == 200
        assert person.get(kind.new_url).status_code == (404 if kind.fixed else 200)
        assert person.get(kind.url("-edit", kind.rows().first().pk)).status_code == 200


@pytest.mark.parametrize("path", ["/staff/lists/wishes/", "/staff/lists/partners/"])
def test_an_unknown_list_is_not_found(curator, path):
    assert curator.get(path).status_code == 404


def test_a_row_that_never_was_is_not_found(curator):
    assert curator.get("/staff/lists/topics/99/").status_code == 404
    assert curator.post("/staff/lists/topics/99/delete/").status_code == 404
    assert curator.post("/staff/lists/topics/99/merge/").status_code == 404


def test_a_new_place_gets_an_address_and_stands_last(curator, place):
    sent = {"name": "Calder Valley", "kind": "neighbourhood", "parent": place.pk}
    assert curator.post("/staff/lists/places/new/", sent).status_code == 302
    new = Place.objects.get(name="Calder Valley")
    assert (new.slug, new.parent, new.position) == ("calder-valley", place, place.position + 1)


def test_a_word_that_addresses_use_otherwise_is_no_slug(curator):
    curator.post("/staff/lists/topics/new/", {"name": "Not stated"})
    assert Topic.objects.get().slug == "not-stated-2"


def test_a_wrong_entry_says_how_to_mend_it(curator, place):
    page = curator.post("/staff/lists/places/new/", {"name": "Airedale", "tile_col": "2"})
    assert page.status_code == 422
    assert "<title>Error: Add a place" in page.content.decode()
    assert "This place is in the list already." in text(page)
    assert "Select what kind of place it is" in text(page)
    assert "Enter both the column and the row, or leave both blank" in text(page)


def test_a_name_that_differs_in_capitals_only_is_no_second_one(curator):
    curator.post("/staff/lists/topics/new/", {"name": "Mental health"})
    page = curator.post("/staff/lists/topics/new/", {"name": "mental HEALTH"})
    assert page.status_code == 422
    assert "“Mental health” is in the list already." in text(page)
    topic = Topic.objects.get()
    changed = {"name": "Mental Health", "edit_count": topic.edit_count}
    assert curator.post(f"/staff/lists/topics/{topic.pk}/", changed).status_code == 302


def test_who_changed_a_list_stands_in_the_audit_record(curator, administrator):
    curator.post("/staff/lists/topics/new/", {"name": "Mental health"})
    topic = Topic.objects.get()
    curator.post(f"/staff/lists/topics/{topic.pk}/", {"name": "Minds", "edit_count": 0})
    lines = AuditRecord.objects.filter(kind="topic", object_id=topic.pk).order_by("pk")
    assert [(line.act, line.details) for line in lines] == [
        ("added to a list", {}),
        ("changed in a list", {"fields": ["name"]}),
    ]
    assert "changed in a list" in text(administrator.get("/staff/audit/")).lower()


def test_a_place_does_not_come_to_lie_inside_itself(curator, place):
    inner = PlaceFactory(name="Inner", parent=place)
    sent = {"name": place.name, "kind": "place", "parent": inner.pk, "edit_count": 0}
    page = curator.post(address("places", place), sent)
    assert "Inner lies inside this place." in text(page)


def test_a_renamed_topic_shows_and_is_found_at_once(content, curator, visitor):
    topic = Topic.objects.get(slug="stroke")
    visitor.get("/our-work/stroke-co-creation/")
    sent = {"name": "Brain attack", "edit_count": topic.edit_count}
    curator.post(address("topics", topic), sent)
    assert "Brain attack" in text(visitor.get("/our-work/stroke-co-creation/"))
    assert "Stroke Co-creation" in text(visitor.get("/our-work/", {"q": "brain attack"}))


def test_rows_move_up_and_down(curator, visitor):
    for n, name in enumerate(["One", "Two", "Three"]):
        PlaceFactory(name=name, slug=name.lower(), position=n)
    curator.post(address("places", Place.objects.get(name="Three"), "move"), {"to": "up"})
    assert [p.name for p in Place.objects.all()] == ["One", "Three", "Two"]
    curator.post(address("places", Place.objects.get(name="One"), "move"), {"to": "up"})
    assert [p.name for p in Place.objects.all()] == ["One", "Three", "Two"]
    curator.post(address("places", Place.objects.get(name="One"), "move"), {"to": "down"})
    assert [p.name for p in Place.objects.all()] == ["Three", "One", "Two"]
    assert re.search("Three.*One.*Two", text(visitor.get("/partners/")))


def test_a_list_by_name_is_not_moved(curator):
    topic = Topic.objects.create(name="Stroke", slug="stroke")
    assert curator.post(address("topics", topic, "move"), {"to": "up"}).status_code == 404


class TestDeleting:
    def test_what_nothing_uses_goes_after_a_second_question(self, curator):
        topic = Topic.objects.create(name="Stroke", slug="stroke")
        path = address("topics", topic, "delete")
        assert "Delete Stroke?" in text(curator.get(path))
        assert Topic.objects.exists()
        assert curator.post(path).status_code == 302
        assert not Topic.objects.exists()
        assert AuditRecord.objects.get(act="deleted").label == "Stroke"

    def test_what_is_used_stays_and_says_by_what(self, curator, place):
        PartnerFactory(place=place)
        ProjectFactory().places.add(place)
        path = address("places", place, "delete")
        for page in (curator.get(path), curator.post(path)):
            assert "“Airedale” is still used by 1 partner and 1 project." in text(page)
            assert "Merge it into another one" in text(page)
        assert Place.objects.filter(pk=place.pk).exists()

    def test_what_may_not_be_seen_is_not_named(self, curator, contributor, place):
        """The contributor's usual place."""
        page = text(curator.post(address("places", place, "delete")))
        assert "still used by records or rights you may not see" in page
        assert "Con Tributor" not in page


class TestMerging:
    def test_topics_become_one_where_a_project_has_both(self, curator, visitor):
        old = Topic.objects.create(name="Strokes", slug="strokes")
        new = Topic.objects.create(name="Stroke", slug="stroke")
        project = ProjectFactory(title="With both")
        project.topics.set([old, new])
        ProjectFactory(title="With the old one").topics.add(old)
        page = text(curator.get(address("topics", old, "merge"), {"into": new.pk}))
        assert "Moves 2 projects." in page
        curator.post(address("topics", old, "merge"), {"into": new.pk})
        assert list(Topic.objects.all()) == [new]
        assert list(project.topics.all()) == [new]
        moved = visitor.get("/our-work/?topic=strokes&topic=stroke")
        assert (moved.status_code, moved.url) == (301, "/our-work/?topic=stroke")
        assert "2 projects" in text(visitor.get(moved.url))

    def test_places_take_over_partners_people_and_what_lies_in_them(
        self, curator, contributor, visitor, place
    ):
        target = PlaceFactory(name="Wharfedale", slug="wharfedale")
        inner = PlaceFactory(name="Inner", parent=place)
        partner = PartnerFactory(place=place)
        curator.post(address("places", place, "merge"), {"into": target.pk})
        inner.refresh_from_db()
        partner.refresh_from_db()
        contributor.user.refresh_from_db()
        assert (inner.parent, partner.place) == (target, target)
        assert contributor.user.usual_place == target
        assert visitor.get("/partners/?place=airedale").url == "/partners/?place=wharfedale"

    def test_a_place_is_not_merged_into_one_inside_it(self, curator, place):
        inner = PlaceFactory(name="Inner", parent=place)
        page = curator.post(address("places", place, "merge"), {"into": inner.pk})
        assert page.status_code == 422
        assert "Inner lies inside Airedale. Merge the other way round" in text(page)

    def test_a_place_inside_is_merged_into_the_one_around_it(self, curator, place):
        inner = PlaceFactory(name="Inner", parent=place)
        curator.post(address("places", inner, "merge"), {"into": place.pk})
        assert list(Place.objects.all()) == [place]

    @pytest.mark.parametrize(
        ("name", "model"), [("communities", Community), ("audiences", Audience)]
    )
    def test_communities_and_audiences_too(self, curator, name, model):
        old = model.objects.create(name="Carer", slug="carer")
        new = model.objects.create(name="Carers", slug="carers")
        curator.post(address(name, old, "merge"), {"into": new.pk})
        assert list(model.objects.all()) == [new]
        assert curator.get(address(name, old)).url == address(name, new)

    def test_glossary_and_contacts_are_not_merged(self, curator):
        term = GlossaryTerm.objects.create(term="VCSE", sort_key="vcse", expansion="x")
        assert curator.get(address("glossary", term, "merge")).status_code == 404


class TestContacts:
    """A wrong phone number is mended by one person in a minute."""

    @pytest.fixture
    def desk(self, content):
        """A contact that nothing names yet."""
        return Contact.objects.create(
            label="Example desk", purpose="For letters", scope="local", position=99
        )

    def sent(self, contact, **changes):
        held = {
            "label": contact.label, "purpose": contact.purpose, "scope": contact.scope,
            "email": "desk@example.org", "phone": "01632 960000", "public": "on",
            "access_note": contact.access_note, "offers": contact.offers,
            "edit_count": contact.edit_count,
        }  # fmt: skip
        return {**held, **changes}

    def test_the_mend_shows_at_once_with_its_date(self, desk, curator, visitor):
        assert "Corrected on" not in text(visitor.get("/contact/"))
        curator.post(address("contacts", desk), self.sent(desk))
        page = text(visitor.get("/contact/"))
        assert "01632 960000" in page
        assert f"Corrected on {clock.today():%-d %B %Y}" in page
        row = Correction.objects.get()
        assert (row.kind, row.object_id, row.made_by) == ("contact", desk.pk, curator.user)
        assert row.look_by == clock.today() + datetime.timedelta(days=14)
        assert "phone number" in row.what.lower()
        assert "960000" not in row.what

    def test_saving_without_a_change_is_no_correction(self, desk, curator):
        curator.post(address("contacts", desk), self.sent(desk))
        desk.refresh_from_db()
        curator.post(address("contacts", desk), self.sent(desk))
        assert Correction.objects.count() == 1

    def test_a_number_that_is_none_is_refused(self, desk, curator):
        page = curator.post(address("contacts", desk), self.sent(desk, phone="<script>"))
        assert page.status_code == 422
        assert "Enter a phone number, like 01632 960000" in text(page)

    def test_a_contact_may_be_deleted(self, desk, curator, visitor):
        curator.post(address("contacts", desk), self.sent(desk))
        assert curator.post(address("contacts", desk, "delete")).status_code == 302
        assert "01632 960000" not in text(visitor.get("/contact/"))
        assert not Correction.objects.exists()

    def test_one_deleted_while_it_is_edited_shows_what_was_typed(
        self, desk, curator, second_curator
    ):
        late = self.sent(desk)
        curator.post(address("contacts", desk, "delete"))
        page = second_curator.post(address("contacts", desk), late)
        assert page.status_code == 404
        assert "01632 960000" in text(page)


def test_a_glossary_term_explains_itself_where_it_is_used(content, curator, visitor):
    sent = {"term": "QWX", "expansion": "Quite Well Explained"}
    assert curator.post("/staff/lists/glossary/new/", sent).status_code == 302
    assert "QWX Quite Well Explained" in text(visitor.get("/glossary/"))
    page = curator.post("/staff/lists/glossary/new/", {"term": "Empty"})
    assert "Enter what it means, or what it stands for" in text(page)


def test_two_people_at_one_topic(curator, second_curator):
    topic = Topic.objects.create(name="Strok", slug="strok")
    curator.post(address("topics", topic), {"name": "Stroke", "edit_count": 0})
    page = second_curator.post(address("topics", topic), {"name": "Strokes", "edit_count": 0})
    assert page.status_code == 409
    assert "Strokes" in text(page)
    topic.refresh_from_db()
    assert topic.name == "Stroke"


def test_the_second_may_edit_both_texts_together(curator, second_curator):
    topic = Topic.objects.create(name="Strok", slug="strok")
    curator.post(address("topics", topic), {"name": "Stroke", "edit_count": 0})
    page = second_curator.post(address("topics", topic), {"name": "Strokes", "edit_count": 0})
    form = page.content.decode().partition('class="conflict"')[2]
    sent = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    page = second_curator.post(address("topics", topic), {**sent, "keep": "together"})
    assert page.status_code == 200
    assert "The text that stands now Topic Stroke " in text(page)
    assert 'name="name" value="Strokes"' in page.content.decode()
    assert Topic.objects.get(pk=topic.pk).name == "Stroke"
    saved = {"name": "Stroke care", "edit_count": sent["edit_count"]}
    assert second_curator.post(address("topics", topic), saved).status_code == 302
    assert Topic.objects.get(pk=topic.pk).name == "Stroke care"


@pytest.mark.parametrize("items", [1, 3])
def test_a_list_takes_the_same_queries(curator, items, django_assert_max_num_queries):
    for _ in range(items):
        PlaceFactory(parent=PlaceFactory())
    curator.get("/staff/lists/")
    with django_assert_max_num_queries(8):
        curator.get("/staff/lists/places/")


class TestTheFiveWays:
    """Draft lines, signs and examples, in curators' hands."""

    def test_a_sign_is_reworded_as_another_version_and_a_new_one_stands_last(
        self, content, curator, visitor
    ):
        sign = EvidenceSign.objects.filter(level="inform").earliest("position")
        sent = {"level": "inform", "text": "A plain page was there", "edit_count": sign.edit_count}
        assert curator.post(address("signs", sign), sent).status_code == 302
        sign.refresh_from_db()
        assert (sign.text, sign.version) == ("A plain page was there", 2)
        added = {"level": "inform", "text": "Somebody rang back"}
        assert curator.post("/staff/lists/signs/new/", added).status_code == 302
        page = visitor.get("/what-is-co-production/").content.decode()
        assert page.index("A plain page was there") < page.index("Somebody rang back")

    def test_the_lines_are_five_and_stay_five(self, content, curator, visitor):
        guidance = LevelGuidance.objects.get(level="engage")
        sent = {"fits_when": "You come to listen", "get_back": "What you did", "edit_count": 0}
        assert curator.post(address("ways", guidance), sent).status_code == 302
        assert "You come to listen" in visitor.get("/what-is-co-production/").content.decode()
        assert curator.get("/staff/lists/ways/new/").status_code == 404
        assert curator.post(f"{address('ways', guidance)}delete/").status_code == 404

    def test_an_example_is_a_published_project_once_for_each_way(self, content, curator, visitor):
        project = Project.objects.get(slug="stroke-co-creation")
        sent = {"level": "engage", "project": project.pk, "why": "People were listened to."}
        assert curator.post("/staff/lists/examples/new/", sent).status_code == 302
        assert "People were listened to." in visitor.get("/what-is-co-production/").content.decode()
        again = curator.post("/staff/lists/examples/new/", sent)
        assert "This way has an example already" in again.content.decode()
        draft = ProjectFactory(state="draft")
        refused = curator.post("/staff/lists/examples/new/", {**sent, "project": draft.pk})
        assert refused.status_code == 422
