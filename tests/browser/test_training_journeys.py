"""Training in a real browser: booked on a phone by keyboard without script, given back, offered to
the next and taken, by mail or by a call; a volunteer’s yes opens a session; one goes on hold and
comes back with its queue; the register is taken on a phone."""

import datetime
from pathlib import Path

import pytest

from tests.browser.acts import follow, press
from tests.browser.test_log_journeys import said

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 360, "height": 780}, "java_script_enabled": False}


def tab_to(page, words):
    """Go on by the Tab key until the thing of these words has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and words in (focused.inner_text() or ""):
            return
    raise AssertionError(words)


def book(page, staffed, name, session="last_seat"):
    """From the session’s page to the last button, by keyboard alone."""
    page.goto(staffed.at(f"/training/sessions/{{{session}}}/"))
    tab_to(page, "Book a place" if "Book a place" in said(page) else "Join the waiting list")
    page.keyboard.press("Enter")
    page.get_by_label("Name of the person who comes").focus()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(f"{name.lower()}@example.org")
    page.keyboard.press("Enter")
    page.get_by_label("Prefer not to say").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.get_by_label("Captions").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Check your answers").wait_for()
    assert "Check your answers" in said(page) and name in said(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    press(
        page, "Book this place" if "Book this place" in page.content() else "Join the waiting list"
    )


def link_of(staffed, of):
    """The newest link of a mail: ``of`` says of what."""
    names = {"bookings": ("Booking", "of_booking"), "presenting": ("PresenterSlot", "of_slot")}
    model, maker = names[of.partition(" ")[0]]
    wanted = f"filter(name='{of.partition(' ')[2]}')" if " " in of else "all()"
    staffed.portal.manage(
        "shell", "-c",
        "from pathlib import Path; from django.conf import settings; "
        f"from apps.training import links; from apps.training.models import {model}; "
        f"row = {model}.objects.{wanted}.latest('pk'); "
        f"Path(settings.VAR_DIR, 'link.txt').write_text(links.{maker}(row))",
    )  # fmt: skip
    address = Path(staffed.portal.environment["VAR_DIR"], "link.txt").read_text()
    return staffed.portal.address + "/" + address.partition("//")[2].partition("/")[2]


def test_booked_given_back_offered_to_the_next_and_taken(staffed, signed_in):
    ann, ben = signed_in(**PHONE), signed_in(**PHONE)
    book(ann, staffed, "Annie")
    assert "You have booked a place" in said(ann)
    book(ben, staffed, "Bennie")
    assert "We have written to you" in said(ben)
    ben.goto(link_of(staffed, "bookings Bennie"))
    assert "You are on the waiting list" in said(ben)
    assert "You are the first in line" in said(ben)
    mine = link_of(staffed, "bookings Annie")
    ann.goto(mine)
    assert ann.request.get(f"{mine}calendar.ics").status == 200
    ann.get_by_role("link", name="Give my place back").click()
    press(ann, "Give my place back")
    assert "You have given it back" in said(ann)
    ben.goto(link_of(staffed, "bookings Bennie"))
    assert "A place is free for you" in said(ben)
    press(ben, "Take the place")
    assert "The place is yours" in said(ben)


def test_a_volunteer_says_yes_and_the_session_opens(staffed, signed_in):
    trainer, volunteer = signed_in("trainer"), signed_in(**PHONE)
    desk = staffed.at("/staff/training/{to_open}/")
    trainer.goto(desk)
    press(trainer, "Open booking")
    assert "volunteers: 0 of 1 said yes" in said(trainer)
    trainer.goto(f"{desk}presenters/")
    trainer.get_by_label("How are they called in public?").fill("a neighbour")
    trainer.get_by_label("Volunteer", exact=True).check()
    trainer.get_by_label("E-mail address").fill("neighbour@example.org")
    press(trainer, "Ask them")
    volunteer.goto(link_of(staffed, "presenting"))
    press(volunteer, "Yes, I will")
    assert "You present this" in said(volunteer)
    trainer.goto(desk)
    press(trainer, "Open booking")
    public = signed_in()
    public.goto(staffed.at("/training/sessions/{to_open}/"))
    assert "a neighbour" in said(public) and "5 of 5 places free" in said(public)


def test_two_people_with_one_address_get_two_places(staffed, signed_in):
    page = signed_in(**PHONE)
    book(page, staffed, "Lou", "for_two")
    assert "You have booked a place" in said(page)
    follow(page, "Book for another person with the same contact")
    assert page.get_by_label("E-mail address").input_value() == "lou@example.org"
    page.get_by_label("Name of the person who comes").fill("Max")
    press(page, "Go on")
    page.get_by_label("Prefer not to say").check()
    press(page, "Go on")
    page.get_by_label("Captions").check()
    press(page, "Go on")
    press(page, "Book this place")
    assert "You have booked a place" in said(page)
    public = signed_in()
    public.goto(staffed.at("/training/sessions/{for_two}/"))
    assert "This session is full" in said(public)
    for name in ("Lou", "Max"):
        page.goto(link_of(staffed, f"bookings {name}"))
        assert "You have a place" in said(page) and name in said(page)


def test_somebody_with_a_number_alone_is_rung_and_keeps_the_place(staffed, signed_in):
    page, trainer = signed_in(**PHONE), signed_in("trainer")
    page.goto(staffed.at("/training/sessions/{by_call}/"))
    follow(page, "Join the waiting list")
    page.get_by_label("Name of the person who comes").fill("Nan")
    page.get_by_label("Phone number").fill("0113 496 0017")
    press(page, "Go on")
    page.get_by_label("Prefer not to say").check()
    press(page, "Go on")
    page.get_by_label("Nothing").check()
    press(page, "Go on")
    press(page, "Join the waiting list")
    assert "Keep this link" in said(page) and "You are the first in line" in said(page)
    mine = page.url
    trainer.goto(staffed.at("/staff/training/{by_call}/bookings/"))
    follow(trainer, "Gil Example")
    press(trainer, "Cancel it, and tell them")
    trainer.goto(staffed.at("/staff/ring/"))
    call = trainer.get_by_role("article").filter(has_text="Nan")
    assert "01134960017" in call.inner_text() and "Ask whether they want it" in call.inner_text()
    with trainer.expect_navigation():
        call.get_by_role("button", name="Reached").click()
    page.goto(mine)
    assert "A place is free for you" in said(page) and "It is kept for you until" in said(page)
    press(page, "Take the place")
    assert "The place is yours" in said(page)


def test_on_hold_and_back_with_its_queue(staffed, signed_in):
    page, trainer = signed_in(**PHONE), signed_in("trainer")
    book(page, staffed, "Oli", "to_hold")
    assert "We have written to you" in said(page)
    desk = staffed.at("/staff/training/{to_hold}/")
    trainer.goto(desk)
    follow(trainer, "Put it on hold")
    trainer.locator("main [name=reason]").fill("The heating is broken")
    again = datetime.date.today() + datetime.timedelta(days=7)
    for part, number in enumerate((again.day, again.month, again.year)):
        trainer.locator(f"main [name=look_again_on_{part}]").fill(str(number))
    press(trainer, "Put it on hold and tell everyone")
    public = signed_in()
    public.goto(staffed.at("/training/sessions/{to_hold}/"))
    assert "On hold. The heating is broken" in said(public)
    follow(public, "Tell me when it is back")
    public.get_by_label("E-mail address").fill("pat@example.org")
    press(public, "Tell me")
    mine = link_of(staffed, "bookings Oli")
    page.goto(mine)
    assert "Your turn in the list is kept" in said(page)
    trainer.goto(desk)
    press(trainer, "Bring it back")
    press(trainer, "Open booking")
    page.goto(mine)
    assert "You are the first in line" in said(page)
    trainer.goto(f"{desk}bookings/")
    follow(trainer, "Gil Example")
    press(trainer, "Cancel it, and tell them")
    page.goto(mine)
    press(page, "Take the place")
    assert "The place is yours" in said(page)


def test_a_tick_that_fails_says_so_and_can_be_pressed_again(staffed, signed_in):
    page = signed_in("trainer", viewport=PHONE["viewport"], java_script_enabled=True)
    page.goto(staffed.at("/staff/training/{ticked}/register/"))
    row = page.get_by_role("listitem").filter(has_text="Kim Example")
    page.route("**/register/*/", lambda route: route.abort())
    row.get_by_role("button", name="Came").click()
    row.get_by_role("alert").wait_for()
    assert "Not saved" in said(page) and "0 of 1 came" in said(page)
    page.unroute("**/register/*/")
    row.get_by_role("button", name="Came").click()
    row.get_by_role("button", name="Undo").wait_for()
    assert "1 of 1 came" in said(page) and "Not saved" not in said(page)
    row.get_by_role("button", name="Undo").click()
    row.get_by_role("button", name="Came").wait_for()
    page.reload()
    assert "0 of 1 came" in said(page)


def test_a_trainer_takes_the_register_on_a_phone(staffed, signed_in):
    page = signed_in("trainer", **PHONE)
    page.goto(staffed.at("/staff/training/{today}/register/"))
    jo = page.get_by_role("listitem").filter(has_text="Jo Example")

    def tap(words):
        with page.expect_navigation():
            jo.get_by_role("button", name=words).first.click()

    tap("Came")
    assert "1 of 2 came" in said(page)
    tap("Undo")
    assert "0 of 2 came" in said(page)
    tap("Came")
    page.get_by_label("Name", exact=True).fill("Quin Example")
    press(page, "Add them")
    assert "2 of 3 came" in said(page) and "walked in" in said(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    press(page, "Close the register")
    assert "It is not over yet" in said(page)  # asked once more, since it can't be undone
    press(page, "Close the register")
    assert "The register is closed" in said(page) and "Chairing a meeting" in said(page)
    page.goto(staffed.at("/staff/training/attendance/"))
    assert "Chairing a meeting" in said(page)
