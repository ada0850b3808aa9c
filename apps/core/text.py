"""Markdown in, safe HTML out: the one door for text that people write."""

import html

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"h2", "h3", "p", "ul", "ol", "li", "a", "strong", "em", "blockquote", "br", "hr"}
_markdown = MarkdownIt("commonmark", {"html": False})


def _of_one_site(tag: str, name: str, value: str) -> str | None:
    """An address without http(s) stays on this site: two slashes would lead to another one."""
    return None if name == "href" and value.startswith("//") else value


def has_picture(markdown: str) -> bool:
    """Whether a text in Markdown asks for a picture, which is left out of what people read."""
    return any(
        child.type == "image"
        for token in _markdown.parse(markdown)
        for child in token.children or []
    )


def to_html(markdown: str) -> SafeString:
    """Render Markdown; HTML in it shows as text, and only links with http(s), mailto or
    tel work."""
    cleaned = nh3.clean(
        _markdown.render(markdown),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        attribute_filter=_of_one_site,
    )
    return mark_safe(cleaned)  # noqa: S308 - cleaned on the line above


def plain(markdown: str) -> str:
    """The words of a text in Markdown, on one line and for no page: they are not escaped."""
    words = html.unescape(strip_tags(to_html(markdown))) if markdown else ""
    return " ".join(words.split())
