"""Back up, destroy, restore: every row and file equal, on either database and from one to the
other."""

import json
import os
import re
import secrets
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.running.test_start import ROOT, fresh_database

DUMP = """
from apps.core.backup.tables import backed_up, lines
import hashlib
for model in backed_up():
    rows = list(lines(model))
    print(model._meta.label, len(rows), hashlib.sha256(b"".join(rows)).hexdigest())
"""
FILL = """
from apps.accounts.models import User, Grant
from apps.core import audit, mail
from apps.core.models import MailText
from apps.partners.models import Partner
from apps.publishing.models import Picture, Version
user = User.objects.create_user("sam@example.org", "a long enough password", name="Sam “Ø” 木")
grant = Grant.objects.create(user=user, role="lead")
grant.partners.add(Partner.objects.first())
audit.note(act="invited", by=user, target=grant, deep={"n": [1, None, "=1+1"]})
mail.leave(kind="test", key="k", recipient="sam@example.org", ids={"user": user.pk})
MailText.objects.create(kind="test", subject="s", body="line\\nline\\u2028 end")
Version.objects.create(kind="project", object_id=1, number=1, revision=0, made_by_id=user.pk,
    made_by_label="Sam", data={"title": "Ærø", "rows": []})
Picture.objects.create(kind="story", object_id=1, folder="pictures/2026/beef", width=480,
    height=320, widths=[480], alt="Six people.", basis="nobody", author=user)
"""
FILES = ("showcase/2026/f00d", "pictures/2026/beef/480.webp")


def environment(folder: Path, database: str) -> dict[str, str]:
    folder.mkdir(exist_ok=True)
    return {
        **os.environ, "ENVIRONMENT": "development", "VAR_DIR": str(folder), "LOG_LEVEL": "ERROR",
        "DATABASE_URL": database, "SECRET_KEY": secrets.token_hex(32),
    }  # fmt: skip


def manage(where, *words, check=True):
    return subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=where, check=check,
        capture_output=True, text=True, timeout=240,
    )  # fmt: skip


def shell(where, code):
    return manage(where, "shell", "--verbosity=0", "--command", code).stdout


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory):
    """A portal with content, a person, mail and files; its rows, and a backup of it."""
    folder = tmp_path_factory.mktemp("lived_in")
    with fresh_database(folder) as database:
        here = environment(folder, database)
        manage(here, "migrate", "--verbosity=0")
        manage(here, "load_content")
        shell(here, FILL)
        for name in FILES:
            file = folder / "media" / name
            file.parent.mkdir(parents=True)
            file.write_bytes(name.encode() + bytes(range(256)) * 5000)
        said = manage(here, "backup", str(folder / "backup.zip")).stdout
        yield here, folder, shell(here, DUMP), said


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    """A migrated database that every refused restore leaves as it is, and its rows."""
    folder = tmp_path_factory.mktemp("untouched")
    with fresh_database(folder) as database:
        there = environment(folder, database)
        manage(there, "migrate", "--verbosity=0")
        yield there, shell(there, DUMP)


@pytest.fixture
def elsewhere(tmp_path):
    """An empty database of the same kind on another machine."""
    with fresh_database(tmp_path) as database:
        yield environment(tmp_path / "var", database)


def without_number(dump):
    """All rows but the number of what the public sees: a restored portal shows something new."""
    return [line for line in dump.splitlines() if not line.startswith("core.VersionNumber")]


def test_every_row_and_file_comes_back(lived_in, elsewhere):
    _, folder, rows, said = lived_in
    assert re.search(r"[\d,]+ rows, 2 files", said)
    done = manage(elsewhere, "restore", str(folder / "backup.zip"))
    assert "Restored" in done.stdout
    assert without_number(shell(elsewhere, DUMP)) == without_number(rows)
    for name in FILES:
        there = Path(elsewhere["VAR_DIR"]) / "media" / name
        assert there.read_bytes() == (folder / "media" / name).read_bytes()
    # New rows come after those restored, and the portal is whole.
    again = "from apps.core import audit, actors\naudit.note(act='x', by=actors.SystemActor('y'))"
    shell(elsewhere, again)
    manage(elsewhere, "load_content")


