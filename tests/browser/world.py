"""A world for the staff pages: people of each role, and records in each state, made by the same
actions that people use. Runs in the served portal's own environment and writes down how to find
what it made."""

import datetime
import json
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.test import Client

from apps.accounts import actions as accounts
from apps.accounts import addresses
from apps.accounts.models import Grant, Invitation, User
from apps.accounts.terms import Terms
from apps.core import clock, links
from apps.core.actors import SystemActor
from apps.core.dates import PartialDate
from apps.home.demo import examples
from apps.involvement import actions as log
from apps.involvement.actions import rating
from apps.involvement.models import Activity, LogLink, Opportunity
from apps.partners.models import Partner, Place
from apps.projects.models import Project
from apps.publishing import actions, addressed, workflow
from apps.publishing.following import actions as following
from apps.publishing.formats import actions as formats
from apps.publishing.models import Correction, Follow, Topic
from apps.publishing.models.request import Request
from tests.browser import pictures, recordings, resources, stories, trained

BY = SystemActor("test")
FILE = "world.json"
TEXT = {
    "kind": "project",
    "status": "ongoing",
    "summary": "People who use the clinic and its staff rewrote the letters that it sends.",
    "claimed_level": "co-design",
    "level_reason": "The same people worked on the question and on the letters.",
}


def make() -> None:
    """Everything, once; found afterwards by ``VAR_DIR/world.json``."""
    call_command("demo_users", verbosity=0, stdout=_nowhere())
    call_command("load_examples", verbosity=0, stdout=_nowhere())
    people = {user.email.partition("@")[0]: user for user in User.objects.all()}
    people |= _more_people()
    numbers = {
        **_projects(people), **_activities(), **_answers(people["contributor"]),
        **_ratings(people["contributor"]), **_ways(people["contributor"]),
        **_formats(people), **_others(people), **stories.make(people), **_followers(),
        **_for_journeys(people), **resources.make(people),
    }  # fmt: skip
    numbers |= pictures.make(people["curator"]) | recordings.make(people) | trained.made(people)
    sessions = {name: _session(user) for name, user in people.items()}
    sessions["asked-again"] = _session(people["administrator"], just_now=False)
    Path(settings.VAR_DIR, FILE).write_text(json.dumps({"numbers": numbers, "sessions": sessions}))


def _nowhere() -> Any:
    return Path("/dev/null").open("w")  # noqa: SIM115 - closed with the process


def _more_people() -> dict[str, User]:
    """A second curator, and somebody who tries a passkey."""
    second = User.objects.create_user("second@example.org", name="Demo second curator")
    Grant.objects.create(user=second, role="curator")
    holder = User.objects.create_user("keyholder@example.org", name="Key Holder")
    Grant.objects.create(user=holder, role="contributor").partners.add(examples.partner())
    addresses.follow(holder, verified=True)
    return {"second": second, "keyholder": holder}


def _session(user: User, *, just_now: bool = True) -> str:
    """A session in which somebody is signed in and has just said again who they are, or not."""
    client = Client()
    client.force_login(user, backend="apps.accounts.backends.RoleBackend")
    session = client.session
    if just_now:  # and for as long as the tests may take
        said = {"method": "password", "at": time.time() + 3600, "reauthenticated": True}
        session["account_authentication_methods"] = [said]
        session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return str(session.session_key)


def project(title: str, by: Any, **data: Any) -> Project:
    """A draft of the made-up partner."""
    parts = [{"partner": str(examples.partner().pk), "role": "lead"}]
    return actions.create(  # type: ignore[return-value]
        model=Project, data={**TEXT, "title": title, "parts": parts, **data}, by=by
    )


def published(title: str, by: Any = BY, **data: Any) -> Project:
    """The same, before the public."""
    item = project(title, by, **data)
    workflow.move(item, "submit", by=BY)
    return workflow.move(item, "publish", by=BY)  # type: ignore[return-value]


