"""One person, known by unusual words, in every place in which the portal can hold somebody; and a
look into everything it holds."""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.sessions.models import Session as SignedIn
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from apps.accounts import actions as accounts
from apps.accounts.models import Browser, User
from apps.accounts.terms import Terms
from apps.core import clock
from apps.core.actors import LinkHolder
from apps.core.tasks import TaskResult
from apps.partners.models import Contact, Partner
from apps.projects.models import Project
from apps.publishing import actions as texts
from apps.publishing import addressed, workflow
from apps.publishing.following import actions as following
from apps.publishing.models import Consent, ConsentEvidence, Request
from apps.training import actions as training
from apps.training.actions import interest, presenting
from apps.training.models import Booking, Course, PresenterSlot, Session
from tests.factories import PUBLISHED
from tests.personas import Person

ANYBODY = LinkHolder("whoever books")


@dataclass(frozen=True)
class Somebody:
    """A person, all of whose words begin with the same unusual letters."""

    mark: str
    email: str = ""
    phone: str = ""

    def says(self, what: str) -> str:
        """Words that nobody else can have said."""
        return f"{self.mark}{what}"

    @property
    def ways(self) -> dict[str, str]:
        """How to reach them, as most forms have it."""
        return {"email": self.email, "phone": self.phone}


def a_course(partner: Partner) -> Course:
    """One that can be booked in two weeks."""
    made = Course.objects.create(
        title="Working together", slug="working-together", partner=partner, state="published",
        revision=1, published_at=PUBLISHED, availability=Course.Availability.RUNNING,
    )  # fmt: skip
    starts = clock.now() + datetime.timedelta(days=14)
    Session.objects.create(
        reference="S-2026-0001", course=made, starts_at=starts, capacity=9,
        ends_at=starts + datetime.timedelta(hours=2), mode="online", state="open",
    )  # fmt: skip
    return made


def in_training(who: Somebody, course: Course, by: Any) -> None:
    """They book, for themselves and a friend, wait for a course, and present a session."""
    session = course.sessions.get()
    for name in ("booker", "friend"):
        person = training.Person(
            name=who.says(name), **who.ways, needs=["else"], needs_words=who.says("needs")
        )
        training.book(session=session, person=person, join_list=False, by=ANYBODY)
    interest.ask(course=course, **who.ways)
    slot = presenting.ask(
        session=session, presenter=None, by=by,
        answers={
            "public_name": who.says("public"), "kind": "volunteer", **who.ways,
            "offered": who.says("offered"), "paid_by": "", "paid_when": "",
        },
    )  # fmt: skip
    presenting.answer(slot=slot, said="accept", by=ANYBODY)
    told = {"public_name": who.says("public"), "asks": who.says("asks"), "reached": "",
            "debrief": who.says("debrief")}  # fmt: skip
    presenting.tell(slot=slot, answers=told)


def asking(who: Somebody, project: Project) -> None:
    """They ask for something, and for news."""
    Request.objects.receive(
        item_kind="project", object_id=project.pk, kind="wrong", about=project.title,
        reply_by="email" if who.email else "phone", contact=who.email or who.phone,
        name=who.says("asker"), words=who.says("request"),
    )  # fmt: skip
    item = addressed.now("project", project.pk)
    assert item is not None
    if who.email:
        following.ask(item=item, email=who.email)
    else:
        following.ask_to_ring(item=item, phone=who.phone, name=who.says("follower"))


def agrees(who: Somebody, consent: Consent) -> None:
    """The consent is theirs, with a paper and a credit."""
    Consent.objects.filter(pk=consent.pk).update(
        credit_as=who.says("credit"), label=who.says("label")
    )
    evidence = ConsentEvidence.objects.get(consent=consent)
    evidence.email, evidence.phone = who.email, who.phone
    evidence.contact_note, evidence.file_name = who.says("note"), who.says("paper.txt")
    evidence.file.save("paper.bin", SimpleUploadedFile("x", who.says("signed").encode()))
    consent.refresh_from_db()


def signs_in(who: Somebody, project: Project, administrator: Person, curator: Person) -> Person:
    """They are invited, sign in, write a text that is published, type, and sign in elsewhere."""
    invited = accounts.invite(
        email=who.email, name=who.says("user"), terms=[Terms("curator", everywhere=True)],
        by=administrator.user,
    )  # fmt: skip
    user = accounts.accept_invitation(
        invitation=invited, password="a long enough password", by=ANYBODY
    )
    person = Person.signed_in(user)
    texts.save(item=project, changes={"summary": "Put right."}, edit_count=0, by=user)
    workflow.move(project, "submit", by=user)
    project.refresh_from_db()
    workflow.move(project, "publish", by=curator.user)
    texts.keep_draft(
        user=user, form="about", kind="project", object_id=project.pk,
        data={"title": [who.says("typing")]},
    )  # fmt: skip
    Browser.objects.create(
        token_hash=who.says("x"), user=user, seen=clock.today(), kept_at=clock.now(),
        kept_path="/staff/", kept_fields=[["title", who.says("kept")]],
    )  # fmt: skip
    return person


def elsewhere(who: Somebody, other: User) -> None:
    """Their contact stands in somebody else's typing, in a task, and in a team's contact."""
    way = who.email or who.phone
    texts.keep_draft(
        user=other, form="consent", kind="", object_id=0, data={"reach": [f"Write to {way}."]}
    )
    TaskResult.objects.create(
        args_kwargs={"args": [way], "kwargs": {}}, task_path="x.y", backend_name="default",
        worker_ids=[], exception_class_path="", traceback=f"Refused: <{way}>",
    )  # fmt: skip
    Contact.objects.create(label="Ask the team", purpose="To ask", **who.ways)


def held() -> dict[str, list[str]]:
    """Every row of every table, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found[table] = [repr(row) for row in cursor.fetchall()]
    found["signed in"] = [repr(row.get_decoded()) for row in SignedIn.objects.all()]
    return found


def with_words(*words: str) -> list[str]:
    """The rows in which one of these stands, in any case, each after its table."""
    return sorted(
        f"{table}: {row}"
        for table, rows in held().items()
        for row in rows
        if any(word in row.lower() for word in words)
    )


def in_the_database_file(*words: bytes) -> list[bytes]:
    """Which of these stand anywhere in SQLite's file or its log."""
    name = str(connection.settings_dict["NAME"])
    paths = [Path(name), Path(f"{name}-wal")]
    content = b"".join(path.read_bytes().lower() for path in paths if path.exists())
    return [word for word in words if word in content]


def on_disk() -> dict[str, bytes]:
    """Every file in the store."""
    root = Path(default_storage.location)
    files = [path for path in root.rglob("*") if path.is_file()]
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


def bookings() -> list[str]:
    """How each booking stands."""
    return list(Booking.objects.order_by("pk").values_list("state", flat=True))


def slots() -> list[str]:
    """What each who presents said."""
    return list(PresenterSlot.objects.order_by("pk").values_list("state", flat=True))
