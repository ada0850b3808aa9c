"""Nothing comes before people that a second person has not read: also what stands beside the text
of an activity, what is taken over by a merge, and what is typed while somebody reviews."""

import datetime

import pytest

from apps.accounts.permissions import Role
from apps.core import clock
from apps.core.dates import PartialDate
from apps.involvement import actions, promises
from apps.involvement.actions import merging
from apps.involvement.models import Activity, Response
from apps.projects.models import EvidenceSign
from apps.publishing import ahead, workflow
from apps.publishing.models import Audience, Correction, WorkingCopy
from apps.publishing.workflow import Blocked, NotAllowed
from tests.factories import ActivityFactory
from tests.involvement.test_promises import complete, promise, published
from tests.involvement.test_quick_log import log
from tests.personas import Person, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def other_lead(partner_a) -> Person:
    """A second lead at partner A."""
    user = make_person("second-lead@example.org", Role.LEAD, partner=partner_a, name="Sec Lead")
    return Person.signed_in(user)


@pytest.fixture
def public(contributor, lead) -> Activity:
    """Published, and nobody is owed an answer."""
    activity = complete(log(contributor))
    actions.owe_nobody(activity=activity, reason="We handed out leaflets.", by=contributor.user)
    activity.refresh_from_db()
    return published(activity, contributor, lead)


@pytest.fixture
def in_review(contributor) -> Activity:
    """Sent for review by the contributor."""
    activity = complete(log(contributor))
    actions.owe_nobody(activity=activity, reason="We handed out leaflets.", by=contributor.user)
    activity.refresh_from_db()
    workflow.move(activity, "submit", by=contributor.user)
    activity.refresh_from_db()
    return activity


def page_of(visitor, activity: Activity) -> str:
    return visitor.get(activity.get_absolute_url()).content.decode()


class TestWhyNobodyIsOwed:
    def test_on_something_public_it_is_a_change_that_waits(self, public, contributor, visitor):
        actions.owe_nobody(activity=public, reason="Other words.", by=contributor.user)
        page = page_of(visitor, public)
        assert "Other words." not in page
        assert "We handed out leaflets." in page
        assert WorkingCopy.objects.get().data["nobody_owed_because"] == "Other words."

    def test_in_review_whoever_says_it_is_a_writer(self, in_review, lead, other_lead):
        actions.owe_nobody(activity=in_review, reason="Other words.", by=lead.user)
        with pytest.raises(NotAllowed, match="someone else publishes it"):
            workflow.move(in_review, "publish", by=lead.user)
        workflow.move(in_review, "publish", by=other_lead.user)

    def test_its_words_are_looked_at_like_any_others(self, contributor):
        activity = complete(log(contributor))
        said = "Mrs Smith told us so."
        actions.owe_nobody(activity=activity, reason=said, by=contributor.user)
        activity.refresh_from_db()
        with pytest.raises(Blocked, match="Mrs Smith"):
            workflow.move(activity, "submit", by=contributor.user)


