"""A story as a Word document: real headings, lists and links, pictures with their words, in the
order in which the page is read."""

import datetime
import io
import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from markdown_it import MarkdownIt
from markdown_it.token import Token

from apps.core import clock
from apps.projects.levels import NOT_STATED, name_of
from apps.showcase import stories
from apps.showcase.models import CaseStudy

LANGUAGE = "en-GB"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PICTURE_WIDTH = 14  # centimetres: what a page of text holds
LINK_COLOUR = "1A4B84"
_markdown = MarkdownIt("commonmark", {"html": False})
_address = re.compile(r"(https?://[^\s()<>“”]*[^\s()<>“”.,;:!?])")


def document_of(story: CaseStudy) -> bytes:
    """The file. What the public may not read today is not in it."""
    import docx  # noqa: PLC0415 - 8 MB, which a web process that makes none need not hold

    made = docx.Document()
    _say_what_it_is(made, story)
    made.add_heading(story.title, level=0)
    if story.is_example:
        made.add_paragraph("Example: not a real record")
    if story.content_note:
        made.add_paragraph().add_run(f"Before you read: {story.content_note}").bold = True
    if story.summary:
        made.add_paragraph(story.summary)
    for part in stories.parts(story):
        made.add_heading(part.title, level=1)
        _texts(made, story, part.name)
        for block in part.blocks:
            quoted = f"“{block.body}”" if block.kind == "quote" else block.body
            made.add_paragraph(quoted, style="Quote" if block.kind == "quote" else None)
            if block.consent and block.consent.credit:
                made.add_paragraph(f"– {block.consent.credit}")
        for picture in part.pictures:
            _picture(made, picture)
    _facts(made, story)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def _say_what_it_is(made: Any, story: CaseStudy) -> None:
    """Title, language and days, which screen readers and libraries ask for first."""
    from docx.oxml.ns import qn  # noqa: PLC0415

    made.core_properties.created = _in_utc(stories.first_public(story))
    made.core_properties.modified = _in_utc(story.published_at)
    made.core_properties.last_modified_by = ""
    made.core_properties.title = story.title
    made.core_properties.language = LANGUAGE
    made.core_properties.author = ""
    made.core_properties.comments = ""
    fonts = made.styles["Normal"].font
    fonts.name = "Arial"
    normal = made.styles["Normal"].element.get_or_add_rPr()
    spoken = normal.find(qn("w:lang"))
    if spoken is None:
        spoken = normal.makeelement(qn("w:lang"), {})
        normal.append(spoken)
    spoken.set(qn("w:val"), LANGUAGE)


def _in_utc(moment: datetime.datetime | None) -> datetime.datetime:
    """A moment as a document holds it: in UTC, without saying so."""
    return (moment or clock.now()).astimezone(datetime.UTC).replace(tzinfo=None)


def _texts(made: Any, story: CaseStudy, name: str) -> None:
    texts = story.text_of(name)
    if len(texts) == 1:
        _markdown_into(made, texts[0], level=2)
        return
    for title, text in zip(("What changed", "What did not"), texts, strict=True):
        made.add_heading(title, level=2)
        _markdown_into(made, text or "Not stated", level=3)


def _markdown_into(made: Any, text: str, level: int) -> None:
    """Paragraphs, lists and headings of Markdown; a heading in a text stands one ``level`` below
    its part's, so that none is left out."""
    style: list[str] = []
    heading = False
    for token in _markdown.parse(text):
        match token.type:
            case "bullet_list_open":
                style.append("List Bullet")
            case "ordered_list_open":
                style.append("List Number")
            case "bullet_list_close" | "ordered_list_close":
                style.pop()
            case "heading_open":
                heading = True
            case "heading_close":
                heading = False
            case "inline":
                if heading:
                    made.add_heading(token.content, level=level)
                    continue
                paragraph = made.add_paragraph(style=style[-1] if style else None)
                for words, bold, address in _runs(token.children or []):
                    _put(paragraph, words, bold=bold, address=address)


