"""What staff come for, from the invitation to the public page and back, in a real browser: on a
phone, without script, by keyboard."""

import pytest

from tests.browser.acts import enter, follow, make_move, press
from tests.browser.test_journeys import tab_to

pytestmark = pytest.mark.browser
FORUM = "Example: Anytown Health Forum"


def test_an_invited_contributor_logs_on_a_phone_and_a_lead_publishes(staffed, signed_in):
    phone = signed_in(viewport={"width": 390, "height": 844})

    # The link in the mail opens a page that asks for a password, and says what is wrong with one.
    phone.goto(staffed.at("/accounts/invitation/{joining}/"))
    assert phone.locator("h1").inner_text() == "You are invited"
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.get_by_label("Choose a password").fill("short")
    press(phone, "Save and sign in")
    assert phone.title().startswith("Error: You are invited")
    follow(phone, "Choose a password of at least 12 characters.")
    phone.get_by_label("Choose a password").fill("three words apart")
    press(phone, "Save and sign in")
    assert phone.url.partition("#")[0] == staffed.at("/staff/")

    # Three answers make a draft; two more follow.
    follow(phone, "Log an activity")
    phone.get_by_label("What was it?").fill("Tea at the library")
    phone.get_by_label("Yesterday").check()
    phone.get_by_label("Online").check()
    phone.get_by_label("Engage", exact=True).check()
    press(phone, "Save")
    assert "Tea at the library is saved as a draft." in phone.locator("main").inner_text()
    phone.locator("[name=took_part_1]").fill("12")
    phone.get_by_label("In a sentence, what did people tell you?").fill("The print is too small.")
    press(phone, "Save")

    # What is missing is named, and added; then it goes to review.
    follow(phone, "Tea at the library")
    desk = phone.url
    phone.goto(f"{desk}edit/summary/")
    phone.get_by_label("Summary for the public").fill("We asked readers about our leaflets.")
    press(phone, "Save")
    phone.goto(f"{desk}edit/way/")
    phone.get_by_label("Why this way?").fill("We listened to what people raised.")
    press(phone, "Save")
    phone.goto(f"{desk}edit/what/")
    phone.get_by_label("Part of which project?").select_option(label="Letters as published")
    press(phone, "Save")
    phone.goto(f"{desk}promise/")
    phone.get_by_label("We promise an answer by a day").check()
    press(phone, "Save")
    assert "You look after it." in phone.locator("main").inner_text()
    make_move(phone, "Submit for review")

    # A lead sends it back with a note, which the writer reads, heeds and submits again.
    lead = signed_in("lead")
    lead.goto(staffed.at("/staff/review/"))
    follow(lead, "Tea at the library")
    make_move(lead, "Send back", note="Please say which library.")
    phone.goto(staffed.at("/staff/"))
    assert "Please say which library." in phone.locator("main").inner_text()
    phone.goto(f"{desk}edit/summary/")
    phone.get_by_label("Summary for the public").fill("We asked readers at Anytown library.")
    press(phone, "Save")
    make_move(phone, "Submit for review")

    # The lead publishes; everybody finds it in the log and on the page of its project.
    public = signed_in()
    public.goto(staffed.at("/involvement/"))
    assert public.get_by_text("Tea at the library").count() == 0
    lead.goto(staffed.at("/staff/review/"))
    follow(lead, "Tea at the library")
    make_move(lead, "Publish")
    public.goto(staffed.at("/involvement/"))
    follow(public, "Tea at the library")
    assert "We asked readers at Anytown library." in public.locator("main").inner_text()
    assert "Promised by" in public.locator("main").inner_text()
    public.goto(staffed.at("/our-work/{public_slug}/"))
    assert public.get_by_role("link", name="Tea at the library").count() == 1

    # Signed out, the password of the invitation opens the staff pages again.
    phone.goto(staffed.at("/accounts/logout/"))
    press(phone, "Sign out")
    phone.goto(staffed.at("/staff/"))
    phone.get_by_label("E-mail address").fill("joining@example.org")
    phone.get_by_label("Password").fill("three words apart")
    press(phone, "Sign in")
    assert phone.url == staffed.at("/staff/")