class TestAnsweredOnTheDay:
    TEXTS = {"we_did": "Moved the sign.", "could_not_because": "", "closing": "all_possible"}

    def test_not_on_what_is_public_or_in_review(self, public, in_review, contributor, visitor):
        for activity in (public, in_review):
            with pytest.raises(NotAllowed, match="somebody else looks at it first"):
                actions.answer_on_the_day(activity=activity, texts=self.TEXTS, by=contributor.user)
            page = contributor.get(f"/staff/activities/{activity.pk}/promise/").content.decode()
            assert "We answered on the day" not in page
        assert "Heard back" not in page_of(visitor, public)

    def test_a_draft_answer_beside_something_public_is_none(self, public, visitor):
        answer = Response.objects.create(on_the_day=True, closing="all_possible", we_did="x")
        answer.activities.add(public)
        public.refresh_from_db()
        assert promises.standing(public).state != "answered"
        assert public.title not in visitor.get("/involvement/?promise=answered").content.decode()

    def test_whoever_writes_it_does_not_publish_the_activity(self, contributor, lead, other_lead):
        activity = complete(log(contributor, way="engage"))
        actions.answer_on_the_day(activity=activity, texts=self.TEXTS, by=lead.user)
        activity.refresh_from_db()
        workflow.move(activity, "submit", by=contributor.user)
        with pytest.raises(NotAllowed, match="someone else publishes it"):
            workflow.move(activity, "publish", by=lead.user)
        workflow.move(activity, "publish", by=other_lead.user)

    def test_it_is_dated_the_day_the_activity_was_at_last(self, contributor, lead, visitor):
        activity = complete(log(contributor, way="engage"))
        actions.answer_on_the_day(activity=activity, texts=self.TEXTS, by=contributor.user)
        activity.refresh_from_db()
        activity.when = PartialDate.parse("2026-11-02")
        activity.save()
        published(activity, contributor, lead)
        assert Response.objects.get().given_on == datetime.date(2026, 11, 2)

    def test_not_before_it_was_held(self, contributor):
        activity = log(contributor, way="engage")
        later = clock.today() + datetime.timedelta(days=30)
        activity.when = PartialDate.parse(later.isoformat())
        activity.happened = Activity.Happened.PLANNED
        activity.save()
        with pytest.raises(NotAllowed, match="once it was held"):
            actions.answer_on_the_day(activity=activity, texts=self.TEXTS, by=contributor.user)

    def test_its_words_and_who_told_it_are_looked_at(self, contributor):
        activity = complete(log(contributor, way="engage"), told_by="Mr Brown’s group")
        texts = {**self.TEXTS, "we_did": "Dr Jones will ring."}
        actions.answer_on_the_day(activity=activity, texts=texts, by=contributor.user)
        activity.refresh_from_db()
        found = [(section.title, one.words) for section, one in ahead.about_people(activity)]
        assert found == [("Told by", "Mr Brown’s"), ("Answered on the day", "Dr Jones")]


class TestSigns:
    @pytest.fixture
    def sign(self, content) -> EvidenceSign:
        return EvidenceSign.objects.filter(level="engage").first()

    def answer(self, person: Person, activity: Activity, sign: EvidenceSign, **more: str):
        began = page = person.get(f"/staff/activities/{activity.pk}/signs/")
        if page.status_code != 200:
            return page
        began = page.content.decode().partition('name="began" value="')[2].partition('"')[0]
        sent = {f"sign-{sign.pk}": "yes", "began": began, **more}
        return person.post(f"/staff/activities/{activity.pk}/signs/", sent)

    def test_of_what_people_read_a_lead_answers_them(self, public, contributor, lead, sign):
        Activity.objects.filter(pk=public.pk).update(claimed_level="engage")
        self.answer(contributor, public, sign)
        assert not public.evidence.exists()
        self.answer(lead, public, sign)
        assert public.evidence.exists()
        assert Correction.objects.get().made_by == lead.user

    def test_in_review_whoever_answers_them_is_a_writer(self, in_review, lead, sign):
        Activity.objects.filter(pk=in_review.pk).update(claimed_level="engage", level_reason="x")
        promise(in_review, lead)
        self.answer(lead, in_review, sign)
        with pytest.raises(NotAllowed, match="someone else publishes it"):
            workflow.move(in_review, "publish", by=lead.user)

    def test_an_older_page_does_not_take_back_what_others_said(self, contributor, lead, sign):
        activity = log(contributor, way="engage")
        self.answer(lead, activity, sign)
        older = self.answer(contributor, activity, sign, began="older", **{f"sign-{sign.pk}": ""})
        assert older.status_code == 409
        assert "Somebody else saved this" in older.content.decode()
        assert activity.evidence.get().answer == "yes"


