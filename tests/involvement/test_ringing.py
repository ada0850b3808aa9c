"""News for people without e-mail: they are rung, by leads of the team, and can end it."""

import datetime

import pytest
import time_machine

from apps.accounts.permissions import Role
from apps.core import clock
from apps.home import week
from apps.publishing.following import telling
from apps.publishing.models import Follow, RingTask
from tests.involvement.test_following import of, posted, text
from tests.personas import Person, make_person

pytestmark = pytest.mark.django_db


class TestWithoutEmail:
    """Somebody with a phone alone is rung: once to ask, then when there is news."""

    TYPED = {"how": "phone", "phone": "0113 496 0000", "name": "Ann"}

    def listed(self, person) -> str:
        return text(person.get("/staff/ring/"))

    def press(self, person, do: str) -> None:
        task = RingTask.objects.filter(ended_on=None).latest("pk")
        person.post("/staff/ring/", {"call": str(task.pk), "do": do})

    def test_they_are_asked_once_and_told_by_a_call(self, visitor, owed, answered, lead):
        for _ in range(2):
            sent = visitor.post(of(owed), self.TYPED, follow=True)
            assert "We ring you" in text(sent)
        assert RingTask.objects.count() == 1
        assert "Ann: 01134960000" in self.listed(lead)
        assert "1 to ring" in [one.words for one in week.things_for(lead.user, clock.today())][0]
        self.press(lead, "reached")
        assert "Nobody to ring today" in self.listed(lead)
        answered()
        with time_machine.travel(clock.now() + datetime.timedelta(days=8), tick=False):
            telling.tell_followers()
            telling.tell_followers()
            page = self.listed(Person.signed_in(lead.user))
            assert page.count("01134960000") == 1
            assert "We did: Painted the door yellow." in page
            assert "We could not, because: The lift belongs to the landlord." in page
            assert RingTask.objects.filter(ended_on=None).count() == 1
        assert posted() == []

    def test_it_is_for_leads_of_the_team_alone(self, visitor, owed, contributor, outsider, curator):
        visitor.post(of(owed), self.TYPED)
        for person in (contributor, outsider):
            assert person.get("/staff/ring/").status_code == 404
        assert "Nobody to ring today" in self.listed(curator)  # who rings people of consents

    def test_a_lead_of_another_team_sees_and_ends_nothing(self, visitor, owed, partner_b):
        other = make_person("lead-b@example.org", Role.LEAD, partner=partner_b, name="Lead B")
        person = Person.signed_in(other)
        visitor.post(of(owed), self.TYPED)
        assert "Nobody to ring today" in self.listed(person)
        for do in ("reached", "no-answer", "no-more", "nonsense"):
            self.press(person, do)
        assert RingTask.objects.get().outcome == ""
        assert Follow.objects.get().confirmed_at is None

    def test_three_calls_without_an_answer_are_the_last(self, visitor, owed, lead):
        visitor.post(of(owed), self.TYPED)
        day = clock.now()
        for _ in range(3):
            with time_machine.travel(day, tick=False):
                self.press(Person.signed_in(lead.user), "no-answer")
                assert "Nobody to ring today" in self.listed(Person.signed_in(lead.user))
            day += datetime.timedelta(days=5)
        assert RingTask.objects.get().outcome == "not_reached"

    def test_who_wants_no_calls_is_deleted_and_not_asked_again(self, visitor, owed, lead):
        visitor.post(of(owed), self.TYPED)
        self.press(lead, "no-more")
        assert not Follow.objects.exists()
        assert not RingTask.objects.exists()
        for spelt in ("0113 496 0000", "+44 113 4960000", "0044 (0)113 496-0000"):
            assert visitor.post(of(owed), {**self.TYPED, "phone": spelt}).status_code == 302
        assert not Follow.objects.exists()

    def test_every_spelling_of_a_number_is_one_call(self, visitor, owed):
        for spelt in ("0113 496 0000", "+44 113 496 0000", "(0113) 496-0000", "01134960000"):
            visitor.post(of(owed), {**self.TYPED, "phone": spelt})
        assert RingTask.objects.count() == 1

    @pytest.mark.parametrize(
        "typed", ["", "0113", "ring me", "1" * 41, "Tell Bob 123456789", "٠١١٣٤٩٦٠٠٠٠x"]
    )
    def test_a_number_that_is_none_gets_a_sentence(self, visitor, owed, typed):
        sent = visitor.post(of(owed), {**self.TYPED, "phone": typed})
        assert sent.status_code == 422
        assert not Follow.objects.exists()

    def test_everything_new_is_told_by_mail_alone(self, visitor):
        assert 'value="phone"' not in visitor.get("/follow/everything/").content.decode()
        assert visitor.post("/follow/everything/", self.TYPED).status_code == 422
