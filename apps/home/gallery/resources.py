"""Resources in the gallery: a card, what there is to open, and prompt cards."""

from typing import Any

from apps.library.resources.reading import Shown

LONG = "Pneumonoultramicroscopicsilicovolcanoconiosis and other very long words " * 3
State = tuple[str, dict[str, Any]]


def card(**changes: Any) -> dict[str, Any]:
    """The card of a resource."""
    return {
        "card": {
            "slug": "example", "title": "Asking well", "kind": "Guidance", "from": ["Partner A"],
            "date": "2022", "line": "How to ask so that people can answer.",
            "forms": ["PDF, 12 pages, 1.2 MB", "Web page"], "versions": ["Easy Read"],
            "to_ask_for": False, "named": True, "restricted": False, "access_words": "",
            "is_example": False,
            **changes,
        }
    }  # fmt: skip


def shown(words: str, form: str, details: str = "", host: str = "") -> Shown:
    """Something to open."""
    return Shown(words, form, details, "/resources/", host, opens=True)


def prompt(kind: str, text: str, words: str = "source") -> dict[str, str]:
    """A prompt card."""
    return {"kind": kind, "text": text, "words": words, "get_words_display": "Our own words"}


STATES: dict[str, list[State]] = {
    "resource_card.html": [
        ("two things to open, and an Easy Read version", card()),
        ("its address is not given", card(forms=[], versions=[], to_ask_for=True, named=False)),
        ("its link is broken", card(forms=[], to_ask_for=True)),
        ("for some people only", card(restricted=True, access_words="for anyone who has access")),
        ("from nobody we know", card(**{"from": [], "line": "", "versions": []})),
        ("example, long words", card(title=LONG, line=LONG, is_example=True)),
    ],
    "takeaways.html": [
        ("a file and another site", {"title": "Asking well", "items": [
            shown("The guide", "PDF", "12 pages, 1.2 MB"),
            shown("", "Web page", host="www.example.org")]}),
        ("long words", {"title": LONG, "items": [shown(LONG, "Video", host="example.org")]}),
    ],
    "prompt_cards.html": [
        ("of both kinds", {"sets": [
            ("Things to consider", [prompt("consider", "Who is not in the room"),
                                    prompt("consider", LONG)]),
            ("Questions to ask", [prompt("ask", "What would make it safe?", "ours")])]}),
    ],
}  # fmt: skip
