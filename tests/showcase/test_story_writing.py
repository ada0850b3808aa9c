"""Writing a story: quotations with marks typed round them, and hints beside the part itself."""

import pytest

from apps.showcase.models import StoryBlock
from tests.showcase.conftest import WORDS, speak, write

pytestmark = pytest.mark.django_db


def test_marks_typed_round_a_quotation_are_not_doubled(story, contributor, curator, consent):
    speak(contributor, story, consent, f"“{WORDS}”")
    assert StoryBlock.objects.get().body == WORDS
    page = curator.get(f"/staff/case-studies/{story.pk}/preview/").content.decode()
    assert f"“{WORDS}”" in page and "““" not in page


def test_marks_round_a_passage_about_somebody_stay(story, contributor, consent):
    answers = {
        "blocks-TOTAL_FORMS": "1", "blocks-INITIAL_FORMS": "0", "blocks-0-kind": "text",
        "blocks-0-heading": "why", "blocks-0-body": "“Bench” was her word.",
        "blocks-0-consent": consent.pk,
    }  # fmt: skip
    write(contributor, story, "words", **answers)
    assert StoryBlock.objects.get().body == "“Bench” was her word."
    write(contributor, story, "words", **answers | {"blocks-0-body": "“Bench”"})
    assert StoryBlock.objects.get().body == "“Bench”"


def test_marks_alone_are_no_quotation(story, contributor, consent):
    answer = speak(contributor, story, consent, "“”")
    assert answer.status_code == 422 and "Enter the words" in answer.content.decode()
    assert StoryBlock.objects.get().body == WORDS
