"""Which components there are, and the states that each is shown in."""

import datetime
from typing import Any

from django.templatetags.static import static
from django.utils.functional import lazy

from apps.core.charts import bar
from apps.core.conflicts import Line
from apps.core.dates import PartialDate
from apps.core.paging import Pages
from apps.core.personal import Finding
from apps.home.gallery import answers, resources, stories
from apps.involvement.promises import Line as PromiseLine
from apps.involvement.promises import Point
from apps.library.models import Quotation
from apps.partners.models import Place
from apps.projects.levels import WAYS, name_of
from apps.projects.models import Project
from apps.publishing.filtering.nothing import Nothing
from apps.publishing.filtering.wishes import Wish
from apps.publishing.moves import MOVES
from apps.publishing.views.task_list import Task

static_lazy = lazy(static, str)  # the files are named when they are collected
DAY = datetime.date(2026, 5, 4)
DESK = {"published": {"area": "projects"}, "item": {"pk": 1}}
States = list[tuple[str, dict[str, Any]]]
LONG = "Pneumonoultramicroscopicsilicovolcanoconiosis and other very long words " * 3


def card(**changes: Any) -> dict[str, Any]:
    """A project's card as plain values."""
    return {
        "card": {
            "slug": "example", "title": "Example: waiting room signs", "level": "co-design",
            "line": "People who get lost rewrote the signs.", "places": ["Leeds"],
            "topics": ["Stroke"], "status": "Ongoing", "date": PartialDate.parse("2026-03"),
            "is_example": True, "led_to": [], "came_from": [], "counts": [], "who": "",
            **changes,
        }
    }  # fmt: skip


def activity(**changes: Any) -> dict[str, Any]:
    """An activity's card as plain values."""
    return {
        "card": {
            "address": "/involvement/INV-2026-0001/", "title": "Example: carers’ café",
            "level": "engage", "when": PartialDate.parse("2026-05-04"), "places": ["Online"],
            "took_part": "about 12 people", "heard": "The signs are too high.",
            "is_example": True, "promise": "Still owed, by 3 July",
            **changes,
        }
    }  # fmt: skip


def shown(**changes: Any) -> dict[str, Any]:
    """A picture as plain values, of a file that is always there."""
    return {
        "picture": {
            "src": static_lazy("img/share/page.png"), "srcset": "", "sizes": "", "width": 1200,
            "height": 630, "alt": "The portal’s name, white on green.", "caption": "",
            "credit": "", **changes,
        }
    }  # fmt: skip


def panel(**changes: Any) -> dict[str, Any]:
    """What stands around the rows of a list that people filter."""
    wish = Wish("signs", {"place": ("leeds",)}, 2024, None, "recent", 1, False, ("place",))
    return {
        "listing": {"one": "project", "many": "projects"}, "wish": wish, "total": 1240,
        "list_address": "/our-work/", "groups": [group()["group"]],
        "sorts": {"recent": "Most recent", "title": "Title, A to Z"},
        "downloads": {"xlsx": "?format=xlsx", "csv": "?format=csv"},
        **changes,
    }  # fmt: skip


def version(**changes: Any) -> dict[str, Any]:
    """An accessible version as a link says it."""
    return {
        "address": "/formats/example/", "english": "", "language": "en-GB", "dir": "ltr",
        "older": False, **changes,
    }  # fmt: skip


def recording(**changes: Any) -> dict[str, Any]:
    """A film or sound as a page shows it."""
    return {
        "anchor": "recording-1", "title": "How the signs came", "is_film": False,
        "type": "audio/mpeg", "src": "/recordings/example/file", "captions": "", "words": "Words.",
        "length": "58 seconds", "size": 940_000, "reading": False, "read_by": "", "maker": "",
        "older": False, **changes,
    }  # fmt: skip


def project(title: str) -> Project:
    """A project that stands in no database."""
    return Project(title=title, slug="example", kind="network")


def places(*numbers: int) -> dict[str, Any]:
    """Places with tiles and how much work each has."""
    at = [("Bradford", 2, 1), ("Leeds", 4, 1), ("Calderdale", 1, 2), ("Kirklees", 3, 2)]
    return {
        "places": [
            (Place(name=name, slug=name.lower(), kind="place", tile_col=c, tile_row=r), number)
            for (name, c, r), number in zip(at, numbers, strict=True)
        ]
    }


def mix(**counts: int) -> dict[str, Any]:
    """A bar of ways; "_" stands for the hyphen in a way's code."""
    parts = [(code.replace("_", "-"), n) for code, n in counts.items()]
    return {"mix": bar([(code, name_of(code), n) for code, n in parts]), "caption": "Projects"}


def group(**changes: Any) -> dict[str, Any]:
    """A group of the filter."""
    choices = [("leeds", "Leeds", 4, True), ("kirklees", "Kirklees", 0, False)]
    return {
        "group": {
            "name": "place", "label": "Place", "open": True, "choices": choices, "cut": False,
            "one": "project", "many": "projects",
            **changes,
        }
    }  # fmt: skip


