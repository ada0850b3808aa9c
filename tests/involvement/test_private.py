"""What stays with the partner that owns an activity: notes, files, numbers, evidence, links."""

import datetime
import io
import re
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.core.models import AuditRecord, SentForm
from apps.involvement.models import (
    Activity,
    ActivityPartner,
    Attachment,
    EqualityCount,
    EvidenceAnswer,
    LogLink,
)
from apps.projects.models import EvidenceSign
from apps.publishing.models import Correction
from tests.factories import PartFactory, ProjectFactory
from tests.involvement.test_quick_log import THREE, log
from tests.personas import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_apart")]


@pytest.fixture
def activity(contributor: Person) -> Activity:
    return log(contributor, way="engage")


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as held:
        for name in names:
            held.writestr(name, "<w/>")
    return file.getvalue()


def docx(*more: str) -> bytes:
    return zipped("[Content_Types].xml", "word/document.xml", *more)


def xlsx(*more: str) -> bytes:
    return zipped("[Content_Types].xml", "xl/workbook.xml", *more)


def upload(person: Person, activity: Activity, name: str, content: bytes):
    file = SimpleUploadedFile(name, content)
    return person.post(f"/staff/activities/{activity.pk}/private/", {"add": "file", "file": file})


class TestNotesAndFiles:
    def test_a_note_stays_inside(self, activity, contributor, lead, outsider):
        address = f"/staff/activities/{activity.pk}/private/"
        contributor.post(address, {"add": "note", "text": "Canary: ring the ward first"})
        assert "Canary" in lead.get(address).content.decode()
        assert outsider.get(address).status_code == 404

    def test_another_partner_with_a_part_completes_the_draft_and_reads_no_notes(
        self, activity, contributor, outsider, partner_b
    ):
        ActivityPartner.objects.create(activity=activity, partner=partner_b, role="facilitator")
        assert outsider.get(f"/staff/activities/{activity.pk}/").status_code == 200
        assert outsider.get(f"/staff/activities/{activity.pk}/edit/said/").status_code == 200
        for page in ("private", "people", "signs", "promise"):
            assert outsider.get(f"/staff/activities/{activity.pk}/{page}/").status_code == 404

    def test_a_guest_has_no_part_in_the_draft(self, activity, outsider, partner_b):
        ActivityPartner.objects.create(activity=activity, partner=partner_b, role="took-part")
        assert outsider.get(f"/staff/activities/{activity.pk}/").status_code == 404

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("minutes.pdf", b"%PDF-1.7 x"),
            ("minutes.docx", docx()),
            ("Numbers.XLSX", xlsx("xl/worksheets/sheet1.xml")),
            ("slides.pptx", zipped("[Content_Types].xml", "ppt/presentation.xml")),
            ("letter.odt", zipped("mimetype", "content.xml")),
            ("empty.odt", zipped("mimetype", "content.xml", "Basic/script-lc.xml")),
            ("numbers.csv", b"a,b\n" * 50_000),
            ("Notes.TXT", "Carers’ café".encode()),
        ],
    )
    def test_a_file_comes_back_as_it_was_and_is_only_saved(
        self, activity, contributor, name, content
    ):
        assert upload(contributor, activity, name, content).status_code == 302
        file = activity.attachments.get()
        answer = contributor.get(f"/staff/activities/{activity.pk}/files/{file.pk}/")
        assert b"".join(answer.streaming_content) == content
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["Content-Type"] == "application/octet-stream"

    @pytest.mark.parametrize(
        ("name", "content", "sentence"),
        [
            ("page.html", b"<script>", "Choose one of these"),
            ("noending", b"x", "Choose one of these"),
            ("photo.pdf", b"MZ\x90", "is no PDF file, whatever its name says"),
            ("minutes.docx", b"PK\x03\x04 not a zip", "is no DOCX file"),
            ("minutes.xlsx", docx(), "is no XLSX file"),
            ("notes.txt", b"a\0b", "is no TXT file"),
            ("notes.txt", b"a" * 200_000 + b"\0", "is no TXT file"),
            ("numbers.csv", b"a,b\n" * 1000 + b"\0", "is no CSV file"),
            ("minutes.docx", zipped("word/document.xml"), "is no DOCX file"),
            ("minutes.docx", zipped("[Content_Types].xml", "word/x.xml"), "is no DOCX file"),
            ("minutes.docx", xlsx(), "is no DOCX file"),
            ("minutes.docx", docx("word/vbaProject.bin"), "This file holds macros"),
            ("minutes.xlsx", xlsx("xl/VBAPROJECT.BIN"), "This file holds macros"),
            ("letter.odt", zipped("mimetype", "content.xml", "Basic/x.xml"), "holds macros"),
            ("minutes.docx", docx("word/embeddings/setup.EXE"), "This file holds a program"),
            ("minutes.docx", docx("run.js"), "This file holds a program"),
            ("minutes.xlsx", xlsx("xl/run.bat"), "This file holds a program"),
            ("empty.pdf", b"", "This file is empty"),
            ("big.pdf", b"%PDF-" + b"0" * 10 * 1024 * 1024, "larger than 10 MB"),
        ],
    )
    def test_a_file_that_is_not_what_it_says_is_refused(
        self, activity, contributor, name, content, sentence
    ):
        answer = upload(contributor, activity, name, content)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert not Attachment.objects.exists()

    def test_an_outsider_guesses_no_file(self, activity, contributor, outsider, visitor: Client):
        upload(contributor, activity, "minutes.pdf", b"%PDF-1.7 x")
        address = f"/staff/activities/{activity.pk}/files/{activity.attachments.get().pk}/"
        assert outsider.get(address).status_code == 404
        assert visitor.get(address).status_code == 302
        assert outsider.post(f"{address}delete/").status_code == 404
        other = log(outsider)
        assert outsider.get(address.replace(str(activity.pk), str(other.pk), 1)).status_code == 404

    def test_a_deleted_file_is_gone_from_the_disk(
        self, activity, contributor, django_capture_on_commit_callbacks
    ):
        upload(contributor, activity, "minutes.pdf", b"%PDF-1.7 x")
        file = activity.attachments.get()
        assert default_storage.exists(file.file.name)
        with django_capture_on_commit_callbacks(execute=True):
            contributor.post(f"/staff/activities/{activity.pk}/files/{file.pk}/delete/")
        assert not default_storage.exists(file.file.name)
        assert not Attachment.objects.exists()


