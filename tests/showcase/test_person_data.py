"""One person is given out whole and erased without a trace, and the one beside them stays whole."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core import mail as sent
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from apps.accounts.models import User
from apps.core import outbox
from apps.core.models import AuditRecord
from apps.projects.models import Project
from apps.publishing import actions as texts
from apps.publishing import search
from apps.publishing.models import Consent, Picture
from apps.showcase.models import CaseStudy
from tests.personas import Person
from tests.publishing.pictured import placed
from tests.showcase import planted
from tests.showcase.conftest import own_page, publish, says_right, write
from tests.showcase.planted import Somebody, with_words

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("files_apart")]

ADA = Somebody("zqada", email="ZqAda.Quill+portal@example.org")
RUNG = Somebody("zqrung", phone="01134960755")
BEN = Somebody("ykben", email="ykben@example.org")
MARKS = ("zqada", "zqrung", "01134960755")
PLANTED = (
    "booker", "friend", "needs", "public", "offered", "asks", "debrief", "asker", "request",
    "credit", "label", "note", "words", "summary", "answer", "alt", "paper.txt",
)  # fmt: skip
FOUND, SESSION = "/search/?q=zqadasummary", "/training/sessions/S-2026-0001/"
OF_ACCOUNT = ("user", "typing", "kept")


@pytest.fixture(autouse=True)
def index_of_this_test() -> Any:
    """Tests are cleaned table by table, which the engine of search does not notice."""
    search.tidy()
    yield
    search.tidy()


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("person_data", *arguments, stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def beside(partner_a: Any, project: Project, trainer: Person) -> Any:
    """Ben, who has asked, booked and presents just as the other does."""
    course = planted.a_course(partner_a)
    planted.in_training(BEN, course, trainer.user)
    planted.asking(BEN, project)
    return course


def speaks(contributor: Person, story: CaseStudy, consent: Consent, words: str) -> None:
    """A passage and the summary rest on the consent."""
    block = {"kind": "quote", "heading": "why", "body": words, "consent": consent.pk}
    write(
        contributor, story, "words", summary_consent=consent.pk,
        **{"blocks-TOTAL_FORMS": "1", "blocks-INITIAL_FORMS": "0"},
        **{f"blocks-0-{name}": value for name, value in block.items()},
    )  # fmt: skip


def tell(who: Somebody, story: CaseStudy, consent: Consent, people: Any) -> Picture:
    """The story holds their words and their picture, they answered, and it is public."""
    contributor, curator, visitor = people
    planted.agrees(who, consent)
    summed = {"title": story.title, "project": story.project_id, "summary": who.says("summary")}
    write(contributor, story, "about", **summed)
    for words in ("words once", "words"):
        speaks(contributor, story, consent, who.says(words))
    picture = placed(story, basis="consent", consent=consent, alt=who.says("alt"))
    address = own_page(consent)
    visitor.post(address, {"story": story.pk, "said": "change", "words": who.says("answer")})
    says_right(visitor, consent, story)
    publish(story, contributor, curator)
    return picture


@pytest.fixture
def ada(
    beside: Any, project: Project, story: CaseStudy, consent: Consent, visitor: Client,
    contributor: Person, curator: Person, trainer: Person, administrator: Person,
) -> Person:  # fmt: skip
    """Ada, everywhere; some of her mail has gone."""
    planted.in_training(ADA, beside, trainer.user)
    planted.asking(ADA, project)
    tell(ADA, story, consent, (contributor, curator, visitor))
    person = planted.signs_in(ADA, project, administrator, curator)
    planted.elsewhere(ADA, contributor.user)
    outbox.send_waiting()
    planted.interest.ask(course=beside, email=ADA.email)
    return person


def test_everything_is_given_out(ada: Person, project: Project, tmp_path: Path) -> None:
    Project.objects.filter(pk=project.pk).update(author=ada.user)
    file = tmp_path / "ada.zip"
    run("export", "zqada.quill@example.org", "--to", str(file))
    assert file.stat().st_mode & 0o077 == 0  # for its owner alone
    with zipfile.ZipFile(file) as archive:
        told = archive.read("person.json").decode()
        files = {name: archive.read(name) for name in archive.namelist() if name != "person.json"}
    assert [what for what in (*PLANTED, *OF_ACCOUNT) if ADA.says(what) not in told] == []
    assert ADA.says("signed").encode() in files.values()
    assert sum(content[8:12] == b"WEBP" for content in files.values()) == 2
    assert BEN.mark not in told
    held = json.loads(told)["held"]
    assert {"core.OutgoingMail", "core.AuditRecord", "accounts.Grant"} <= held.keys()
    assert held["accounts.User"][0]["named_in"] == {"projects.Project.author": [project.pk]}
    assert "argon2" not in told and "pbkdf2" not in told


def test_nothing_is_left(
    ada: Person, visitor: Client, contributor: Person, story: CaseStudy, caplog: Any
) -> None:
    before = with_words(BEN.mark)
    assert ADA.says("words") in visitor.get(story.get_absolute_url()).content.decode()
    assert story.get_absolute_url() in visitor.get(FOUND).content.decode()
    assert ADA.says("public") in visitor.get(SESSION).content.decode()
    said = run("erase", "zqada.quill@example.org", "--yes")
    assert with_words(*MARKS) == []
    if connection.vendor == "sqlite":  # its one file, and the log beside it
        assert planted.in_the_database_file(b"zqada", b"ykben") == [b"ykben"]
    files = planted.on_disk()
    assert not [name for name, content in files.items() if b"zqada" in content.lower()]
    assert not [name for name in files if name.endswith(".webp")]
    assert story.get_absolute_url() not in visitor.get(FOUND).content.decode()
    assert visitor.get(story.get_absolute_url()).status_code == 410
    for address in (story.get_absolute_url(), "/case-studies/", "/training/", SESSION):
        assert "zqada" not in visitor.get(address).content.decode().lower(), address
    assert "zqada" not in contributor.get(f"/staff/case-studies/{story.pk}/").content.decode()
    sent.outbox.clear()
    outbox.send_waiting()
    assert "zqada" not in str([(m.to, m.subject, m.body) for m in sent.outbox]).lower()
    assert "zqada" not in said.lower()
    logged = [f"{record.msg} {record.args}" for record in caplog.records]
    assert "zqada" not in " ".join(logged).lower()
    assert with_words(BEN.mark) == before
    assert planted.bookings() == ["confirmed", "confirmed", "left", "left"]
    assert planted.slots() == ["accepted", "withdrawn"]
    assert AuditRecord.objects.filter(act="erased what is held about a person").count() == 1
    assert ada.get("/staff/").status_code == 302  # signed out, for good


def test_somebody_without_e_mail_is_found_by_number(
    beside: Any, project: Project, story: CaseStudy, consent: Consent, visitor: Client,
    contributor: Person, curator: Person, trainer: Person,
) -> None:  # fmt: skip
    before = with_words(BEN.mark)
    planted.in_training(RUNG, beside, trainer.user)
    planted.asking(RUNG, project)
    tell(RUNG, story, consent, (contributor, curator, visitor))
    planted.elsewhere(RUNG, contributor.user)
    told = run("export", "+44 (0)113 496 0755")
    assert [what for what in (*PLANTED, "follower") if RUNG.says(what) not in told] == []
    run("erase", "+44 113 496 0755", "--yes")
    assert with_words(*MARKS) == []
    assert with_words(BEN.mark) == before


def test_it_is_told_first_and_done_only_when_meant(ada: Person) -> None:
    before = planted.held()
    said = run("erase", "zqada.quill@example.org")
    assert "Bookings (2): given back" in said
    assert said.endswith("Run it again with --yes to erase all of it; it can’t be undone.\n")
    assert planted.held() == before


def test_an_account_with_work_in_hand_is_handed_over_first(
    ada: Person, contributor: Person, project: Project
) -> None:
    project.refresh_from_db()
    texts.save(
        item=project, changes={"summary": "Once more."}, edit_count=project.edit_count, by=ada.user
    )
    before = planted.held()
    with pytest.raises(CommandError, match=r"Nothing was erased.*Choose who looks after the"):
        run("erase", "zqada.quill@example.org", "--yes")
    assert planted.held() == before
    assert User.objects.get(pk=ada.user.pk).is_active


def test_words_that_name_them_are_pointed_out(ada: Person, project: Project) -> None:
    Project.objects.filter(pk=project.pk).update(purpose=f"Ask {ADA.says('Booker')} about it.")
    assert f"projects.Project {project.pk}, purpose" in run("export", "zqada.quill@example.org")
    said = run("erase", "zqada.quill@example.org", "--yes")
    assert f"Look at it yourself: projects.Project {project.pk}, purpose" in said
    project.refresh_from_db()
    assert ADA.says("Booker") in project.purpose


@pytest.mark.parametrize("command", ["export", "erase"])
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("nobody", "“nobody” is neither an e-mail address nor a phone number"),
        ("nobody@example.org", "Nothing is held about nobody@example.org."),
        ("0113 496 0001", "Nothing is held about 0113 496 0001."),
    ],
)
def test_whom_nobody_knows(beside: Any, command: str, typed: str, sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence) as refused:
        run(command, typed)
    assert refused.value.returncode == 1


def test_a_file_that_is_there_is_not_written_over(ada: Person, tmp_path: Path) -> None:
    file = tmp_path / "mine.zip"
    file.write_text("mine")
    with pytest.raises(CommandError, match="is there already"):
        run("export", "zqada.quill@example.org", "--to", str(file))
    assert file.read_text() == "mine"
