"""From draft to public and back: who may, what must hold first, what everybody sees."""

import datetime

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from apps.core import clock
from apps.core.actors import SystemActor
from apps.core.models import AuditRecord
from apps.projects.models import Project
from apps.publishing import actions, workflow
from apps.publishing.models import State, Version, WorkingCopy
from apps.publishing.moves import PUBLISH
from apps.publishing.workflow import Blocked, NotAllowed
from tests.factories import PartFactory
from tests.personas import Person, make_person

pytestmark = pytest.mark.django_db


def test_a_second_person_publishes(draft, contributor, lead, visitor: Client):
    workflow.move(draft, "submit", by=contributor.user)
    assert visitor.get("/our-work/waiting-rooms/").status_code == 404
    workflow.move(draft, "publish", by=lead.user)
    draft.refresh_from_db()
    assert (draft.state, draft.revision, draft.slug) == (State.PUBLISHED, 1, "waiting-rooms")
    assert draft.published_by == lead.user
    assert visitor.get("/our-work/waiting-rooms/").status_code == 200
    assert AuditRecord.objects.filter(act="publish", object_id=draft.pk).count() == 1


def test_a_writer_sees_no_publish_button_and_is_refused(draft, contributor, lead):
    actions.save(item=draft, changes={"purpose": "More"}, edit_count=draft.edit_count, by=lead.user)
    workflow.move(draft, "submit", by=contributor.user)
    assert "publish" not in [m.name for m in workflow.available_to(lead.user, draft)]
    with pytest.raises(NotAllowed, match="someone else publishes it"):
        workflow.move(draft, "publish", by=lead.user)


def test_who_only_mends_spelling_in_review_may_publish(draft, contributor, lead):
    workflow.move(draft, "submit", by=contributor.user)
    draft.refresh_from_db()
    lead.post(
        f"/staff/projects/{draft.pk}/edit/about/",
        {
            "title": draft.title,
            "kind": "project",
            "summary": "We asked, we listend.",
            "edit_count": draft.edit_count,
            "mended": "on",
        },
    )
    draft.refresh_from_db()
    assert draft.summary == "We asked, we listend."
    workflow.move(draft, "publish", by=lead.user)
    draft.refresh_from_db()
    assert draft.state == State.PUBLISHED


@pytest.mark.parametrize("move", ["submit", "return", "publish", "archive", "withdraw"])
def test_an_outsider_can_make_no_move(draft, outsider, move):
    with pytest.raises(NotAllowed):
        workflow.move(draft, move, by=outsider.user, note="Because")
    assert outsider.get(f"/staff/projects/{draft.pk}/").status_code == 404
    assert outsider.post(f"/staff/projects/{draft.pk}/move/{move}/").status_code == 404


def test_what_is_missing_stops_it_in_sentences(contributor, partner_a):
    project = actions.create(
        model=Project, data={"title": "Bare", "kind": "project"}, by=contributor.user
    )
    PartFactory(project=project, partner=partner_a, role="lead")
    with pytest.raises(Blocked) as blocked:
        workflow.move(project, "submit", by=contributor.user)
    assert blocked.value.sentences == ["Add a summary of at most 60 words."]
    project.refresh_from_db()
    assert project.state == State.DRAFT


def test_a_button_pressed_twice_says_so_and_changes_nothing(draft, contributor):
    workflow.move(draft, "submit", by=contributor.user)
    with pytest.raises(NotAllowed, match="in review now"):
        workflow.move(draft, "submit", by=contributor.user)


def test_sent_back_with_a_note_that_the_writer_sees(draft, contributor, lead):
    workflow.move(draft, "submit", by=contributor.user)
    with pytest.raises(Blocked):
        workflow.move(draft, "return", by=lead.user, note="  ")
    workflow.move(draft, "return", by=lead.user, note="Please say who decided")
    page = contributor.get(f"/staff/projects/{draft.pk}/").content.decode()
    assert "Please say who decided" in page


def test_withdrawn_is_gone_and_says_why(published, lead, visitor: Client):
    assert "Signs" in visitor.get("/our-work/").content.decode()
    workflow.move(published, "withdraw", by=lead.user, note="A partner asked us to.")
    gone = visitor.get("/our-work/signs/")
    assert gone.status_code == 410
    assert "A partner asked us to." in gone.content.decode()
    assert "Signs" not in visitor.get("/our-work/").content.decode()
    workflow.move(published, "reopen", by=lead.user, note="It was a mistake")
    assert visitor.get("/our-work/signs/").status_code == 410
    desk = lead.get(f"/staff/projects/{published.pk}/").text
    assert "A draft again, with a note" in desk
    assert "It was a mistake" in desk
    assert "Sent back" not in desk


