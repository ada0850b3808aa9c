"""Every component stands in the gallery, and each of its states can be drawn."""

from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from apps.home.gallery.components import COMPONENTS

pytestmark = pytest.mark.any_database

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "components"
STATES = [(name, label, values) for name, of in COMPONENTS.items() for label, values in of]


def test_the_gallery_shows_every_component():
    assert {path.name for path in FOLDER.glob("*.html")} == set(COMPONENTS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "label", "values"), STATES, ids=lambda v: v if isinstance(v, str) else ""
)
def test_each_state_can_be_drawn(name, label, values):
    request = RequestFactory().get("/")
    assert render_to_string(f"components/{name}", values, request=request).strip()
