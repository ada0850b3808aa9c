"""What one person may mend alone: the spelling of words, and never what they say."""

import datetime

import pytest

from apps.core import clock
from apps.involvement import promises
from apps.involvement.models import Response
from apps.publishing import actions, workflow
from apps.publishing.models import State
from apps.publishing.small import is_small
from apps.publishing.workflow import NotAllowed
from tests.factories import ActivityFactory
from tests.involvement.test_answers import write as written
from tests.involvement.test_promises import complete, promise
from tests.involvement.test_promises import published as put_before_people
from tests.involvement.test_quick_log import log

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("thier own", "their own"),
        ("We recieved it, in to the bargain.", "We received it into the bargain!"),
        ("the the kettle", "the kettle"),
        ("We bought kettle.", "We bought a kettle."),
        ("dont wait, its fine", "don’t wait, it’s fine"),
        ("Open Monday, 9am to 5pm", "Open Tuesday, 10am to 4.30pm"),
        ("Ring 0113 496 0000.", "Ring 0113 496 0999."),
        ("See https://example.org/a.", "See https://example.org/b."),
        ("“Nobody asked us”, she said", '"Nobody asked us," she said'),
    ],
)
def test_spelling_is_small(before, after):
    assert is_small({"words": before}, {"words": after})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The tea is cold.", "The tea is fine."),
        ("No money for a second kettle.", "We had the money."),
        ("We could not do it.", "We could do it."),
        ("We can’t do it.", "We can do it."),
        ("It is possible.", "It is impossible."),
        ("People are able to.", "People are unable to."),
        ("We do it now.", "We do it not."),
        ("12 people came.", "13 people came."),
        ("Seven people came.", "Eleven people came."),
        ("By 3 July.", "By 3 June."),
        ("They said “it is hard”.", "They said “it is harder”."),
        ("project", "network"),
        ("", "Twice."),
        ("Twice.", ""),
    ],
)
def test_another_word_is_never_small(before, after):
    assert not is_small({"words": before}, {"words": after})


@pytest.fixture
def answer(contributor, lead) -> Response:
    activity = complete(log(contributor, way="engage"))
    promise(activity, contributor, days=30)
    return written(
        contributor, put_before_people(activity, contributor, lead), you_said="The tea is cold."
    )


@pytest.fixture
def out(answer, contributor, lead) -> Response:
    workflow.move(answer, "submit", by=contributor.user)
    workflow.move(answer, "publish", by=lead.user)
    answer.refresh_from_db()
    return answer


def post(person, item, area, act, section, **more):
    """Send a section as a browser would, with what is changed in it."""
    data, count = actions.text_of(item)
    typed = actions.document_of(item).section(section).as_post({**data, **more})
    return person.post(
        f"/staff/{area}/{item.pk}/{act}/{section}/",
        {**dict(typed.lists()), "edit_count": count, "what": "spelling", "mended": "on"},
        follow=True,
    )


class TestAnswers:
    @pytest.mark.parametrize(
        ("section", "changed"),
        [
            ("said", {"you_said": "The tea is colt."}),
            ("did", {"could_not_because": "We had the money for it."}),
            ("did", {"we_did": "We did not."}),
        ],
    )
    def test_what_people_read_as_said_and_done_takes_two(self, out, lead, section, changed):
        before = actions.document_of(out).read(out)
        assert post(lead, out, "answers", "correct", section, **changed).status_code == 422
        out.refresh_from_db()
        assert actions.document_of(out).read(out) == before

    def test_a_reviewer_who_rewrites_it_is_a_writer(self, answer, contributor, lead):
        workflow.move(answer, "submit", by=contributor.user)
        page = post(lead, answer, "answers", "edit", "said", you_said="The tea is colt.").text
        assert "you are one of its writers now" in page
        with pytest.raises(NotAllowed, match="You wrote part of this"):
            workflow.move(answer, "publish", by=lead.user)


@pytest.mark.parametrize(
    ("section", "changed"),
    [
        ("said", {"heard": "We felt herd."}),
        ("felt", {"agreed_words": "We were herd"}),
        ("way", {"level_reason": "Twise."}),
    ],
)
def test_of_an_activity_what_people_said_and_felt_takes_two(
    partner_a, contributor, lead, section, changed
):
    activity = ActivityFactory(
        partner=partner_a, state=State.IN_REVIEW, claimed_level="engage", level_reason="Twice.",
        heard="We felt heard.", agreed_words="We were heard",
        agreed_on=datetime.date(2026, 1, 8), author=contributor.user,
    )  # fmt: skip
    data = actions.document_of(activity).read(activity)
    assert not actions.is_mend(activity, data, {**data, **changed})
    actions.save(
        item=activity, changes=changed, edit_count=activity.edit_count, by=lead.user, mended=True
    )
    assert lead.user.pk in workflow.writers(activity)


def test_the_title_of_a_project_takes_two(published, lead):
    changed = post(lead, published, "projects", "correct", "about", title="Sings")
    assert changed.status_code == 422
    assert "more than a small correction" in changed.text


def test_a_corrected_answer_says_so_wherever_it_stands(out, lead, visitor):
    activity = out.activities.get()
    pages = ("/what-changed/", activity.get_absolute_url(), f"/a/{activity.hear_back_code}/")
    said = f"Corrected on {promises.in_full(clock.today())}"
    assert not any(said in visitor.get(page).text for page in pages)
    post(lead, out, "answers", "correct", "did", we_did=f"{out.we_did}!")
    assert all(said in visitor.get(page).text for page in pages)
