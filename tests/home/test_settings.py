"""A start with something missing is refused in a sentence that names it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.any_database

ROOT = Path(__file__).resolve().parents[2]
WHOLE = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "a-secret-of-fifty-characters-made-only-for-this-test-0123456789",
    "ALLOWED_HOSTS": "portal.example.org",
    "SITE_URL": "https://portal.example.org",
}


def check(tmp_path, **environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level=WARNING"],
        cwd=ROOT,
        env={**kept, "VAR_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_with_all_it_needs_is_clean(tmp_path):
    done = check(tmp_path, **WHOLE)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL"])
def test_what_is_missing_in_production_is_named(tmp_path, missing):
    done = check(tmp_path, **{n: v for n, v in WHOLE.items() if n != missing})
    assert done.returncode != 0
    assert f"{missing} is not set" in done.stderr


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"ENVIRONMENT": "prod"}, "ENVIRONMENT is 'prod'"), ({"DEBUG": "on"}, "DEBUG is on")],
)
def test_what_is_wrong_is_named(tmp_path, wrong, said):
    done = check(tmp_path, **(WHOLE | wrong))
    assert done.returncode != 0
    assert said in done.stderr


def test_a_folder_that_is_a_file_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    done = check(tmp_path, **WHOLE | {"VAR_DIR": str(tmp_path / "file")})
    assert done.returncode != 0
    assert "VAR_DIR is" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_variables_left_empty_as_in_the_example_are_as_good_as_unset(tmp_path):
    empty = {"CACHE_URL": "", "CONTENT_DIR": "", "DATABASE_URL": "", "SECRET_KEY_FALLBACKS": ""}
    done = check(tmp_path, **WHOLE, **empty)
    assert done.returncode == 0, done.stdout + done.stderr


def test_in_development_the_portal_s_address_follows_the_port_it_is_served_on(tmp_path):
    environment = {"ENVIRONMENT": "development", "SERVE_PORT": "8201"}
    assert value_of("SITE_URL", tmp_path, **environment) == "http://localhost:8201"
    assert value_of("SITE_URL", tmp_path, **environment | {"SERVE_PORT": ""}).endswith(":8000")


def value_of(name, folder, **environment):
    """A setting as a process with this environment reads it."""
    done = subprocess.run(
        [sys.executable, "-c", f"from django.conf import settings as s; print(s.{name})"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "coprod_portal.settings",
            "VAR_DIR": str(folder), **environment,
        },
        capture_output=True,
        text=True,
        check=True,
    )  # fmt: skip
    return done.stdout.strip()


def test_cookies_are_bound_to_the_host_in_production(tmp_path):
    code = (
        "from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.DEBUG)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "coprod_portal.settings",
            "VAR_DIR": str(tmp_path), **WHOLE,
        },
        capture_output=True,
        text=True,
        check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["__Host-session", "__Host-csrf", "True", "False"]