def test_the_public_reads_the_old_text_until_a_second_person_publishes(staffed, signed_in):
    writer, second, public = signed_in("curator"), signed_in("second"), signed_in()
    writer.goto(staffed.at("/staff/pages/"))
    follow(writer, "About", exact=False)
    desk = writer.url
    writer.goto(f"{desk}edit/text/")
    writer.get_by_label("Opening sentence").fill("Half a change that nobody has looked at.")
    press(writer, "Save")
    writer.goto(f"{desk}edit/dates/")
    for part, value in enumerate(("4", "3", "2030")):
        writer.locator(f"[name=review_on_{part}]").fill(value)
    press(writer, "Save")
    make_move(writer, "Submit for review")
    assert writer.get_by_role("link", name="Publish", exact=True).count() == 0
    public.goto(staffed.at("/about/"))
    assert public.get_by_text("Half a change").count() == 0
    second.goto(f"{desk}review/")
    make_move(second, "Publish")
    public.reload()
    assert public.get_by_text("Half a change that nobody has looked at.").is_visible()


def test_one_person_mends_a_phone_number_by_keyboard(staffed, signed_in):
    """A small correction: one page, one press, and everybody reads when it was."""
    curator, public = signed_in("curator"), signed_in()
    curator.goto(staffed.at("/staff/projects/{ringing}/"))
    tab_to(curator, "Mend something small")
    enter(curator)
    curator.wait_for_url("**/correct/about/")
    tab_to(curator, "A phone number")
    curator.keyboard.type("A phone")
    tab_to(curator, "summary")
    curator.keyboard.press("Control+a")
    curator.keyboard.type("Ring 0113 496 0001 to take part.")
    tab_to(curator, "Correct it")
    enter(curator)
    curator.wait_for_url("**/staff/projects/*/")
    public.goto(staffed.at("/our-work/{ringing_slug}/"))
    said = public.locator("main").inner_text()
    assert "0113 496 0001" in said
    assert "0113 496 0000" not in said
    assert "Corrected on" in said


def test_what_is_withdrawn_is_gone_at_the_same_moment(staffed, signed_in):
    lead, public = signed_in("lead"), signed_in()
    search = staffed.at("/search/?q=stopping")
    public.goto(search)
    assert public.get_by_role("link", name="Letters worth stopping").count() == 1
    lead.goto(staffed.at("/staff/projects/{stopping}/"))
    make_move(lead, "Withdraw", note="The people in it asked us to.")
    public.goto(search)
    assert public.get_by_role("link", name="Letters worth stopping").count() == 0
    answer = public.goto(staffed.at("/our-work/{stopping_slug}/"))
    assert answer.status == 410
    assert public.get_by_text("The people in it asked us to.").is_visible()
    public.goto(staffed.at("/our-work/?q=stopping"))
    assert public.get_by_text("Letters worth stopping").count() == 0


def test_two_partners_become_one_and_the_old_address_goes_on_working(staffed, signed_in):
    person, public = signed_in("administrator"), signed_in()
    person.goto(staffed.at("/staff/partners/{twin}/"))
    follow(person, "Merge into another partner")
    person.get_by_label("Which one stays?").select_option(label=FORUM)
    press(person, "See what moves")
    assert "can’t be undone" in person.locator("main").inner_text()
    press(person, "Merge the two")
    answer = public.goto(staffed.at("/partners/example-anytown-forum/"))
    assert answer.status == 200
    assert public.url == staffed.at("/partners/example-anytown-health-forum/")
    assert "Example: Anytown Forum" in public.locator("main").inner_text()  # its earlier name


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("choice", ["Edit together", "Keep mine", "Keep theirs"])
def test_two_people_write_the_same_and_the_second_chooses(staffed, signed_in, choice, script):
    one = signed_in("contributor")
    two = signed_in("lead", java_script_enabled=script)
    address = staffed.at("/staff/projects/{shared}/edit/about/")
    for page in (one, two):
        page.goto(address)
    one.get_by_label("Summary").fill(f"The text of the first, {choice} {script}.")
    two.get_by_label("Summary").fill(f"The text of the second, {choice} {script}.")
    press(one, "Save")
    press(two, "Save")
    both = two.locator("main").inner_text()
    assert two.locator("h1").inner_text() == "Somebody else changed this"
    assert f"The text of the first, {choice} {script}." in both
    assert f"The text of the second, {choice} {script}." in both
    if choice == "Keep theirs":
        follow(two, choice)
    else:
        press(two, choice)
    if choice == "Edit together":
        assert f"The text of the first, {choice} {script}." in two.locator(".note").inner_text()
        two.get_by_label("Summary").fill(f"Both, {choice} {script}.")
        press(two, "Save")
    wins = {"Edit together": "Both", "Keep mine": "The text of the second"}
    one.goto(staffed.at("/staff/projects/{shared}/"))
    expected = f"{wins.get(choice, 'The text of the first')}, {choice} {script}."
    assert expected in one.locator("main").inner_text()
