"""The log from a note on a phone to a record that stands, in a real browser: three answers by
keyboard, the rest at a desk; two people who log the same; numbers that stay inside; a year of
meetings under three promises; words that come back."""

import datetime
import re

import pytest

from tests.browser.acts import enter, follow, make_move, press
from tests.browser.test_journeys import tab_to

pytestmark = pytest.mark.browser
DATE = re.compile(r"\d{1,2} [A-Z][a-z]+( \d{4})?|INV-\d+-\d+")


def said(page):
    return page.locator("main").inner_text()


def fill(page, desk, section, **answers):
    """A section of a record, saved; ``answers`` by the names of its fields."""
    page.goto(f"{desk}edit/{section}/")
    for name, value in answers.items():
        field = page.locator(f"main [name='{name}']").first
        field.select_option(value) if field.evaluate("f => f.tagName") == "SELECT" else field.fill(
            value
        )
    press(page, "Save")
    assert page.url == desk, page.locator(".nhsuk-error-summary").inner_text()


def tab_into(page, name, limit=60):
    """Press Tab until the question of this name has the focus."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.locator(f"*:focus[name='{name}']").count():
            return
    raise AssertionError(f"{name} was not reached by Tab")


def log_one(page, staffed, title):
    """Three answers; the page after saving."""
    page.goto(staffed.at("/staff/log/"))
    page.get_by_label("What was it?").fill(title)
    page.get_by_label("Online").check()
    page.get_by_label("Engage", exact=True).check()
    press(page, "Save")


def test_three_answers_by_keyboard_on_a_phone_and_the_rest_at_a_desk(staffed, signed_in):
    phone = signed_in("contributor", viewport={"width": 360, "height": 780})

    # Nothing but the keyboard: what, when (today stands there), where, which way; saved.
    phone.goto(staffed.at("/staff/log/"))
    tab_into(phone, "title")
    phone.keyboard.type("Walk and talk in the park")
    tab_into(phone, "where")
    for _ in range(20):  # from the place that is remembered round to the last answer
        if phone.locator("*:focus[value='online']:checked").count():
            break
        phone.keyboard.press("ArrowUp")
    tab_into(phone, "way")
    phone.keyboard.press("Space")
    phone.keyboard.press("ArrowDown")
    tab_to(phone, "Save")
    enter(phone)
    phone.wait_for_url("**/staff/log/*/")
    assert "Walk and talk in the park is saved as a draft." in said(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    follow(phone, "Not now")
    assert "Walk and talk in the park" in said(phone)

    # At a desk: how full it is stands in words, and grows.
    desk = signed_in("contributor", java_script_enabled=True)
    desk.goto(staffed.at("/staff/"))
    follow(desk, "Walk and talk in the park")
    address = desk.url
    assert "1 of 6 parts filled" in said(desk) or "2 of 6 parts filled" in said(desk)
    before = int(re.search(r"(\d) of 6 parts", said(desk))[1])
    fill(desk, address, "said", heard="Benches are too far apart.")
    fill(desk, address, "openness", can_change="Where benches stand.", cannot_change="The paths.")
    fill(desk, address, "who", took_part_1="9")
    fill(desk, address, "summary", public_summary="We walked with people and talked.")
    assert int(re.search(r"(\d) of 6 parts", said(desk))[1]) >= before + 2

    # Words that were better before come back, as a new version.
    fill(desk, address, "said", heard="All fine.")
    follow(desk, "Who did what when")
    rows = desk.get_by_role("main").get_by_role("link", name=re.compile("^Version "))
    newest = int(rows.first.inner_text().split()[1])
    follow(desk, f"Version {newest - 1}")
    assert "Benches are too far apart." in said(desk)
    press(desk, "Make this the text again")
    desk.goto(address)
    assert "Benches are too far apart." in said(desk)
    assert "All fine." not in said(desk)


def test_the_same_logged_twice_asks_and_keeps_both_choices(staffed, signed_in):
    one, two = signed_in("contributor"), signed_in("lead")
    log_one(one, staffed, "Chat at the market")
    saved = one.url
    log_one(two, staffed, "Chat at the Market")
    assert two.locator("h1").inner_text().startswith("Is this the same as one")
    follow(two, "It is the same: open that one")
    assert two.url == staffed.at(f"/staff/activities/{saved.rstrip('/').rpartition('/')[2]}/")
    log_one(two, staffed, "Chat at the Market")
    assert "Nothing is saved yet." in said(two)
    press(two, "It is another one: save it")
    assert "Chat at the Market is saved as a draft." in said(two)
    assert two.url != saved


def test_a_count_of_seven_is_nowhere_outside(staffed, signed_in, tmp_path):
    writer, lead, public = signed_in("contributor"), signed_in("lead"), signed_in()
    log_one(writer, staffed, "Listening in the lobby")
    number = writer.url.rstrip("/").rpartition("/")[2]
    desk = staffed.at(f"/staff/activities/{number}/")
    fill(writer, desk, "way", level_reason="We listened.")
    fill(writer, desk, "summary", public_summary="We asked how the lobby feels.")
    writer.goto(f"{desk}promise/")
    writer.get_by_label("We promise an answer by a day").check()
    press(writer, "Save")
    writer.goto(f"{desk}people/")
    writer.get_by_label("Disabled", exact=True).fill("7")
    press(writer, "Save")
    writer.goto(desk)
    make_move(writer, "Submit for review")
    lead.goto(f"{desk}review/")
    make_move(lead, "Publish")

    # Its team reads the seven; the public page, the register and both files have none.
    writer.goto(f"{desk}people/")
    assert writer.get_by_label("Disabled", exact=True).input_value() == "7"
    public.goto(staffed.at("/involvement/?q=lobby"))
    assert "7" not in DATE.sub("", public.locator("article, .card").first.inner_text())
    follow(public, "Listening in the lobby")
    text = DATE.sub("", said(public))
    assert "Disabled" not in text
    assert not re.search(r"\b7\b", text)
    public.goto(staffed.at("/involvement/?q=lobby"))
    with public.expect_download() as file:
        public.get_by_role("link", name="CSV").click()
    rows = DATE.sub("", file.value.path().read_text())
    assert "Listening in the lobby" in rows
    assert not re.search(r"[,;]\"?7\"?[,;\n]", rows)
    assert "Disabled" not in rows
    # Nor does somebody who looks after the portal.
    assert signed_in("second").goto(f"{desk}people/").status == 404


def test_a_year_of_meetings_under_three_promises(staffed, signed_in):
    """Four meetings to an answer; none is late, however long ago the first of them was."""
    writer = signed_in("contributor")
    for number in range(1, 13):
        writer.goto(staffed.at(f"/staff/activities/{{meeting{number}}}/promise/"))
        if number % 4 == 1:
            due = datetime.date.today() + datetime.timedelta(days=20 + number)
            writer.get_by_label("We promise an answer by a day").check()
            for part, value in enumerate((due.day, due.month, due.year)):
                writer.locator(f"[name=due_{part}]").fill(str(value))
        else:
            writer.get_by_label("Add it to an answer that is promised already").check()
            label = f"By {due.day} {due:%B %Y}"
            option = writer.locator("[name=promise] option", has_text=label).first
            value = option.get_attribute("value")
            writer.locator("[name=promise]").select_option(value)
        press(writer, "Save")
        assert not writer.title().startswith("Error: "), said(writer)
    writer.goto(staffed.at("/staff/"))
    owed = writer.locator("section").filter(has_text="Answers owed").locator("li")
    rows = [row for row in owed.all_inner_texts() if "Readers’ meeting" in row]
    assert [row.count("Readers’ meeting") for row in rows] == [4, 4, 4]
    assert not any("Overdue" in row or "Late" in row for row in rows)

    # The first of them, a year ago, goes before the public: its answer is owed, and not late.
    lead, public = signed_in("lead"), signed_in()
    desk = staffed.at("/staff/activities/{meeting1}/")
    writer.goto(desk)
    make_move(writer, "Submit for review")
    lead.goto(f"{desk}review/")
    make_move(lead, "Publish")
    public.goto(staffed.at("/involvement/?q=readers"))
    assert "Readers’ meeting 1" in said(public)
    assert "Still owed, by" in said(public)
    assert "Overdue since" not in said(public)


def test_a_group_tells_it_by_link_and_whoever_comes_second_keeps_their_words(staffed, signed_in):
    """In a browser as groups have it: what it says about where it comes from is looked at, too."""
    writer = signed_in("contributor")
    writer.goto(staffed.at("/staff/log/link/"))
    writer.locator("[name=group_name]").fill("Sunrise Carers")
    press(writer, "Make the link")
    address = re.search(r"http\S+/log/[\w-]{24}/", writer.locator("main").inner_html())[0]

    first = signed_in(viewport={"width": 360, "height": 780}, java_script_enabled=True)
    second = signed_in(viewport={"width": 360, "height": 780})
    for page, title in ((first, "Tea and talk"), (second, "Walk by the canal")):
        page.goto(address)
        page.get_by_label("What was it?").fill(title)
        page.get_by_label("Yesterday").check()
        page.get_by_label("Online").check()
        page.get_by_label("Engage", exact=True).check()
        page.locator("[name=took_part_1]").fill("9")
        page.locator("[name=heard]").fill("The lift is broken too often.")
    sent = []
    first.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    press(first, "Send")
    assert "Thank you, Sunrise Carers" in said(first)
    assert sent[0].headers["origin"] == staffed.portal.address
    press(second, "Send")
    for words in ("This was sent already", "Walk by the canal", "The lift is broken too often."):
        assert words in said(second)

    # It is the sender's to finish.
    writer.goto(staffed.at("/staff/"))
    follow(writer, "Tea and talk")
    assert "told by Sunrise Carers" in said(writer)
