"""How it felt: nobody can be found, nothing is shown of too few, and both sides stand together."""

import gzip
import re
import threading
from collections import Counter

import pytest
from django.db import connection
from django.test import Client

from apps.core import links
from apps.core.counts import Count
from apps.core.models import AuditRecord
from apps.home import everything
from apps.involvement import ratings
from apps.involvement.actions import rating as actions
from apps.involvement.models import (
    Activity,
    Rating,
    RatingCode,
    RatingComment,
    RatingRound,
)
from apps.projects.levels import Level
from apps.publishing.workflow import NotAllowed
from tests.factories import ActivityFactory

pytestmark = pytest.mark.django_db
FELT = {"felt": "engage", "mattered": "4", "serious": "5", "had_a_say": "2", "know_next": "1"}


def codes(asked: RatingRound, number: int, person) -> list[str]:
    return actions.give_codes(round=asked, number=number, by=person.user)


def answer(asked: RatingRound, person, felt: list[str], **more: str) -> None:
    """One code for each, and what they felt."""
    for code, way in zip(codes(asked, len(felt), person), felt, strict=True):
        assert actions.rate(code=code, answers={**FELT, "felt": way, **more})


def page_of(visitor, activity: Activity) -> str:
    return visitor.get(activity.get_absolute_url()).content.decode()


def sent_bytes(response) -> int:
    """What goes over the wire: the line of its status, its headers, its body."""
    head = f"HTTP/1.1 {response.status_code} {response.reason_phrase}".encode()
    return len(head) + 4 + len(response.serialize_headers()) + len(response.getvalue())


class TestTheThresholds:
    def test_four_answers_are_gone_when_it_closes(self, activity, asked, contributor, visitor):
        answer(asked, contributor, ["engage"] * 4, words="Thank you.")
        closed = actions.close(round=asked, by=contributor.user)
        assert (closed.answers, Rating.objects.count(), RatingComment.objects.count()) == (0, 0, 0)
        page = page_of(visitor, activity)
        assert "Fewer than 5 people answered, so we keep the answers private." in page
        assert "Engage (" not in page

    def test_five_answers_show_the_middle_one_and_no_spread(
        self, activity, asked, contributor, visitor
    ):
        answer(asked, contributor, ["consult", "engage", "engage", "engage", "co-design"])
        assert "How it felt to people" not in page_of(visitor, activity)
        actions.close(round=asked, by=contributor.user)
        page = page_of(visitor, activity)
        assert "People felt it was nearer to Engage" in page
        assert (
            "Staff described this as Co-design. People who took part mostly felt it was Engage "
            "(5 answers of 5 codes)." in page
        )
        assert "How many felt it" not in page

    def test_ten_answers_show_how_they_are_spread(self, activity, asked, contributor, visitor):
        answer(asked, contributor, ["consult"] * 2 + ["engage"] * 5 + ["co-design"] * 3)
        actions.close(round=asked, by=contributor.user)
        page = page_of(visitor, activity)
        assert "How many felt it" in page
        assert '<th scope="row">Engage</th><td>–</td><td>middle answer</td><td>5</td>' in page

    def test_five_answers_of_whom_four_say_what_it_felt_like_show_nothing_of_that(
        self, activity, asked, contributor, visitor
    ):
        answer(asked, contributor, ["engage"] * 4 + ["not-sure"])
        actions.close(round=asked, by=contributor.user)
        assert "felt it was" not in page_of(visitor, activity)

    def test_a_smaller_minimum_in_the_settings_is_no_way_round(self, settings, monkeypatch):
        monkeypatch.setattr("apps.core.site_settings.number", lambda name: 1)
        assert (ratings.least(), ratings.spread_from()) == (5, 5)

    @pytest.mark.parametrize(
        ("answers", "paper", "words"),
        [
            (11, 0, "(11 answers of 20 codes)"),
            (11, 3, "(11 answers; 20 codes given out)"),
            (11, 8, "(11 answers; 20 codes given out)"),
            (11, 5, "(11 answers, 5 of them on paper; 20 codes given out)"),
            (11, 11, "(11 answers on paper)"),
        ],
    )
    def test_on_paper_is_said_where_neither_part_is_small(self, answers, paper, words):
        made = RatingRound(issued=20, answers=answers, on_paper=paper)
        assert words in ratings.sentence("engage", "engage", Counter({"engage": answers}), made)

    def test_one_by_code_is_not_found_between_papers_that_staff_typed(
        self, activity, asked, contributor, visitor
    ):
        codes(asked, 4, contributor)
        answer(asked, contributor, ["consult"], words="Just me.")
        for felt in ("inform", "inform", "co-production", "co-production"):
            actions.key_in(round=asked, answers={**FELT, "felt": felt}, by=contributor.user)
        closed = actions.close(round=asked, by=contributor.user)
        assert (closed.answers, Rating.objects.count(), RatingComment.objects.count()) == (0, 0, 0)
        assert "we keep the answers private" in page_of(visitor, activity)

    def test_four_by_code_and_one_on_paper_are_shown_and_the_spread_needs_more_by_code(
        self, activity, asked, contributor, visitor
    ):
        codes(asked, 8, contributor)
        answer(asked, contributor, ["engage"] * 4)
        for _ in range(8):
            actions.key_in(round=asked, answers=FELT, by=contributor.user)
        actions.close(round=asked, by=contributor.user)
        page = page_of(visitor, activity)
        assert "People felt it was nearer to Engage" in page
        assert "How many felt it" not in page

    def test_a_round_of_five_of_whom_one_is_not_sure_says_that_it_stays_private(
        self, activity, asked, contributor, lead, visitor
    ):
        answer(asked, contributor, ["engage"] * 4 + ["not-sure"], words="Warm.", may_publish="on")
        closing = contributor.post(f"/staff/activities/{activity.pk}/rating/", {"close": "ask"})
        said = contributor.get(closing["Location"]).content.decode()
        assert "People read the result" not in said
        assert "Too few people answered which way it felt" in page_of(visitor, activity)
        comment = RatingComment.objects.first()
        with pytest.raises(NotAllowed, match="Nothing of this asking is shown"):
            actions.show_words(comment=comment, show=True, by=lead.user)

    @pytest.mark.parametrize(
        ("claimed", "felt", "words"),
        [
            ("engage", {"engage": 11}, "mostly felt the same"),
            ("co-production", {"inform": 11}, "mostly felt it was Inform"),
            (
                "co-production",
                {"inform": 11},
                "People felt less shared power than staff described.",
            ),
            ("inform", {"engage": 11}, "People felt more shared power than staff described."),
            ("", {"engage": 11}, "Staff did not state a way."),
            ("engage", {"inform": 2, "engage": 1, "co-production": 2}, "The middle answer of"),
        ],
    )
    def test_the_difference_is_worded_in_both_directions(self, claimed, felt, words):
        middle = "engage" if "engage" in felt else "inform"
        said = ratings.sentence(claimed, middle, Counter(felt), RatingRound(issued=20))
        assert words in said