def _projects(people: dict[str, User]) -> dict[str, Any]:
    """A project in each state; the numbers by the state's name."""
    writer, lead = people["contributor"], people["lead"]
    bare = project("Letters nobody has described", writer, summary="")
    draft = project("Letters that are easy to read", writer)
    actions.save(
        item=draft, changes={"purpose": "To be understood."}, edit_count=draft.edit_count, by=writer
    )
    actions.keep_draft(
        user=writer, form="about", kind="project", object_id=draft.pk,
        data={"title": ["Letters that everybody can read"], "kind": ["project"]},
    )  # fmt: skip
    waiting = project("Letters for review", writer)
    workflow.move(waiting, "submit", by=writer)
    back = project("Letters sent back", writer)
    workflow.move(back, "submit", by=writer)
    workflow.move(back, "return", by=lead, note="Please say who chose the words.")
    public = published("Letters as published")
    changed = published("Letters with a change under way")
    actions.save(
        item=changed,
        changes={"summary": "Half a change."},
        edit_count=changed.edit_count,
        by=writer,
    )
    proposed = published("Letters with a change in review")
    actions.save(
        item=proposed, edit_count=proposed.edit_count, by=writer,
        changes={"summary": "Now all letters of the hospital.", "purpose": "To be read."},
    )  # fmt: skip
    workflow.move(proposed, "submit", by=writer)
    old = published("Letters no longer current")
    workflow.move(old, "archive", by=lead)
    gone = published("Letters withdrawn")
    workflow.move(gone, "withdraw", by=lead, note="Two people in it could be recognised.")
    mended = published("Letters corrected")
    actions.correct(
        item=mended, changes={"summary": TEXT["summary"] + "!"}, what="spelling",
        edit_count=mended.edit_count, by=people["curator"],
    )  # fmt: skip
    made = {
        "bare": bare, "draft": draft, "waiting": waiting, "back": back, "public": public,
        "changed": changed, "proposed": proposed, "old": old, "gone": gone, "mended": mended,
    }  # fmt: skip
    found = {name: item.pk for name, item in made.items()}
    for item in (public, gone, mended):
        item.refresh_from_db()
    return found | {
        "public_slug": public.slug, "gone_slug": gone.slug, "mended_slug": mended.slug,
        "look": Correction.objects.get().pk,
    }  # fmt: skip


def _activities() -> dict[str, Any]:
    """The examples' activities by what they are there for."""
    names = {
        "logged": "Example: A chat after the clinic",
        "returned": "Example: Coffee with volunteers",
        "submitted": "Example: Walking round with visitors",
        "known": "Example: Talking in the waiting room",
    }
    rows = {name: Activity.objects.get(title=title) for name, title in names.items()}
    Activity.objects.filter(pk=rows["logged"].pk).update(quick=True)
    found: dict[str, Any] = {name: row.pk for name, row in rows.items()}
    return found | {"reference": rows["known"].reference}


def _answers(writer: User) -> dict[str, Any]:
    """One answer that is out, one being written, and a promise for which another day is asked."""
    out = Activity.objects.get(title="Example: Three rooms, one morning")
    waiting = Activity.objects.get(title="Example: Walking round with visitors")
    begun, _new = log.begin_answer(activity=waiting, by=writer)
    owed = Activity.objects.get(title="Example: Coffee with volunteers").promises.get()
    asked = waiting.promises.get()
    later = asked.due + datetime.timedelta(days=30)
    extension = log.ask_extension(promise=asked, new=later, reason="The survey is late.", by=writer)
    return {
        "code": out.hear_back_code, "early": waiting.hear_back_code,
        "answered": out.reference, "answered_project": out.project and out.project.slug,
        "answer": begun.pk, "owed": owed.pk, "extension": extension.pk,
    }  # fmt: skip


def _ratings(writer: User) -> dict[str, Any]:
    """A round that is open, and one that closed with eleven answers."""
    waiting = Activity.objects.get(title="Example: Three rooms, one morning")
    asked = rating.open_round(activity=waiting, by=writer)
    (code,) = rating.give_codes(round=asked, number=1, by=writer)
    felt = Activity.objects.get(title="Example: Can we have a hearing loop?")
    closed = rating.open_round(activity=felt, by=writer)
    ways = ["consult"] * 6 + ["engage"] * 5
    for one, way in zip(rating.give_codes(round=closed, number=20, by=writer), ways, strict=False):
        words = {"words": "A good afternoon.", "may_publish": way == "engage"}
        rating.rate(code=one, answers={"felt": way, "serious": "4", **words})
    rating.close(round=closed, by=writer)
    return {
        "rated": waiting.pk, "rating_code": code, "felt": felt.reference, "felt_pk": felt.pk,
    }  # fmt: skip