def _put(paragraph: Any, words: str, *, bold: bool = False, address: str = "") -> None:
    """Words at the end of a paragraph, as a link where they have an ``address``; an address that
    stands among them leads there too."""
    for at, piece in enumerate([words] if address else _address.split(words)):
        if not piece:
            continue
        run = paragraph.add_run(piece)
        run.bold = bold or None
        if to := address or (piece if at % 2 else ""):
            _make_link(paragraph, run, to)


def _make_link(paragraph: Any, run: Any, address: str) -> None:
    """Let a run lead to an address, in a look that does not rest on its colour."""
    from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import RGBColor  # noqa: PLC0415

    run.font.underline, run.font.color.rgb = True, RGBColor.from_string(LINK_COLOUR)
    link = OxmlElement("w:hyperlink")
    where = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), where)
    link.append(run._r)
    paragraph._p.append(link)


def _runs(tokens: list[Token]) -> Iterator[tuple[str, bool, str]]:
    """(words, whether they are bold, where they lead) of a line; on paper the address of a link is
    read after its words."""
    bold, address, said = False, "", ""
    for token in tokens:
        match token.type:
            case "text" | "code_inline":
                said += token.content
                yield token.content, bold, address
            case "softbreak" | "hardbreak":
                yield "\n" if token.type == "hardbreak" else " ", bold, address
            case "strong_open":
                bold = True
            case "strong_close":
                bold = False
            case "link_open":
                address, said = str(token.attrGet("href") or ""), ""
                address = address if address.startswith(("http://", "https://")) else ""
            case "link_close":
                if address and address != said:
                    yield f" ({address})", False, ""
                address = ""


def _picture(made: Any, picture: dict[str, Any]) -> None:
    """A picture with the words that say what it shows; decoration is left out of a document."""
    from docx.shared import Cm  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    if not picture.get("alt") or not picture.get("file"):
        return
    try:
        with default_storage.open(picture["file"]) as kept, Image.open(kept) as image:
            held = io.BytesIO()
            image.convert("RGB").save(held, "JPEG", quality=85)
    except OSError:
        return  # the page says as much: a file that is gone is no reason to give nothing
    held.seek(0)
    shape = made.add_picture(held, width=Cm(PICTURE_WIDTH))
    shape._inline.docPr.set("descr", picture["alt"])
    credit = f"Picture: {picture['credit']}" if picture.get("credit") else ""
    if words := " ".join(filter(None, (picture.get("caption"), credit))):
        made.add_paragraph(words, style="Caption")


def _facts(made: Any, story: CaseStudy) -> None:
    """Where it comes from, who tells it, and how to name it elsewhere."""
    facts = stories.facts(story)
    made.add_heading("The facts", level=1)
    lines = [f"Way of involving people: {name_of(facts.level or NOT_STATED)}"]
    lines += [f"Who took part: {words}" for words in facts.took_part]
    if facts.felt:
        at = f"at {facts.felt_at}: " if facts.felt_at else ""
        lines.append(f"How it felt to people: {at}{facts.felt.sentence}")
    lines += [
        f"{label}: {thing} ({settings.SITE_URL}{thing.get_absolute_url()})"
        for label, thing in (("Part of", facts.project), ("Activity", facts.activity))
        if thing is not None
    ]
    for line in lines:
        _put(made.add_paragraph(style="List Bullet"), line)
    writers = list(story.writers.select_related("partner"))
    told_by = ", ".join(f"{row.partner} ({row.who})" if row.who else str(row.partner)
                        for row in writers)  # fmt: skip
    if told_by:
        made.add_paragraph(f"Told by {told_by}", style="List Bullet")
    made.add_heading("How to cite this", level=1)
    _put(made.add_paragraph(), stories.citation(story, writers))
