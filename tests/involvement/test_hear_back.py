"""A person with only a slip of paper hears what came of it, without an account or a cookie."""

import datetime

import pytest
from django.test import Client

from apps.core import clock
from apps.involvement import actions, hear_back
from apps.involvement.actions import merging
from apps.involvement.models import Activity, ParticipantReply, Response
from apps.publishing import workflow
from tests.factories import ActivityFactory, owe
from tests.involvement.test_answers import put_out, write
from tests.involvement.test_promises import complete, promise, published
from tests.involvement.test_quick_log import log

pytestmark = pytest.mark.django_db


@pytest.fixture
def logged(contributor) -> Activity:
    """A draft with a promise."""
    activity = complete(log(contributor, way="engage"))
    promise(activity, contributor, days=30)
    activity.refresh_from_db()
    return activity


def slip(activity: Activity) -> str:
    return f"/a/{activity.hear_back_code}/"


class TestTheCode:
    def test_every_activity_has_one_from_the_first_day(self, logged):
        assert len(logged.hear_back_code) == 5
        assert set(logged.hear_back_code) <= set(hear_back.LETTERS)

    @pytest.mark.parametrize("written", ["{code}", "{small}", " {spaced} "])
    def test_it_is_read_however_it_is_typed(self, logged, visitor, written):
        code = logged.hear_back_code
        forms = {"code": code, "small": code.lower(), "spaced": f"{code[:2]} {code[2:]}"}
        answer = visitor.get("/a/", {"code": written.format(**forms)})
        assert answer["Location"] == slip(logged)

    @pytest.mark.parametrize("nonsense", ["AAAAA", "A", "0OI1B", "'; --", "\0" * 5, "é" * 9000])
    def test_what_is_no_code_gets_one_friendly_page(self, logged, visitor, nonsense):
        answer = visitor.get("/a/", {"code": nonsense})
        assert answer.status_code == 404
        assert "There is no card with this code" in answer.content.decode()
        assert visitor.get(f"/a/{nonsense[:20].replace('/', '')}/").status_code in (301, 404)

    def test_no_page_of_it_sets_a_cookie_or_is_kept(self, logged, visitor):
        for address in ("/a/", slip(logged)):
            answer = visitor.get(address)
            assert not answer.cookies
            assert "no-store" in answer["Cache-Control"]
            assert "noindex" in answer.content.decode()


class TestThePage:
    def test_before_publication_it_says_only_by_when_people_hear(self, logged, visitor):
        page = visitor.get(slip(logged)).content.decode()
        due = logged.promises.get().due
        assert "We have recorded this." in page
        assert f"{due.day} {due:%B %Y}" in page
        assert logged.title not in page
        assert logged.reference not in page
        assert "Is this what you said?" not in page

    def test_before_publication_it_shows_no_words_that_nobody_else_has_read(
        self, contributor, visitor
    ):
        activity = complete(log(contributor))
        actions.owe_nobody(activity=activity, reason="Unread words.", by=contributor.user)
        activity.refresh_from_db()
        page = visitor.get(slip(activity)).content.decode()
        assert "Unread words." not in page
        assert "is not settled yet" in page

    def test_with_an_answer_it_shows_what_came_of_it(self, logged, contributor, lead, visitor):
        published(logged, contributor, lead)
        answer = put_out(write(contributor, logged), contributor, lead)
        page = visitor.get(slip(logged)).content.decode()
        assert "Painted the door yellow." in page
        assert "The lift belongs to the landlord." in page
        assert "Is this what you said?" in page
        workflow.move(answer, "withdraw", by=lead.user, note="It was wrong.")
        assert "Painted the door" not in visitor.get(slip(logged)).content.decode()

    def test_an_answer_in_review_is_not_shown(self, logged, contributor, lead, visitor):
        published(logged, contributor, lead)
        workflow.move(write(contributor, logged), "submit", by=contributor.user)
        page = visitor.get(slip(logged)).content.decode()
        assert "being checked" in page
        assert "Painted the door" not in page

    def test_withdrawn_it_says_so_and_what_is_owed(self, logged, contributor, lead, visitor):
        published(logged, contributor, lead)
        workflow.move(logged, "withdraw", by=lead.user, note="A partner asked us to.")
        page = visitor.get(slip(logged)).content.decode()
        assert "A partner asked us to." in page
        assert "Promised by" in page
        assert logged.title not in page

    def test_the_card_of_a_record_that_was_merged_leads_on(self, contributor, lead, visitor):
        first, second = log(contributor), log(contributor)
        old = slip(first)
        merging.merge(source=first, target=second, by=lead.user)
        assert visitor.get(old)["Location"] == slip(second)


