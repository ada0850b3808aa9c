"""Closing the loop in a real browser: a person with only a slip of paper, from the meeting to what
came of it; more time that a lead agrees to; an answer that is not decided yet."""

import datetime

import pytest

from tests.browser.acts import follow, make_move, press
from tests.browser.test_log_journeys import fill, log_one, said

pytestmark = pytest.mark.browser


def published(writer, lead, staffed, title):
    """Logged, promised and published; the address of its desk."""
    log_one(writer, staffed, title)
    desk = staffed.at(f"/staff/activities/{writer.url.rstrip('/').rpartition('/')[2]}/")
    fill(writer, desk, "way", level_reason="We listened.")
    fill(writer, desk, "said", heard="The door is hard to find.")
    fill(writer, desk, "summary", public_summary="We asked how people find the door.")
    writer.goto(f"{desk}promise/")
    writer.get_by_label("We promise an answer by a day").check()
    press(writer, "Save")
    writer.goto(desk)
    make_move(writer, "Submit for review")
    lead.goto(f"{desk}review/")
    make_move(lead, "Publish")
    return desk


def answered(writer, lead, desk, **did):
    """The answer, written by one and published by the other; the address of its desk."""
    writer.goto(desk)
    press(writer, "Write the answer")
    answer = writer.url
    writer.goto(f"{answer}edit/did/")
    writer.locator("main [name=we_did]").fill("Painted the door yellow.")
    writer.get_by_label(did.pop("closing"), exact=True).check()
    for name, text in did.items():
        writer.locator(f"main [name={name}]").first.fill(text)
    press(writer, "Save")
    assert writer.url == answer, writer.locator(".nhsuk-error-summary").inner_text()
    make_move(writer, "Submit for review")
    lead.goto(f"{answer}review/")
    make_move(lead, "Publish")
    return answer


def test_a_person_with_only_a_slip_hears_what_came_of_it(staffed, signed_in):
    writer, lead = signed_in("contributor"), signed_in("lead")
    person = signed_in(viewport={"width": 360, "height": 780}, java_script_enabled=False)
    log_one(writer, staffed, "Tea with the night shift")
    number = writer.url.rstrip("/").rpartition("/")[2]
    writer.goto(staffed.at(f"/staff/activities/{number}/"))
    follow(writer, "Print cards: when people hear back")
    code = writer.locator(".hear-card__code").first.inner_text()

    # Before anything is public: that it is recorded, and no more.
    person.goto(staffed.at("/a/"))
    person.get_by_label("Code").fill(code.lower())
    press(person, "Look")
    assert "We have recorded this." in said(person)
    assert "Tea with the night shift" not in said(person)

    desk = published(writer, lead, staffed, "Asking at the other door")
    answered(
        writer, lead, desk, closing="We could not, because …",
        could_not_because="The lift belongs to the landlord.",
    )  # fmt: skip
    writer.goto(f"{desk}card/")
    code = writer.locator(".hear-card__code").first.inner_text()
    person.goto(staffed.at(f"/a/{code}/"))
    did, could_not = person.locator(".pair > div").all()
    assert "Painted the door yellow." in did.inner_text()
    assert "The lift belongs to the landlord." in could_not.inner_text()
    assert did.bounding_box()["width"] == could_not.bounding_box()["width"]
    assert "Heard back" in said(person)
    assert person.evaluate("document.documentElement.scrollWidth") <= 360

    person.get_by_label("Partly").check()
    person.get_by_label("In your words").fill("We also asked for a bench.")
    press(person, "Send")
    assert "Thank you." in said(person)
    assert person.context.cookies() == []
    writer.goto(desk)
    follow(writer, "Answer: Asking at the other door")
    assert "We also asked for a bench." in said(writer)
    press(writer, "I have read this")
    assert "I have read this" not in said(writer)

    person.goto(staffed.at("/what-changed/?q=landlord"))
    assert "Asking at the other door" in said(person)


def test_not_decided_yet_answers_and_promises_again(staffed, signed_in):
    writer, lead, public = signed_in("contributor"), signed_in("lead"), signed_in()
    desk = published(writer, lead, staffed, "Asking about the bus")
    day = datetime.date.today() + datetime.timedelta(days=90)
    answered(
        writer, lead, desk, closing="Not decided yet: we will say more by a date",
        more_by_0=str(day.day), more_by_1=str(day.month), more_by_2=str(day.year),
    )  # fmt: skip
    public.goto(staffed.at("/what-changed/?q=bus"))
    follow(public, "Asking about the bus")
    assert f"we will say more by {day.day} {day:%B %Y}" in said(public)
    assert "Answered: not decided yet" in said(public)
    assert f"more is owed by {day.day} {day:%B %Y}" in said(public)

    # More time: asked for with a reason, and held once a lead agreed.
    writer.goto(f"{desk}promise/")
    follow(writer, "Ask for another day")
    later = day + datetime.timedelta(days=30)
    for number, part in enumerate((later.day, later.month, later.year)):
        writer.locator(f"main [name=day_{number}]").fill(str(part))
    writer.get_by_label("Why?").fill("The timetable is being rewritten.")
    press(writer, "Ask for this day")
    public.reload()
    assert "The timetable" not in said(public)
    lead.goto(staffed.at("/staff/"))
    follow(lead, "Asking about the bus")
    press(lead, "Agree")
    public.reload()
    assert "Extended once to" in said(public)
    assert "The timetable is being rewritten." in said(public)


def test_what_is_overdue_says_so_with_every_day_that_was_named(staffed, signed_in):
    public = signed_in(java_script_enabled=False)
    public.goto(staffed.at("/involvement/?promise=overdue"))
    follow(public, "Example: Which sign is clearest?")
    text = said(public)
    for words in ("Promised by", "Extended once to", "Overdue since", "The survey of the building"):
        assert words in text


def test_a_promise_kept_late_is_seen_as_late(staffed, signed_in):
    writer, lead, public = signed_in("contributor"), signed_in("lead"), signed_in()
    desk = published(writer, lead, staffed, "Drips on the stairs")
    number = desk.rstrip("/").rpartition("/")[2]
    staffed.portal.manage(  # the day that was promised was 20 days ago
        "shell", "-c",
        "import datetime; from apps.core import clock, versions; "
        "from apps.involvement.models import Promise; "
        "day = clock.today() - datetime.timedelta(days=20); "
        f"Promise.objects.filter(activities={number}).update(due=day, original_due=day); "
        "versions.raise_public()",
    )  # fmt: skip
    public.goto(staffed.at("/involvement/?q=drips"))
    follow(public, "Drips on the stairs")
    assert "Overdue" in said(public)
    answered(writer, lead, desk, closing="Everything asked for was possible")
    public.reload()
    assert "Heard back" in said(public)
    assert "It came 20 days after the day promised." in said(public)
    public.goto(staffed.at("/what-changed/?q=drips"))
    assert "It came 20 days after the day promised." in said(public)