def test_the_public_reads_the_old_text_until_somebody_else_publishes_the_change(
    published, contributor, lead, visitor: Client
):
    data, count = actions.text_of(published)
    actions.save(item=published, changes={"summary": "New."}, edit_count=count, by=contributor.user)
    assert "Old summary." in visitor.get("/our-work/signs/").content.decode()
    preview = contributor.get(f"/staff/projects/{published.pk}/preview/").content.decode()
    assert "New." in preview
    published.refresh_from_db()
    assert published.summary == "Old summary."
    workflow.move(published, "submit", by=contributor.user)
    workflow.move(published, "publish", by=lead.user)
    page = visitor.get("/our-work/signs/").content.decode()
    assert "New." in page
    assert "Old summary." not in page
    published.refresh_from_db()
    assert published.revision == 2
    assert not WorkingCopy.objects.exists()


def test_a_change_keeps_parts_links_and_the_words_of_dates(content, curator, second_curator):
    project = Project.objects.get(slug="stroke-co-creation")
    before = actions.document_of(project).read(project)
    words = project.start_words
    assert words
    actions.save(
        item=project, changes={"summary": "In short."}, edit_count=project.edit_count,
        by=curator.user,
    )  # fmt: skip
    workflow.move(project, "submit", by=curator.user)
    workflow.move(project, "publish", by=second_curator.user)
    project.refresh_from_db()
    after = actions.document_of(project).read(project)
    assert after == {**before, "summary": "In short."}
    assert project.start_words == words


def test_saving_a_section_unchanged_changes_nothing(content, curator):
    """Every section of every real project, sent back as the form shows it."""
    for project in Project.objects.all():
        document = actions.document_of(project)
        data = document.read(project)
        for section in document.sections:
            post = {**dict(section.as_post(data).lists()), "edit_count": project.edit_count}
            answer = curator.post(f"/staff/projects/{project.pk}/edit/{section.name}/", post)
            assert answer.status_code == 302, (project, section.name)
            text, _ = actions.text_of(project)
            assert text == data, (project, section.name)
    assert not Version.objects.exists()
    assert not WorkingCopy.objects.exists()


def test_two_people_writing_get_both_texts_and_choose(published, contributor, lead):
    _, count = actions.text_of(published)
    about = {"title": "Signs", "kind": "project", "edit_count": count}
    address = f"/staff/projects/{published.pk}/edit/about/"
    assert contributor.post(address, {**about, "summary": "Theirs"}).status_code == 302
    late = lead.post(address, {**about, "summary": "Mine"})
    assert late.status_code == 409
    page = late.content.decode()
    assert "Theirs" in page
    assert "Mine" in page
    copy = WorkingCopy.objects.get()
    assert copy.data["summary"] == "Theirs"
    together = lead.post(address, {**about, "summary": "Mine", "keep": "together"})
    assert together.status_code == 200
    mine = {**about, "edit_count": copy.edit_count, "summary": "Mine", "keep": "mine"}
    assert lead.post(address, mine).status_code == 302
    copy.refresh_from_db()
    assert copy.data["summary"] == "Mine"


def test_an_earlier_version_can_be_made_the_text_again(published, contributor):
    _, count = actions.text_of(published)
    for text in ("One.", "Two."):
        actions.save(
            item=published, changes={"summary": text}, edit_count=count, by=contributor.user
        )
        _, count = actions.text_of(published)
    numbers = list(actions.versions_of(published).values_list("number", flat=True))
    assert numbers == [3, 2, 1]
    page = contributor.get(f"/staff/projects/{published.pk}/versions/2/").content.decode()
    assert "Old summary." in page
    assert "One." in page
    assert f"Version {settings.VERSION}" in page  # of the portal, in the footer
    contributor.post(f"/staff/projects/{published.pk}/versions/1/")
    data, _ = actions.text_of(published)
    assert data["summary"] == "Old summary."
    assert actions.versions_of(published).first().why == "restored from version 1"


