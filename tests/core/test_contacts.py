"""Whoever is looked for is found in every spelling, and nobody else is."""

import pytest

from apps.core.contacts import Contact

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("ada@example.org", "Write to Ada+news@Example.org."),
        ("ADA+x@example.org", "<ada@example.org>"),
        ("ada@example.org", "mailto:ada@example.org?subject=x"),
        ("0113 496 0755", "Ring +44 (0)113 496-0755 after 5"),
        ("+44 113 496 0755", "01134960755"),
        ("0044 113 4960755", "0113.496.0755"),
        ("0113 496 0755", "(0113) 496 0755, or later"),
    ],
)
def test_is_found_in_a_text(typed: str, text: str) -> None:
    assert Contact.read(typed).is_in(text)
    assert Contact.read(typed).is_in({"deep": [{"words": text}]})


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("ada@example.org", "ada@example.org.uk"),
        ("ada@example.org", "nada@example.org"),
        ("ada@example.org", "ada.example.org"),
        ("0113 496 0755", "0113 496 07556"),
        ("0113 496 0755", "901134960755"),
        ("0113 496 0755", ""),
    ],
)
def test_another_one_is_not(typed: str, text: str) -> None:
    assert not Contact.read(typed).is_in(text)


@pytest.mark.parametrize("typed", ["", "ada", "ada@", "12345", "0113 496 075 x"])
def test_what_is_neither_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="neither an e-mail address nor a phone number"):
        Contact.read(typed)
