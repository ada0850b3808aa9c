"""How it felt, and hearing of it, in a real browser: five slips of which one comes back on paper,
four that are too few, a sentence that a small group agreed, and a follower who hears once."""

import datetime
import re

import pytest

from tests.browser.acts import follow, make_move, press
from tests.browser.test_answer_journeys import answered, published
from tests.browser.test_log_journeys import fill, said
from tests.smtp_sink import sink

pytestmark = pytest.mark.browser
LATER = """
import datetime, time_machine
from apps.core import clock, outbox
from apps.core.outgoing import OutgoingMail
from apps.publishing.following import telling
others = OutgoingMail.objects.exclude(kind__startswith="follow")  # invitations change once sent
others.update(next_try_at=clock.now() + datetime.timedelta(days=999))
with time_machine.travel(clock.now() + datetime.timedelta(minutes={minutes}), tick=False):
    telling.tell_followers()
    outbox.send_waiting()
"""


def slips(writer, desk, number):
    """The codes of so many printed slips."""
    writer.goto(f"{desk}rating/")
    writer.get_by_label("How many people took part?").fill(str(number))
    press(writer, "Print slips")
    return re.findall(r"\b[A-Z0-9]{4} [A-Z0-9]{4}\b", said(writer))


def rate(person, staffed, code, felt):
    """One person, one code: typed as it stands on the slip, one answer, sent."""
    person.goto(staffed.at("/rate/"))
    person.get_by_label("Code").fill(code.lower())
    press(person, "Go on")
    person.get_by_text(felt).click()
    press(person, "Send")
    assert "Thank you" in said(person)


def test_five_answer_and_one_on_paper_and_four_are_too_few(staffed, signed_in):
    writer, lead = signed_in("contributor"), signed_in("lead")
    person = signed_in(viewport={"width": 360, "height": 780}, java_script_enabled=False)
    desk = published(writer, lead, staffed, "Talking on the ward")
    page = writer.locator("main").get_by_role("link", name=re.compile("public page", re.IGNORECASE))
    writer.goto(desk)
    public = page.first.get_attribute("href")

    codes = slips(writer, desk, 5)
    assert len(codes) == 5
    for code in codes[:4]:
        rate(person, staffed, code, "We were asked what we think")
    assert person.context.cookies() == []
    person.goto(staffed.at(f"/rate/{codes[0].replace(' ', '')}/"))
    assert "This code does not work" in said(person), "a code works once"
    writer.goto(f"{desk}rating/")
    assert "Consult" not in said(writer), "while it is open nobody reads an answer"
    follow(writer, "Type in an answer on paper")
    writer.get_by_text("We were asked what we think").click()
    press(writer, "Save")
    person.goto(staffed.at(public))
    assert "How it felt to people" not in said(person)
    writer.goto(f"{desk}rating/")
    press(writer, "Close")
    person.reload()
    assert "People felt it was nearer to Consult" in said(person)
    assert "Staff described this as Engage." in said(person)
    assert "(5 answers; 5 codes given out)" in said(person)
    assert person.evaluate("document.documentElement.scrollWidth") <= 360

    desk = published(writer, lead, staffed, "Letters about the car park")
    writer.goto(desk)
    public = page.first.get_attribute("href")
    for code in slips(writer, desk, 6)[:4]:
        rate(person, staffed, code, "We were told about plans")
    writer.goto(f"{desk}rating/")
    press(writer, "Close")
    assert "Too few people answered" in said(writer), "it warns first"
    press(writer, "Close: nobody will see these answers")
    person.goto(staffed.at(public))
    assert "Fewer than 5 people answered, so we keep the answers private." in said(person)
    assert "Inform" not in said(person).partition("How it felt to people")[2].partition("When")[0]


def test_four_people_agree_one_sentence(staffed, signed_in):
    writer, lead, public = signed_in("contributor"), signed_in("lead"), signed_in()
    desk = published(writer, lead, staffed, "Four people and a kettle")
    day = datetime.date.today()
    fill(
        writer, desk, "felt", agreed_words="We were heard, and nobody hurried us.",
        agreed_on_0=str(day.day), agreed_on_1=str(day.month), agreed_on_2=str(day.year),
    )  # fmt: skip
    make_move(writer, "Submit for review")
    lead.goto(f"{desk}review/")
    make_move(lead, "Publish")
    public.goto(staffed.at("/involvement/?q=kettle"))
    follow(public, "Four people and a kettle")
    assert "What the group agreed together" in said(public)
    assert "We were heard, and nobody hurried us." in said(public)
    assert f"Read back to the group on {day.day} {day:%B %Y}." in said(public)


def test_a_follower_gets_exactly_one_mail_and_stops(staffed, signed_in):
    writer, lead = signed_in("contributor"), signed_in("lead")
    person = signed_in(viewport={"width": 360, "height": 780}, java_script_enabled=False)
    desk = published(writer, lead, staffed, "Asking under the clock")
    with sink() as server:

        def mails(minutes=0):
            """What the portal sends by then; everything it sent before is forgotten."""
            server.messages.clear()
            code = LATER.format(minutes=minutes)
            staffed.portal.manage("shell", "-c", code, EMAIL_URL=server.url)
            to_jo = [one for one in server.messages if one["To"] == "jo.follows@example.org"]
            texts = [one.get_payload(0).get_payload(decode=True).decode() for one in to_jo]
            return [(one["Subject"], text) for one, text in zip(to_jo, texts, strict=True)]

        person.goto(staffed.at("/involvement/?q=clock"))
        follow(person, "Asking under the clock")
        follow(person, "Get news of this")
        person.get_by_label("E-mail address").fill("jo.follows@example.org")
        press(person, "Tell me")
        assert "Look in your mailbox" in said(person)
        [(subject, text)] = mails()
        assert subject == "Please confirm: news of Asking under the clock"
        person.goto(staffed.at(re.search(r"https?://[^/]+(/follow/confirm/\S+)", text)[1]))
        person.get_by_label("Each time there is something new").check()
        press(person, "Yes, write to me")
        assert "You hear from us" in said(person)

        answered(
            writer, lead, desk, closing="We could not, because …",
            could_not_because="The lift belongs to the landlord.",
        )  # fmt: skip
        [(subject, text)] = mails(minutes=5)
        assert subject == "News of Asking under the clock"
        assert "The lift belongs to the landlord." in text
        assert mails(minutes=10) == []
        person.goto(staffed.at(re.search(r"https?://[^/]+(/follow/stop/\S+)", text)[1]))
        person.keyboard.press("Tab")
        press(person, "Stop")
        assert "Stopped" in said(person)
        assert "deleted" in said(person)