def test_a_wrong_link_is_mended_by_one_person_and_looked_at_by_another(
    published, lead, curator, visitor: Client
):
    published.refresh_from_db()
    wrong = {"title": "Signs", "kind": "project", "summary": "Old summary."}
    answer = lead.post(
        f"/staff/projects/{published.pk}/correct/about/",
        {
            **wrong,
            "link": "https://example.org/right",
            "what": "a link",
            "edit_count": published.edit_count,
        },
    )
    assert answer.status_code == 302
    page = visitor.get("/our-work/signs/").content.decode()
    assert "https://example.org/right" in page
    assert f"Corrected on {clock.today().day}" in page
    assert "It is right" not in lead.get("/staff/review/").content.decode()
    assert "It is right" in curator.get("/staff/review/").content.decode()


def test_a_level_is_never_a_small_correction(published, lead):
    answer = lead.post(
        f"/staff/projects/{published.pk}/correct/way/",
        {"claimed_level": "engage", "what": "spelling", "edit_count": published.edit_count},
    )
    assert answer.status_code == 422
    assert "more than a small correction" in answer.content.decode().replace("\n", " ")
    published.refresh_from_db()
    assert published.claimed_level == ""


def test_the_covering_team_may_once_it_is_asked_or_after_five_working_days(
    draft, contributor, partner_a, partner_b
):
    other = Person.signed_in(make_person("b-lead@example.org", "lead", partner=partner_b))
    partner_a.covered_by = partner_b
    partner_a.save()
    with time_machine.travel(datetime.datetime(2026, 6, 1, 9, tzinfo=datetime.UTC), tick=False):
        workflow.move(draft, "submit", by=contributor.user)
    with time_machine.travel(datetime.datetime(2026, 6, 5, 9, tzinfo=datetime.UTC), tick=False):
        assert PUBLISH not in workflow.reach(other.user, draft)
    with time_machine.travel(datetime.datetime(2026, 6, 9, 9, tzinfo=datetime.UTC), tick=False):
        assert PUBLISH in workflow.reach(other.user, draft)
    Project.objects.filter(pk=draft.pk).update(submitted_at=clock.now())
    assert PUBLISH not in workflow.reach(other.user, draft)
    actions.ask_for_cover(item=draft, by=contributor.user)
    workflow.move(draft, "publish", by=other.user)
    draft.refresh_from_db()
    assert draft.state == State.PUBLISHED


def test_an_approved_text_waits_for_its_day(draft, contributor, lead):
    workflow.move(draft, "submit", by=contributor.user)
    day = clock.today() + datetime.timedelta(days=3)
    workflow.move(draft, "publish", by=lead.user, on=day)
    draft.refresh_from_db()
    assert (draft.state, draft.publish_on) == (State.IN_REVIEW, day)
    workflow.move(draft, "publish", by=SystemActor("due work"))
    draft.refresh_from_db()
    assert draft.state == State.PUBLISHED


def test_typing_is_kept_for_its_writer_alone(published, contributor, lead):
    address = f"/staff/projects/{published.pk}"
    kept = contributor.post(f"{address}/typing/about/", {"title": "Signs", "summary": "Half a sen"})
    assert kept.status_code == 204
    assert "Carry on with it" in contributor.get(f"{address}/").content.decode()
    assert "Carry on with it" not in lead.get(f"{address}/").content.decode()
    form = contributor.get(f"{address}/edit/about/?carry-on=1").content.decode()
    assert "Half a sen" in form
    assert not WorkingCopy.objects.exists()


def test_a_reviewer_sends_back_and_a_writer_takes_back(draft, contributor, lead):
    workflow.move(draft, "submit", by=contributor.user)
    draft.refresh_from_db()
    assert [move.name for move in workflow.available_to(lead.user, draft)] == ["return", "publish"]
    assert [move.name for move in workflow.available_to(contributor.user, draft)] == ["take_back"]


def test_typing_can_be_discarded_and_is_gone_once_it_is_saved(published, contributor):
    address = f"/staff/projects/{published.pk}"
    about = {"title": "Signs", "kind": "project", "summary": "Half a sen"}
    contributor.post(f"{address}/typing/about/", about)
    page = contributor.get(f"{address}/").content.decode()
    assert "You were typing in “What it is”" in page
    contributor.post(f"{address}/typing/about/", {"discard": "1"})
    assert "You were typing" not in contributor.get(f"{address}/").content.decode()
    contributor.post(f"{address}/edit/about/", {**about, "edit_count": published.edit_count})
    # The script's last message may arrive after the form itself.
    assert contributor.post(f"{address}/typing/about/", about).status_code == 204
    assert "You were typing" not in contributor.get(f"{address}/").content.decode()


