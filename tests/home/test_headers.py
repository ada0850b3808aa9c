"""Every answer carries the headers that keep other sites out, errors too; nobody gets a cookie."""

import pytest

pytestmark = pytest.mark.django_db
ADDRESSES = ["/", "/our-work/", "/our-work/?format=csv", "/about/", "/nothing/", "/healthz",
             "/sitemap.xml", "/robots.txt"]  # fmt: skip
CLOSED = ["camera", "microphone", "geolocation", "payment", "usb"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_headers_of_every_answer(content, visitor, address):
    response = visitor.get(address)
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
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_a_reader_with_a_stray_cookie_gets_the_same_page(content, visitor):
    plain = visitor.get("/about/").content
    visitor.cookies["sessionid"] = "nonsense"
    assert visitor.get("/about/").content == plain