def pager(number: int, total: int) -> dict[str, Any]:
    """The pager on one of many pages."""
    links = Pages(number, total).links(lambda n: f"?page={n}")
    return {"pager": links, "label": f"Pages, on {number} of {total // 10}"}


WAY_CHOICES = [(way.code, way.name, 3, way.position == 2) for way in WAYS]
COMPONENTS: dict[str, States] = {
    "header.html": [],  # these three stand on the gallery's own page
    "footer.html": [],
    "breadcrumbs.html": [],
    "staff_header.html": [],  # and these two on every staff page
    "staff_breadcrumbs.html": [],
    "partner_link.html": [
        (
            "in the directory",
            {"partner": {"public": True, "slug": "a-partner"}, "name": "A partner"},
        ),
        ("not public", {"partner": {"public": False}, "name": "A partner"}),
    ],
    "state_tag.html": [
        ("draft", {"state": "draft"}), ("published", {"state": "published"}),
        ("a change in review", {"state": "published", "change": "in_review"}),
        ("withdrawn", {"state": "withdrawn"}),
        ("sent back", {"state": "draft", "returned": True}),
    ],
    "checklist.html": [
        ("two things", {"missing": [("Add a summary.", "#summary"),
                                    ("Something else is not public yet.", "")]}),
        ("nothing", {"missing": []}),
    ],
    "desk_tasks.html": [
        ("on its way", {"tasks": [
            Task("About", "#", "A note to look at"), Task("Who was involved", "#", "Done"),
            Task("Films and sound", "", "After publication"),
            Task("Submit for review", "#", "Can’t be sent yet: 2 things missing")]}),
    ],
    "hints.html": [
        ("one", {"hints": ["“BSL” is not in the glossary: write it in full, or add it there."]}),
    ],
    "preview_bar.html": [
        ("a draft", {"bar": {"words": "Not public yet. This is how everybody will read it.",
                             "address": "#", "title": "Clearer letters"}}),
    ],
    "moves.html": [("leads on, and back", {"moves": MOVES[:3], "at": DESK})],
    "differences.html": [
        ("two rows", {"before": "Public now", "after": "After", "differences": [
            {"label": "Summary", "before": ["We asked twelve people.", "They told us."],
             "after": ["We asked twenty people.", "They told us why."]},
            {"label": "Aim", "before": [], "after": [LONG]}]}),
    ],
    "activity_card.html": [
        ("still owed", activity()),
        ("not stated", activity(level="", when=None, places=["Not stated"], took_part="",
                                heard="", is_example=False, promise="No promise made")),
        ("no longer current", activity(archived=True, promise="Overdue since 1 May")),
        ("withdrawn", activity(withdrawn="Withdrawn on 4 May 2026, because the record was wrong. "
                               "An answer was promised by 3 July 2026.",
                               reference="INV-2026-0001")),
    ],
    "example_marker.html": [("always the same", {})],
    "beside.html": [
        ("one answer", {"lines": [Line("Phone number", "01632 960000", "01632 960001")]}),
        ("one left blank", {"lines": [Line("What they do", LONG, "")]}),
        ("none", {"lines": []}),
    ],
    "conflict.html": [
        ("one answer", {"lines": [Line("Phone number", "01632 960000", "01632 960001")],
                        "typed": [], "edit_count": 2, "address": "?", "theirs_url": "?"}),
        ("one left blank, one long", {"lines": [Line("What they do", LONG, "")],
                                      "typed": [], "edit_count": 2, "address": "?",
                                      "theirs_url": "?"}),
    ],
    "empty_state.html": [
        ("with a link", {"heading": "Nothing from Kirklees is here yet",
                         "text": "That does not mean nothing happens there.",
                         "address": "/contact/", "link": "Tell us about it"}),
        ("without", {"heading": "No partner is here yet", "text": "They appear with their work."}),
    ],
    "level_line.html": [("words", {"ways": WAYS}), ("links", {"ways": WAYS, "links": True})],
    "picture.html": [
        ("with words and who made it", shown(caption="The third morning.", credit="Ann Example")),
        ("that decorates", shown(alt="")),
        ("small and upright", shown(width=315, height=600)),
        ("with long words", shown(caption=LONG, credit=LONG)),
    ],
    "quotation.html": [
        ("with its source", {"quotation": Quotation(text="Nothing about us without us",
                                                    attribution="A published work")}),
        ("two steps", {"quotation": Quotation(text="Words", attribution="Its author",
                                              quoted_in="a guidance")}),
    ],
    "project_card.html": [
        ("example that led to another", card(led_to=[("PPG Toolkit", "x"), ("Emails", "y")])),
        ("not stated", card(level="", date=None, status="", is_example=False, title="Plain")),
        ("came from", card(came_from=[("PPG Network", "x")])),
        ("who", card(who="commissioned by A; designed and facilitated by B")),
        ("in numbers", card(counts=["More than 100 people"])),
        ("long words", card(title=LONG, line=LONG, who=LONG)),
        ("right to left", card(title="مثال: لافتات غرفة الانتظار", line="أعادوا كتابتها")),
    ],
    "formats.html": [
        ("none yet", {"ask_key": "site", "formats": []}),
        ("two, one older than the page", {"ask_key": "site", "formats": [
            version(name="Easy Read", older=True),
            version(name="اردو", english="Urdu", language="ur", dir="rtl")]}),
    ],
    "recording.html": [
        ("a reading", {"recording": recording(reading=True, read_by="a member of the team")}),
        ("a reading, older than the page", {"recording": recording(
            anchor="recording-2", reading=True, read_by="a nurse", older=True,
            made_from_on=datetime.date(2027, 3, 4))}),
        ("a film", {"recording": recording(
            anchor="recording-3", is_film=True, type="video/mp4", maker="Ann Example",
            captions="/recordings/example/captions.vtt", length="", title=LONG)}),
    ],
    "recordings.html": [
        ("one", {"recordings": [recording(anchor="recording-4")]}),
    ],
    "family.html": [
        ("led to two", {"title": "PPG Network", "family": [
            {"label": "Led to", "way": "out", "projects": [project("A"), project("B")]}]}),
        ("came from and led to", {"title": "Middle", "family": [
            {"label": "Came from", "way": "in", "projects": [project("First")]},
            {"label": "Led to", "way": "out", "projects": [project(LONG)]}]}),
    ],
    "level_mix.html": [
        ("all", mix(inform=3, consult=5, engage=6, co_design=4, co_production=3, not_stated=8)),
        ("one", mix(engage=1)),
        ("a sliver", mix(inform=1, not_stated=400)),
    ],
    "promise_line.html": [
        (words, {"line": line}) for words, line in (
            ("owed", PromiseLine((Point("Promised by", DAY, owed=True),),
                           sentence="People who took part hear by then what came of it.")),
            ("overdue", PromiseLine((Point("Promised by", DAY, owed=True),
                               Point("Overdue since", DAY, "late")), "Overdue", late=True)),
            ("answered", PromiseLine((Point("Promised by", DAY), Point("Answered", DAY, "disc")))),
            ("answered on the day", PromiseLine((Point("Answered on the day", DAY, "disc"),))),
            ("none made", PromiseLine((Point("No promise made", mark="none"),),
                                sentence="When people hear back is not recorded.")),
        )
    ],
    "pair.html": [
        ("both sides", {"answer": {
            "we_did": "Lowered 18 of 24 signs.",
            "could_not_because": "The entrance stays where it is: the building is rented."}}),
        ("everything was possible", {"answer": {
            "we_did": LONG, "could_not_because": "", "closing": "all_possible"}}),
        ("not decided yet", {"answer": {
            "we_did": "", "could_not_because": "", "closing": "not_decided", "more_by": DAY}}),
    ],
    **answers.STATES,
    **stories.STATES,
    **resources.STATES,
    "signs.html": [
        ("both", {"can_show": ["People could raise their own issues"],
                  "cannot_show": ["What we heard was checked with them"]}),
        ("none shown yet", {"can_show": [], "cannot_show": ["They were told what happened"]}),
    ],
    "marked_words.html": [
        ("a name and a number", {
            "marked": [({"name": "about", "title": "What it is"}, Finding("a name", "Mrs Example")),
                       ({"name": "about", "title": "What it is"},
                        Finding("a phone number", "01632 960000"))],
            "at": DESK}),
    ],
    "tile_map.html": [("some without work", places(1, 4, 0, 0)), ("many", places(1200, 4, 3, 2))],
    "filter_group.html": [
        ("open", group()),
        ("closed", group(open=False)),
        ("ways", group(name="level", label="Way of involving people", choices=WAY_CHOICES)),
        ("too many to list", group(cut=True, label="Partner", name="partner")),
    ],
    "filter.html": [("chosen", panel())],
    "sort.html": [("many", panel())],
    "nothing.html": [
        ("two ways on", {"nothing": Nothing("Nothing from Kirklees is here yet",
                                            "That does not mean nothing happens there.",
                                            [("/contact/", "Tell us about it"), ("?", "See all")])})
    ],
    "chips.html": [
        ("two", {"chips": [("Leeds", "?"), ("Co-production", "?")], "clear": "?"}),
        ("long", {"chips": [(LONG, "?")], "clear": "?"}),
    ],
    "search_box.html": [
        ("empty", {"number": 4, "label": "Look for words"}),
        ("filled", {"number": 5, "label": "Look for more words", "words": LONG}),
    ],
    "pager.html": [("first", pager(1, 95)), ("middle", pager(50, 990)), ("last", pager(2, 11)),
                   ("too long for numbers", {"pager": {"numbers": [], "next": "?after=2026-05-04",
                                             "previous": "", "years": [(2026, "?"), (2025, "?")]}}),
    ],
}  # fmt: skip
