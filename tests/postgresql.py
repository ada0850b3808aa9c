"""A PostgreSQL server for one run: on a free loopback port, as
another user if we are root, gone after."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn


def postgresql_programs() -> Path | None:
    """The folder of initdb and pg_ctl: the newest of Debian's, or where the path leads."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version_in, reverse=True)
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    return next((folder for folder in folders if (folder / "pg_ctl").exists()), None)


def version_in(folder: Path) -> int:
    """15 of /usr/lib/postgresql/15/bin."""
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


@contextlib.contextmanager
def throw_away_postgresql(programs: Path) -> Iterator[str]:
    """A server on a free loopback port, as another user if we are root; gone in the end."""
    user = unprivileged_user()
    folder = Path(tempfile.mkdtemp(prefix="portal-postgresql-"))
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    data, log, port = folder / "data", folder / "log", free_port()

    def call(program: str, *options: str) -> None:
        done = subprocess.run(
            [programs / program, "--pgdata", data, *options],
            cwd=folder,
            env={"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
            start_new_session=True,  # Ctrl-C is for us; we stop the server ourselves
            **({"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}),
        )
        if done.returncode:
            server_log = log.read_text() if log.exists() else ""
            stop(f"{program} failed:\n{done.stdout}{done.stderr}{server_log}")

    server_options = [
        f"-p {port}", "-c listen_addresses=127.0.0.1", "-c unix_socket_directories=''",
        "-c max_connections=200",
        # Nothing here outlives the run, so nothing waits for the disk.
        "-c fsync=off", "-c synchronous_commit=off", "-c full_page_writes=off",
    ]  # fmt: skip
    try:
        # Sorts words as people do, so that a test meets what a usual installation does.
        call(
            "initdb", "--username=portal", "--auth=trust", "--encoding=UTF8", "--no-sync",
            "--locale-provider=icu", "--icu-locale=en-GB", "--locale=C.UTF-8",
        )  # fmt: skip
        call("pg_ctl", "start", "--wait", "--log", str(log), "--options", " ".join(server_options))
        try:
            yield f"postgres://portal@127.0.0.1:{port}/postgres"
        finally:
            call("pg_ctl", "stop", "--wait", "--mode=immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: then another user owns the server."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    stop("PostgreSQL can't run as root, and there is neither a user postgres nor nobody.")


def free_port() -> int:
    """A port of the loopback address that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def stop(sentence: str) -> NoReturn:
    """End with what failed."""
    sys.exit(sentence)
