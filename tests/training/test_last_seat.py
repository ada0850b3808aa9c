"""The last seat, for which many processes run at once: one gets it, nobody else is told so, on
the database of this run, also where some of them are killed."""

import json
import os
import subprocess
import sys
import time
from collections import Counter

import pytest

from tests.running.test_start import fresh_database
from tests.serving import ROOT

FULL = bool(os.environ.get("ASSURE"))
PROCESSES = 16 if FULL else 6
ROUNDS = 50 if FULL else 5
BETWEEN = 0.5  # seconds from one round to the next
SOON = 1.0  # seconds until the first
MAKE = """
import datetime, json, uuid
from apps.partners.models import Partner
from apps.training.models import Course, Session
from django.utils import timezone
now = timezone.now()
own = uuid.uuid4().hex[:8]
partner = Partner.objects.create(name=own, slug=own, sort_key=own)
course = Course.objects.create(title="A", slug=own, partner=partner, state="published",
    revision=1, published_at=now)
start = now + datetime.timedelta(days=30)
print(json.dumps([Session.objects.create(reference=f"{own}-{n}", course=course, starts_at=start,
    ends_at=start + datetime.timedelta(hours=2), mode="online", capacity=capacity,
    waiting_cap=500, state="open").pk for n, capacity in enumerate(CAPACITIES)]))
"""
COUNT = """
import json
from django.db.models import Count
from apps.training.models import Booking
rows = Booking.objects.filter(session__in=SESSIONS).order_by()
rows = rows.values_list("session", "state").annotate(n=Count("pk"))
print(json.dumps(list(rows)))
"""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory):
    """An empty database with its tables, and how to run something on it."""
    folder = tmp_path_factory.mktemp("seats")
    with fresh_database(folder) as address:
        environment = {**os.environ, "DATABASE_URL": address, "VAR_DIR": str(folder)}
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


def counted(environment, sessions):
    """How many bookings of these sessions stand in each state."""
    return run(environment, COUNT.replace("SESSIONS", str(sessions)))


class Runners:
    """Processes that are ready to run, and end with the test."""

    def __init__(self, environment, number):
        self.running = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.training.last_seat"],
                cwd=ROOT, env=environment, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )
            for _ in range(number)
        ]  # fmt: skip
        for process in self.running:
            assert json.loads(process.stdout.readline()) == "ready"

    def go(self, plan_of):
        """Give each its plan: of its number and the moment of the first round."""
        began = time.time() + SOON
        for number, process in enumerate(self.running):
            process.stdin.write(json.dumps({"rounds": plan_of(number, began)}) + "\n")
            process.stdin.flush()
        return began

    def told(self):
        """What all of them were told, how often each."""
        found = Counter()
        for process in self.running:
            found.update(map(tuple, json.loads(process.stdout.readline())))
        return found

    def end(self):
        """Close what is open, and wait."""
        for process in self.running:
            process.stdin.close()
            process.stdout.close()
            process.wait(timeout=180)


@pytest.fixture
def runners(database):
    """A function that starts so many of them."""
    made = []

    def start(number):
        made.append(Runners(database, number))
        return made[-1]

    yield start
    for one in made:
        one.end()


def test_one_seat_for_many_processes(database, runners):
    sessions = run(database, MAKE.replace("CAPACITIES", f"[1] * {ROUNDS}"))
    runs = runners(PROCESSES)
    runs.go(
        lambda number, began: [
            {"session": pk, "at": began + at * BETWEEN, "names": [f"Person {number}"]}
            for at, pk in enumerate(sessions)
        ]
    )
    told = runs.told()
    assert {what for _pk, what in told} == {"place", "waiting"}  # nobody got an error
    kept = {(pk, state): n for pk, state, n in counted(database, sessions)}
    for pk in sessions:
        assert told[pk, "place"] == kept[pk, "confirmed"] == 1
        assert told[pk, "waiting"] == kept[pk, "waiting"] == PROCESSES - 1


def test_two_hundred_ask_for_thirty_places_and_one_person_sixty_times(database, runners):
    many, one = run(database, MAKE.replace("CAPACITIES", "[30, 30]"))
    names = [f"Person {at}" for at in range(200)]
    runs = runners(PROCESSES)
    runs.go(
        lambda number, began: [
            {"session": one, "at": began, "names": ["Ann"] * 10},
            {"session": many, "at": began, "names": names[number::PROCESSES]},
        ]
    )
    told = runs.told()
    assert told == {
        (many, "place"): 30, (many, "waiting"): 170, (one, "place"): 10 * PROCESSES,
    }  # fmt: skip
    kept = {(pk, state): n for pk, state, n in counted(database, [many, one])}
    assert kept == {(many, "confirmed"): 30, (many, "waiting"): 170, (one, "confirmed"): 1}


def test_killed_in_the_middle_nobody_is_over_and_nobody_told_is_lost(database, runners):
    (pk,) = run(database, MAKE.replace("CAPACITIES", "[30]"))
    runs = runners(6)
    began = runs.go(
        lambda number, began: [
            {"session": pk, "at": began, "names": [f"Person {number} {at}" for at in range(40)]}
        ]
    )
    time.sleep(max(0.0, began + 0.5 - time.time()))
    killed, alive = runs.running[:3], runs.running[3:]
    for process in killed:
        process.kill()
    for process in alive:
        assert len(json.loads(process.stdout.readline())) == 40
    kept = {state: n for _pk, state, n in counted(database, [pk])}
    assert kept["confirmed"] == 30
    assert kept["waiting"] >= 3 * 40 - 30  # everybody of those that lived, but for the places
