"""Personas, the partnership's content, and a clean slate for every test."""

import gc
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client

from apps.accounts.models import User
from apps.core import abbreviations, facets, site_settings, versions
from tests import migrated, snapshot

pytest_plugins = ["tests.personas"]


def forget_everything() -> None:
    """One process meets many databases here; in life it meets one, under rising numbers."""
    versions.store.key = None
    versions.store.pages.clear()
    versions.store.size = 0
    facets.forget()
    site_settings.forget()
    abbreviations.forget()


@pytest.fixture(scope="session")
def django_db_keepdb(
    django_db_modify_db_settings_parallel_suffix: None, request: pytest.FixtureRequest
) -> bool:
    """A process on SQLite begins with the tables that bin/test has migrated for all of them."""
    name = configured.DATABASES["default"]["TEST"].get("NAME")  # of each process its own
    on_sqlite = configured.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    laid = on_sqlite and migrated.lay_down(Path(name))
    return laid or bool(request.config.getvalue("reuse_db"))


@pytest.fixture(autouse=True)
def clean_slate() -> Iterator[None]:
    forget_everything()
    yield
    forget_everything()


@pytest.fixture
def swept() -> Iterator[None]:
    """Whatever was left open when an upload was let go is collected before the next test: Django's
    handler of large files drops its file unclosed."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.fixture
def content(db: None) -> None:
    """The partnership's own content, loaded as it is for the public."""
    snapshot.lay_down()


@pytest.fixture(autouse=True)
def content_before_people(request: pytest.FixtureRequest) -> None:
    """As in life: the content is there before somebody makes records, and has its own numbers."""
    if "content" in request.fixturenames:
        request.getfixturevalue("content")


@pytest.fixture
def visitor() -> Client:
    """Somebody without an account."""
    return Client()


@pytest.fixture
def signed_in(db: None) -> Client:
    """A member of staff without any particular right."""
    client = Client()
    client.force_login(User.objects.create_user("staff@example.org", "a long enough password"))
    return client


@pytest.fixture
def files_apart(settings, tmp_path) -> None:
    """A storage of its own."""
    default = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "media"}}
    settings.STORAGES = {**settings.STORAGES, "default": default}
