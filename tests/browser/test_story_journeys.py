"""Stories in a real browser: told by two partners, seen by the person in it on a phone, published
on a date, taken back and gone everywhere; hidden on a Friday; put into a collection by keyboard."""

import datetime

import pytest

from tests.browser.acts import enter, follow, make_move, press
from tests.browser.test_log_journeys import said

pytestmark = pytest.mark.browser

TITLE = "The bench that came back"
WORDS = "I can wait outside again without standing."
TOMORROW = """
import datetime, time_machine
from apps.core import clock
from apps.publishing.due import publish_dated
with time_machine.travel(clock.now() + datetime.timedelta(days=1), tick=False):
    publish_dated()
"""


def write(page, staffed, number, part, **texts):
    """Fill in a part of a story."""
    page.goto(staffed.at(f"/staff/case-studies/{number}/edit/{part}/"))
    for name, text in texts.items():
        field = page.locator(f"main [name='{name}']").first
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=text)
        else:
            field.fill(text)
    press(page, "Save")
    assert "/edit/" not in page.url, page.locator(".nhsuk-error-summary").inner_text()


def a_consent(writer, curator, staffed, label):
    """Asked, said aloud, confirmed by a curator; its page's address and the person's own link."""
    writer.goto(staffed.at("/staff/consent/new/"))
    writer.get_by_label("What do you call them here?").fill(label)
    writer.get_by_label("For themselves").check()
    writer.get_by_label("this website").check()
    writer.get_by_label("Words", exact=True).check()
    writer.get_by_label("Name", exact=True).check()
    writer.get_by_label("How do they want to be named").fill("A neighbour")
    writer.get_by_label("Or how else to reach them").fill("at the bench")
    press(writer, "Save")
    assert "/new/" not in writer.url, writer.locator("main").inner_text()[:700]
    consent = writer.url
    follow(writer, "Hand in the paper")
    day = datetime.date.today()
    for number, part in enumerate((day.day, day.month, day.year)):
        writer.locator(f"main [name=given_on_{number}]").fill(str(part))
    writer.get_by_label("There is no paper").check()
    press(writer, "Hand in")
    curator.goto(consent)
    press(curator, "Confirm")
    assert "Confirmed." in said(curator)
    own = writer.locator(".breakable a").first.get_attribute("href")
    return consent, own.partition("/consent/")[2]