class TestNobodyCanBeFound:
    def test_a_used_code_is_gone_and_works_once(self, asked, contributor):
        (code,) = codes(asked, 1, contributor)
        assert actions.rate(code=code, answers=FELT)
        assert not RatingCode.objects.exists()
        assert not actions.rate(code=code, answers=FELT)
        asked.refresh_from_db()
        assert (asked.issued, asked.used, Rating.objects.count()) == (1, 1, 1)

    def test_only_a_keyed_hash_of_a_code_is_kept(self, asked, contributor):
        (code,) = codes(asked, 1, contributor)
        assert RatingCode.objects.get().hash == links.keyed_hash("rating code", code)

    def test_rows_hold_answers_and_nothing_else(self):
        names = {field.name for field in Rating._meta.concrete_fields}
        assert names == {"id", "round", "paper", "felt", *Rating.ITEMS}
        comment = {field.name for field in RatingComment._meta.concrete_fields}
        assert comment == {"id", "round", "words", "may_publish", "shown"}
        assert {field.name for field in RatingCode._meta.concrete_fields} == {"id", "round", "hash"}

    def test_closing_writes_all_anew_under_other_numbers_in_another_order(
        self, asked, contributor, monkeypatch
    ):
        monkeypatch.setattr(actions.SHUFFLE, "shuffle", lambda rows: rows.reverse())
        for way in ("inform", "consult", "engage", "co-design", "co-production"):
            answer(asked, contributor, [way], words=f"Words on {way}")
        table = Rating._meta.db_table
        before = in_order(table)
        actions.close(round=asked, by=contributor.user)
        after = in_order(table)
        assert [way for _id, way in after] == [way for _id, way in before][::-1]
        assert not {one for one, _way in before} & {one for one, _way in after}

    def test_the_order_after_closing_is_random(self, partner_a, contributor):
        seen = set()
        for _ in range(6):
            activity = ActivityFactory(partner=partner_a)
            asked = actions.open_round(activity=activity, by=contributor.user)
            answer(asked, contributor, list(Level.values))
            actions.close(round=asked, by=contributor.user)
            seen.add(tuple(way for _id, way in in_order(Rating._meta.db_table)))
            Rating.objects.all().delete()
        assert len(seen) > 1

    def test_neither_log_nor_audit_nor_pages_hold_a_code(
        self, asked, contributor, visitor, caplog, capfd
    ):
        (code,) = codes(asked, 1, contributor)
        visitor.get(f"/rate/{code}/")
        visitor.post(f"/rate/{code}/", FELT)
        err = capfd.readouterr()
        assert code not in caplog.text + err.out + err.err
        assert code not in str(list(AuditRecord.objects.values()))

    def test_the_team_sees_only_how_many_while_it_is_open(self, activity, asked, contributor, lead):
        answer(asked, contributor, ["inform"] * 6, words="SECRET WORDS")
        for person in (contributor, lead):
            page = person.get(f"/staff/activities/{activity.pk}/rating/").content.decode()
            assert "<dt>Codes used</dt><dd>6</dd>" in page
            assert "SECRET WORDS" not in page
            assert "felt" not in page.partition("Open since")[2]

    def test_words_are_for_leads_after_closing(self, activity, asked, contributor, lead, visitor):
        answer(asked, contributor, ["engage"] * 5, words="SECRET WORDS")
        actions.close(round=asked, by=contributor.user)
        address = f"/staff/activities/{activity.pk}/rating/"
        assert "SECRET WORDS" in lead.get(address).content.decode()
        assert "SECRET WORDS" not in contributor.get(address).content.decode()
        assert "SECRET WORDS" not in page_of(visitor, activity)

    def test_the_file_with_everything_holds_no_row_of_it(self):
        left_out = {"Rating", "RatingCode", "RatingComment", "ParticipantReply"}
        assert not left_out & {model.__name__ for model in everything.tables()}