class TestNumbers:
    def test_a_blank_question_was_not_asked_and_a_blank_answer_is_nobody(
        self, activity, contributor
    ):
        address = f"/staff/activities/{activity.pk}/people/"
        assert contributor.post(address, {"age.16-24": "12"}).status_code == 302
        held = {(row.characteristic, row.category): row.value for row in activity.equality.all()}
        assert held["age", "16-24"] == 12
        assert held["age", "under-16"] == 0
        assert not [key for key in held if key[0] != "age"]

    def test_the_page_shows_what_the_public_would_read(self, activity, contributor):
        contributor.post(
            f"/staff/activities/{activity.pk}/people/",
            {"disability.yes": "7", "disability.no": "8"},
        )
        page = contributor.get(f"/staff/activities/{activity.pk}/private/").content.decode()
        assert "<td>fewer than 8</td>" in page
        assert "<td>10</td>" in page
        assert "<td>15</td>" in page

    @pytest.mark.parametrize("wrong", ["-1", "1.5", "about 5", "9999999", "１２"])
    def test_anything_but_a_whole_number_gets_a_sentence(self, activity, contributor, wrong):
        answer = contributor.post(
            f"/staff/activities/{activity.pk}/people/", {"age.16-24": wrong, "age.25-44": "3"}
        )
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Enter a whole number, like 12, or leave it blank" in page
        assert 'value="3"' in page
        assert not EqualityCount.objects.exists()

    def test_either_the_group_or_its_detail(self, activity, contributor):
        both = {"ethnic-group.asian": "5", "ethnic-group.asian:indian": "3"}
        answer = contributor.post(f"/staff/activities/{activity.pk}/people/", both)
        assert "not both" in answer.content.decode()

    def test_pasted_lines_fill_the_table_and_are_saved_by_the_next_press(
        self, activity, contributor
    ):
        address = f"/staff/activities/{activity.pk}/people/"
        lines = "Age\t16 to 24\t12\nIndian\t3\r\nCarers; Carers; 4\n"
        answer = contributor.post(address, {"paste": "1", "pasted": lines})
        page = answer.content.decode()
        assert "The table is filled from what you pasted" in page
        assert 'name="age.16-24" id="id_age.16-24" value="12"' in page
        assert (
            'name="ethnic-group.asian:indian" id="id_ethnic-group.asian:indian" value="3"' in page
        )
        assert not EqualityCount.objects.exists()

    @pytest.mark.parametrize(
        "line", ["Neither\t3", "Age\tlots\t3", "Age", "=cmd()\t1", "Age\t1\tx"]
    )
    def test_an_unknown_or_ambiguous_line_is_named_and_nothing_is_lost(
        self, activity, contributor, line
    ):
        answer = contributor.post(
            f"/staff/activities/{activity.pk}/people/",
            {"paste": "1", "pasted": f"Carers\tCarers\t4\n{line}"},
        )
        assert answer.status_code == 422
        assert "Line 2 could not be read" in answer.content.decode()

    def test_a_pasted_number_is_not_cut_and_the_next_press_refuses_it(self, activity, contributor):
        address = f"/staff/activities/{activity.pk}/people/"
        for number in ("1000000", "1" * 40):
            page = contributor.post(address, {"paste": "1", "pasted": f"Age, 16 to 24, {number}"})
            assert f'id="id_age.16-24" value="{number}"' in page.content.decode()
            answer = contributor.post(address, {"age.16-24": number})
            assert answer.status_code == 422
            assert "Age, 16 to 24: Enter a whole number, like 12" in answer.content.decode()
        assert not EqualityCount.objects.exists()

    def test_a_row_pasted_twice_is_added_up_and_says_so(self, activity, contributor):
        address = f"/staff/activities/{activity.pk}/people/"
        lines = "Age, 16 to 24, 3\nAge, Under 16, 2\nAge, 16 to 24, 4"
        page = contributor.post(address, {"paste": "1", "pasted": lines}).content.decode()
        assert 'id="id_age.16-24" value="7"' in page
        assert "<li>Age, 16 to 24: 3 + 4 = 7</li>" in page
        assert "Under 16: 2" not in page

    def test_what_is_pasted_takes_no_other_row_out_of_the_table(self, activity, contributor):
        address = f"/staff/activities/{activity.pk}/people/"
        contributor.post(address, {"age.16-24": "3", "age.25-44": "5"})
        page = contributor.post(address, {"paste": "1", "pasted": "16 to 24\t7"}).content.decode()
        assert 'id="id_age.16-24" value="7"' in page
        assert 'id="id_age.25-44" value="5"' in page

    def test_each_error_names_its_row(self, activity, contributor):
        wrong = {
            "age.16-24": "x",
            "sex.male": "-1",
            "age.25-44": "100001",
            "sex.female": "9" * 5000,
        }
        answer = contributor.post(f"/staff/activities/{activity.pk}/people/", wrong)
        page = answer.content.decode()
        for row in ("Age, 16 to 24", "Sex, Male"):
            assert f"{row}: Enter a whole number, like 12, or leave it blank</a>" in page
        for row in ("Age, 25 to 44", "Sex, Female"):
            assert f"{row}: Enter a whole number, like 12, or leave it blank. The most is" in page

    def test_only_roles_that_may(self, activity, lead, outsider, administrator, curator):
        address = f"/staff/activities/{activity.pk}/people/"
        assert lead.get(address).status_code == 200
        for person in (outsider, administrator, curator):
            assert person.get(address).status_code == 404


