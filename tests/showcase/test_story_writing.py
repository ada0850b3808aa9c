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


LONG = "We met in the morning and " + "talked about it " * 8 + "until noon."


def test_hints_stand_on_the_part_once_it_is_saved_or_looked_at(story, contributor):
    address = f"/staff/case-studies/{story.pk}/edit/why/"
    assert "Easier to read" not in contributor.get(address).text
    looked = contributor.post(address, {"why": f"{LONG} We utilised it.", "preview": "1"}).text
    assert "Easier to read" in looked and "“utilised”: perhaps used?" in looked
    assert "Could it be two?" in looked
    assert "Easier to read" not in contributor.get(address).text, "nothing is saved"
    write(contributor, story, "why", why="The QQQ told us.")
    assert "“QQQ” is not in the glossary" in contributor.get(address).text
    assert "QQQ” is not" not in contributor.get(address.replace("why", "who")).text


def test_a_picture_in_markdown_is_said_to_be_left_out(story, contributor):
    said = "left out. Pictures are added under “Where pictures stand”."
    address = f"/staff/case-studies/{story.pk}/edit/why/"
    typed = {"why": "A sign:\n\n![a sign](https://example.org/sign.png)"}
    assert said in contributor.post(address, {**typed, "preview": "1"}).text
    assert said not in contributor.get(f"/staff/case-studies/{story.pk}/").text
    write(contributor, story, "why", **typed)
    assert said in contributor.get(f"/staff/case-studies/{story.pk}/").text
    assert said in contributor.get(address).text


def test_the_desk_shows_markdown_as_people_read_it(story, contributor):
    write(contributor, story, "why", why="It was **hard**.\n\n- one\n- two")
    desk = contributor.get(f"/staff/case-studies/{story.pk}/").text
    assert "<strong>hard</strong>" in desk and "<li>one</li>" in desk
    assert "**hard**" not in desk
    about = {"title": "T", "project": story.project_id, "summary": "**Plain** <b>x</b>"}
    write(contributor, story, "about", **about)
    assert (
        "**Plain** &lt;b&gt;x&lt;/b&gt;" in contributor.get(f"/staff/case-studies/{story.pk}/").text
    )
