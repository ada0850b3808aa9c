"""The content of tests has the same search in every process, whatever ran there before: row ids of
SQLite's index are those of the documents, which go on counting after a flush."""

import pytest
from django.core.management import call_command

from apps.publishing import search
from tests import snapshot


@pytest.mark.any_database  # PostgreSQL keeps its index in the documents themselves
@pytest.mark.django_db(transaction=True)
def test_a_load_after_rows_were_committed_and_flushed_finds_the_same(monkeypatch):
    monkeypatch.setattr(snapshot, "_loaded", {})
    for _round in range(2):  # the second on what the flush leaves behind
        snapshot.lay_down()
        assert search.search("stroke").total >= 1
        snapshot._loaded.clear()
        call_command("flush", interactive=False, verbosity=0, reset_sequences=False)