class TestSigns:
    def test_what_can_be_shown_and_what_not_yet_in_public(self, content, visitor, curator):
        project = ProjectFactory(claimed_level="engage")
        first, second = EvidenceSign.objects.filter(level="engage")[:2]
        answers = {f"sign-{first.pk}": "yes", f"sign-{second.pk}": "no"}
        assert curator.post(f"/staff/projects/{project.pk}/signs/", answers).status_code == 302
        page = visitor.get(f"/our-work/{project.slug}/").content.decode()
        assert "What we can show (1)" in page
        assert "What we cannot show yet" in page
        assert " of 5" not in page

    def test_in_public_it_is_dated_and_somebody_else_looks_at_it(
        self, content, visitor, curator, partner_a, lead
    ):
        project = ProjectFactory(claimed_level="engage")
        PartFactory(project=project, partner=partner_a, role="lead")
        sign = EvidenceSign.objects.filter(level="engage").first()
        answers, what = {f"sign-{sign.pk}": "yes"}, "What we can show for this way"
        for _ in range(2):  # saving it again changes nothing
            curator.post(f"/staff/projects/{project.pk}/signs/", answers)
        assert Correction.objects.get().made_by == curator.user
        assert "Corrected on" in visitor.get(project.get_absolute_url()).content.decode()
        assert what in lead.get("/staff/review/").content.decode()
        assert what not in curator.get("/staff/review/").content.decode()

    def test_an_answer_keeps_the_words_that_were_asked(self, content, visitor, curator):
        project = ProjectFactory(claimed_level="engage")
        sign = EvidenceSign.objects.filter(level="engage").first()
        before = sign.text
        curator.post(f"/staff/projects/{project.pk}/signs/", {f"sign-{sign.pk}": "yes"})
        sent = {"level": "engage", "text": "Other words", "edit_count": sign.edit_count}
        curator.post(f"/staff/lists/signs/{sign.pk}/", sent)
        assert before in visitor.get(f"/our-work/{project.slug}/").content.decode()
        assert EvidenceAnswer.objects.get().sign_version == 1

    def test_signs_of_another_way_are_not_shown_after_the_claim_changes(
        self, content, visitor, curator
    ):
        project = ProjectFactory(claimed_level="engage")
        sign = EvidenceSign.objects.filter(level="engage").first()
        curator.post(f"/staff/projects/{project.pk}/signs/", {f"sign-{sign.pk}": "yes"})
        type(project).objects.filter(pk=project.pk).update(claimed_level="consult")
        assert sign.text not in visitor.get(f"/our-work/{project.slug}/").content.decode()

    def test_an_outsider_answers_none(self, content, partner_a, lead, contributor, outsider):
        project = ProjectFactory(claimed_level="engage")
        PartFactory(project=project, partner=partner_a, role="lead")
        assert lead.get(f"/staff/projects/{project.pk}/signs/").status_code == 200
        assert contributor.get(f"/staff/projects/{project.pk}/signs/").status_code == 302
        assert outsider.get(f"/staff/projects/{project.pk}/signs/").status_code == 404


