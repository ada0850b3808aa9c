"""Type nonsense: whatever stands in an address or a header, a page of ours answers below 500."""

import time
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.django_db
PATHS = [
    "/", "/our-work/", "/our-work/stroke-co-creation/", "/partners/",
    "/partners/nhs-england/", "/what-is-co-production/", "/what-is-co-production/choose/",
    "/about/", "/glossary/", "/contact/", "/sitemap.xml", "/sitemap-project.xml", "/robots.txt",
]  # fmt: skip
NAMES = ["q", "level", "place", "topic", "partner", "kind", "status", "from", "to", "sort", "page",
         "format", "change", "decides", "joins", "back", "again", "next", "p"]  # fmt: skip
VALUES = [
    "%00", "%ff%fe", "%C0%AE", "9" * 400, "-1", "0", "1e400", "٣", "<script>alert(9)</script>",
    "'%20OR%201=1--", "{{7*7}}", "%0d%0aSet-Cookie:%20a=b", "../../etc/passwd", "%25%25", "&&&===",
    "[]", "null", "𝕬" * 50, "a" * 5000, "%F0%9F%92%A9", "%E2%80%AE",
]  # fmt: skip


@pytest.mark.every_case
@pytest.mark.parametrize("value", VALUES)
def test_any_value_of_any_parameter_gets_a_page(content, visitor, value):
    for path in PATHS:
        query = "&".join(f"{name}={value}" for name in NAMES)[:8000]
        start = time.monotonic()
        response = visitor.get(f"{path}?{query}")
        body = response.getvalue() if response.streaming else response.content
        assert response.status_code < 500, (path, value)
        assert time.monotonic() - start < 5
        assert b"<script>alert(9)" not in body
        assert "Set-Cookie" not in str(response.headers)
        assert not response.cookies


@pytest.mark.parametrize("path", ["/%00", "/our-work/%00/", "/our-work/%ff/", "/partners/../x/",
                                  "/" + "a" * 7000, "/our-work/" + quote("𝕬") + "/",
                                  "/sitemap-nonsense.xml", "/theme-zzzzzzzzzz.css", "/.env",
                                  "/%2e%2e/%2e%2e/etc/passwd"])  # fmt: skip
def test_any_path_gets_a_page_of_ours(content, visitor, path):
    response = visitor.get(path)
    assert response.status_code in (301, 400, 404), path
    if response.status_code == 301:
        assert response.headers["Location"].startswith("/")


@pytest.mark.parametrize("name", ["If-None-Match", "Accept-Encoding", "Accept", "Range", "Cookie",
                                  "X-Forwarded-Host", "X-Request-ID", "Referer"])  # fmt: skip
def test_any_header_gets_a_page(content, visitor, name):
    for value in (
        '"',
        "W/",
        "\x01",
        "é" * 100,
        "*",
        "bytes=0-999999999999",
        "sessionid=" + "x" * 99,
    ):
        response = visitor.get("/our-work/", headers={name: value})
        assert response.status_code in (200, 304), (name, value)


def test_repeated_and_many_keys(content, visitor):
    response = visitor.get("/our-work/?" + "&".join(["place=leeds"] * 300 + ["page=2", "page=x"]))
    assert response.status_code == 200
    assert "4 projects" in response.content.decode()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=st.dictionaries(st.sampled_from(NAMES), st.text(max_size=80), max_size=6))
def test_any_text_at_all(db, visitor, query):
    assert visitor.get("/our-work/", query).status_code == 200
    assert visitor.get("/what-is-co-production/choose/", query).status_code == 200


def test_a_redirect_never_leaves_the_site(visitor):
    for path in ("//evil.example.org", "/\\evil.example.org", "/our-work", "///x"):
        response = visitor.get(path)
        if response.status_code in (301, 302):
            assert response.headers["Location"].startswith("/")
            assert not response.headers["Location"].startswith("//")