def _followers() -> dict[str, Any]:
    """Somebody who follows two things, and their links."""
    one, two = (
        Follow.objects.create(
            mailbox="jo@example.org", email="jo@example.org", asked_on=clock.today(), **of
        )
        for of in ({}, {"kind": "project", "object_id": Project.objects.public().first().pk})
    )
    for row in (one, two):
        following.confirm(follow=row, weekly=True)
    known = Activity.objects.get(title="Example: Talking in the waiting room")
    item = addressed.now("activity", known.pk)
    assert item is not None
    following.ask_to_ring(item=item, phone="0113 496 0001", name="Ann Example")
    return {
        "follow_confirm": following.link("follow.confirm", one),
        "follow_stop": following.link("follow.stop", two),
    }  # fmt: skip


def _formats(people: dict[str, User]) -> dict[str, Any]:
    """Versions of one project: Easy Read that is older than the page, Urdu, a film and large print
    in public; one in Polish that somebody writes."""
    page, writer = published("Letters in every format"), people["contributor"]
    lines = ["We looked at the letters of the hospital.", "Many people could not read them.",
             "So people who use the clinic and its staff wrote the letters again, together, over "
             "eight meetings in one year."]  # fmt: skip
    rows = [{"position": n, "sentence": one, "picture": ""} for n, one in enumerate(lines, 1)]
    checked = {"checked_with": "a self-advocacy group", "checked_on": "2026-03-04"}
    urdu = "## ہم نے کیا کیا\n\nہم نے خط دوبارہ لکھے → “بہت آسان”۔\n\n- ایک\n- دو"
    film = {"link": "https://films.example.org/letters", "transcript": "We wrote the letters."}
    made = {
        "easy": ("easy_read", "en-GB", {"lines": rows, **checked}),
        "urdu": ("language", "ur", {"title": "آسان خط", "body": urdu, "maker": "A translator"}),
        "film": ("bsl", "en-GB", film),
        "large": ("large_print", "en-GB", {"body": "## What we did\n\nWe wrote the letters anew."}),
    }
    found: dict[str, Any] = {"formats_of": page.pk, "formats_slug": page.slug}
    for name, (form, language, words) in made.items():
        version: Any = formats.begin(page=page, form=form, language=language, by=writer)
        actions.save(item=version, changes=words, edit_count=version.edit_count, by=writer)
        workflow.move(version, "submit", by=BY)
        version = workflow.move(version, "publish", by=BY)
        found |= {f"{name}_pk": version.pk, f"{name}_slug": version.slug}
    begun = formats.begin(page=page, form="language", language="pl", by=writer)
    draft = formats.begin(page=_moved_on(page), form="easy_read", language="pl", by=writer)
    return found | {"polish": begun.pk, "easy_draft": draft.pk}


def _moved_on(page: Project) -> Project:
    """The same project after a change was published."""
    actions.save(item=page, changes={"purpose": "To be read."}, edit_count=page.edit_count, by=BY)
    workflow.move(page, "submit", by=BY)
    return workflow.move(page, "publish", by=BY)  # type: ignore[return-value]


def _ways(writer: User) -> dict[str, Any]:
    """Two ways to take part: one as it was written, one that became an activity."""
    data = {"partner": str(examples.partner().pk), "what_you_do": "Look at three signs."}
    made: Any = (
        actions.create(model=Opportunity, data={**data, "title": title}, by=writer)
        for title in ("Tell us about signs", "Walk round with us")
    )
    way, became = made
    log.become(opportunity=became, by=writer)
    return {"way": way.pk, "became": became.pk}


