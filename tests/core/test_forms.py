"""What every form of ours does with answers, whatever it asks."""

import pytest
from django import forms
from django.http import QueryDict

from apps.core.forms import CountedTextarea, ManyChoices, PartialDateField, PortalForm, Radios

pytestmark = pytest.mark.any_database


class Asked(PortalForm):
    """A choice with questions inside it."""

    day = forms.ChoiceField(choices=[("today", "Today"), ("other", "Other")], widget=Radios)
    when = PartialDateField(label="When?", required=False)
    ways = ManyChoices(choices=[("post", "Post"), ("phone", "Phone")], required=False)
    address = forms.CharField(label="Address", max_length=20, required=False)
    reveals = {"day": {"other": "when"}, "ways": {"post": "address"}}


def asked(**answers):
    form = Asked(QueryDict("&".join(f"{name}={value}" for name, value in answers.items())))
    form.is_valid()
    return form


def test_what_stands_in_a_choice_that_is_not_chosen_is_neither_checked_nor_kept():
    wrong = {"when_0": 31, "when_1": 2, "address": "x" * 30}
    form = asked(day="today", ways="phone", **wrong)
    assert form.errors == {}
    assert form.cleaned_data["when"] is None
    assert form.cleaned_data["address"] == ""
    assert set(asked(day="other", ways="post", **wrong).errors) == {"when", "address"}


def test_what_stands_in_the_chosen_one_is_kept():
    form = asked(day="other", ways="post", when_2=2026, address="1 Lane")
    assert form.cleaned_data["when"].first.year == 2026
    assert form.cleaned_data["address"] == "1 Lane"


def test_a_line_stays_one_line():
    form = asked(day="today", ways="post", address="1%20Lane%0D%0A%00Anytown%07")
    assert form.errors == {}
    assert form.cleaned_data["address"] == "1 Lane Anytown"


def test_control_characters_alone_are_no_answer():
    class Named(PortalForm):
        name = forms.CharField(label="Name", error_messages={"required": "Enter a name"})

    assert Named(QueryDict("name=%07%0A")).errors == {"name": ["Enter a name"]}


@pytest.mark.parametrize("widget", [forms.TextInput, forms.Textarea])
@pytest.mark.parametrize(
    "unseen", ["\u200b", "\u2060\ufeff", "\u00ad \u00a0", "\u200f", "\u3164", "\u2800\u034f"]
)
def test_what_nobody_can_see_is_no_answer(unseen, widget):
    class Named(PortalForm):
        name = forms.CharField(widget=widget, error_messages={"required": "Enter a name"})

    assert Named({"name": unseen}).errors == {"name": ["Enter a name"]}


def test_signs_of_direction_stay_inside_real_text():
    form = asked(day="today", ways="post", address="\u200f\u0634\u200c\u0627\u200f 1")
    assert form.cleaned_data["address"] == "\u200f\u0634\u200c\u0627\u200f 1"


def test_a_browser_cuts_nothing_that_is_pasted_and_a_long_text_stays_whole():
    class Long(PortalForm):
        title = forms.CharField(max_length=5)
        note = forms.CharField(max_length=5, widget=forms.Textarea)
        email = forms.EmailField()
        counted = forms.CharField(max_length=5, widget=CountedTextarea(5))
        when = PartialDateField()

    form = Long({"title": "abcdefghij"})
    drawn = form.as_p()
    assert "maxlength" not in drawn
    assert 'value="abcdefghij"' in drawn
    assert form.errors["title"] == ["Shorten this to 5 characters"]


def test_a_refusal_is_a_sentence_of_ours_and_repeats_nothing_typed():
    form = asked(day="mars", ways="post", address="x" * 21)
    assert form.errors["day"] == ["Choose one of the answers offered here"]
    assert form.errors["address"] == ["Shorten this to 20 characters"]
    assert asked(day="other", when_2="2" * 11).errors["when"] == ["Shorten this to 10 characters"]


def test_a_sentence_that_a_form_has_itself_is_kept():
    class Own(PortalForm):
        words = forms.CharField(max_length=3, error_messages={"max_length": "Fewer words"})

    assert Own(QueryDict("words=four")).errors == {"words": ["Fewer words"]}
