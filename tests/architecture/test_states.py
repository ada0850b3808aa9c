"""docs/states.md is made from the table of moves and is current."""

from pathlib import Path

import pytest

from apps.publishing.diagram import document

pytestmark = pytest.mark.any_database

FILE = Path(__file__).resolve().parents[2] / "docs" / "states.md"


def test_the_document_of_states_is_current():
    """Change a move, and this file shows it as a diff. To write it anew: delete it, run this."""
    if not FILE.exists():
        FILE.write_text(document())
    assert FILE.read_text() == document()
