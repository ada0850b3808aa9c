"""The lines of an Easy Read version: their order, hints, and what stands in the way."""

import re

import pytest

from apps.publishing import actions, workflow
from apps.publishing.models import EasyReadLine, State
from apps.publishing.workflow import Blocked
from tests.publishing.formatted import EASY, begin, fresh, rows_of, write

pytestmark = pytest.mark.django_db


class TestLines:
    def test_a_line_goes_after_the_line_whose_number_it_gets(self, published, contributor):
        version = begin(contributor, published, **EASY)
        write(contributor, version, "lines", **rows_of(["One.", "Two.", "Three."]))
        post = rows_of(["One.", "Two.", "Three.", "After one."], **{"lines-3-position": "1"})
        write(contributor, version, "lines", **post)
        assert [line.sentence for line in fresh(version).lines.all()] == [
            "One.", "After one.", "Two.", "Three."
        ]  # fmt: skip
        post = rows_of(["One.", "After one.", "Two.", "Three."], **{"lines-1-position": "4"})
        write(contributor, version, "lines", **post)
        assert [(line.position, line.sentence) for line in fresh(version).lines.all()] == [
            (1, "One."), (2, "Two."), (3, "Three."), (4, "After one.")
        ]  # fmt: skip

    def test_long_sentences_and_missing_pictures_are_hints(self, published, contributor, lead):
        version = begin(contributor, published, **EASY)
        write(contributor, version, "lines", **rows_of(["word " * 16, "Short."]))
        desk = contributor.get(f"/staff/formats/{version.pk}/").text
        assert "Line 1 has 16 words. Could it be two sentences?" in desk
        assert "Lines 1, 2 have no picture." in desk
        assert workflow.move(version, "submit", by=contributor.user).state == State.IN_REVIEW

    def test_a_line_without_a_sentence_stops_it(self, published, contributor):
        """As one stands there that was made for a picture."""
        version = begin(contributor, published, **EASY)
        actions.save(
            item=version, changes={"lines": [{"sentence": "One."}, {"picture": ""}]},
            edit_count=version.edit_count, by=contributor.user,
        )  # fmt: skip
        desk = contributor.get(f"/staff/formats/{version.pk}/").text
        assert "Write the sentence of line 2, or delete it." in desk
        with pytest.raises(Blocked, match="Write the sentence of line 2"):
            workflow.move(version, "submit", by=contributor.user)

    def test_a_desk_shows_only_what_its_kind_is_made_of(self, published, contributor):
        version = begin(contributor, published, form="large_print", language="en-GB")
        desk = contributor.get(f"/staff/formats/{version.pk}/").text
        assert re.findall(r'answers__head"><h2>(.*?)</h2>', desk) == [
            "Its page", "What it is", "Text", "Checked with people"
        ]  # fmt: skip

    def test_a_picture_that_is_gone_leaves_its_line(self, published, contributor):
        version = begin(contributor, published, **EASY)
        line = EasyReadLine(version=version, sentence="A line.", position=1, picture_id=999_999)
        line.clean()
        line.save()
        assert [(x.sentence, x.picture) for x in version.lines.all()] == [("A line.", None)]
