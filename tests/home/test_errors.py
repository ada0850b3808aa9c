"""When something is wrong, a calm page says what and how to go on; the database may be away."""

import pytest
from django.db import OperationalError
from django.templatetags.static import static
from django.test import Client
from django.urls import path

from apps.accounts.access import access
from coprod_portal.urls import urlpatterns as portal


@access(public=True)
def broken(request):
    raise RuntimeError("secret words of somebody")


@access(public=True)
def away(request):
    raise OperationalError("connection refused by 10.0.0.1")


urlpatterns = [path("broken/", broken), path("away/", away), *portal]


@pytest.mark.django_db
def test_not_found_has_a_search_and_a_way_home(content, visitor):
    response = visitor.get("/nothing/here/")
    page = response.content.decode()
    assert response.status_code == 404
    assert "<h1>Page not found</h1>" in page
    assert 'action="/search/"' in page


@pytest.mark.django_db
def test_the_wrong_method_gets_a_page(visitor):
    response = visitor.post("/our-work/")
    assert response.status_code == 405
    assert "This address can’t do that" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize(
    "address", ["/", "/our-work/stroke-co-creation/", "/about/", "/sitemap.xml"]
)
def test_an_address_that_takes_no_form_says_so_instead_of_missing_a_token(method, address):
    strict = Client(enforce_csrf_checks=True)
    response = getattr(strict, method)(address)
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
    assert "This address can’t do that" in response.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_gets_a_page_that_says_how_to_go_on():
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/staff/components/form/empty/", {"title": "Private words"})
    page = response.content.decode()
    assert response.status_code == 403
    assert "<h1>We could not take what you sent</h1>" in page
    assert "Private words" not in page
    assert "CSRF" not in page
    assert strict.put("/staff/components/form/empty/").status_code == 405


@pytest.mark.django_db
def test_what_may_not_be_known_is_not_told_with_or_without_a_token(settings):
    settings.ENVIRONMENT = "production"
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/staff/components/form/empty/")
    assert (answer.status_code, answer["Location"][:17]) == (302, "/accounts/login/?")
    assert strict.post("/staff/nothing/").status_code == 404


@pytest.mark.django_db
def test_a_static_file_that_is_sent_something_gets_the_same_page(visitor):
    response = visitor.post(static("portal.css"))
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "This address can’t do that" in response.content.decode()


@pytest.mark.django_db
def test_a_foreign_host_gets_a_page_that_does_not_repeat_it():
    response = Client(headers={"host": "evil.example.org"}).get("/")
    assert response.status_code == 400
    assert "We could not read that address" in response.content.decode()
    assert "evil" not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent", [{"words": "x" * 2_500_001}, {f"field{n}": "x" for n in range(1001)}]
)
def test_too_much_at_once_is_called_that(visitor, sent):
    response = visitor.post("/ask/wrong/site/", sent)
    assert response.status_code == 413
    assert "longer than this site takes in one go" in response.content.decode()


@pytest.mark.urls(__name__)
def test_a_fault_of_ours_needs_no_database_and_tells_no_secret(caplog):
    client = Client(raise_request_exception=False)
    response = client.get("/broken/")
    assert response.status_code == 500
    assert "Something went wrong here" in response.content.decode()
    assert "secret words" not in response.content.decode()


@pytest.mark.urls(__name__)
def test_a_database_that_is_away_gets_503_without_asking_it(client):
    response = client.get("/away/")
    assert response.status_code == 503
    assert "We will be back in a moment" in response.content.decode()
    assert response.headers["Retry-After"] == "30"
    assert response.headers["Cache-Control"] == "no-store"
    assert "10.0.0.1" not in response.content.decode()


@pytest.mark.django_db
def test_a_foreign_host_gets_no_file_either():
    stranger = Client(headers={"host": "evil.example.org"})
    assert stranger.get(static("portal.css")).status_code == 400
    assert stranger.get("/healthz").status_code == 200  # a machine may ask by any name


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nothing/", "/our-work/nothing/", "/partners/nothing/"])
def test_what_is_missing_is_not_found_everywhere(visitor, address):
    assert visitor.get(address).status_code == 404
