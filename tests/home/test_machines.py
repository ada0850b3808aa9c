"""What machines ask for: health, robots, the sitemap, security.txt, and logs that name nobody."""

import datetime
import json
import logging
import re

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client

from apps.core.logs import frames_only
from apps.home.views import machines
from apps.library.models import Quotation
from apps.projects.models import EvidenceSign, LevelExample, LevelGuidance, Project

pytestmark = pytest.mark.django_db


def test_alive_needs_no_database(visitor, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = visitor.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_is_only_for_asking(visitor, address):
    call_command("createcachetable")
    assert visitor.head(address).status_code == 200
    response = visitor.post(address)
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_ready_names_its_checks_and_no_version(visitor):
    call_command("createcachetable")
    response = visitor.get("/readyz")
    checks = ("database", "migrations", "cache", "disk", "outbox")
    assert response.json() == {**dict.fromkeys(checks, "ok"), "backup": "none yet"}


def test_not_ready_when_the_database_is_away(visitor, monkeypatch):
    def refuse():
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", refuse)
    response = visitor.get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] == "failed"


def test_the_sitemap_lists_what_is_public_and_only_that(content, visitor):
    Project.objects.filter(slug="ppg-toolkit").update(state="draft")
    index = visitor.get("/sitemap.xml").content.decode()
    parts = re.findall(r"<loc>https?://[^/]+(/[^<]+)</loc>", index)
    places = []
    for part in parts:
        places += re.findall(
            r"<loc>https?://[^/]+(/[^<]*)</loc>", visitor.get(part).content.decode()
        )
    assert len(places) == len(set(places))
    assert "/our-work/stroke-co-creation/" in places
    assert "/partners/nhs-england/" in places
    assert "/our-work/ppg-toolkit/" not in places
    for place in places:
        assert visitor.get(place).status_code == 200, place


def test_the_sitemap_names_our_address_and_never_the_one_that_was_asked(content, settings):
    settings.SITE_URL = "https://portal.example.org"
    settings.ALLOWED_HOSTS = ["portal.example.org", "testserver"]
    for address in ("/sitemap.xml", "/sitemap-project.xml", "/sitemap-pages.xml"):
        odd = Client().get(address, headers={"host": "portal.example.org:81"}).content.decode()
        places = re.findall(r"<loc>([^<]+)</loc>", odd)
        assert places
        for place in places:
            assert re.match(r"https://portal\.example\.org/[a-z]*", place), place


def test_a_long_part_of_the_sitemap_has_pages(content, visitor, monkeypatch):
    monkeypatch.setattr(machines.Published, "limit", 10)
    index = visitor.get("/sitemap.xml").content.decode()
    pages = re.findall(r"<loc>https?://[^/]+(/sitemap-project.xml[^<]*)</loc>", index)
    assert pages[:2] == ["/sitemap-project.xml", "/sitemap-project.xml?p=2"]
    assert all("<loc>" in visitor.get(page).content.decode() for page in pages)


def test_robots_name_the_sitemap(visitor, settings):
    settings.SITE_URL = "https://portal.example.org"
    page = visitor.get("/robots.txt").content.decode()
    assert "Disallow: /staff/" in page
    assert "Sitemap: https://portal.example.org/sitemap.xml" in page


def test_every_fixed_page_but_the_questions_has_a_true_date(content, visitor):
    LevelGuidance.objects.update(updated_at=datetime.datetime(2026, 2, 1, 12, tzinfo=datetime.UTC))
    for model in (LevelExample, EvidenceSign, Quotation):
        model.objects.update(updated_at=datetime.datetime(2025, 2, 1, 12, tzinfo=datetime.UTC))
    page = visitor.get("/sitemap-pages.xml").content.decode()
    dates = {
        re.search(r"<loc>https?://[^/]+([^<]*)<", entry)[1]: re.findall(r"<lastmod>(.*?)<", entry)
        for entry in page.split("<url>")[1:]
    }
    assert dates["/what-is-co-production/"] == ["2026-02-01"]
    assert {path for path, found in dates.items() if not found} == {
        "/what-is-co-production/choose/"
    }


def test_security_txt_says_whom_to_tell_and_until_when(visitor, settings):
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    page = visitor.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:security@example.org" in page
    assert re.search(r"Expires: \d{4}-\d\d-\d\dT00:00:00Z", page)


def test_a_log_line_has_a_request_id_and_a_route_but_no_path_word_or_address(visitor, caplog):
    with caplog.at_level(logging.INFO):
        visitor.get("/our-work/?q=my+name+is+Jo", headers={"user-agent": "SecretBrowser"})
    lines = json.dumps([str(record.msg) for record in caplog.records])
    assert "GET showcase:projects" in lines
    assert "request_id" in lines
    for secret in ("Jo", "q=", "/our-work/", "127.0.0.1", "SecretBrowser"):
        assert secret not in lines


def test_a_failure_is_logged_by_its_kind_and_place_not_by_its_words():
    try:
        raise ValueError("Jo Smith, 07700 900000")
    except ValueError as error:
        event = frames_only(None, "error", {"event": "failed", "exc_info": error})
    assert event["error"] == "ValueError"
    assert "Jo Smith" not in json.dumps(event)
    assert any("test_machines.py" in frame for frame in event["frames"])