def test_typing_kept_for_a_section_that_is_gone_hinders_nobody(published, contributor):
    actions.keep_draft(
        user=contributor.user, form="renamed", kind="project", object_id=published.pk, data={}
    )
    page = contributor.get(f"/staff/projects/{published.pk}/")
    assert page.status_code == 200
    assert "You were typing" not in page.content.decode()


def test_typing_of_absurd_length_is_not_kept(published, contributor):
    address = f"/staff/projects/{published.pk}"
    huge = contributor.post(f"{address}/typing/about/", {"summary": "x" * 500_001})
    assert huge.status_code == 413
    assert "You were typing" not in contributor.get(f"{address}/").content.decode()


def test_typing_carried_on_with_a_mistake_says_so_in_the_title_too(published, contributor):
    address = f"/staff/projects/{published.pk}"
    contributor.post(f"{address}/typing/about/", {"title": "", "summary": "Half a sen"})
    form = contributor.get(f"{address}/edit/about/?carry-on=1")
    assert form.status_code == 200
    assert "There is a problem" in form.content.decode()
    assert "<title>Error: " in form.content.decode()


class TestWordsAboutPeople:
    """Points at what looks like one person's facts; people decide, and say so."""

    @pytest.fixture
    def naming(self, draft, contributor) -> Project:
        changes = {"summary": "Mrs Khan told us; ring 0113 496 0000."}
        return actions.save(
            item=draft, changes=changes, edit_count=draft.edit_count, by=contributor.user
        )

    def test_they_are_marked_on_the_desk_with_a_way_to_change_them(self, naming, contributor):
        page = contributor.get(f"/staff/projects/{naming.pk}/").content.decode()
        assert "<mark>Mrs Khan</mark> looks like a person’s name" in page
        assert "<mark>0113 496 0000</mark> looks like a phone number" in page
        assert f"/staff/projects/{naming.pk}/edit/about/" in page

    def test_submitting_needs_a_conscious_yes(self, naming, contributor):
        address = f"/staff/projects/{naming.pk}/move/submit/"
        refused = contributor.post(address, {})
        assert refused.status_code == 422
        assert "Look at the words marked" in refused.content.decode()
        naming.refresh_from_db()
        assert naming.state == State.DRAFT
        with pytest.raises(Blocked, match="looks like a person’s name"):
            workflow.move(naming, "submit", by=contributor.user)
        assert contributor.post(address, {"meant": "on"}).status_code == 302
        naming.refresh_from_db()
        assert naming.state == State.IN_REVIEW
        assert AuditRecord.objects.filter(act="words about people are meant").count() == 1

    def test_nothing_is_asked_where_nothing_is_marked(self, draft, contributor):
        page = contributor.get(f"/staff/projects/{draft.pk}/move/submit/").content.decode()
        assert "meant to be here" not in page


def test_whoever_begins_a_record_finds_it_before_it_names_a_partner(contributor, lead, outsider):
    begun = contributor.post("/staff/projects/new/", {"title": "Bus stops", "kind": "project"})
    page = contributor.get(begun["Location"])
    assert page.status_code == 200
    assert "Bus stops" in page.content.decode()
    assert "Bus stops" in contributor.get("/staff/projects/").content.decode()
    for other in (lead, outsider):
        assert other.get(begun["Location"]).status_code == 404
    contributor.user.grants.all().delete()
    assert Person.signed_in(contributor.user).get(begun["Location"]).status_code in (302, 404)


def test_the_list_says_that_something_is_public_and_that_a_change_is_begun(published, lead):
    actions.save(
        item=published, changes={"purpose": "More"}, edit_count=published.edit_count, by=lead.user
    )
    page = lead.get("/staff/projects/").content.decode()
    assert page.count("Change begun") == 1
    assert page.count('<span class="tag tag--done">Published</span>') == 1


def test_only_the_preview_may_be_framed_and_only_by_us(draft, contributor):
    policy = contributor.get(f"/staff/projects/{draft.pk}/preview/")["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "frame-ancestors 'self' 'none'" not in policy
    assert "'none' 'self'" not in policy
    desk = contributor.get(f"/staff/projects/{draft.pk}/")["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in desk
