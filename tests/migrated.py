"""The tables as migrations leave them, as a file: to migrate takes a dozen seconds, and one run of
the suite needs it for each process and each served portal."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MADE = "MIGRATED_SQLITE"  # set by bin/test: where the file is


def make(environment: dict[str, str]) -> None:
    """Migrate an empty SQLite database, and name it in the environment. Raises
    ``CalledProcessError``."""
    file = Path(environment["VAR_DIR"], "migrated.sqlite3")
    file.parent.mkdir(parents=True, exist_ok=True)
    _remove(file)
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=ROOT,
        env=environment | {"DATABASE_URL": f"sqlite:///{file}"},
        check=True,
    )
    environment[MADE] = str(file)


def lay_down(to: Path) -> bool:
    """Put a copy there, if there is one; ``migrate`` has nothing left to do then."""
    if MADE not in os.environ:
        return False
    _remove(to)
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(os.environ[MADE], to)
    return True


def _remove(file: Path) -> None:
    """With what SQLite keeps beside it."""
    for end in ("", "-wal", "-shm"):
        Path(f"{file}{end}").unlink(missing_ok=True)
