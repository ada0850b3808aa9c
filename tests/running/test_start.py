"""bin/start with production settings, as the container runs it, on the database of this run."""

import contextlib
import http.client
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.serving import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
HOST = "portal.example.org"


@contextlib.contextmanager
def fresh_database(folder: Path) -> Iterator[str]:
    """The address of an empty database: a file, or one more on the PostgreSQL server in use."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield f"sqlite:///{folder / 'db.sqlite3'}"
        return
    name = f"start_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield f"{server.rsplit('/', 1)[0]}/{name}"
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            connection.execute(drop)


def production(folder: Path, **variables: str) -> dict[str, str]:
    """The whole environment of an installation behind a proxy, and nothing of this machine's."""
    return {
        "PATH": os.environ["PATH"],
        "ENVIRONMENT": "production",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": HOST,
        "SITE_URL": f"https://{HOST}",
        "SECURITY_CONTACT": "mailto:security@example.org",
        "BEHIND_PROXY": "1",
        "CACHE_URL": "dbcache://portal_cache",
        "LOAD_CONTENT": "1",
        "WEB_CONCURRENCY": "2",
        "VAR_DIR": str(folder),
        **variables,
    }


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The portal, started once for all tests here."""
    folder, number = tmp_path_factory.mktemp("var"), free_port()
    with fresh_database(folder) as database, (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "bin/start"],
            cwd=ROOT,
            env=production(folder, DATABASE_URL=database, SERVE_PORT=str(number)),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_it_answers(server, number, folder / "log")
            yield number
        finally:
            server.terminate()
            assert server.wait(timeout=30) == 0


def wait_until_it_answers(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Migrations and content come first: up to three minutes on a busy machine."""
    until = time.monotonic() + 180
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError):
            ask(port, "/healthz")
            return
        time.sleep(0.1)
    pytest.fail(f"The portal did not start:\n{log.read_text()}")


def ask(
    port: int, path: str, *, host: str = HOST, scheme: str = "https"
) -> tuple[http.client.HTTPResponse, bytes]:
    """What the proxy would send on."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    with contextlib.closing(connection):
        connection.request("GET", path, headers={"Host": host, "X-Forwarded-Proto": scheme})
        response = connection.getresponse()
        return response, response.read()


def test_says_that_it_lives_to_the_container_itself(port: int) -> None:
    response, body = ask(port, "/healthz", host=f"127.0.0.1:{port}", scheme="http")
    assert (response.status, body) == (200, b"ok")


def test_says_that_it_can_do_its_work(port: int) -> None:
    assert ask(port, "/readyz")[0].status == 200


def test_the_front_page_answers_with_the_headers_of_production(port: int) -> None:
    response, body = ask(port, "/")
    assert response.status == 200
    assert b"</html>" in body
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "max-age=63072000" in response.headers["Strict-Transport-Security"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in response.headers


def test_the_style_sheet_is_served_hashed_and_for_a_year(port: int) -> None:
    page = ask(port, "/")[1].decode()
    address = page.split('rel="stylesheet" href="', 1)[1].split('"', 1)[0]
    response, body = ask(port, address)
    assert (response.status, response.headers["Content-Type"]) == (200, 'text/css; charset="utf-8"')
    assert "immutable" in response.headers["Cache-Control"]
    assert body


def test_a_foreign_host_is_refused(port: int) -> None:
    assert ask(port, "/", host="evil.example.org")[0].status == 400


def test_without_https_the_reader_is_sent_there(port: int) -> None:
    response, _ = ask(port, "/", scheme="http")
    assert (response.status, response.headers["Location"]) == (301, f"https://{HOST}/")


def test_a_request_line_past_the_limit_is_refused(port: int) -> None:
    assert ask(port, "/?q=" + "x" * 8000)[0].status < 500
    assert 400 <= ask(port, "/?q=" + "x" * 9000)[0].status < 500


@pytest.mark.parametrize("variable", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL"])
def test_in_production_a_missing_variable_stops_the_start_by_its_name(
    variable: str, tmp_path: Path
) -> None:
    assert f"{variable} is not set" in refused_start(tmp_path, **{variable: ""})


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("SERVE_PORT", "abc", "SERVE_PORT is 'abc'. Set it to a number from 1 to 65535"),
        ("SERVE_PORT", "99999", "SERVE_PORT is '99999'. Set it to a number from 1 to 65535"),
        ("SERVE_HOST", "nosuchhost.invalid", "SERVE_HOST is 'nosuchhost.invalid'"),
        ("VAR_DIR", __file__, f"VAR_DIR is '{__file__}'"),
        ("VAR_DIR", f"{__file__}/below", f"VAR_DIR is '{__file__}/below'"),
    ],
)
def test_a_wrong_variable_stops_the_start_with_one_sentence(
    variable: str, value: str, sentence: str, tmp_path: Path
) -> None:
    said = refused_start(tmp_path, **{variable: value})
    assert sentence in said
    assert len(said.splitlines()) == 1


def refused_start(folder: Path, **variables: str) -> str:
    """What a start says that stops before it serves."""
    done = subprocess.run(
        [sys.executable, "bin/start"],
        cwd=ROOT,
        env=production(folder, DATABASE_URL="sqlite://:memory:", **variables),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_new_installation_makes_its_folder_and_database(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "yet"
    environment = production(folder)
    environment.pop("DATABASE_URL", None)
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "core", "--verbosity=0"],
        cwd=ROOT,
        env=environment,
        check=True,
    )
    assert (folder / "db.sqlite3").exists()
