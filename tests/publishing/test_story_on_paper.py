"""A story as a Word document, looked at as a checker of accessibility does: in the file itself."""

import datetime
import io
import re
import zipfile
from xml.etree import ElementTree

import pytest

from apps.core import versions
from apps.core.actors import SystemActor
from apps.publishing import workflow
from apps.publishing.models import News
from apps.showcase.models import HEADINGS, CaseStudy
from tests.publishing.pictured import placed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_apart")]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
LEVELS = {"Title": 0, "Heading1": 1, "Heading2": 2, "Heading3": 3}


@pytest.fixture
def told(story, visitor) -> CaseStudy:
    """A published story with headings, a list and a link in its text, and three pictures."""
    CaseStudy.objects.filter(pk=story.pk).update(
        why="## The signs\n\nHard to read.\n\n- too high\n- too small\n\n[The plan]"
        "(https://example.org/plan)\n\nMore at https://example.org/more.",
        changed="### On the ground floor\n\nTwelve signs.",
    )
    third = {"caption": "The third morning.", "credit": "Ann Example"}
    placed(story, alt="Six people hold up a sign.", **third)
    placed(story, alt="", decorative=True)
    placed(story, alt="A door.")
    by = SystemActor("test")
    workflow.move(CaseStudy.objects.get(pk=story.pk), "submit", by=by)
    workflow.move(CaseStudy.objects.get(pk=story.pk), "publish", by=by)
    versions.raise_public()
    return CaseStudy.objects.get(pk=story.pk)


@pytest.fixture
def file(told, visitor) -> zipfile.ZipFile:
    """What the public takes away."""
    answer = visitor.get(f"{told.get_absolute_url()}word/")
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(answer.content))


def tree(file: zipfile.ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(file.read(name))  # noqa: S314 - we made the file


def headings(body: ElementTree.Element) -> list[tuple[int, str]]:
    """(level, words) of each heading, in the order of the file."""
    found = []
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = style.get(f"{W}val") if style is not None else ""
        if name in LEVELS:
            words = "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
            found.append((LEVELS[name], words))
    return found


def test_the_headings_begin_with_the_title_and_leave_no_level_out(told, file):
    found = headings(tree(file, "word/document.xml"))
    assert found[0] == (0, told.title)
    assert [level for level, _ in found].count(0) == 1
    for (before, _), (level, words) in zip(found, found[1:], strict=False):
        assert level <= before + 1, words
    assert (2, "The signs") in found and (3, "On the ground floor") in found


def test_it_is_read_in_the_order_of_the_page(told, file, visitor):
    page = visitor.get(told.get_absolute_url()).content.decode()
    on_page = re.findall(rf'<h2 id="(?:{"|".join(HEADINGS)})">(.*?)</h2>', page)
    on_page = [re.sub(r"<[^>]+>", "", words).replace("\u2011", "-") for words in on_page]
    in_file = [words for level, words in headings(tree(file, "word/document.xml")) if level == 1]
    assert in_file[: len(HEADINGS)] == on_page == list(HEADINGS.values())


def test_each_picture_says_what_it_shows_and_stands_in_the_text(file):
    body = tree(file, "word/document.xml")
    shown = [picture.get("descr") for picture in body.iter(f"{DRAWN}docPr")]
    assert shown == ["Six people hold up a sign.", "A door."]  # decoration is left out
    assert not list(body.iter(f"{DRAWN}anchor"))  # nothing floats beside the order of reading
    assert len(list(body.iter(f"{DRAWN}inline"))) == 2


def test_it_names_its_language_title_and_lists(told, file):
    styles = tree(file, "word/styles.xml")
    normal = next(s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == "Normal")
    assert [lang.get(f"{W}val") for lang in normal.iter(f"{W}lang")] == ["en-GB"]
    core = file.read("docProps/core.xml").decode()
    assert told.title in core and "en-GB" in core
    body = tree(file, "word/document.xml")
    points = [
        "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
        for paragraph in body.iter(f"{W}p")
        if (style := paragraph.find(f"{W}pPr/{W}pStyle")) is not None
        and style.get(f"{W}val") == "ListBullet"
    ]
    assert points[:2] == ["too high", "too small"]
    written = "".join(text.text or "" for text in body.iter(f"{W}t"))
    assert "The plan (https://example.org/plan)" in written


def words_of(element: ElementTree.Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def test_addresses_are_links_that_lead_there(told, file):
    leads = {
        one.get("Id"): one.get("Target")
        for one in tree(file, "word/_rels/document.xml.rels")
        if one.get("TargetMode") == "External"
    }
    links = [
        (words_of(link), leads[link.get(f"{R}id")])
        for link in tree(file, "word/document.xml").iter(f"{W}hyperlink")
    ]
    plan, more = "https://example.org/plan", "https://example.org/more"
    assert links[:3] == [("The plan", plan), (plan, plan), (more, more)]
    assert links[-1][0] == links[-1][1] and links[-1][0].endswith(told.get_absolute_url())


def test_a_picture_names_its_maker(file):
    captions = [
        words_of(paragraph)
        for paragraph in tree(file, "word/document.xml").iter(f"{W}p")
        if (style := paragraph.find(f"{W}pPr/{W}pStyle")) is not None
        and style.get(f"{W}val") == "Caption"
    ]
    assert captions == ["The third morning. Picture: Ann Example"]


def test_its_days_are_those_on_which_the_story_was_published(told, visitor):
    first = datetime.datetime(2026, 1, 4, 10, 30, tzinfo=datetime.UTC)
    News.objects.filter(kind="story", object_id=told.pk).delete()
    News.objects.create(kind="story", object_id=told.pk, at=first)
    changed = datetime.datetime(2026, 3, 5, 9, 0, tzinfo=datetime.UTC)
    CaseStudy.objects.filter(pk=told.pk).update(revision=2, published_at=changed)
    versions.raise_public(("story", told.pk))
    answer = visitor.get(f"{told.get_absolute_url()}word/")
    core = zipfile.ZipFile(io.BytesIO(answer.content)).read("docProps/core.xml").decode()
    days = re.findall(r"<dcterms:(created|modified)[^>]*>([^<]+)<", core)
    assert dict(days) == {"created": "2026-01-04T10:30:00Z", "modified": "2026-03-05T09:00:00Z"}
