"""A text is sent back with notes on single parts: each stands on the page of its part until the
writer marks it as done or submits again."""

import pytest

from apps.core.models import AuditRecord
from apps.core.outgoing import OutgoingMail
from apps.projects.models import Project
from apps.publishing import actions, mails, part_notes, workflow
from apps.publishing.models import PartNote
from tests.personas import Person

pytestmark = pytest.mark.django_db
GENERAL, OF_TITLE = "Nearly there.", "Say which waiting rooms."


@pytest.fixture
def back(draft: Project, contributor: Person, lead: Person) -> Project:
    """Sent back by the lead, with a note on one part beside the general one."""
    workflow.move(draft, "submit", by=contributor.user)
    sent = {"note": GENERAL, "part-about": OF_TITLE}
    answer = lead.post(at(draft, "move/return/"), sent)
    assert answer.status_code == 302, answer.content.decode()
    draft.refresh_from_db()
    return draft


def at(item: Project, rest: str = "") -> str:
    return f"/staff/projects/{item.pk}/{rest}"


def text(answer) -> str:
    return answer.content.decode()


def test_the_page_that_sends_back_asks_for_each_part(draft, contributor, lead):
    workflow.move(draft, "submit", by=contributor.user)
    page = text(lead.get(at(draft, "move/return/")))
    titles = [section.title for section in actions.document_of(draft).sections]
    asked = [title for title in titles if title in page.partition("Notes on single parts")[2]]
    assert asked == titles
    assert "Notes on single parts" not in text(lead.get(at(draft, "move/publish/")))


def test_it_stands_on_its_part_and_in_the_list_and_the_general_one_stays(back, contributor):
    desk = text(contributor.get(at(back)))
    assert GENERAL in desk and OF_TITLE in desk and "Mark as done" in desk
    assert OF_TITLE in text(contributor.get(at(back, "edit/about/")))
    assert OF_TITLE not in text(contributor.get(at(back, "edit/when/")))


def test_the_mail_to_the_writer_says_both(back):
    row = OutgoingMail.objects.get(kind="sent_back")
    built = mails.build_sent_back(row.ids)
    assert built.context["note"].startswith(GENERAL)
    assert OF_TITLE in built.context["note"]


def test_done_is_done_by_a_writer_alone_and_once(back, contributor, outsider):
    done = at(back, "note-done/about/")
    assert outsider.post(done).status_code == 404
    assert contributor.get(done).status_code == 405
    assert contributor.post(at(back, "note-done/nothing/")).status_code == 404
    assert PartNote.objects.get().done_on is None
    said = text(contributor.post(done, follow=True))
    assert "the note is done" in said and GENERAL in said
    assert "Mark as done" not in said
    assert OF_TITLE not in text(contributor.get(at(back, "edit/about/")))
    assert "the note is done" not in text(contributor.post(done, follow=True))
    assert AuditRecord.objects.filter(act="marked a note as done").count() == 1


def test_submitting_again_settles_it_and_the_reviewer_reads_what_was_asked(back, contributor, lead):
    contributor.post(at(back, "move/submit/"), {})
    assert PartNote.objects.get().done_on is not None
    assert OF_TITLE not in text(contributor.get(at(back, "edit/about/")))
    assert OF_TITLE in text(lead.get(at(back, "review/")))
    lead.post(at(back, "move/publish/"), {})
    assert not PartNote.objects.exists()


def test_a_second_time_the_new_notes_take_the_place_of_the_old(back, contributor, lead):
    contributor.post(at(back, "move/submit/"), {})
    lead.post(at(back, "move/return/"), {"note": "Once more.", "part-when": "Which town?"})
    assert [(one.part, one.words) for one in PartNote.objects.all()] == [("when", "Which town?")]


def test_a_change_of_something_public_is_sent_back_in_the_same_way(published, contributor, lead):
    actions.save(item=published, changes={"summary": "New."}, edit_count=0, by=contributor.user)
    workflow.move(published, "submit", by=contributor.user)
    lead.post(at(published, "move/return/"), {"note": GENERAL, "part-about": OF_TITLE})
    assert OF_TITLE in text(contributor.get(at(published, "edit/about/")))
    assert OF_TITLE not in text(contributor.get(published.get_absolute_url()))


def test_what_is_wrong_comes_back_with_everything_typed(draft, contributor, lead):
    workflow.move(draft, "submit", by=contributor.user)
    long = lead.post(at(draft, "move/return/"), {"note": GENERAL, "part-about": "x" * 501})
    assert long.status_code == 422
    page = text(long)
    assert "Shorten this to 500 letters" in page and "x" * 501 in page and GENERAL in page
    sign = lead.post(at(draft, "move/return/"), {"note": "-", "part-about": OF_TITLE})
    assert sign.status_code == 422 and OF_TITLE in text(sign)
    assert not PartNote.objects.exists()
    draft.refresh_from_db()
    assert draft.state == "in_review"


def test_only_who_reviews_leaves_notes(draft, contributor, lead):
    workflow.move(draft, "submit", by=contributor.user)
    contributor.post(at(draft, "move/return/"), {"note": GENERAL, "part-about": OF_TITLE})
    lead.post(at(draft, "move/publish/"), {"part-about": OF_TITLE})
    assert not PartNote.objects.exists()


def test_a_note_on_a_part_is_enough(draft, contributor, lead):
    workflow.move(draft, "submit", by=contributor.user)
    answer = lead.post(at(draft, "move/return/"), {"note": "", "part-about": OF_TITLE})
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.note) == ("draft", part_notes.SEE_PARTS)
    desk = text(contributor.get(at(draft)))
    assert part_notes.SEE_PARTS in desk and OF_TITLE in desk
    built = mails.build_sent_back(OutgoingMail.objects.get(kind="sent_back").ids)
    assert OF_TITLE in built.context["note"]


@pytest.mark.parametrize("typed", [{"note": ""}, {"note": "  ", "part-about": "  "}])
def test_a_text_without_any_note_is_not_sent_back(draft, contributor, lead, typed):
    workflow.move(draft, "submit", by=contributor.user)
    answer = lead.post(at(draft, "move/return/"), typed)
    assert answer.status_code == 422
    assert "Write a sentence or two, or a note on a part." in text(answer)
    draft.refresh_from_db()
    assert draft.state == "in_review"
