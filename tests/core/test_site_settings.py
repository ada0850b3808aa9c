"""A partnership changes its name and colours, and can't make a page unreadable by it."""

import pytest
from django.core.exceptions import ValidationError

from apps.core import site_settings

pytestmark = pytest.mark.django_db


def test_a_change_shows_on_the_next_page(content, visitor):
    visitor.get("/")
    site_settings.store(name="name", value="Doing it together")
    assert "Doing it together" in visitor.get("/").content.decode()


def test_the_stylesheet_of_colours_has_a_new_address_when_they_change(content, visitor):
    before = visitor.get("/").content.decode()
    site_settings.store(name="brand", value="#1A2B5C")
    after = visitor.get("/").content.decode()
    address = after.split('href="/theme-')[1].split('"')[0]
    assert address not in before
    sheet = visitor.get(f"/theme-{address}")
    assert "--brand:#1A2B5C" in sheet.content.decode()
    assert "immutable" in sheet.headers["Cache-Control"]


def test_an_older_address_of_the_colours_is_not_found(content, visitor):
    assert visitor.get("/theme-0123456789.css").status_code == 404


@pytest.mark.parametrize("value", ["#FFFFFF", "#FFDD00", "green", "#12345", "url(x)", ""])
def test_a_colour_that_cannot_be_read_is_refused(value):
    with pytest.raises(ValidationError):
        site_settings.store(name="brand", value=value)


def test_the_contrast_is_that_of_the_guidelines():
    assert site_settings.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert site_settings.contrast("#17443A", "#FFFFFF") == pytest.approx(10.9, abs=0.1)


def test_an_unknown_setting_is_refused():
    with pytest.raises(ValidationError, match="no setting"):
        site_settings.store(name="nonsense", value="1")
