"""Every answer carries the headers that keep other sites out, errors too; nobody gets a cookie."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
ADDRESSES = ["/", "/our-work/", "/our-work/?format=csv", "/about/", "/nothing/", "/healthz",
             "/sitemap.xml", "/robots.txt"]  # fmt: skip
CLOSED = ["camera", "microphone", "geolocation", "payment", "usb"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_headers_of_every_answer(content, visitor, address):
    response = visitor.get(address)
    check_headers(response)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize(
    "address", ["/staff/", "/staff/nothing/", "/accounts/login/", "/staff/log/"]
)
def test_what_staff_read_is_kept_by_no_browser(content, signed_in, visitor, address):
    for reader in (signed_in, visitor):
        kept = reader.get(address).headers["Cache-Control"]
        assert "private" in kept
        assert "no-store" in kept
    assert "no-store" in signed_in.put(address).headers["Cache-Control"]


def check_headers(response):
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    for weak in ("unsafe-inline", "unsafe-eval", "unsafe-hashes", "*", "http:", "data:"):
        assert weak not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    for feature in CLOSED:
        assert f"{feature}=()" in response.headers["Permissions-Policy"]


@pytest.fixture
def production(settings):
    """A reader of an installation that sends http:// to https://, as production does."""
    settings.ALLOWED_HOSTS = ["portal.example.org"]
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_SSL_HOST = "portal.example.org"
    settings.SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    return Client(headers={"host": "portal.example.org"})


@pytest.mark.parametrize("path", ["/our-work/?page=2", "/static/portal.css"])
@pytest.mark.parametrize("port", ["", ":81", ":443"])
def test_without_https_the_reader_is_sent_to_the_plain_host(production, path, port):
    response = production.get(path, headers={"host": f"portal.example.org{port}"})
    check_headers(response)
    assert response.status_code == 301
    assert response.headers["Location"] == f"https://portal.example.org{path}"


@pytest.mark.parametrize("address", [*ADDRESSES, "/static/nothing.css"])
def test_every_answer_of_production_has_the_headers(production, address):
    check_headers(production.get(address))
    check_headers(production.get(address, secure=True))
    check_headers(production.post(address, secure=True))
    foreign = production.get(address, secure=True, headers={"host": "evil.example.org"})
    check_headers(foreign)
    assert foreign.status_code == (200 if address == "/healthz" else 400)


def test_a_made_up_cookie_is_neither_set_nor_deleted(content, visitor):
    for name in ("sessionid", "csrftoken"):
        for value in ("a", "aaaa", "a" * 8, "a" * 32, "a" * 64, "a" * 99, "é", ""):
            for address in ("/about/", "/nothing/", "/our-work/?format=csv"):
                response = visitor.get(address, headers={"cookie": f"{name}={value}"})
                assert not response.cookies, (name, value, address)
                assert "Cookie" not in response.headers.get("Vary", "")


def test_a_reader_with_a_stray_cookie_gets_the_same_page(content, visitor):
    plain = visitor.get("/about/").content
    visitor.cookies["sessionid"] = "nonsense"
    assert visitor.get("/about/").content == plain
