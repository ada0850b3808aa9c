"""Closing the loop: an answer keeps a promise, in time or late; another day needs a lead's yes."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction

from apps.accounts.permissions import Role
from apps.core import clock
from apps.involvement import actions, promises
from apps.involvement.models import Activity, Promise, PromiseExtension, Response
from apps.publishing import workflow
from apps.publishing.workflow import Blocked, NotAllowed
from tests.factories import ActivityFactory, ProjectFactory, owe
from tests.involvement.test_promises import complete, promise, published
from tests.involvement.test_quick_log import log
from tests.personas import Person, make_person

pytestmark = pytest.mark.django_db
SAID = {"title": "Carers’ café", "we_asked": "What helps?", "you_said": "The door is hard to find."}
DID = {
    "we_did": "Painted the door yellow.",
    "could_not_because": "The lift belongs to the landlord.",
    "closing": "could_not",
}


@pytest.fixture
def other_lead(partner_a) -> Person:
    """A second lead at partner A."""
    user = make_person("second-lead@example.org", Role.LEAD, partner=partner_a, name="Sec Lead")
    return Person.signed_in(user)


def write(person: Person, activity: Activity, **did: str) -> Response:
    """Begin the answer and fill in what it needs, as a person does it."""
    begun = person.post(f"/staff/activities/{activity.pk}/answer/")
    desk = begun["Location"]
    assert desk.startswith("/staff/answers/"), desk
    answer = Response.objects.get(pk=int(desk.rstrip("/").rpartition("/")[2]))
    for section, typed in (("said", SAID), ("did", {**DID, **did})):
        answer.refresh_from_db()
        sent = person.post(f"{desk}edit/{section}/", {**typed, "edit_count": answer.edit_count})
        assert sent.status_code == 302, sent.content.decode()
    answer.refresh_from_db()
    return answer


def put_out(answer: Response, writer: Person, reviewer: Person) -> Response:
    """Sent by one and published by the other."""
    workflow.move(answer, "submit", by=writer.user)
    workflow.move(answer, "publish", by=reviewer.user)
    answer.refresh_from_db()
    return answer


def page_of(visitor, activity: Activity) -> str:
    return visitor.get(activity.get_absolute_url()).content.decode()


class TestAnAnswer:
    def test_it_is_begun_with_what_people_said_and_only_once(self, owed, contributor):
        Activity.objects.filter(pk=owed.pk).update(heard="The door is hard to find.")
        first = contributor.post(f"/staff/activities/{owed.pk}/answer/")
        again = contributor.post(f"/staff/activities/{owed.pk}/answer/")
        assert first["Location"] == again["Location"]
        answer = Response.objects.get()
        assert answer.you_said == "The door is hard to find."
        assert answer.title == owed.title
        assert list(answer.activities.all()) == [owed]

    def test_it_needs_one_of_the_four_closings(self, owed, contributor):
        answer = write(contributor, owed, closing="", could_not_because="")
        with pytest.raises(Blocked, match="Choose how it closes"):
            workflow.move(answer, "submit", by=contributor.user)
        with pytest.raises(IntegrityError), transaction.atomic():
            Response.objects.filter(pk=answer.pk).update(
                state="published", published_at=clock.now(), revision=1
            )

    def test_the_public_reads_that_it_is_being_checked(self, owed, contributor, visitor):
        answer = write(contributor, owed)
        assert "being checked" not in page_of(visitor, owed)
        workflow.move(answer, "submit", by=contributor.user)
        page = page_of(visitor, owed)
        today = clock.today()
        assert f"Answer written on {today.day} {today:%B %Y}, being checked." in page
        assert "Painted the door" not in page
        workflow.move(answer, "take_back", by=contributor.user)
        assert "being checked" not in page_of(visitor, owed)

    def test_it_waits_for_its_activity_to_be_public(self, contributor, lead):
        activity = complete(log(contributor, way="engage"))
        made = promise(activity, contributor)
        answer = write(contributor, activity)
        assert answer.blockers() == [
            "Publish the activity first: people read the answer on its page."
        ]
        published(activity, contributor, lead)
        assert answer.blockers() == []
        made.refresh_from_db()
        assert made.is_open

    def test_who_wrote_it_does_not_publish_it(self, owed, lead):
        answer = write(lead, owed)
        workflow.move(answer, "submit", by=lead.user)
        with pytest.raises(NotAllowed, match="someone else publishes it"):
            workflow.move(answer, "publish", by=lead.user)

    def test_published_it_keeps_the_promise_and_the_page_begins_with_it(
        self, owed, contributor, lead, visitor
    ):
        answer = put_out(write(contributor, owed), contributor, lead)
        kept = owed.promises.get()
        assert kept.answered_on == answer.given_on == clock.today()
        assert not kept.covers.filter(open=True).exists()
        page = page_of(visitor, owed)
        assert page.index("We did") < page.index("We could not, because") < page.index("Who asked")
        assert page.index("Painted the door yellow.") < page.index(">What it was<")
        assert "Heard back" in page
        assert f'id="answer-{answer.pk}"' in page
        assert answer.get_absolute_url() == f"{owed.get_absolute_url()}#answer-{answer.pk}"

    def test_a_late_one_says_by_how_much(self, owed, contributor, lead, visitor):
        due = owed.promises.get().due
        with time_machine.travel(due + datetime.timedelta(days=20, hours=12), tick=False):
            writer, reader = Person.signed_in(contributor.user), Person.signed_in(lead.user)
            assert "Overdue since" in page_of(visitor, owed)
            put_out(write(writer, owed), writer, reader)
            page = page_of(visitor, owed)
        assert "It came 20 days after the day promised." in page
        assert "Overdue" not in page

    def test_it_answers_every_activity_of_its_promise(self, contributor, lead, visitor):
        project = ProjectFactory(title="Waiting rooms")
        first, second = (complete(log(contributor, way="engage")) for _ in range(2))
        Activity.objects.filter(pk__in=[first.pk, second.pk]).update(project=project)
        first.refresh_from_db(), second.refresh_from_db()
        made = promise(first, contributor)
        actions.join(activity=second, promise=made, by=contributor.user)
        for one in (first, second):
            published(one, contributor, lead)
        answer = put_out(write(contributor, first), contributor, lead)
        for one in (first, second):
            one.refresh_from_db()
            assert "Painted the door yellow." in page_of(visitor, one)
            assert promises.standing(one).state == "answered"
        assert answer.activities.count() == 2

    def test_not_decided_yet_answers_this_promise_and_opens_the_next(
        self, owed, contributor, lead, visitor
    ):
        more_by = clock.today() + datetime.timedelta(days=90)
        day = {"more_by_0": more_by.day, "more_by_1": more_by.month, "more_by_2": more_by.year}
        answer = write(contributor, owed, closing="not_decided", could_not_because="", **day)
        put_out(answer, contributor, lead)
        kept, opened = owed.promises.order_by("pk")
        assert kept.answered_on == clock.today()
        assert (opened.due, opened.is_open) == (more_by, True)
        assert opened.looked_after_by == contributor.user
        assert not answer.is_finished
        page = page_of(visitor, owed)
        assert "Not decided yet: we will say more by" in page
        assert "Answered: not decided yet" in page
        assert f"more is owed by {more_by.day} {more_by:%B %Y}" in page

    def test_what_is_promised_by_an_answer_is_not_changed_in_it(self, owed, contributor, lead):
        answer = put_out(write(contributor, owed), contributor, lead)
        more_by = clock.today() + datetime.timedelta(days=90)
        refused = contributor.post(
            f"/staff/answers/{answer.pk}/edit/did/",
            {
                **DID, "closing": "not_decided", "edit_count": answer.edit_count,
                "more_by_0": more_by.day, "more_by_1": more_by.month, "more_by_2": more_by.year,
            },
        )  # fmt: skip
        assert refused.status_code == 422
        assert "Write another answer." in refused.content.decode()

    def test_taken_down_it_is_owed_again_from_the_first_day(self, owed, contributor, lead, visitor):
        answer = put_out(write(contributor, owed), contributor, lead)
        workflow.move(answer, "withdraw", by=lead.user, note="It named somebody.")
        page = page_of(visitor, owed)
        assert "Painted the door" not in page
        assert "Heard back" not in page
        assert owed.promises.get().is_open

    def test_it_is_found_by_its_words_on_the_page_of_its_activity(
        self, owed, contributor, lead, visitor
    ):
        answer = put_out(write(contributor, owed), contributor, lead)
        found = visitor.get("/search/?q=landlord").content.decode()
        assert owed.get_absolute_url() in found
        workflow.move(answer, "withdraw", by=lead.user, note="It named somebody.")
        gone = visitor.get("/search/?q=landlord").content.decode()
        assert owed.get_absolute_url() not in gone

    def test_it_goes_with_its_activity(self, owed, contributor, lead, visitor):
        put_out(write(contributor, owed), contributor, lead)
        feed = visitor.get("/feeds/updates.xml").content.decode()
        assert "Carers" in feed
        assert "We did: Painted the door" in feed and "We could not, because: " in feed
        workflow.move(owed, "withdraw", by=lead.user, note="A partner asked us to.")
        assert "Painted the door" not in visitor.get("/feeds/updates.xml").content.decode()

    def test_themes_each_have_an_outcome(self, owed, contributor, lead, visitor):
        answer = write(contributor, owed)
        theme = {"themes-TOTAL_FORMS": 2, "themes-INITIAL_FORMS": 0,
                 "themes-0-text": "A bench", "themes-0-outcome": "done",
                 "themes-1-text": "A lift", "themes-1-outcome": "started"}  # fmt: skip
        address = f"/staff/answers/{answer.pk}/edit/themes/"
        contributor.post(
            address, {**theme, "themes-1-outcome": "", "edit_count": answer.edit_count}
        )
        answer.refresh_from_db()
        assert "Say of each theme what came of it." in answer.blockers()
        contributor.post(address, {**theme, "edit_count": answer.edit_count})
        answer.refresh_from_db()
        put_out(answer, contributor, lead)
        assert not answer.is_finished
        page = page_of(visitor, owed)
        assert "A bench" in page
        assert "Started" in page

    def test_another_partner_neither_writes_nor_sees_it(self, owed, contributor, outsider):
        answer = write(contributor, owed)
        assert outsider.post(f"/staff/activities/{owed.pk}/answer/").status_code == 404
        assert outsider.get(f"/staff/answers/{answer.pk}/").status_code == 404
        with pytest.raises(NotAllowed, match="belongs to the partner"):
            actions.begin_answer(activity=owed, by=outsider.user)

    def test_past_work_without_a_promise_can_be_answered(
        self, contributor, lead, visitor, partner_a
    ):
        activity = ActivityFactory(partner=partner_a, claimed_level="consult")
        put_out(write(contributor, activity), contributor, lead)
        page = page_of(visitor, activity)
        assert "Heard back" in page
        assert "No promise made" not in page
        assert "Heard back" in visitor.get("/involvement/").content.decode()


class TestAnotherDay:
    def ask(
        self, person: Person, made: Promise, days: int = 60, reason: str = "The survey is late."
    ):
        day = clock.today() + datetime.timedelta(days=days)
        typed = {"day_0": day.day, "day_1": day.month, "day_2": day.year, "reason": reason}
        return person.post(f"/staff/promises/{made.pk}/extend/", typed)

    def test_both_days_and_the_reason_are_public_once_another_lead_agreed(
        self, owed, lead, other_lead, visitor
    ):
        made = owed.promises.get()
        first = made.due
        assert self.ask(lead, made).status_code == 302
        assert "The survey is late." not in page_of(visitor, owed)
        extension = PromiseExtension.objects.get()
        assert lead.get(f"/staff/extensions/{extension.pk}/").status_code == 404
        assert "Another day asked for (1)" in other_lead.get("/staff/").content.decode()
        other_lead.post(f"/staff/extensions/{extension.pk}/", {"say": "yes"})
        made.refresh_from_db()
        assert (made.original_due, made.due) == (first, extension.new)
        page = page_of(visitor, owed)
        for words in ("Promised by", f"{first.day} {first:%B %Y}", "Extended once to",
                      f"{made.due.day} {made.due:%B %Y}", "The survey is late."):  # fmt: skip
            assert words in page

    def test_not_agreed_nothing_changes_and_another_may_be_asked(self, owed, contributor, lead):
        made = owed.promises.get()
        self.ask(contributor, made)
        assert "asked for already" in self.ask(contributor, made).content.decode()
        extension = PromiseExtension.objects.get()
        lead.post(f"/staff/extensions/{extension.pk}/", {"say": "no"})
        made.refresh_from_db()
        assert made.due == made.original_due
        assert self.ask(contributor, made, days=61).status_code == 302

    def test_what_is_overdue_stays_overdue(self, owed, contributor, lead, visitor):
        made = owed.promises.get()
        with time_machine.travel(made.due + datetime.timedelta(days=20, hours=12), tick=False):
            self.ask(Person.signed_in(contributor.user), made)
            extension = PromiseExtension.objects.get()
            Person.signed_in(lead.user).post(f"/staff/extensions/{extension.pk}/", {"say": "yes"})
            page = page_of(visitor, owed)
            register = visitor.get("/involvement/?promise=overdue").content.decode()
        assert f"Overdue since</span> <strong>{made.due.day} {made.due:%B %Y}" in page
        assert "Extended once to" in page
        assert owed.title in register

    @pytest.mark.parametrize(
        ("days", "reason", "sentence"),
        [
            (10, "Why not", "Enter a day after"),
            (60, " ", "Say in one sentence why"),
        ],
    )
    def test_a_wrong_answer_gets_its_own_sentence(self, owed, contributor, days, reason, sentence):
        sent = self.ask(contributor, owed.promises.get(), days=days, reason=reason)
        assert sent.status_code == 422
        assert sentence in sent.content.decode()

    def test_the_database_holds_one_at_a_time_and_later(self, owed, contributor):
        made = owed.promises.get()
        self.ask(contributor, made)
        same = {"promise": made, "old": made.due, "reason": "x", "asked_on": clock.today()}
        with pytest.raises(IntegrityError), transaction.atomic():
            PromiseExtension.objects.create(**same, new=made.due + datetime.timedelta(days=5))
        PromiseExtension.objects.all().delete()
        with pytest.raises(IntegrityError), transaction.atomic():
            PromiseExtension.objects.create(**same, new=made.due)

    def test_others_can_neither_ask_nor_agree(self, owed, contributor, outsider, curator):
        made = owed.promises.get()
        assert self.ask(outsider, made).status_code == 404
        self.ask(contributor, made)
        extension = PromiseExtension.objects.get()
        for person in (outsider, contributor, curator):
            sent = person.post(f"/staff/extensions/{extension.pk}/", {"say": "yes"})
            assert sent.status_code in (403, 404)
        made.refresh_from_db()
        assert made.due == made.original_due

    def test_the_covering_team_agrees_for_a_team_of_one(
        self, owed, contributor, partner_a, partner_b
    ):
        partner_a.covered_by = partner_b
        partner_a.save()
        user = make_person("cover@example.org", Role.LEAD, partner=partner_b, name="Co Ver")
        self.ask(contributor, owed.promises.get())
        extension = PromiseExtension.objects.get()
        cover = Person.signed_in(user)
        assert cover.post(f"/staff/extensions/{extension.pk}/", {"say": "yes"}).status_code == 302
        assert owed.promises.get().due == extension.new


class TestMore:
    def test_a_lead_promises_more_with_a_public_reason(self, owed, contributor, lead, visitor):
        put_out(write(contributor, owed), contributor, lead)
        day = clock.today() + datetime.timedelta(days=40)
        typed = {"day_0": day.day, "day_1": day.month, "day_2": day.year,
                 "reason": "The landlord has answered."}  # fmt: skip
        address = f"/staff/activities/{owed.pk}/more/"
        assert contributor.get(address).status_code == 404
        assert lead.post(address, {**typed, "reason": ""}).status_code == 422
        assert lead.post(address, typed).status_code == 302
        page = page_of(visitor, owed)
        assert "The landlord has answered." in page
        assert "Painted the door yellow." in page
        assert "Heard back" not in page
        assert promises.standing(Activity.objects.get(pk=owed.pk)).state == "open"

    def test_nothing_is_reopened_that_was_not_answered(self, owed, lead):
        with pytest.raises(NotAllowed, match="not answered yet"):
            actions.promise_more(
                activity=owed, due=clock.today() + datetime.timedelta(days=9), because="x",
                by=lead.user,
            )  # fmt: skip


def test_an_overdue_promise_and_its_list_agree(partner_a, visitor):
    """The expression of the database and the rule in words: also for what was put off."""
    activity = ActivityFactory(partner=partner_a, claimed_level="engage")
    made = owe(activity, clock.today() + datetime.timedelta(days=30))
    made.overdue_since = clock.today() - datetime.timedelta(days=30)
    made.save()
    assert promises.standing(activity).state == "overdue"
    assert activity.title in visitor.get("/involvement/?promise=overdue").content.decode()
