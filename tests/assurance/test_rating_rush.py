"""A hall of 200 people who rate within a minute, each pressing twice: no error, none lost, none
double, on the database of this run."""

import json
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from tests.running.test_start import fresh_database
from tests.serving import ROOT, served

pytestmark = pytest.mark.assure
PEOPLE = 200
WITHIN = 60.0  # seconds
MAKE = """
import json
from apps.accounts.models import Grant, User
from apps.involvement.actions import rating
from apps.involvement.models import Activity, RatingRound
from apps.partners.models import Partner
partner = Partner.objects.order_by("pk").first()
user = User.objects.create_user("rush@example.org")
Grant.objects.create(user=user, role="contributor").partners.add(partner)
activity = Activity.objects.create(reference="INV-2026-9001", title="In the hall", partner=partner)
asked = rating.open_round(activity=activity, by=user)
print(json.dumps(rating.give_codes(round=asked, number={people}, by=user)))
"""
COUNT = """
import json
from apps.involvement.models import Rating, RatingCode, RatingRound
asked = RatingRound.objects.get()
print(json.dumps([asked.issued, asked.used, Rating.objects.count(), RatingCode.objects.count()]))
"""


def said(portal, script):
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", script],
        cwd=ROOT, env=portal.environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(done.stdout.strip().splitlines()[-1])


class Stay(urllib.request.HTTPRedirectHandler):
    """The first answer, also where it leads on."""

    def redirect_request(self, *arguments):
        return None


def send(address: str) -> int:
    body = urllib.parse.urlencode({"felt": "engage", "serious": "4", "words": "Warm."}).encode()
    opener = urllib.request.build_opener(Stay)
    try:
        with opener.open(address, data=body, timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_two_hundred_people_rate_within_a_minute(tmp_path: Path):
    with fresh_database(tmp_path) as database, served(workers=2, DATABASE_URL=database) as portal:
        codes = said(portal, MAKE.format(people=PEOPLE))
        waiting, answers = [code for code in codes for _ in range(2)], []

        def go() -> None:
            while waiting:
                try:
                    code = waiting.pop()
                except IndexError:
                    return
                answers.append(send(f"{portal.address}/rate/{code}/"))

        began = time.monotonic()
        threads = [threading.Thread(target=go) for _ in range(16)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        took = time.monotonic() - began
        assert answers.count(302) == PEOPLE
        assert {status for status in answers if status != 302} <= {404, 429}  # pressed twice
        assert took < WITHIN
        assert said(portal, COUNT) == [PEOPLE, PEOPLE, PEOPLE, 0]