class TestWhatPeopleSay:
    @pytest.fixture
    def answered(self, partner_a) -> Activity:
        activity = ActivityFactory(partner=partner_a)
        activity.refresh_from_db()
        answer = Response.objects.create(
            state="published", revision=1, published_at=clock.now(), we_did="Lamps.",
            closing="all_possible", slug=f"{activity.reference.lower()}-answer-1", title="Lamps",
        )  # fmt: skip
        answer.activities.add(activity)
        return activity

    def test_it_is_kept_without_a_name_and_shown_to_the_team_alone(
        self, answered, visitor, contributor, outsider
    ):
        strict = Client(enforce_csrf_checks=True)  # no cookie is needed
        said = {"said": "partly", "difference": "4", "words": "We also asked for a bench."}
        answer = strict.post(slip(answered), said)
        assert answer.status_code == 302
        assert not answer.cookies
        assert "Thank you." in visitor.get(answer["Location"]).content.decode()
        row = ParticipantReply.objects.get()
        held = {field.name for field in row._meta.get_fields()}
        assert held == {"id", "response", "said", "difference", "words", "on", "looked_at"}
        public = visitor.get(answered.get_absolute_url()).content.decode()
        assert "a bench" not in public + visitor.get(slip(answered)).content.decode()
        desk = f"/staff/answers/{row.response_id}/"
        assert "We also asked for a bench." in contributor.get(desk).content.decode()
        assert outsider.get(desk).status_code == 404

    def test_read_it_is_no_longer_new(self, answered, visitor, contributor, outsider, lead):
        visitor.post(slip(answered), {"said": "no"})
        pk = ParticipantReply.objects.get().response_id
        words = "that nobody has read"
        assert words in lead.get("/staff/insights/").content.decode()
        assert outsider.post(f"/staff/answers/{pk}/looked-at/").status_code == 404
        contributor.post(f"/staff/answers/{pk}/looked-at/")
        assert ParticipantReply.objects.get().looked_at

    @pytest.mark.parametrize(
        "said", [{}, {"words": "  "}, {"said": "perhaps"}, {"words": "x" * 1001}]
    )
    def test_nothing_and_nonsense_get_a_sentence(self, answered, visitor, said):
        answer = visitor.post(slip(answered), said)
        assert answer.status_code == 422
        assert "There is a problem" in answer.content.decode()
        assert not ParticipantReply.objects.exists()

    def test_one_network_cannot_flood_it(self, answered, visitor):
        answers = [visitor.post(slip(answered), {"said": "yes"}).status_code for _ in range(102)]
        assert answers[:100] == [302] * 100
        assert answers[100:] == [422] * 2

    def test_without_an_answer_there_is_nothing_to_say(self, logged, visitor):
        assert visitor.post(slip(logged), {"said": "yes"}).status_code == 404


class TestTheCard:
    def test_it_names_the_day_the_address_and_the_code(self, logged, contributor, outsider):
        address = f"/staff/activities/{logged.pk}/card/"
        page = contributor.get(address).content.decode()
        due = logged.promises.get().due
        assert f"{due.day} {due:%B %Y}" in page
        assert logged.hear_back_code in page
        assert "<svg" in page
        assert outsider.get(address).status_code == 404

    def test_without_a_promise_it_names_no_day(self, contributor):
        activity = log(contributor)
        page = contributor.get(f"/staff/activities/{activity.pk}/card/").content.decode()
        assert "No answer is promised yet" in page
        assert "by <strong>" not in page

    def test_the_front_page_asks_once_there_is_an_answer(self, visitor):
        assert "I took part" not in visitor.get("/").content.decode()
        activity = ActivityFactory()
        owe(activity, clock.today() + datetime.timedelta(days=5))
        answer = Response.objects.create(
            state="published", revision=1, published_at=clock.now(), we_did="Lamps.",
            closing="all_possible", slug="inv-answer-9", title="Lamps",
        )  # fmt: skip
        answer.activities.add(activity)
        workflow.show_or_hide(activity)
        assert "I took part. What came of it?" in visitor.get("/").content.decode()
