"""Gone means gone: a withdrawn project disappears from every process in the same moment."""

import re
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from bench.measure import Reader
from tests.serving import ROOT, served

pytestmark = pytest.mark.assure
EVERYWHERE = [
    "/", "/our-work/", "/our-work/?topic=stroke", "/our-work/?q=stroke", "/our-work/?format=csv",
    "/partners/", "/partners/new-citizenship-project/", "/sitemap-project.xml",
    "/feeds/updates.xml", "/what-is-co-production/",
]  # fmt: skip
ADDRESS = "/our-work/stroke-co-creation/"  # its slides, a record of their own, stay
WITHDRAW = """
from django.db import transaction
from apps.core import versions
from apps.projects.models import Project
with transaction.atomic():
    Project.objects.filter(slug="stroke-co-creation").update(
        state="{state}", withdrawn_reason="Asked for by the partners.")
    versions.raise_public()
"""


def say(portal, state):
    subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", WITHDRAW.format(state=state)],
        cwd=ROOT,
        env=portal.environment,
        check=True,
        capture_output=True,
    )


def read(portal, path):
    request = urllib.request.Request(portal.address + path, headers={"Connection": "close"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_in_both_processes_at_once_again_and_again():
    with served(workers=2) as portal:
        for _ in range(5):
            say(portal, "published")
            for path in EVERYWHERE * 4:
                assert read(portal, path)[0] == 200
            assert ADDRESS in read(portal, "/our-work/")[1]
            say(portal, "withdrawn")
            for path in EVERYWHERE * 4:  # each process is met several times
                assert ADDRESS not in read(portal, path)[1], path
            for _ in range(8):
                status, page = read(portal, "/our-work/stroke-co-creation/")
                assert status == 410
                assert "Asked for by the partners." in page
                assert "survivors" not in page


def test_a_browser_that_kept_the_page_learns_it_at_once():
    with served(workers=2) as portal, Reader(portal.address) as reader:
        path = "/our-work/stroke-co-creation/"
        _, headers, _ = reader.get(path)
        assert reader.get(path, **{"If-None-Match": headers["ETag"]})[0] == 304
        say(portal, "withdrawn")
        for _ in range(8):
            assert reader.get(path, **{"If-None-Match": headers["ETag"]})[0] == 410


def test_every_link_of_the_site_leads_somewhere():
    with served() as portal:
        todo, seen = ["/"], set()
        while todo:
            path = todo.pop()
            if path in seen:
                continue
            seen.add(path)
            status, page = read(portal, path)
            assert status == 200, path
            if path.count("?") == 0 or path.count("=") < 2:  # filters lead on for ever
                links = re.findall(r'<a [^>]*href="([^"#]*)', page)
                base = path.split("?")[0]
                for link in links:
                    full = base + link if link.startswith("?") else link
                    if full.startswith("/"):
                        todo.append(full.replace("&amp;", "&"))
        assert len(seen) > 50
