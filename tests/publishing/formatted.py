"""Accessible versions as the tests of them begin, write, move and read them."""

import re

from apps.core.actors import SystemActor
from apps.publishing import actions, workflow
from apps.publishing.formats import actions as formats
from apps.publishing.models import AccessibleVersion

BY = SystemActor("tests")
EASY = {"form": "easy_read", "language": "en-GB"}
URDU = {"form": "language", "language": "ur"}
CHECKED = {"checked_with": "five members of a self-advocacy group", "checked_on": "2026-11-02"}
LINES = ["We asked people about signs.", "They said: the signs are too high."]
TITLE = "نشانیاں"


def begin(person, page, **asked):
    """Begin a version over HTTP; the row."""
    answer = person.post(f"/staff/formats/for/{page.record_kind}/{page.pk}/", asked)
    assert answer.status_code == 302, answer.content.decode()
    return AccessibleVersion.objects.latest("pk")


def rows_of(sentences, **more):
    """The lines of an Easy Read version as their form sends them."""
    post = {"lines-TOTAL_FORMS": len(sentences), "lines-INITIAL_FORMS": 0}
    for at, sentence in enumerate(sentences):
        post |= {f"lines-{at}-sentence": sentence, f"lines-{at}-position": at + 1}
    return post | more


def write(person, version, section, **answers):
    """Send one section as its page would."""
    _data, count = actions.text_of(AccessibleVersion.objects.get(pk=version.pk))
    address = f"/staff/formats/{version.pk}/edit/{section}/"
    return person.post(address, {"edit_count": count, **answers})


def about(version, **changes):
    """What it is as its section sends it; with ``changes``."""
    held = {name: getattr(version, name) for name in ("title", "form", "language", "made_from")}
    return held | changes


def move(person, version, name, **more):
    """Press the button of a move."""
    return person.post(f"/staff/formats/{version.pk}/move/{name}/", more)


def fresh(version):
    """The row as it is now."""
    return AccessibleVersion.objects.get(pk=version.pk)


def page_moves_on(project, summary="New summary.", by=BY):
    """A change of the page is published."""
    _data, count = actions.text_of(project)
    actions.save(item=project, changes={"summary": summary}, edit_count=count, by=by)
    workflow.move(project, "submit", by=by)
    workflow.move(project, "publish", by=by)
    project.refresh_from_db()


def put_out(page, **asked):
    """A version before the public, made by no person of the tests."""
    version = formats.begin(page=page, by=BY, form=asked["form"], language=asked["language"])
    words = {"title": "Signs", "body": "Words.", "link": "https://films.example.org/1",
             "transcript": "What is signed.", **asked}  # fmt: skip
    if asked["form"] == "easy_read":
        words["lines"] = [
            {"position": n, "sentence": sentence, "picture": ""}
            for n, sentence in enumerate(LINES, start=1)
        ]
        words |= CHECKED
    actions.save(item=version, changes=words, edit_count=version.edit_count, by=BY)
    workflow.move(version, "submit", by=BY)
    workflow.move(version, "publish", by=BY)
    return fresh(version)


def listed(visitor, address):
    """The links of the “Other formats” of a page."""
    page = visitor.get(address).content.decode()
    return re.findall(r'<a class="formats__link" href="([^"]+)"', page)
