"""The last seat, for which sixteen processes run at once: one gets it, nobody else is told so, on
the database of this run, also where some of them are killed."""

import datetime
import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.running.test_start import fresh_database
from tests.serving import ROOT

PROCESSES = 16
ROUNDS = 50 if os.environ.get("ASSURE") else 5
BETWEEN = 1.0  # seconds
SETTLE = 25.0  # seconds until every process has started
MAKE = """
import datetime, json
from apps.partners.models import Partner
from apps.training.models import Course, Session
from django.utils import timezone
now = timezone.now()
partner = Partner.objects.create(name="A", slug="a", sort_key="a")
course = Course.objects.create(title="Course", slug="course", partner=partner, state="published",
    revision=1, published_at=now)
start = now + datetime.timedelta(days=30)
print(json.dumps([Session.objects.create(reference=f"S-{n}", course=course, starts_at=start,
    ends_at=start + datetime.timedelta(hours=2), mode="online", capacity=capacity,
    waiting_cap=500, state="open").pk for n, capacity in enumerate(CAPACITIES)]))
"""
COUNT = """
import json
from django.db.models import Count
from apps.training.models import Booking
rows = Booking.objects.order_by().values_list("session", "state").annotate(n=Count("pk"))
print(json.dumps(list(rows)))
"""


@pytest.fixture
def database(tmp_path: Path):
    """An empty database with its tables, and how to run something on it."""
    with fresh_database(tmp_path) as address:
        environment = {**os.environ, "DATABASE_URL": address, "VAR_DIR": str(tmp_path)}
        environment["DJANGO_SETTINGS_MODULE"] = "coprod_portal.settings"
        command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
        yield environment


def run(environment, script):
    """What a script says of the database."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", script],
        cwd=ROOT, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(done.stdout.strip().splitlines()[-1])


def race(environment, rounds_of):
    """Each process with its own plan; what all of them were told."""
    running = []
    for number in range(PROCESSES):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.training.last_seat"],
            cwd=ROOT, env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        process.stdin.write(json.dumps({"rounds": rounds_of(number)}))
        process.stdin.close()
        running.append(process)
    told = []
    for process in running:
        out, err = process.stdout.read(), process.stderr.read()
        process.wait()
        assert out, err
        told += json.loads(out.strip().splitlines()[-1])
    return told


def test_one_seat_for_sixteen_processes(database):
    sessions = run(database, MAKE.replace("CAPACITIES", f"[1] * {ROUNDS}"))
    began = time.time() + SETTLE

    def plan(number):
        return [
            {"session": pk, "at": began + at * BETWEEN, "names": [f"Person {number}"]}
            for at, pk in enumerate(sessions)
        ]

    told = Counter(map(tuple, race(database, plan)))
    for pk in sessions:
        assert told[pk, "place"] == 1
        assert told[pk, "waiting"] == PROCESSES - 1  # and nobody got an error
    kept = {(pk, state): n for pk, state, n in run(database, COUNT)}
    assert all(kept[pk, "confirmed"] == 1 for pk in sessions)
    assert all(kept[pk, "waiting"] == PROCESSES - 1 for pk in sessions)


def test_two_hundred_ask_for_thirty_places_and_one_person_sixty_times(database):
    many, one = run(database, MAKE.replace("CAPACITIES", "[30, 30]"))
    began = time.time() + SETTLE
    names = [f"Person {at}" for at in range(200)]

    def plan(number):
        same = {"session": one, "at": began, "names": ["Ann"] * 4}
        return [same, {"session": many, "at": began, "names": names[number::PROCESSES]}]

    told = Counter(map(tuple, race(database, plan)))
    assert told[many, "place"] == 30 and told[many, "waiting"] == 170
    assert told[one, "place"] == 64  # the same booking each time
    kept = {(pk, state): n for pk, state, n in run(database, COUNT)}
    assert kept == {(many, "confirmed"): 30, (many, "waiting"): 170, (one, "confirmed"): 1}


def test_killed_in_the_middle_nobody_is_over_and_nobody_told_is_lost(database):
    (pk,) = run(database, MAKE.replace("CAPACITIES", "[30]"))
    began = time.time() + SETTLE
    running = []
    for number in range(8):
        names = [f"Person {number} {at}" for at in range(40)]
        plan = {"rounds": [{"session": pk, "at": began, "names": names}]}
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.training.last_seat"], cwd=ROOT, env=database, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        process.stdin.write(json.dumps(plan))
        process.stdin.close()
        running.append(process)
    time.sleep(max(0.0, began + 1.0 - time.time()))
    for process in running[:4]:
        process.kill()
    for process in running:
        process.wait(timeout=datetime.timedelta(minutes=3).total_seconds())
    kept = {state: n for _pk, state, n in run(database, COUNT)}
    assert kept["confirmed"] == 30
    assert kept["waiting"] >= 4 * 40 - 30  # everybody of those that lived, but for the places
