"""A public page is kept until the public number rises, and not a moment longer."""

import datetime
import gzip
import threading
import time

import brotli
import pytest
import time_machine
from django.http import Http404, HttpResponse, QueryDict
from django.test import RequestFactory
from hypothesis import example, given, settings
from hypothesis import strategies as st

from apps.core import versions
from apps.projects.models import Project

pytestmark = pytest.mark.django_db


def test_says_what_may_be_kept_and_by_whom(content, visitor):
    response = visitor.get("/our-work/")
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.headers["ETag"].startswith('W/"')
    assert not response.cookies


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("", None, bytes),
        ("br;q=0, gzip", "gzip", gzip.decompress),
        ("br;q=0.0, gzip;q=0", None, bytes),
        ("gzip;q=0.5, BR; q=1", "br", brotli.decompress),
    ],
)
def test_each_encoding_carries_the_same_page(content, visitor, accepted, encoding, unpack):
    plain = visitor.get("/about/").content
    response = visitor.get("/about/", headers={"accept-encoding": accepted})
    assert response.headers.get("Content-Encoding") == encoding
    assert unpack(response.content) == plain


def test_a_browser_that_has_the_page_gets_304_in_one_query(
    content, visitor, django_assert_num_queries
):
    tag = visitor.get("/our-work/").headers["ETag"]
    with django_assert_num_queries(1):
        response = visitor.get("/our-work/", headers={"if-none-match": tag})
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["ETag"] == tag


def test_the_tag_of_one_page_says_nothing_about_another(content, visitor):
    tag = visitor.get("/our-work/").headers["ETag"]
    for address in ("/about/", "/our-work/nothing-here/", "/our-work/?page=2"):
        assert visitor.get(address, headers={"if-none-match": tag}).status_code != 304


def test_a_kept_page_costs_one_query(content, visitor, django_assert_num_queries):
    visitor.get("/our-work/")
    with django_assert_num_queries(1):
        assert visitor.get("/our-work/").status_code == 200


def test_a_change_shows_at_once_and_the_old_tag_is_dead(content, visitor):
    tag = visitor.get("/our-work/stroke-co-creation/").headers["ETag"]
    Project.objects.filter(slug="stroke-co-creation").update(title="Stroke work, renamed")
    assert "renamed" not in visitor.get("/our-work/stroke-co-creation/").content.decode()
    versions.raise_public()
    response = visitor.get("/our-work/stroke-co-creation/", headers={"if-none-match": tag})
    assert response.status_code == 200
    assert "Stroke work, renamed" in response.content.decode()


def test_a_new_london_day_is_a_new_page(content, visitor):
    with time_machine.travel(datetime.datetime(2026, 6, 1, 22, 59, tzinfo=datetime.UTC)):
        before = visitor.get("/about/").headers["ETag"]
    with time_machine.travel(datetime.datetime(2026, 6, 1, 23, 1, tzinfo=datetime.UTC)):
        after = visitor.get("/about/").headers["ETag"]
    assert "-20260601-" in before
    assert "-20260602-" in after


def test_order_of_the_query_makes_no_second_copy(content, visitor):
    visitor.get("/our-work/?place=leeds&level=inform")
    kept = len(versions.store.pages)
    visitor.get("/our-work/?level=inform&place=leeds")
    assert len(versions.store.pages) == kept


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("q=conference&q=", "q=conference"),
        ("format=xlsx&format=", "format=xlsx"),
        ("q=stroke&q=garden", "q=garden&q=stroke"),
        ("page=1&page=2", "page=2&page=1"),
    ],
)
def test_addresses_that_mean_different_things_never_serve_each_other(content, visitor, one, other):
    drawn = {}
    for query in (one, other):
        drawn[query] = shown(visitor.get(f"/our-work/?{query}"))
        versions.store.pages.clear()
    for query in (one, other):
        assert shown(visitor.get(f"/our-work/?{query}")) == drawn[query]
    assert drawn[one] != drawn[other]


def shown(response):
    """The tag and kind of an answer, and for a page its body."""
    body = response.getvalue() if response.streaming else response.content
    kind = response.headers["Content-Type"]
    return response.headers["ETag"], kind, body if kind.startswith("text/html") else None