def in_order(table: str) -> list[tuple[str, str]]:
    """The rows as they lie in the table, without any order asked for."""
    inside = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, felt FROM {table} ORDER BY {inside}")  # noqa: S608
        return [(str(one), way) for one, way in cursor.fetchall()]


class TestThePage:
    def test_it_works_without_a_cookie_or_a_token(self, asked, contributor):
        (code,) = codes(asked, 1, contributor)
        person = Client(enforce_csrf_checks=True)
        page = person.get(f"/rate/{code.lower()}/")
        assert page.status_code == 200
        assert "no-store" in page["Cache-Control"]
        text = page.content.decode()
        assert "We talked, and they listened" in text
        assert ">Engage<" not in text
        sent = person.post(f"/rate/{code}/", FELT)
        assert sent["Location"] == "/rate/thank-you/"
        assert not page.cookies
        assert not sent.cookies

    def test_it_is_light_enough_for_an_old_phone(self, asked, contributor, visitor):
        """The page, its style sheets and pictures as they are sent, with their headers: 30 kB; no
        script."""
        (code,) = codes(asked, 1, contributor)
        page = visitor.get(f"/rate/{code}/", headers={"accept-encoding": "gzip"})
        text = gzip.decompress(page.content).decode()
        parts = set(re.findall(r'<(?:link|img|script)[^>]+(?:href|src)="(/[^"]+)"', text))
        others = [visitor.get(part, headers={"accept-encoding": "gzip"}) for part in parts]
        assert "<script" not in text
        assert len(parts) >= 3
        assert {one.status_code for one in others} == {200}
        assert sum(map(sent_bytes, [page, *others])) <= 30_000

    def test_every_question_can_be_left_out_but_not_all(self, asked, contributor, visitor):
        (code,) = codes(asked, 1, contributor)
        assert visitor.post(f"/rate/{code}/", {}).status_code == 422
        assert visitor.post(f"/rate/{code}/", {"felt": "ladder"}).status_code == 422
        assert visitor.post(f"/rate/{code}/", {"serious": "2"}).status_code == 302
        assert Rating.objects.get().felt == ""

    def test_used_mistyped_closed_and_foreign_codes_look_alike(self, asked, contributor, visitor):
        used, late = codes(asked, 2, contributor)
        visitor.post(f"/rate/{used}/", FELT)
        actions.close(round=asked, by=contributor.user)
        pages = {
            visitor.get(f"/rate/{code}/").content.decode()
            for code in (used, late, "AAAAAAAA", "x", "é" * 30)
        }
        assert len(pages) == 1
        assert "This code does not work" in pages.pop()

    def test_closed_while_somebody_answers_gives_their_words_back(
        self, asked, contributor, visitor
    ):
        (code,) = codes(asked, 1, contributor)
        actions.close(round=asked, by=contributor.user)
        sent = visitor.post(f"/rate/{code}/", {**FELT, "words": "We waited so long."})
        assert sent.status_code == 404
        assert "We waited so long." in sent.content.decode()
        assert not Rating.objects.exists()

    def test_guessing_is_braked(self, visitor, asked, contributor):
        (code,) = codes(asked, 1, contributor)
        tried = [visitor.get(f"/rate/AAAAAAA{n % 9}/").status_code for n in range(201)]
        assert set(tried[:200]) == {404}
        assert tried[-1] == 429
        assert visitor.get(f"/rate/{code}/").status_code == 429, "then nothing is looked up"
        assert visitor.post(f"/rate/{code}/", FELT).status_code == 429
        assert Client(REMOTE_ADDR="198.51.100.7").get(f"/rate/{code}/").status_code == 200


