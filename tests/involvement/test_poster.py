"""What a poster leaves out where an answer is long: what matters least first, and it says so."""

import pytest

from apps.involvement.models import Response
from apps.involvement.poster import SIZES, sheet, shortened, wrapped
from tests.factories import ActivityFactory

LINE = "People said that the signs are too high to read from a wheelchair. "


def made(**fields) -> Response:
    told = {"we_asked": "How?", "you_said": "Badly.", "we_did": "Signs.", "difference": "Some."}
    return Response(**{**told, "closing": "all_possible", **fields})


@pytest.mark.django_db
class TestASheet:
    def test_a_short_answer_is_whole_and_large(self):
        found = sheet(ActivityFactory(), made())
        assert (found.size, found.cut, found.you_said) == (SIZES[0], False, "Badly.")

    def test_a_longer_one_gets_smaller_before_it_is_cut(self):
        found = sheet(ActivityFactory(), made(we_did=LINE * 7, you_said=LINE * 3))
        assert found.size < SIZES[0]
        assert not found.cut
        assert found.we_did == LINE * 7

    def test_what_matters_least_goes_first(self):
        long = LINE * 20
        found = sheet(ActivityFactory(), made(we_asked=long, you_said=LINE * 3, we_did=LINE * 9))
        assert found.cut
        assert len(found.we_asked) < len(long)
        assert found.we_did == LINE * 9
        assert found.difference == "Some."

    def test_the_pair_stays_to_the_last_on_both_sides(self):
        names = ("we_asked", "you_said", "we_did", "could_not_because", "difference")
        found = sheet(ActivityFactory(), made(**dict.fromkeys(names, LINE * 55)))
        assert (found.we_asked, found.difference, found.you_said) == ("", "", "")
        assert found.we_did == found.could_not_because
        assert found.we_did.endswith(" …")
        assert len(found.we_did) > 600
        assert not found.over


def test_lines_hold_every_word_and_no_more_than_their_width():
    text = "One two three.\n\nFour " + "x" * 90
    lines = wrapped(text, 10)
    assert "".join(lines).split() == text.split()
    assert shortened(text, 10, len(lines)) == text
    assert shortened("a b c d e f g h i j k l m n o p", 3, 2).endswith(" …")