PIECES = st.sampled_from(
    ["", "a", "b", "=", "&", "%", "%26", "%3D", "%C3%A9", "é", "\xc3", "+", "?"]
)
QUERIES = st.lists(PIECES, max_size=6).map("".join)


@settings(deadline=None, max_examples=500)
@example("q=a&q=", "q=a", "")
@example("a=%C3%A9", "a=%C3%83%C2%A9", "text/plain; charset=latin-1")
@given(QUERIES, QUERIES, st.sampled_from(["", "text/plain; charset=latin-1"]))
def test_two_addresses_share_a_page_only_if_every_view_reads_them_alike(one, other, kind):
    read = []

    @versions.public_page
    def view(request):
        read.append(dict(sorted(request.GET.lists())))
        return HttpResponse(repr(read[-1]))

    bodies = [
        view(RequestFactory().get("/a/", QUERY_STRING=query, CONTENT_TYPE=content_type)).content
        for query, content_type in ((one, ""), (other, kind))
    ]
    assert bodies == [repr(dict(sorted(QueryDict(raw(q)).lists()))).encode() for q in (one, other)]
    versions.store.pages.clear()


def raw(query):
    """The bytes of a query as a server hands it over."""
    return query.encode("latin-1")


def test_a_question_mark_in_the_path_is_no_query():
    requests = RequestFactory().get("/a/%3Fq=b"), RequestFactory().get("/a/?q=b")
    assert len({versions.canonical_address(request) for request in requests}) == 2


def test_an_older_key_is_neither_kept_nor_served():
    store = versions.PageStore(1000)
    day = datetime.date(2026, 1, 1)
    old, new = versions.PageKey(1, day, "r"), versions.PageKey(2, day, "r")
    store.put(new, "/a/", {"br": b"new"})
    store.put(old, "/a/", {"br": b"old"})
    assert store.get(new, "/a/") == {"br": b"new"}
    assert store.get(old, "/a/") is None


def test_the_store_stays_within_its_size():
    store = versions.PageStore(100)
    key = versions.PageKey(1, datetime.date(2026, 1, 1), "r")
    for number in range(50):
        store.put(key, f"/{number}/", {"br": b"x" * 30})
    assert store.size <= 100
    assert store.get(key, "/49/") is not None
    assert store.get(key, "/0/") is None


@pytest.mark.parametrize("address", ["/our-work/nothing/", "/our-work/?page=1&x=" + "y" * 5000])
@pytest.mark.parametrize("how", ["its tag", "*"])
def test_only_a_page_that_is_there_is_unchanged(content, visitor, address, how):
    request = RequestFactory().get(address)
    tag = versions.current_key().etag(versions.canonical_address(request))
    response = visitor.get(address, headers={"if-none-match": tag if how == "its tag" else how})
    assert response.status_code == (404 if "nothing" in address else 304)
    assert ("ETag" in response.headers) is ("nothing" not in address)


def test_a_tag_is_believed_before_the_page_is_kept(content, visitor):
    tag = visitor.get("/about/").headers["ETag"]
    versions.store.pages.clear()
    response = visitor.get("/about/", headers={"if-none-match": f'"x", {tag[2:]}'})
    assert (response.status_code, response.content) == (304, b"")


def test_a_missing_page_asked_for_with_a_tag_stays_an_error():
    @versions.public_page
    def missing(request):
        raise Http404

    with pytest.raises(Http404):
        missing(RequestFactory().get("/a/", headers={"if-none-match": "*"}))


def test_errors_and_answers_with_cookies_are_not_kept(db):
    @versions.public_page
    def missing(request):
        return HttpResponse("no", status=404)

    @versions.public_page
    def with_cookie(request):
        response = HttpResponse("yes")
        response.set_cookie("a", "b")
        return response

    for number, view in enumerate((missing, with_cookie)):
        view(RequestFactory().get(f"/{number}/"))
    assert not versions.store.pages


@pytest.mark.django_db(transaction=True)
def test_one_thread_draws_while_others_wait(content):
    drawn = []

    @versions.public_page
    def slow(request):
        drawn.append(1)
        time.sleep(0.2)
        return HttpResponse("slow")

    threads = [
        threading.Thread(target=lambda: (slow(RequestFactory().get("/slow/")), close()))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(drawn) == 1


def close():
    from django.db import connections  # noqa: PLC0415

    connections.close_all()
