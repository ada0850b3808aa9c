"""The content files write what search knows, in the transaction of the load."""

import pytest

from apps.publishing import search
from tests.home.content_files import change, load

pytestmark = pytest.mark.django_db
CANARY = "Quetzalcoatlus"


def test_the_files_write_what_they_change(folder):
    load()
    assert search.search(CANARY).total == 0
    change(folder, "projects.json", "stroke-co-creation", title=CANARY)
    change(folder, "partners.json", "lmns", name="Pterodactyl system")
    load()
    assert search.search(CANARY, kinds=["project"]).total == 1
    assert search.search(CANARY, kinds=["resource"]).total == 1  # the slides that came from it
    assert search.search("pterodactyl", kinds=["partner"]).total == 1
    assert search.search("pterodactyl", kinds=["project"]).total >= 1