def test_an_older_page_of_counts_loses_nobodys_numbers(contributor, lead):
    activity = log(contributor, way="engage")
    address = f"/staff/activities/{activity.pk}/people/"
    began = contributor.get(address).content.decode()
    began = began.partition('name="began" value="')[2].partition('"')[0]
    assert lead.post(address, {"sex.female": "9", "began": began}).status_code == 302
    older = contributor.post(address, {"age.16-24": "12", "began": began})
    assert older.status_code == 409
    assert "Sex, Female: 9" in older.content.decode()
    assert 'value="12"' in older.content.decode()
    assert activity.equality.get(category="female").value == 9


class TestMerging:
    def test_nothing_reaches_people_who_read_the_other_one(
        self, public, contributor, lead, visitor
    ):
        draft = complete(log(contributor), told_by="Mr Brown’s group")
        texts = {"we_did": "UNREAD", "could_not_because": "", "closing": "all_possible"}
        actions.answer_on_the_day(activity=draft, texts=texts, by=contributor.user)
        draft.refresh_from_db()
        assert ("Told by", "", "Mr Brown’s group") in merging.preview(draft, public).dropped
        merging.merge(source=draft, target=public, by=lead.user)
        page = page_of(visitor, public)
        assert "Mr Brown" not in page
        assert "UNREAD" not in page
        assert "Heard back" not in page
        answer = Response.objects.get()
        assert (answer.on_the_day, answer.state) == (False, "draft")
        assert lead.get(f"/staff/answers/{answer.pk}/").status_code == 200

    def test_a_reason_why_nobody_is_owed_waits_too(self, contributor, lead, visitor, partner_a):
        kept = ActivityFactory(partner=partner_a, claimed_level="inform", reference="INV-2020-0001")
        draft = complete(log(contributor))
        actions.owe_nobody(activity=draft, reason="MERGED REASON", by=contributor.user)
        draft.refresh_from_db()
        merging.merge(source=draft, target=kept, by=lead.user)
        assert "MERGED REASON" not in page_of(visitor, kept)
        assert WorkingCopy.objects.get().data["nobody_owed_because"] == "MERGED REASON"


class TestWhileSomebodyReviews:
    def test_words_typed_after_submitting_are_looked_at_by_the_reviewer(self, in_review, lead):
        Activity.objects.filter(pk=in_review.pk).update(heard="Mrs Smith said so.")
        in_review.refresh_from_db()
        page = lead.get(f"/staff/activities/{in_review.pk}/review/").content.decode()
        assert "<mark>Mrs Smith</mark>" in page
        with pytest.raises(Blocked, match="Mrs Smith"):
            workflow.move(in_review, "publish", by=lead.user)
        workflow.move(in_review, "publish", by=lead.user, meant=True)

    def test_a_change_under_way_does_not_hold_back_a_withdrawal(self, public, contributor, lead):
        actions.owe_nobody(activity=public, reason="Other words.", by=contributor.user)
        for step in ("archive", "withdraw"):
            address = f"/staff/activities/{public.pk}/move/{step}/"
            page = lead.get(address).content.decode()
            seen = page.partition('name="seen" value="')[2].partition('"')[0]
            assert seen
            lead.post(address, {"seen": seen, "note": "A partner asked us to."})
        public.refresh_from_db()
        assert public.state == "withdrawn"

    def test_a_reason_that_people_read_names_nobody(self, public, lead):
        address = f"/staff/activities/{public.pk}/move/withdraw/"
        refused = lead.post(address, {"note": "Mrs Smith asked us to."})
        assert refused.status_code == 422
        assert "“Mrs Smith” looks like a person’s name" in refused.content.decode()
        assert (
            lead.post(address, {"note": "Mrs Smith asked us to.", "meant": "on"}).status_code == 302
        )

    def test_an_older_page_of_versions_restores_nothing(self, contributor):
        activity = log(contributor)
        address = f"/staff/activities/{activity.pk}/edit/said/"
        contributor.post(address, {"heard": "First.", "edit_count": activity.edit_count})
        activity.refresh_from_db()
        older = activity.edit_count
        contributor.post(address, {"heard": "Second.", "edit_count": older})
        version = f"/staff/activities/{activity.pk}/versions/1/"
        contributor.post(version, {"edit_count": older})
        activity.refresh_from_db()
        assert activity.heard == "Second."


