"""The data dictionary follows the forms."""

from pathlib import Path

import pytest

from apps.publishing.dictionary import dictionary

pytestmark = pytest.mark.any_database

PAGE = Path(__file__).parents[2] / "docs" / "fields.md"


@pytest.mark.django_db
def test_the_dictionary_is_current():
    """To write it anew: delete it and run this."""
    if not PAGE.exists():
        PAGE.write_text(dictionary())
    assert PAGE.read_text() == dictionary()