def _others(people: dict[str, User]) -> dict[str, Any]:
    """Invitations, somebody who has left, requests, lists, partners."""
    here = examples.partner()
    terms = [Terms("contributor", partners=[here.pk])]
    accounts.invite(email="late@example.org", name="Late Comer", terms=terms, by=BY)
    Invitation.objects.update(expires_on=clock.today().replace(day=1, month=1))
    _invite("new", people["administrator"])
    left = User.objects.create_user("left@example.org", name="Somebody who left")
    Grant.objects.create(user=left, role="trainer").partners.add(here)
    accounts.disable(user=left, hand_over={}, by=people["administrator"])
    answered = Request.objects.receive(
        kind="call-me", about="", reply_by="phone", contact="0113 496 0000", name="Ann Example",
        words="Please ring in the morning.",
    )  # fmt: skip
    one, two = Partner.objects.exclude(pk=here.pk).order_by("pk")[:2]
    return {
        "contributor": people["contributor"].pk,
        "grant": people["contributor"].grants.earliest("pk").pk,
        "left": left.pk,
        "request": Request.objects.exclude(pk=answered.pk).earliest("pk").reference,
        "call": answered.reference,
        "topic": Topic.objects.earliest("pk").pk,
        "other_topic": Topic.objects.latest("pk").pk,
        "partner": one.pk,
        "other_partner": two.pk,
        "invited": "secret-of-new",
        **_links_of_groups(people["contributor"]),
    }


def _links_of_groups(writer: User) -> dict[str, str]:
    """Links whose secrets are known: open, used, and ended."""
    today = clock.today()
    found = {}
    for name, days in {
        "group_link": {"expires_on": today + datetime.timedelta(days=14)},
        "used_link": {"expires_on": today, "used_on": today},
        "ended_link": {"expires_on": today - datetime.timedelta(days=1)},
    }.items():
        found[name] = f"secret-of-{name}"
        LogLink.objects.create(
            partner=examples.partner(), sent_by=writer, group_name="Example: Sunrise Carers",
            secret_hash=links.keyed_hash("log link", found[name]), **days,
        )  # fmt: skip
    return found


def _invite(name: str, by: Any) -> None:
    """An invitation whose link is known."""
    invitation = accounts.invite(
        email=f"{name}@example.org",
        name="New Person",
        terms=[Terms("contributor", partners=[examples.partner().pk])],
        by=by,
    )
    invitation.secret_hash = links.keyed_hash("invitation", f"secret-of-{name}")
    invitation.save()


def _monthly_meetings(writer: User) -> dict[str, Any]:
    """A group that met in each of the last twelve months, logged and complete but for when people
    hear back; the newest is the twelfth."""
    group = published("Readers of letters", kind="group")
    place = Place.objects.get(kind=Place.Kind.SYSTEM)
    found: dict[str, Any] = {"group": group.pk}
    for number in range(1, 13):
        day = clock.today() - datetime.timedelta(days=30 * (12 - number) + 1)
        meeting = log.log(
            title=f"Readers’ meeting {number}", when=PartialDate(day, day, "day"),
            place_id=place.pk, online=False, level="engage", partner=examples.partner(),
            project=group, by=writer,
        )  # fmt: skip
        actions.save(
            item=meeting, changes=examples.ENGAGE, edit_count=meeting.edit_count, by=writer
        )
        found[f"meeting{number}"] = meeting.pk
    return found


def _for_journeys(people: dict[str, User]) -> dict[str, Any]:
    """Records that the journeys change; no other test looks at them."""
    _invite("joining", people["administrator"])
    ringing = published("Letters that name a number", summary="Ring 0113 496 0000 to take part.")
    stopping = published("Letters worth stopping")
    shared = project("Letters that two people write", people["contributor"])
    twin = Partner.objects.create(
        name="Example: Anytown Forum",
        slug="example-anytown-forum",
        sort_key="example: anytown forum",
        public=True,
    )
    Partner.objects.filter(pk=examples.partner().pk).update(public=True)
    beside = Partner.objects.create(
        name="Example: Anytown Tenants",
        slug="example-anytown-tenants",
        sort_key="example: anytown tenants",
        public=True,
    )
    people["beside"] = User.objects.create_user("beside@example.org", name="Demo beside")
    Grant.objects.create(user=people["beside"], role="contributor").partners.add(beside)
    return _monthly_meetings(people["contributor"]) | {
        "joining": "secret-of-joining",
        "ringing": ringing.pk,
        "ringing_slug": ringing.slug,
        "stopping": stopping.pk,
        "stopping_slug": stopping.slug,
        "shared": shared.pk,
        "twin": twin.pk,
    }