class TestLogLinks:
    @pytest.fixture
    def address(self, contributor) -> str:
        page = contributor.post("/staff/log/link/", {"group_name": "Sunrise Carers"})
        return re.findall(r"/log/[\w-]{24}/", page.content.decode())[0]

    def test_a_group_tells_it_and_it_arrives_as_the_senders_draft(
        self, address, contributor, visitor
    ):
        more = {"took_part_0": "about", "took_part_1": "9", "took_part_2": "people", "heard": "Hi"}
        answer = visitor.post(address, {**THREE, **more}, follow=True)
        assert "Thank you, Sunrise Carers" in answer.content.decode()
        activity = Activity.objects.get()
        assert (activity.author, activity.told_by) == (contributor.user, "Sunrise Carers")
        assert (str(activity.took_part), activity.heard) == ("about 9 people", "Hi")
        assert "Carers’ café" in contributor.get("/staff/").content.decode()
        assert AuditRecord.objects.filter(act="logged by a link").count() == 1

    def test_the_address_goes_to_no_other_site_and_the_form_can_be_sent(self, address, visitor):
        page = visitor.get(address)
        assert page.headers["Referrer-Policy"] == "same-origin"
        assert 'name="referrer"' not in page.content.decode()  # "no-referrer" posts "Origin: null"

    def test_a_used_link_says_that_it_has_arrived(self, address, visitor):
        once = re.search(r'name="once" value="(.+?)"', visitor.get(address).content.decode())[1]
        for _ in range(3):  # pressed three times
            answer = visitor.post(address, {**THREE, "once": once}, follow=True)
            assert answer.status_code == 200
            assert "Thank you, Sunrise Carers" in answer.content.decode()
        assert Activity.objects.count() == 1
        page = visitor.get(address).content.decode()
        assert f"has arrived at {Activity.objects.get().partner}" in page
        assert "It worked until" not in page

    def test_whoever_comes_second_reads_their_own_words_and_what_to_do(self, address, visitor):
        visitor.post(address, THREE)
        for wrong in ({}, {"where": ""}):
            mine = {**THREE, "title": "Walk by the canal", "heard": "Ducks <b>", **wrong}
            page = visitor.post(address, mine)
            words = page.content.decode()
            assert page.status_code == 409
            assert "Somebody in your group sent this link first" in words
            assert "Walk by the canal" in words
            assert "Ducks &lt;b&gt;" in words
            assert "ask for a new link" in words
            assert "It worked until" not in words
        assert Activity.objects.count() == 1

    def test_sent_at_the_same_moment_the_later_one_reads_the_same(
        self, address, visitor, monkeypatch
    ):
        stale = LogLink.objects.get()
        visitor.post(address, THREE)
        monkeypatch.setattr("apps.involvement.actions.private.link_of", lambda secret: stale)
        page = visitor.post(address, {**THREE, "title": "Walk by the canal"}).content.decode()
        assert "Somebody in your group sent this link first" in page
        assert "Walk by the canal" in page

    def test_the_last_day_passes_while_somebody_types(self, address, visitor, time_machine):
        row = LogLink.objects.get()
        day = row.expires_on + datetime.timedelta(days=1)
        time_machine.move_to(f"{day}T12:00:00+00:00", tick=False)
        page = visitor.post(address, THREE)
        assert page.status_code == 410
        assert "It worked until" in page.content.decode()
        assert "Carers’ café" in page.content.decode()

    def test_it_ends_after_fourteen_days(self, address, visitor, time_machine):
        row = LogLink.objects.get()
        time_machine.move_to(f"{row.expires_on}T12:00:00+00:00", tick=False)
        assert visitor.get(address).status_code == 200
        time_machine.shift(datetime.timedelta(days=1))
        assert visitor.get(address).status_code == 410

    def test_a_wrong_answer_keeps_what_was_typed_and_the_link(self, address, visitor):
        answer = visitor.post(address, {**THREE, "where": ""})
        assert answer.status_code == 422
        assert "Carers’ café" in answer.content.decode()
        assert LogLink.objects.get().is_open

    @pytest.mark.parametrize("secret", ["nonsense", "a" * 24, "%00", "x" * 3000])
    def test_any_other_secret_is_not_found(self, address, visitor, secret):
        assert visitor.get(f"/log/{secret}/").status_code == 404

    def test_the_secret_stands_nowhere(self, address, contributor):
        secret = address.split("/")[2]
        assert secret not in contributor.get("/staff/log/link/").content.decode()
        assert secret not in str(list(LogLink.objects.values()))
        Client().post(address, {**THREE, "once": "x"})
        assert secret not in str(list(SentForm.objects.values()))
