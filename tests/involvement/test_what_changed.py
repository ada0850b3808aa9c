"""What changed: the answers as the public reads them, on the list, the front page and on paper."""

import pytest

from apps.core import clock
from apps.involvement.models import Activity, Response
from apps.partners.models import Place
from apps.publishing import workflow
from apps.publishing.models import Topic
from tests.factories import ActivityFactory, PartnerFactory, PlaceFactory, ProjectFactory, owe

pytestmark = pytest.mark.django_db


def answer(activity: Activity, **said) -> Response:
    """A published answer, as it stands after its review."""
    texts = {"title": activity.title, "you_said": "Too dark.", "we_did": "Put up lamps.",
             "closing": "all_possible"}  # fmt: skip
    made = Response.objects.create(
        state="published", revision=1, published_at=clock.now(), is_example=activity.is_example,
        slug=f"{activity.reference.lower()}-answer-{activity.pk}", **{**texts, **said},
    )  # fmt: skip
    made.activities.add(activity)
    return made


@pytest.fixture
def lamps(place: Place) -> Activity:
    """Answered, with everything possible."""
    activity = ActivityFactory(title="Lamps", claimed_level="consult")
    activity.places.add(place)
    answer(activity)
    return activity


@pytest.fixture
def lift() -> Activity:
    """Answered, with a "could not"."""
    activity = ActivityFactory(title="Lift", claimed_level="engage", partner=PartnerFactory())
    answer(activity, could_not_because="The landlord says no.", closing="could_not")
    return activity


class TestTheList:
    def test_it_shows_the_pair_and_where(self, lamps, lift, visitor):
        page = visitor.get("/what-changed/").content.decode()
        assert "2 answers" in page
        assert page.count("We could not, because") == page.count("We did<") == 2
        assert "Everything asked for was possible." in page
        assert "The landlord says no." in page
        assert f"{lamps.get_absolute_url()}#answer-" in page

    @pytest.mark.parametrize(
        ("query", "shown", "left_out"),
        [
            ("could-not=yes", "Lift", "Lamps"),
            ("level=consult", "Lamps", "Lift"),
            ("place=airedale", "Lamps", "Lift"),
            ("q=landlord", "Lift", "Lamps"),
        ],
    )
    def test_each_filter_finds_its_answers(self, lamps, lift, visitor, query, shown, left_out):
        for activity in (lamps, lift):
            workflow.show_or_hide(activity)
        page = visitor.get(f"/what-changed/?{query}").content.decode()
        assert "1 answer<" in page
        assert f">{shown}</a>" in page
        assert f">{left_out}</a>" not in page

    def test_nonsense_in_the_address_is_left_out(self, lamps, visitor):
        page = visitor.get("/what-changed/?level=ladder&from=abc&could-not=%00")
        assert page.status_code == 200
        assert "1 answer" in page.content.decode()

    def test_empty_it_says_what_would_be_here(self, visitor):
        page = visitor.get("/what-changed/").content.decode()
        assert "it will stand here" in page

    def test_how_many_are_owed_stands_at_its_head(self, lamps, lift, visitor):
        today = clock.today()
        owe(lamps, today, answered_on=today)
        owe(lift, today.replace(year=today.year - 1))
        page = visitor.get("/what-changed/").content.decode()
        assert "1 of 2 promised answers" in page
        assert "of which 1 is overdue" in page

    def test_it_follows_what_is_withdrawn_and_what_changes(self, lamps, lift, lead, visitor):
        visitor.get("/what-changed/")
        Activity.objects.filter(pk=lamps.pk).update(partner=lead.user.partner)
        lamps.refresh_from_db()
        workflow.move(lamps, "withdraw", by=lead.user, note="A partner asked us to.")
        page = visitor.get("/what-changed/").content.decode()
        assert "1 answer<" in page
        assert "Lamps" not in page

    def test_topics_of_its_activities_filter_it(self, lamps, visitor):
        lamps.topics.add(Topic.objects.create(slug="light", name="light"))
        assert "1 answer<" in visitor.get("/what-changed/?topic=light").content.decode()


class TestElsewhere:
    def test_the_front_page_begins_with_the_first_real_answer(self, visitor):
        answer(ActivityFactory(title="Example: lamps", is_example=True))
        assert "You told us." not in visitor.get("/").content.decode()
        real = ActivityFactory(title="Lamps")
        answer(real)
        workflow.show_or_hide(real)
        page = visitor.get("/").content.decode()
        assert "You told us. This is what happened." in page
        assert "Put up lamps." in page
        assert "Example: lamps" not in page

    def test_a_project_begins_with_what_came_of_it(self, visitor):
        project = ProjectFactory()
        activity = ActivityFactory(title="Lamps", project=project)
        before = visitor.get(project.get_absolute_url()).content.decode()
        assert "No answer" in before or "does not say what people said" in before
        answer(activity)
        workflow.show_or_hide(activity)
        page = visitor.get(project.get_absolute_url()).content.decode()
        assert page.index("Put up lamps.") < page.index("Way of involving people")
        assert "does not say what people said" not in page

    @pytest.mark.parametrize("sheet", ["poster", "read-aloud"])
    def test_an_answer_comes_on_paper(self, lift, lead, visitor, sheet):
        address = f"{lift.get_absolute_url()}{sheet}/"
        page = visitor.get(address).content.decode()
        assert "The landlord says no." in page
        assert "Put up lamps." in page
        assert lift.get_absolute_url() in page
        Activity.objects.filter(pk=lift.pk).update(
            state="withdrawn", withdrawn_reason="x", withdrawn_on=clock.today()
        )
        workflow.show_or_hide(Activity.objects.get(pk=lift.pk))
        assert visitor.get(address).status_code == 410

    @pytest.mark.parametrize("sheet", ["poster", "read-aloud"])
    def test_without_an_answer_there_is_none(self, visitor, sheet):
        assert visitor.get(f"{ActivityFactory().get_absolute_url()}{sheet}/").status_code == 404
        draft = ActivityFactory(state="draft", revision=0, slug=None, published_at=None)
        answer(draft)
        assert visitor.get(f"{draft.get_absolute_url()}{sheet}/").status_code == 404


def test_the_file_of_the_log_says_when_people_were_told_without_a_promise(lamps, visitor):
    file = b"".join(visitor.get("/involvement/?format=csv").streaming_content)
    row = file.decode("utf-8-sig").splitlines()[-1]
    assert "Heard back" in row
    assert clock.today().isoformat() in row


def test_a_second_place_of_another_activity_counts_too(lamps, visitor):
    other = ActivityFactory(title="Lamps again")
    other.places.add(PlaceFactory(name="Wharfedale", slug="wharfedale"))
    Response.objects.get().activities.add(other)
    assert "1 answer<" in visitor.get("/what-changed/?place=wharfedale").content.decode()
