"""Real worker processes on the database of this run: each mail goes once, whoever is killed."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running.test_start import ROOT, fresh_database
from tests.serving import free_port
from tests.smtp_sink import Sink, sink


class Site:
    """A migrated database and a mail server, with commands to run against them."""

    def __init__(self, folder: Path, database: str, server: Sink) -> None:
        self.server = server
        self.environment = {
            **os.environ,
            "ENVIRONMENT": "development",
            "VAR_DIR": str(folder),
            "LOG_LEVEL": "ERROR",
            "DATABASE_URL": database,
            "EMAIL_URL": server.url,
            "MAIL_FROM": "portal@example.org",
            "SITE_URL": "http://localhost:8000",
        }
        self.manage("migrate", "--verbosity=0")
        self.shell(
            "from apps.accounts.models import User\n"
            "User.objects.create_user('sam@example.org', 'a long enough password', name='Sam')"
        )

    def manage(self, *words: str) -> str:
        return subprocess.run(
            [sys.executable, "manage.py", *words], cwd=ROOT, env=self.environment, check=True,
            capture_output=True, text=True, timeout=180,
        ).stdout  # fmt: skip

    def shell(self, code: str) -> str:
        return self.manage("shell", "--verbosity=0", "--command", code).strip()

    def leave(self, number: int) -> None:
        """So many mails, in one transaction."""
        self.shell(
            "from django.db import transaction\n"
            "from apps.core import mail\n"
            "from apps.accounts.models import User\n"
            "from apps.core.outgoing import OutgoingMail\n"
            "OutgoingMail.objects.all().delete()\n"
            "user = User.objects.get()\n"
            "with transaction.atomic():\n"
            f"    for n in range({number}):\n"
            "        mail.leave(kind='test', key=f'n{n}', recipient='sam@example.org',"
            " ids={'user': user.pk})"
        )

    def look_again(self, *, claims_run_out: bool = False) -> tuple[list[int], list[str]]:
        """What another worker sends in three looks, and what the outbox says then;
        ``claims_run_out`` after the first look, as if five minutes had passed."""
        said = self.shell(
            "from django.utils import timezone\n"
            "from apps.core import outbox\n"
            "from apps.core.outgoing import OutgoingMail\n"
            "sent = [outbox.send_waiting()]\n"
            f"if {claims_run_out}: OutgoingMail.objects.update(claimed_until=timezone.now())\n"
            "sent += [outbox.send_waiting(), outbox.send_waiting()]\n"
            "rows = OutgoingMail.objects.order_by('pk')\n"
            "import json\n"
            "print(json.dumps([sent, [f'{row.state} {row.maybe_twice}' for row in rows]]))"
        )
        sent, states = json.loads(said.splitlines()[-1])
        return sent, states

    def worker(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "manage.py", "work", "--pause=0.1"], cwd=ROOT, env=self.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip


@pytest.fixture(scope="module")
def whole_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The database of this run's kind, empty but for Sam."""
    folder = tmp_path_factory.mktemp("worker")
    with sink() as server, fresh_database(folder) as database:
        yield Site(folder, database, server)


@pytest.fixture
def site(whole_site: Site) -> Site:
    """The same, with nothing in the outbox (``leave`` empties it) and a server that behaves."""
    whole_site.server.on.clear()
    whole_site.server.messages.clear()
    return whole_site


@contextlib.contextmanager
def working(site: Site, number: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """So many workers; those still alive end at the signal and by themselves."""
    workers = [site.worker() for _ in range(number)]
    try:
        yield workers
    finally:
        for worker in workers:
            worker.terminate()
        ends = [worker.wait(timeout=30) for worker in workers]
    assert all(end in (0, -signal.SIGKILL) for end in ends)


def until(holds, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


def test_two_workers_send_each_mail_once(site):
    site.leave(60)
    with working(site, 2):
        until(lambda: len(site.server.ids) >= 60)
        time.sleep(0.5)
    assert len(site.server.ids) == len(set(site.server.ids)) == 60
    assert site.look_again() == ([0, 0, 0], ["sent False"] * 60)


@pytest.mark.parametrize(
    ("moment", "copies", "after"),
    [("connect", 1, "sent False"), ("data", 1, "sent True"), ("taken", 2, "sent True")],
)
def test_a_worker_killed_on_the_way_loses_nothing(site, moment, copies, after):
    """Before the handover, during it, and after it but before the mark. The claim of whoever was
    killed holds for some minutes; then the mail goes, under the name it had."""
    site.leave(1)
    with working(site, 1) as (worker,):

        def kill() -> None:
            site.server.on.clear()
            worker.kill()
            worker.wait()

        site.server.on[moment] = kill
        until(lambda: worker.poll() is not None)
    assert site.look_again(claims_run_out=True) == ([0, 1, 0], [after])
    assert len(site.server.ids) == copies
    assert len(set(site.server.ids)) == 1


def test_a_worker_killed_after_the_mark_repeats_nothing(site):
    site.leave(3)
    with working(site, 1) as (worker,):
        until(lambda: len(site.server.ids) == 3)
        time.sleep(1)
        worker.kill()
        worker.wait()
    assert site.look_again(claims_run_out=True) == ([0, 0, 0], ["sent False"] * 3)
    assert len(site.server.ids) == 3


def test_beside_the_server_a_worker_runs_and_both_end_together(site):
    environment = {
        **site.environment,
        "WORKER": "1",
        "SERVE_PORT": str(free_port()),
        "LOAD_CONTENT": "0",
        "MIGRATE": "0",
    }
    site.leave(1)
    start = subprocess.Popen(
        [sys.executable, "bin/start"], cwd=ROOT, env=environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        until(lambda: len(site.server.ids) == 1)
        first = children(start.pid)
        assert len(first) == 2
        os.kill(first["work"], signal.SIGKILL)
        until(lambda: children(start.pid).get("work", first["work"]) != first["work"])
        start.terminate()
        assert start.wait(timeout=30) == 0
        for name, pid in {**first, **children(start.pid)}.items():
            assert not alive(pid), name
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(start.pid, signal.SIGKILL)


def children(parent: int) -> dict[str, int]:
    """The processes that a process started, by what they do."""
    listing = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(parent)],
        capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip
    found = {}
    for line in listing.splitlines():
        pid, _, words = line.strip().partition(" ")
        if "defunct" not in words:
            found["work" if "manage.py work" in words else "server"] = int(pid)
    return found


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