class TestDates:
    @pytest.mark.parametrize(
        ("days", "sentence"),
        [(30, "Enter a day after the activity"), (365 * 3, "Enter a day within two years")],
    )
    def test_a_promise_lies_after_the_activity_and_is_no_century_away(
        self, contributor, days, sentence
    ):
        activity = log(contributor, way="engage")
        later = clock.today() + datetime.timedelta(days=60)
        activity.when = PartialDate.parse(later.isoformat())
        activity.happened = Activity.Happened.PLANNED
        activity.save()
        day = clock.today() + datetime.timedelta(days=days)
        typed = {"how": "new", "due_0": day.day, "due_1": day.month, "due_2": day.year}
        sent = contributor.post(f"/staff/activities/{activity.pk}/promise/", typed)
        assert sent.status_code == 422
        assert sentence in sent.content.decode()

    def test_who_cancels_an_activity_owes_nobody(self, contributor):
        activity = log(contributor, way="engage")
        promise(activity, contributor)
        Activity.objects.filter(pk=activity.pk).update(happened="cancelled")
        activity.refresh_from_db()
        assert promises.line(activity).sentence.startswith("It was cancelled")
        assert "Answers owed" not in contributor.get("/staff/").content.decode()

    def test_what_has_not_ended_was_not_held(self, contributor):
        activity = log(contributor)
        until = clock.today() + datetime.timedelta(days=90)
        today = clock.today()
        sent = contributor.post(
            f"/staff/activities/{activity.pk}/edit/when/",
            {"when_0": today.day, "when_1": today.month, "when_2": today.year, "happened": "held",
             "until_0": until.day, "until_1": until.month, "until_2": until.year,
             "edit_count": activity.edit_count},
        )  # fmt: skip
        assert sent.status_code == 422
        assert "It has not ended yet" in sent.content.decode()


class TestFew:
    def test_three_responses_are_a_few_people(self):
        activity = ActivityFactory(
            took_part_value=3, took_part_qualifier="exactly", took_part_unit="responses"
        )
        assert activity.few
        assert activity.took_part_in_public == "a few people"

    def test_nobody_is_nobody(self):
        activity = ActivityFactory(
            took_part_value=0, took_part_qualifier="exactly", took_part_unit="people"
        )
        assert not activity.few
        assert activity.took_part_in_public == "nobody"


@pytest.mark.parametrize(
    ("section", "rows"),
    [
        ("with", {"parts-{n}-partner": "{partner}", "parts-{n}-role": "host"}),
        ("reach", {"reach-{n}-audience": "{audience}", "reach-{n}-count_0": "5",
                   "reach-{n}-count_1": "about", "reach-{n}-count_2": "people"}),
    ],
)  # fmt: skip
def test_the_same_row_twice_is_said_and_not_an_error(
    contributor, partner_b, content, section, rows
):
    activity = log(contributor)
    values = {"partner": partner_b.pk, "audience": Audience.objects.first().pk}
    name = next(iter(rows)).partition("-")[0]
    sent = {f"{name}-TOTAL_FORMS": 2, f"{name}-INITIAL_FORMS": 0, "edit_count": activity.edit_count}
    for n in range(2):
        sent |= {key.format(n=n): value.format(**values) for key, value in rows.items()}
    refused = contributor.post(f"/staff/activities/{activity.pk}/edit/{section}/", sent)
    assert refused.status_code == 422
    assert "is here already: delete one" in refused.content.decode()
