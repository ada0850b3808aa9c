"""The gallery: every kind of question in every state, and forms that say what is wrong."""

import re

import pytest

from apps.home.gallery.views import FILLED, STATES

pytestmark = pytest.mark.django_db
RIGHT = {
    "title": "Carers’ café", "heard": "Signs are too high.", "minutes": "90", "place": "leeds",
    "way": "engage", "reply_by": "phone", "phone": "01632 960000", "needs": ["captions", "other"],
    "other_need": "A quiet room", "agreed": "on", "held_on_0": "4", "held_on_1": "5",
    "held_on_2": "2026", "started_2": "2022", "started_1": "4", "took_part_0": "more_than",
    "took_part_1": "100", "took_part_2": "people",
}  # fmt: skip
FORM = "/staff/components/form/empty/"


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize("address", ["", *(f"form/{s}/" for s in STATES), "one-question/", "set/"])
def test_is_open_in_development_and_for_curators_in_production(
    content, visitor, curator, contributor, settings, address
):
    assert visitor.get(f"/staff/components/{address}").status_code in (200, 422)
    settings.ENVIRONMENT = "production"
    assert visitor.get(f"/staff/components/{address}").status_code == 302
    assert contributor.get(f"/staff/components/{address}").status_code == 404
    assert curator.get(f"/staff/components/{address}").status_code in (200, 422)


def test_a_state_that_does_not_exist_is_not_found(visitor):
    assert visitor.get("/staff/components/form/nonsense/").status_code == 404


def test_right_answers_are_understood(content, visitor):
    response = visitor.post(FORM, RIGHT)
    page = text(response)
    assert response.status_code == 200
    for understood in ("more than 100 people", "April 2022", "May 4, 2026", "Carers’ café"):
        assert understood in page.replace("4 May 2026", "May 4, 2026")


def test_an_empty_form_says_for_each_question_what_to_do(content, visitor):
    response = visitor.post(FORM, {})
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error: Every kind of question" in page
    for message in (
        "Enter what it was", "Enter what people told you", "Enter how long it lasted, in minutes",
        "Choose where it was", "Select how people were involved", "Select how we should reply",
        "Select what would help, or None of these", "Confirm that each of them knows",
        "Enter a date, like 4 3 2026",
    ):  # fmt: skip
        assert page.count(message) == 2, message  # in the summary and beside the field
    assert "This field is required" not in page


def test_every_link_of_the_summary_leads_to_an_input(content, visitor):
    page = visitor.post(FORM, {}).content.decode()
    summary = page.split("nhsuk-error-summary__list")[1].split("</ul>")[0]
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert len(targets) == 9
    for target in targets:
        assert re.search(rf'<(input|select|textarea)[^>]* id="{target}"', page), target


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"held_on_0": "31", "held_on_1": "2"}, "Enter a real date, like 4 3 2026"),
        ({"held_on_0": ""}, "The date must include a day"),
        ({"held_on_2": "26"}, "Enter the year with four digits, like 2026"),
        ({"held_on_1": "May"}, "Enter the date in numbers, like 4 3 2026"),
        ({"started_1": "", "started_0": "4"}, "Enter the month too, or leave the day blank."),
        ({"started_2": ""}, "Enter the year. The day and the month may be left blank."),
        ({"took_part_1": "many"}, "Enter a whole number, like 12"),
        ({"took_part_1": "٣"}, "Enter a whole number, like 12"),
        ({"minutes": "an hour"}, "Enter a whole number of minutes, like 90"),
        ({"needs": ["captions", "none"]}, "Choose “None of these” or the others, not both."),
        ({"reply_by": "email"}, "Enter an e-mail address, like name@example.org"),
        ({"place": "mars"}, "Choose one of the answers offered here"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_the_rest_is_kept(content, visitor, wrong, message):
    response = visitor.post(FORM, RIGHT | wrong)
    page = response.content.decode()
    assert response.status_code == 422
    assert page.count(message) == 2
    assert 'value="Carers’ café"' in page
    assert "A quiet room" in page


def test_what_was_typed_stays_text(content, visitor):
    hostile = '"><script>alert(1)</script>'
    page = visitor.post(FORM, RIGHT | {"title": hostile, "held_on_0": hostile}).content.decode()
    assert "<script>alert" not in page


def test_hints_and_errors_are_told_to_screen_readers(content, visitor):
    page = visitor.post(FORM, {}).content.decode()
    for described in re.findall(r'aria-describedby="([^"]+)"', page):
        for one in described.split():
            assert f'id="{one}"' in page, one
    title = re.search(r'<input[^>]*id="id_title"[^>]*>', page)[0]
    assert 'aria-describedby="id_title_helptext id_title_error"' in title
    assert 'aria-invalid="true"' in title
    way = page.split("Which way of involving people fits best?")[0].rsplit("<fieldset", 1)[1]
    assert 'aria-describedby="id_way_error"' in way


def test_ids_stand_once(content, visitor):
    for state in STATES:
        page = visitor.get(f"/staff/components/form/{state}/").content.decode()
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids))


def test_a_filled_form_shows_what_is_known(content, visitor):
    page = visitor.get("/staff/components/form/filled/").content.decode()
    assert re.search(r'id="id_held_on_2"[^>]*value="2026"|value="2026"[^>]*id="id_held_on_2"', page)
    assert re.search(
        r'value="100"[^>]*id="id_took_part_1"|id="id_took_part_1"[^>]*value="100"', page
    )
    assert not re.search(r'id="id_started_0"[^>]*value="\d', page)
    assert str(FILLED["minutes"]) in page


def test_a_revealed_question_stands_inside_its_choice_and_only_there(content, visitor):
    page = visitor.get(FORM).content.decode()
    assert page.count('name="phone"') == 1
    inside = page.split('id="conditional-id_reply_by_1"')[1][:600]
    assert 'name="phone"' in inside


def test_none_of_these_stands_after_or(content, visitor):
    page = visitor.get(FORM).content.decode()
    assert re.search(r'__divider">or</div>\s*<div[^>]*><input[^>]*value="none"', page)


def test_a_question_can_be_the_heading_of_its_page(content, visitor):
    page = visitor.get("/staff/components/one-question/").content.decode()
    assert page.count("<h1") == 1
    assert re.search(r'<h1[^>]*><label[^>]*for="id_name">What is your name\?</label></h1>', page)


def test_another_form_is_added_without_script_and_nothing_typed_is_lost(content, visitor):
    data = {
        "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-partner": "Carers Leeds",
        "form-0-role": "lead", "add": "1",
    }  # fmt: skip
    page = visitor.post("/staff/components/set/", data).content.decode()
    assert 'value="Carers Leeds"' in page
    assert 'name="form-1-partner"' in page


@pytest.mark.parametrize("total", ["", "x", "-5", "99999999999", "1000"])
def test_a_broken_set_is_answered_calmly(content, visitor, total):
    for more in ({}, {"add": "1"}):
        response = visitor.post("/staff/components/set/", {"form-TOTAL_FORMS": total, **more})
        assert response.status_code < 500