class TestTheDesk:
    def test_slips_are_shown_once_and_count(self, activity, contributor, visitor):
        address = f"/staff/activities/{activity.pk}/rating/"
        page = contributor.post(address, {"codes": "1", "number": "3"})
        text = page.content.decode()
        assert text.count('class="hear-card slip"') == 3
        assert page["Cache-Control"] == "private, no-store"
        assert RatingRound.objects.get().issued == 3
        again = contributor.get(address).content.decode()
        assert "<dt>Codes given out</dt><dd>3</dd>" in again

    @pytest.mark.parametrize("number", ["", "0", "-1", "many", "201", "1.5"])
    def test_nonsense_prints_nothing(self, activity, contributor, number):
        address = f"/staff/activities/{activity.pk}/rating/"
        assert contributor.post(address, {"codes": "1", "number": number}).status_code == 422
        assert not RatingCode.objects.exists()

    def test_closing_with_too_few_asks_first(self, activity, asked, contributor):
        answer(asked, contributor, ["engage"] * 2)
        address = f"/staff/activities/{activity.pk}/rating/"
        page = contributor.post(address, {"close": "ask"}).content.decode()
        assert "nobody will see these answers" in page
        assert RatingRound.objects.get().is_open
        contributor.post(address, {"close": "sure"})
        assert not RatingRound.objects.get().is_open

    def test_paper_is_keyed_in_while_it_is_open(self, activity, asked, contributor):
        address = f"/staff/activities/{activity.pk}/rating/paper/"
        codes(asked, 1, contributor)
        assert contributor.post(address, FELT).status_code == 302
        assert Rating.objects.get().paper
        contributor.post(address, FELT)
        assert Rating.objects.count() == 1, "no more answers than slips"
        actions.close(round=asked, by=contributor.user)
        contributor.post(address, FELT)
        assert not Rating.objects.exists()

    def test_another_partner_asks_and_closes_nothing(self, activity, asked, outsider):
        for path in ("rating/", "rating/paper/"):
            assert outsider.get(f"/staff/activities/{activity.pk}/{path}").status_code == 404
        with pytest.raises(NotAllowed, match="The partner that owns"):
            actions.open_round(activity=activity, by=outsider.user)

    def test_what_a_group_agreed_is_a_text_that_is_reviewed(self, activity, contributor, visitor):
        sent = contributor.post(
            f"/staff/activities/{activity.pk}/edit/felt/",
            {"agreed_words": "We thought it felt most like being asked.", "agreed_level": "consult",
             "edit_count": activity.edit_count},
        )  # fmt: skip
        assert sent.status_code == 422
        assert "the day on which you read it back" in sent.content.decode()
        contributor.post(
            f"/staff/activities/{activity.pk}/edit/felt/",
            {"agreed_words": "We thought it felt most like being asked.", "agreed_level": "consult",
             "agreed_on_0": "5", "agreed_on_1": "5", "agreed_on_2": "2026",
             "edit_count": activity.edit_count},
        )  # fmt: skip
        assert "most like being asked" not in page_of(visitor, activity)
        assert not Rating.objects.exists()

    @pytest.mark.parametrize(
        ("number", "meant", "small"),
        [(9, "exactly", True), (10, "exactly", False), (9, "more_than", False),
         (8, "more_than", True), (12, "about", False), (12, "up_to", True),
         (40, "at_least", False)],
    )  # fmt: skip
    def test_only_a_group_under_ten_agrees_one_sentence(self, activity, number, meant, small):
        activity.agreed_words = "We thought it felt most like being asked."
        activity.took_part = Count(number, meant, "people")
        refused = [said for said in activity.blockers() if "groups under 10" in said]
        assert bool(refused) != small


@pytest.mark.django_db(transaction=True)
def test_the_same_code_sent_at_once_counts_once(partner_a, contributor):
    activity = ActivityFactory(partner=partner_a)
    asked = actions.open_round(activity=activity, by=contributor.user)
    (code,) = codes(asked, 1, contributor)
    done: list[bool] = []

    def send() -> None:
        try:
            done.append(actions.rate(code=code, answers=FELT))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(done) == [False, False, False, True]
    asked.refresh_from_db()
    assert (asked.used, Rating.objects.count()) == (1, 1)


def test_another_site_cannot_rate_for_somebody(asked, contributor):
    (code,) = codes(asked, 1, contributor)
    for said in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
        assert Client().post(f"/rate/{code}/", FELT, headers=said).status_code == 403
    assert Client().post(f"/rate/{code}/", FELT).status_code == 302
