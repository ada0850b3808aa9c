"""An activity that was logged twice becomes one, after a look at what moves and what goes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.accounts.permissions import Role
from apps.core.models import AuditRecord
from apps.involvement import actions
from apps.involvement.actions import private
from apps.involvement.models import Activity, Attachment
from apps.publishing import actions as publishing
from apps.publishing import workflow
from apps.publishing.models import FormDraft, SearchDocument, Version, WorkingCopy
from tests.factories import PartnerFactory
from tests.involvement.test_promises import complete, promise, published
from tests.involvement.test_quick_log import log
from tests.personas import Person, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def twice(contributor) -> tuple[Activity, Activity]:
    """(the one that goes, the one that stays), both logged by a contributor."""
    stays = log(contributor, way="inform")
    return log(contributor, title="Carers café", way="inform"), stays


def write(activity: Activity, person: Person, **changes) -> None:
    activity.refresh_from_db()
    publishing.save(item=activity, changes=changes, edit_count=activity.edit_count, by=person.user)
    activity.refresh_from_db()


def look(lead: Person, source: Activity, target: Activity) -> tuple[int, str]:
    answer = lead.get(f"/staff/activities/{source.pk}/merge/?into={target.pk}")
    return answer.status_code, answer.content.decode()


def merge(by: Person, source: Activity, target: Activity, **more):
    return by.post(f"/staff/activities/{source.pk}/merge/", {"into": str(target.pk), **more})


def decision(text: str) -> dict:
    return {"text": text, "on": "", "decided_by": "jointly", "minuted": ""}


def test_likely_ones_are_offered_first(lead, contributor, twice):
    source, stays = twice
    other = log(contributor, title="Walk in the park")
    page = lead.get(f"/staff/activities/{source.pk}/merge/").content.decode()
    assert page.index(stays.reference) < page.index(other.reference)
    assert f'value="{source.pk}"' not in page


def test_one_that_newer_ones_have_crowded_out_can_still_be_chosen(lead, contributor, twice):
    source, stays = twice
    for number in range(12):
        log(contributor, title=f"Carers café {number}")
    page = lead.get(f"/staff/activities/{source.pk}/merge/").content.decode()
    assert f'value="{stays.pk}"' not in page
    assert look(lead, source, stays)[0] == 200
    assert lead.get(f"/staff/activities/{source.pk}/merge/?into=999999").status_code == 422


def test_the_preview_says_what_moves_and_what_goes_and_changes_nothing(lead, contributor, twice):
    source, stays = twice
    write(
        source, contributor, heard="Too high.", public_summary="We asked.", level_reason="Leaflet"
    )
    write(stays, contributor, heard="Too loud.")
    private.add_note(activity=source, text="Bring keys", by=contributor.user)
    promise(source, contributor)
    before = Version.objects.count()
    status, page = look(lead, source, stays)
    assert status == 200
    assert "gets: Why this way?, Summary for the public." in page
    assert "These move: 1 note, 1 promise." in page
    assert "Stays: Too loud." in page
    assert "Goes: Too high." in page
    assert "Goes: Carers café" in page
    assert (Activity.objects.count(), Version.objects.count()) == (2, before)


def test_the_one_that_stays_gets_what_it_lacks_and_nothing_is_lost(lead, contributor, twice):
    source, stays = twice
    write(
        source, contributor, heard="Too high.", public_summary="We asked.",
        took_part={"value": 12, "qualifier": "about", "unit": "people"},
        decisions=[decision("Lower the signs"), decision("Meet again")],
    )  # fmt: skip
    write(stays, contributor, heard="Too loud.", decisions=[decision("Meet again")])
    private.add_note(activity=source, text="Bring keys", by=contributor.user)
    file = SimpleUploadedFile("minutes.txt", b"We met.")
    private.attach(activity=source, file=file, by=contributor.user)
    private.count_people(activity=source, counts={"sex": {"female": 7}}, by=contributor.user)
    made = promise(source, contributor)
    publishing.keep_draft(
        user=contributor.user, form="said", kind="activity", object_id=source.pk, data={}
    )
    _status, page = look(lead, source, stays)
    answer = merge(lead, source, stays)
    assert answer["Location"] == f"/staff/activities/{stays.pk}/"
    kept = Activity.objects.get()
    assert kept.pk == stays.pk
    assert (kept.title, kept.heard, kept.public_summary) == (
        "Carers’ café",
        "Too loud.",
        "We asked.",
    )
    assert str(kept.took_part) == "about 12 people"
    assert [one.text for one in kept.decisions.all()] == ["Meet again", "Lower the signs"]
    assert list(kept.promises.open()) == [made]
    assert Attachment.objects.get().activity == kept
    with Attachment.objects.get().file.open("rb") as held:
        assert held.read() == b"We met."
    assert [(row.category, row.value) for row in kept.equality.all()] == [("female", 7)]
    notes = [note.text for note in kept.notes.all()]
    assert notes[0] == "Bring keys"
    assert f"{source.reference} was merged into this. It said:" in notes[1]
    assert "Too high." in notes[1]
    assert "Carers café" in notes[1]
    assert not Version.objects.filter(kind="activity", object_id=source.pk).exists()
    assert not FormDraft.objects.exists()
    line = AuditRecord.objects.get(act="merged")
    assert (line.object_id, line.actor_id) == (kept.pk, lead.user.pk)
    history = lead.get(f"/staff/activities/{kept.pk}/versions/").content.decode()
    assert f"Merged: {source.reference}, Carers café" in history
    assert lead.get(f"/staff/activities/{source.pk}/").status_code == 404


def test_who_wrote_what_is_taken_over_does_not_publish_it(lead, contributor, twice, partner_a):
    source, stays = twice
    writer = Person.signed_in(make_person("other@example.org", Role.LEAD, partner=partner_a))
    write(source, writer, public_summary="We asked.")
    merge(lead, source, stays)
    stays.refresh_from_db()
    assert {lead.user.pk, contributor.user.pk, writer.user.pk} <= workflow.writers(stays)
    history = lead.get(f"/staff/activities/{stays.pk}/versions/").content.decode()
    assert f"of {source.reference}" in history
    newest = publishing.versions_of(stays).first()
    assert newest.data == publishing.text_of(stays)[0]
    assert newest.why == f"merged with {source.reference}"


def test_an_answer_is_not_parted_from_the_one_it_explains(lead, contributor, twice):
    source, stays = twice
    write(source, contributor, claimed_level="consult", level_reason="Two options were open.")
    merge(lead, source, stays)
    kept = Activity.objects.get()
    assert (kept.claimed_level, kept.level_reason) == ("inform", "")
    assert "Two options were open." in kept.notes.get().text


class TestInPublic:
    def test_what_it_gets_waits_as_a_change_and_the_old_address_leads_on(
        self, lead, contributor, twice, visitor: Client
    ):
        source, stays = (published(complete(one), contributor, lead) for one in twice)
        Activity.objects.filter(pk=source.pk).update(heard="The signs are too high.")
        old = source.get_absolute_url()
        status, page = look(lead, source, stays)
        assert status == 200
        assert "It is public, so this waits as a change" in page
        assert "Its public address leads to the one that stays." in page
        assert visitor.get(old).status_code == 200
        assert merge(lead, source, stays).status_code == 302
        answer = visitor.get(old)
        assert (answer.status_code, answer["Location"]) == (301, stays.get_absolute_url())
        assert "too high" not in visitor.get(stays.get_absolute_url()).content.decode()
        assert (
            WorkingCopy.objects.get(object_id=stays.pk).data["heard"] == "The signs are too high."
        )
        assert not SearchDocument.objects.filter(kind="activity", object_id=source.pk).exists()
        assert Activity.objects.get().state == "published"

    def test_a_draft_leaves_no_address_behind(self, lead, contributor, twice, visitor: Client):
        source, stays = twice
        published(complete(stays), contributor, lead)
        merge(lead, source, stays)
        assert visitor.get(source.get_absolute_url()).status_code == 404

    def test_something_public_is_not_merged_into_a_draft(self, lead, contributor, twice):
        source, stays = twice
        published(complete(source), contributor, lead)
        assert refused(lead, source, stays) == (
            "“Carers café” was published and “Carers’ café” is not. Merge it the other way round."
        )


def refused(lead: Person, source: Activity, target: Activity) -> str:
    """The sentence that both the preview and the last press answer with; nothing has changed."""
    before = (Activity.objects.count(), Version.objects.count())
    status, page = look(lead, source, target)
    answer = merge(lead, source, target)
    assert (status, answer.status_code) == (422, 422)
    assert (Activity.objects.count(), Version.objects.count()) == before
    [sentence] = answer.context["form"].non_field_errors()
    assert str(sentence) in page.replace("&#x27;", "'")
    return str(sentence)


class TestWhatWouldLoseSomething:
    def test_both_in_review(self, lead, contributor, twice):
        for one in twice:
            workflow.move(complete(one), "submit", by=contributor.user)
        assert refused(lead, *twice) == "Both are in review. Send one of them back first."

    def test_two_promises(self, lead, contributor, twice):
        for one in twice:
            promise(one, contributor)
        assert refused(lead, *twice).startswith("An answer is promised for each of them.")

    def test_two_answers(self, lead, contributor, twice):
        texts = {"we_did": "Moved the sign.", "could_not_because": "", "closing": "all_possible"}
        for one in twice:
            actions.answer_on_the_day(activity=one, texts=texts, by=contributor.user)
        assert refused(lead, *twice).startswith("People were given an answer for each of them")

    def test_two_counts(self, lead, contributor, twice):
        for number, one in enumerate(twice):
            counts = {"sex": {"female": 7 + number}}
            private.count_people(activity=one, counts=counts, by=contributor.user)
        assert refused(lead, *twice).startswith("Both have counts of people")

    def test_a_change_under_way(self, lead, contributor, twice):
        source, stays = (published(complete(one), contributor, lead) for one in twice)
        write(stays, contributor, heard="Too high.")
        assert refused(lead, source, stays).startswith("A change of “Carers’ café” is under way.")

    def test_something_withdrawn(self, lead, contributor, twice):
        source, stays = twice
        published(complete(stays), contributor, lead)
        workflow.move(stays, "withdraw", by=lead.user, note="A mistake.")
        assert look(lead, source, stays)[0] == 422

    def test_what_was_changed_since_it_was_shown(self, lead, contributor, twice):
        source, stays = twice
        page = look(lead, source, stays)[1]
        seen = page.split('name="seen" value="')[1].split('"')[0]
        write(stays, contributor, heard="Too high.")
        answer = merge(lead, source, stays, seen=seen)
        assert "the text was changed since you opened it" in answer.content.decode()
        assert Activity.objects.count() == 2


class TestWhoMay:
    def test_a_contributor_and_another_partners_lead_may_not(self, contributor, partner_b, twice):
        other = make_person("leadb@example.org", Role.LEAD, partner=partner_b)
        for person in (contributor, Person.signed_in(other)):
            assert look(person, *twice)[0] == 404
            assert merge(person, *twice).status_code == 404
        assert (
            "merge it" not in contributor.get(f"/staff/activities/{twice[0].pk}/").content.decode()
        )
        assert Activity.objects.count() == 2

    def test_only_two_of_one_partner(self, administrator, twice):
        source, stays = twice
        Activity.objects.filter(pk=stays.pk).update(partner=PartnerFactory(name="Partner Z"))
        answer = administrator.post(
            f"/staff/activities/{source.pk}/merge/",
            {"into": "another", "reference": stays.reference.lower()},
        )
        assert answer.status_code == 422
        assert "belongs to another partner" in answer.content.decode()

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"into": ""}, "Select which one stays"),
            ({"into": "another"}, "Enter its reference, like INV-2026-0001"),
            ({"into": "another", "reference": "INV-1999-0001"}, "You have no activity with this"),
            ({"into": "another", "reference": "x" * 21}, "Shorten this to 20 characters"),
            ({"into": "0"}, "Choose one of the answers offered here"),
        ],
    )
    def test_a_wrong_choice_gets_a_sentence(self, lead, twice, typed, sentence):
        answer = lead.get(f"/staff/activities/{twice[0].pk}/merge/", typed)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()

    def test_the_other_one_by_its_reference(self, lead, twice):
        source, stays = twice
        typed = {"into": "another", "reference": stays.reference}
        assert lead.post(f"/staff/activities/{source.pk}/merge/", typed).status_code == 302
        assert Activity.objects.get() == stays
