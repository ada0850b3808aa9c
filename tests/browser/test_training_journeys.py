"""Training in a real browser: booked on a phone by keyboard without script, given back, offered to
the next and taken; a volunteer’s yes opens a session."""

from pathlib import Path

import pytest

from tests.browser.acts import press
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


def book(page, staffed, name):
    """From the session’s page to the last button, by keyboard alone."""
    page.goto(staffed.at("/training/sessions/{last_seat}/"))
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
