"""Prompt cards: only words that somebody entered, read and printed, and laid beside a planning."""

import pytest

from apps.core import versions
from apps.involvement.models import Activity
from apps.library.models import PlannedCards
from tests.architecture.test_records import write_activity
from tests.library.conftest import lives, publish, rows, write

pytestmark = pytest.mark.django_db
CARDS = (
    {"kind": "consider", "text": "Who is not in the room", "words": "source"},
    {"kind": "ask", "text": "What would make it safe for you?", "words": "ours"},
)


@pytest.fixture
def with_cards(public, contributor, curator):
    """The guidance, with two cards in public."""
    write(contributor, public, "cards", **rows("cards", *CARDS))
    return publish(public, contributor, curator)


def test_there_are_none_until_somebody_enters_them(public, visitor):
    assert visitor.get(f"{lives(public)}cards/").status_code == 404
    assert "Read it as cards" not in visitor.get(lives(public)).content.decode()


def test_they_are_read_under_their_headings_and_say_whose_words_they_are(with_cards, visitor):
    page = visitor.get(f"{lives(with_cards)}cards/").content.decode()
    assert page.index("Things to consider") < page.index("Who is not in the room")
    assert page.index("Questions to ask") < page.index("What would make it safe for you?")
    assert page.count('<p class="meta">Our own words</p>') == 1
    assert f'href="{lives(with_cards)}cards/"' in visitor.get(lives(with_cards)).content.decode()


def test_a_card_without_words_or_owner_says_what_to_do(public, contributor):
    answer = write(
        contributor, public, "cards",
        **rows("cards", {"kind": "ask", "words": "ours"}, {"kind": "ask", "text": "Why?"}),
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write the words of the card, or delete it" in page
    assert "Say whose words they are" in page


def test_what_is_no_guidance_has_no_cards(with_cards, contributor, visitor):
    answer = write(contributor, with_cards, "about", title="Asking well", kind="report")
    assert answer.status_code == 302
    desk = contributor.get(f"/staff/resources/{with_cards.pk}/").content.decode()
    assert "Only guidance has cards" in desk
    assert visitor.get(f"{lives(with_cards)}cards/").status_code == 200


@pytest.fixture
def activity(contributor) -> Activity:
    """What the contributor plans."""
    return write_activity(contributor, "A plan")


def test_a_team_lays_cards_beside_its_planning(with_cards, activity, contributor, outsider):
    address = f"/staff/activities/{activity.pk}/cards/"
    assert outsider.get(address).status_code == 404
    assert outsider.post(address, {"resource": with_cards.pk}).status_code == 404
    desk = f"/staff/activities/{activity.pk}/"
    assert address in contributor.get(desk).content.decode()
    for _ in range(2):
        assert contributor.post(address, {"resource": with_cards.pk}).status_code == 302
    planned = PlannedCards.objects.get()
    page = contributor.get(desk).content.decode()
    assert f'href="{lives(with_cards)}cards/"' in page
    away = f"{address}{planned.pk}/away/"
    assert outsider.post(away).status_code == 404
    assert contributor.get(away).status_code == 405
    contributor.post(away)
    assert not PlannedCards.objects.exists()


def test_choosing_nothing_or_a_draft_says_what_to_do(with_cards, activity, contributor):
    address = f"/staff/activities/{activity.pk}/cards/"
    for chosen in ({}, {"resource": "999"}, {"resource": "x"}):
        answer = contributor.post(address, chosen)
        assert answer.status_code == 422
        assert "<title>Error: Cards for planning" in answer.content.decode()
    assert not PlannedCards.objects.exists()


def test_cards_of_guidance_that_was_withdrawn_stay_named_without_a_link(
    with_cards, activity, contributor, curator
):
    contributor.post(f"/staff/activities/{activity.pk}/cards/", {"resource": with_cards.pk})
    curator.post(f"/staff/resources/{with_cards.pk}/move/withdraw/", {"note": "Replaced."})
    versions.raise_public()
    page = contributor.get(f"/staff/activities/{activity.pk}/").content.decode()
    assert "Asking well" in page
    assert "not public now" in page
    assert f'href="{lives(with_cards)}cards/"' not in page
