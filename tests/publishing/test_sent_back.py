"""Whatever a reviewer sends back stands on its writer's start page, with the note, and in lists."""

import pytest

from apps.home.week import things_for
from apps.publishing import actions, workflow

pytestmark = pytest.mark.django_db
NOTE = "Say who came."


def start(person) -> str:
    return person.get("/staff/").content.decode()


def listed(person, area) -> str:
    return person.get(f"/staff/{area}/").content.decode()


def send_back(item, writer, reviewer, note=NOTE, **more):
    workflow.move(item, "submit", by=writer.user)
    workflow.move(item, "return", by=reviewer.user, note=note, **more)


def test_a_story_that_came_back_stands_there_with_its_note(story, contributor, curator):
    assert "Sent back" not in listed(contributor, "case-studies")
    send_back(story, contributor, curator)
    page = start(contributor)
    assert "Back with a note (1)" in page and f"“{NOTE}”" in page
    assert f'href="/staff/case-studies/{story.pk}/"' in page
    assert ">Sent back</span>" in listed(contributor, "case-studies")
    assert ">Sent back</span>" in contributor.get(f"/staff/case-studies/{story.pk}/").text
    assert "Back with a note" not in start(curator), "it is the writer's"
    assert [thing.words for thing in things_for(contributor.user, story.updated_at.date())] == [
        f"{story}: sent back with a note"
    ]


def test_sent_again_it_waits_for_nobody_but_the_reviewer(story, contributor, curator):
    send_back(story, contributor, curator)
    workflow.move(story, "submit", by=contributor.user)
    assert "Back with a note" not in start(contributor)
    assert "Sent back" not in listed(contributor, "case-studies")


def test_several_kinds_and_a_note_on_a_part_alone(story, draft, contributor, lead, curator):
    send_back(draft, contributor, lead, note="", parts={"about": "Which rooms?"})
    send_back(story, contributor, curator)
    page = start(contributor)
    assert "Back with a note (2)" in page
    assert page.index(f"/staff/projects/{draft.pk}/") < page.index(f"/case-studies/{story.pk}/")


def test_a_change_of_something_public_says_that_it_is_one(published, contributor, lead):
    actions.save(item=published, changes={"summary": "New."}, edit_count=0, by=contributor.user)
    send_back(published, contributor, lead)
    page = start(contributor)
    assert "Back with a note (1)" in page and "Project, a change" in page and NOTE in page
    assert ">Change sent back</span>" in listed(contributor, "projects")


def test_what_one_may_not_write_any_more_is_not_shown(story, contributor, curator):
    send_back(story, contributor, curator)
    contributor.user.grants.all().delete()
    story.refresh_from_db()
    type(story).objects.filter(pk=story.pk).update(author=curator.user)
    assert "Back with a note" not in contributor.get("/staff/").content.decode()