def test_from_sqlite_to_the_other_database(lived_in, tmp_path):
    """On PostgreSQL: from SQLite, over here, and back into SQLite."""
    _, folder, rows, _ = lived_in
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        pytest.skip("needs both databases")
    lite = environment(tmp_path / "lite", f"sqlite:///{tmp_path / 'lite.sqlite3'}")
    manage(lite, "restore", str(folder / "backup.zip"))
    assert without_number(shell(lite, DUMP)) == without_number(rows)
    manage(lite, "backup", str(tmp_path / "second.zip"))
    with fresh_database(tmp_path) as database:
        big = environment(tmp_path / "big", database)
        manage(big, "restore", str(tmp_path / "second.zip"))
        assert without_number(shell(big, DUMP)) == without_number(rows)
        shell(big, "from apps.core.models import OldAddress\nOldAddress.objects.create(path='/a/')")
        manage(big, "load_content")


def test_a_database_in_use_is_kept_unless_told_otherwise(lived_in, elsewhere):
    _, folder, rows, _ = lived_in
    manage(elsewhere, "migrate", "--verbosity=0")
    shell(elsewhere, "from apps.partners.models import Place\nPlace.objects.create(name='Kept')")
    before = shell(elsewhere, DUMP)
    refused = manage(elsewhere, "restore", str(folder / "backup.zip"), check=False)
    assert refused.returncode == 1
    assert "The database is not empty: there are rows in partners.Place" in refused.stderr
    assert shell(elsewhere, DUMP) == before
    manage(elsewhere, "restore", str(folder / "backup.zip"), "--replace")
    differ = set(shell(elsewhere, DUMP).splitlines()) - set(rows.splitlines())
    changed = {line.split()[0] for line in differ}
    assert changed == {"core.VersionNumber"}  # raised, so that no page kept before is shown


def rewritten(source: Path, target: Path, change) -> Path:
    """A copy of a backup in which ``change`` may alter each part; None leaves one out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return target


def other_version(name, part):
    if name != "manifest.json":
        return part
    manifest = json.loads(part)
    manifest["migrations"].append("core.0999_from_the_future")
    return json.dumps(manifest)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda n, p: p.replace(b"Leeds", b"Leeks"), "was changed or damaged"),
        (lambda n, p: p[:-1] if n.startswith("media") else p, "was changed or damaged"),
        (lambda n, p: None if n.startswith("media") else p, "lacks parts that its list names"),
        (lambda n, p: None if n == "manifest.json" else p, "is no backup of the portal"),
        (other_version, "made by another version of the portal"),
    ],
)
def test_a_damaged_or_strange_backup_changes_nothing(
    lived_in, untouched, tmp_path, change, sentence
):
    there, before = untouched
    broken = rewritten(lived_in[1] / "backup.zip", tmp_path / "broken.zip", change)
    done = manage(there, "restore", str(broken), check=False)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert shell(there, DUMP) == before


def test_half_a_file_and_no_file_are_refused_in_a_sentence(lived_in, untouched, tmp_path):
    whole = (lived_in[1] / "backup.zip").read_bytes()
    (tmp_path / "half.zip").write_bytes(whole[: len(whole) // 2])
    for name, sentence in (("half.zip", "no whole backup file"), ("none.zip", "could not be read")):
        done = manage(untouched[0], "restore", str(tmp_path / name), check=False)
        assert done.returncode == 1
        assert sentence in done.stderr


def test_sessions_and_secrets_of_the_moment_stay_out_and_nobody_else_can_read_it(lived_in):
    path = lived_in[1] / "backup.zip"
    names = " ".join(zipfile.ZipFile(path).namelist())
    assert "rows/sessions." not in names
    assert "DBTaskResult" not in names
    assert path.stat().st_mode & 0o077 == 0


def test_writers_are_not_kept_waiting_by_a_backup(lived_in):
    """SQLite: the backup reads one moment without the lock that writers need."""
    here = lived_in[0]
    shell(
        here,
        "from django.db import connection, connections\n"
        "from apps.core.backup.write import one_moment\n"
        "from apps.core.models import OldAddress\n"
        "import threading\n"
        "def write():\n"
        "    OldAddress.objects.create(path='/b/', to_path='/c/'); connection.close()\n"
        "with one_moment():\n"
        "    before = OldAddress.objects.count()\n"
        "    other = threading.Thread(target=write); other.start(); other.join(10)\n"
        "    assert not other.is_alive()\n"
        "    assert OldAddress.objects.count() == before\n"
        "assert OldAddress.objects.count() == before + 1\n"
        "OldAddress.objects.all().delete()",
    )
