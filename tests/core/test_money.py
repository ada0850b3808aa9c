"""Amounts: typed and read in pounds, kept in pence."""

import pytest
from django.core.exceptions import ValidationError

from apps.core.money import MoneyField, in_words


@pytest.mark.parametrize(
    ("typed", "pence", "words"),
    [
        ("0", 0, "Free"), ("15", 1500, "£15"), ("£15.00", 1500, "£15"), ("12.5", 1250, "£12.50"),
        (" £ 1,250.05 ", 125005, "£1,250.05"), ("0.07", 7, "£0.07"),
    ],
)  # fmt: skip
def test_it_is_typed_as_people_write_it_and_comes_back(typed, pence, words):
    field = MoneyField()
    assert field.clean(typed) == pence
    assert in_words(pence) == words
    assert field.clean(field.prepare_value(pence)) == pence, "what the form shows is the same again"


@pytest.mark.parametrize(
    "typed", ["-1", "12.345", "ten", "15 pence", "1e3", "٣", "$5", "1.2.3", "10000.01", "9" * 40]
)
def test_what_is_no_amount_says_what_to_type(typed):
    with pytest.raises(ValidationError, match="Enter an amount"):
        MoneyField().clean(typed)


def test_nothing_is_no_amount():
    assert MoneyField(required=False).clean("  ") is None