def test_told_by_two_seen_by_the_person_published_on_a_date_and_taken_back(staffed, signed_in):
    writer, curator, other = signed_in("contributor"), signed_in("curator"), signed_in("beside")
    public = signed_in()
    person = signed_in(viewport={"width": 360, "height": 780})
    project = staffed.numbers["public"]
    writer.goto(staffed.at(f"/staff/projects/{project}/"))
    press(writer, "Tell this as a story")
    number = writer.url.rstrip("/").rpartition("/")[2]
    desk = staffed.at(f"/staff/case-studies/{number}/")
    _consent, token = a_consent(writer, curator, staffed, "Neighbour J")

    # Two partners tell it: the second one is named, and can write then.
    other.goto(desk)
    assert other.title().startswith("Page not found")
    write(
        writer, staffed, number, "about", title=TITLE,
        summary="A bench was taken away, and neighbours and the clinic brought it back.",
    )  # fmt: skip
    writer.goto(staffed.at(f"/staff/case-studies/{number}/edit/writers/"))
    with writer.expect_navigation():
        writer.get_by_role("button", name="Add another partner").click()
    writer.locator("main [name='writers-1-partner']").select_option(
        label="Example: Anytown Tenants"
    )
    press(writer, "Save")
    for part in ("why", "who", "together", "hard", "use_this"):
        write(writer, staffed, number, part, **{part: f"Something under {part}."})
    write(writer, staffed, number, "changed", changed="It is back.", not_changed="No roof yet.")
    write(other, staffed, number, "power", power="The neighbours chose the place.")
    writer.goto(staffed.at(f"/staff/case-studies/{number}/edit/words/"))
    for name in ("summary_consent", "blocks-0-consent"):
        choices = writer.locator(f"main [name='{name}'] option", has_text="Neighbour J")
        writer.locator(f"main [name='{name}']").select_option(choices.first.get_attribute("value"))
    writer.locator("main [name='blocks-0-heading']").select_option("why")
    writer.locator("main [name='blocks-0-body']").fill(WORDS)
    press(writer, "Save")

    # Sent back once, with a note.
    writer.goto(desk)
    make_move(writer, "Submit for review")
    curator.goto(f"{desk}review/")
    make_move(curator, "Send back", note="Please say who the neighbours asked.")
    writer.goto(desk)
    assert "Please say who the neighbours asked." in said(writer)
    write(writer, staffed, number, "who", who="Neighbours asked everybody at the stop.")
    writer.goto(desk)
    make_move(writer, "Submit for review")

    # The person sees it on a phone, without script, before anybody else.
    person.goto(staffed.at(f"/consent/{token}"))
    assert WORDS in said(person)
    assert "Nobody outside the team can read this yet" in said(person)
    assert person.evaluate("document.documentElement.scrollWidth") <= 360
    person.get_by_label("This is right").check()
    press(person, "Send")
    assert "We have noted that this is right" in said(person)

    # Published on a date.
    day = datetime.date.today() + datetime.timedelta(days=1)
    curator.goto(f"{desk}review/")
    make_move(curator, "Publish", on_0=str(day.day), on_1=str(day.month), on_2=str(day.year))
    public.goto(staffed.at("/case-studies/"))
    assert TITLE not in said(public)
    staffed.portal.manage("shell", "-c", TOMORROW)
    public.reload()
    follow(public, TITLE)
    story = public.url
    assert WORDS in said(public) and "A neighbour" in said(public)
    assert "The neighbours chose the place." in said(public)

    # Taken back: gone everywhere at once, and the person is told so.
    person.goto(staffed.at(f"/consent/{token}"))
    follow(person, "Take it back")
    person.get_by_label("Everything").check()
    press(person, "Take it down now")
    assert "It is no longer shown on this site" in said(person)
    assert public.goto(story).status == 410
    assert WORDS not in public.content()
    places = ("/case-studies/", "/search/?q=bench", "/feeds/updates.xml", "/sitemap-story.xml")
    for place in (*places, "/our-work/", "/search/suggest/?q=bench"):
        answer = public.request.get(staffed.at(place))
        assert TITLE not in answer.text(), place
    assert public.request.get(f"{story}word/").status == 410
    versions = writer.request.get(f"{desk}versions/").text()
    assert WORDS not in versions


def test_hidden_on_a_friday_by_a_lead_alone(staffed, signed_in):
    lead, public = signed_in("lead"), signed_in()
    public.goto(staffed.at("/case-studies/?q=chose"))
    follow(public, "Example: Signs that people chose")
    assert "Now I find the ward without asking." in said(public)
    lead.goto(staffed.at("/staff/case-studies/?q=chose"))
    follow(lead, "Example: Signs that people chose")
    link = lead.get_by_role("main").get_by_role("link", name="Hide now")
    with lead.expect_navigation():
        link.first.click()
    lead.get_by_label("Why? Only staff read this.").fill("Somebody rang on Friday evening.")
    press(lead, "Hide it now")
    public.reload()
    assert "Now I find the ward without asking." not in said(public)


def test_a_curator_makes_a_collection_by_keyboard(staffed, signed_in):
    curator, public = signed_in("curator"), signed_in()
    curator.goto(staffed.at("/staff/collections/"))
    curator.get_by_role("link", name="Begin a collection").focus()
    enter(curator)
    curator.get_by_label("Title").focus()
    curator.keyboard.type("What signs can do")
    curator.get_by_label("Show it to everybody").focus()
    curator.keyboard.press("Space")
    curator.get_by_role("button", name="Save").focus()
    enter(curator)
    for title in ("Example: The letter nobody could follow", "Example: Signs that people chose"):
        choice = curator.get_by_label("Story")
        choice.focus()
        for _ in range(choice.locator("option").count()):
            if choice.evaluate("field => field.selectedOptions[0].label") == title:
                break
            curator.keyboard.press("ArrowDown")
        curator.get_by_role("button", name="Put it in").focus()
        enter(curator)
    curator.get_by_role("button", name="Move up").focus()
    enter(curator)
    public.goto(staffed.at("/case-studies/"))
    follow(public, "What signs can do")
    titles = public.locator(".card__title").all_inner_texts()
    assert titles == ["Example: Signs that people chose", "Example: The letter nobody could follow"]
