"""The portal as it is really served, on a scratch database: for screenshots, the bench and
tests."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests import migrated

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    """A port of the loopback address that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def chromium() -> str | None:
    """The browser on this machine, if there is one."""
    return (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )


@dataclass
class Portal:
    """A served portal: where it answers, and the environment its commands need."""

    address: str
    environment: dict[str, str]
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def manage(self, *arguments: str, **more: str) -> None:
        """Run a management command against the same database; ``more`` of its environment."""
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment | more,
            check=True,
            stdout=subprocess.DEVNULL,
        )


@contextlib.contextmanager
def served(
    *,
    content: bool = True,
    workers: int = 1,
    settings: str = "coprod_portal.settings",
    log: Path | None = None,
    **extra: str,
) -> Iterator[Portal]:
    """Migrate, load the content, serve by gunicorn; stop and tidy up in the end."""
    with contextlib.ExitStack() as stack, tempfile.TemporaryDirectory() as folder:
        port = free_port()
        environment = {
            **os.environ,
            "ENVIRONMENT": "development",
            "DEBUG": "off",
            "VAR_DIR": folder,
            "SITE_URL": f"http://localhost:{port}",
            "LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": settings,
        }
        environment.pop("DATABASE_URL", None)
        environment.update(extra)
        portal = Portal(f"http://localhost:{port}", environment)
        if "DATABASE_URL" not in environment:
            migrated.lay_down(Path(folder, "db.sqlite3"))
        portal.manage("migrate", "--verbosity=0")
        portal.manage("createcachetable")
        portal.manage("collectstatic", "--noinput", "--verbosity=0")
        if content:
            portal.manage("load_content")
        server = subprocess.Popen(
            [
                sys.executable, "-m", "gunicorn", "coprod_portal.wsgi",
                "--worker-class=coprod_portal.serving.Worker",
                "--logger-class=coprod_portal.serving.Log",
                f"--workers={workers}", "--threads=4", f"--bind=127.0.0.1:{port}",
                "--log-level=warning", "--limit-request-line=8190",
            ],
            cwd=ROOT,
            env=environment,
            stderr=stack.enter_context(log.open("w")) if log else None,
        )  # fmt: skip
        portal.processes.append(server)
        try:
            wait_for(f"{portal.address}/healthz")
            yield portal
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait_for(address: str, seconds: float = 30) -> None:
    """Until the address answers. Raises ``TimeoutError``."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 - loopback
            return
        time.sleep(0.1)
    raise TimeoutError(f"{address} did not answer in {seconds} seconds")
