"""Text pasted from Word or a web page, as the Markdown that people meant: lists are lists, tags are
gone, and so are signs that nobody can see."""

import re
from html.parser import HTMLParser

TAGS = (
    "p|div|span|o:p|ul|ol|li|br|b|strong|i|em|u|h[1-6]|a|font|table|tbody|tr|td|th|html|body|style"
)
_looks_like_html = re.compile(rf"</?(?:{TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_breaks = re.compile(r"\r\n?|[\v\f\u2028\u2029\x85]")
_unseen = re.compile(r"[\u00ad\u200b\ufeff\ufffc]")  # but not the joiners that scripts need
_spaces = re.compile(r"[\u00a0\u2007]")
# Word's signs of a list: bullets with whatever stands behind them; others only before a tab or two
# spaces, since they are also letters and dashes.
_bullet = re.compile(r"^[ \t]*[•·‣▪●■\uf0a7\uf0b7\uf0d8]\s*(?=\S)", re.MULTILINE)
_second = re.compile(r"^[ \t]*(?:[◦○]\s*|o(?:\t[ \t]*| {2,}))(?=\S)", re.MULTILINE)
_dash = re.compile(r"^[ \t]*[–—-](?:\t[ \t]*| {2,})(?=\S)", re.MULTILINE)
_number = re.compile(r"^[ \t]*(\d{1,2})[.)](?:\t[ \t]*| {2,})(?=\S)", re.MULTILINE)
_many_lines = re.compile(r"\n{3,}")
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
BLOCKS = frozenset(["p", "div", "ul", "ol", "table", "tr"]) | HEADINGS
DROPPED = frozenset(["style", "script", "head", "xml", "title"])  # with what stands in them


def cleaned(text: str) -> str:
    """The same words as Markdown. What holds no sign of a paste stays as it was typed."""
    text = _breaks.sub("\n", text)
    if _looks_like_html.search(text):
        text = _from_html(text)
    text = _spaces.sub(" ", _unseen.sub("", text))
    text = _bullet.sub("- ", text)
    text = _second.sub("  - ", text)
    text = _dash.sub("- ", text)
    return _number.sub(r"\1. ", text)


def _from_html(text: str) -> str:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    lines = (line.strip(" \t") for line in "".join(reader.parts).split("\n"))
    return _many_lines.sub("\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """Writes the words of a piece of HTML down as Markdown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.dropped = 0
        self.address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in DROPPED:
            self.dropped += 1
        elif tag in HEADINGS:
            self.parts.append("\n\n## ")
        elif tag in BLOCKS:
            self.parts.append("\n\n")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag == "br":
            self.parts.append("\n")
        elif tag in ("b", "strong"):
            self.parts.append("**")
        elif tag in ("td", "th"):
            self.parts.append(" ")
        elif tag == "a":
            self.address = dict(attrs).get("href") or ""
            if self.leads:
                self.parts.append("[")

    def handle_endtag(self, tag: str) -> None:
        if tag in DROPPED:
            self.dropped = max(0, self.dropped - 1)
        elif tag in BLOCKS:
            self.parts.append("\n\n")
        elif tag in ("b", "strong"):
            self.parts.append("**")
        elif tag == "a":
            if self.leads:
                self.parts.append(f"]({self.address})")
            self.address = ""

    def handle_data(self, data: str) -> None:
        if not self.dropped:
            self.parts.append(re.sub(r"\s+", " ", data) if data.strip() else " ")

    @property
    def leads(self) -> bool:
        """Whether the link that is open leads somewhere."""
        return self.address.startswith(("http://", "https://", "mailto:"))
