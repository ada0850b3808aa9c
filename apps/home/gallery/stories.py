"""Stories in the gallery: a card, what stands under a heading, and the buttons of an order."""

from typing import Any

from django.utils.safestring import mark_safe

LONG = "Pneumonoultramicroscopicsilicovolcanoconiosis and other very long words " * 3
State = tuple[str, dict[str, Any]]
CARD: dict[str, Any] = {
    "title": "The letter nobody could follow",
    "summary": "Carers and clerks wrote a new one.",
    "get_absolute_url": "/case-studies/",
    "topics": {"all": [{"name": "signs"}]},
    "content_note": "",
}
QUOTE = {
    "kind": "quote",
    "body": "I read it three times and still rang up.",
    "consent": {"credit": "A carer"},
}


def text(words: str) -> Any:
    """A paragraph as Markdown gives it; only for words that stand here."""
    return mark_safe(f"<p>{words}</p>")  # noqa: S308 - our own words


STATES: dict[str, list[State]] = {
    "story_card.html": [
        ("plain", {"story": CARD}),
        ("example, with a note", {"story": {**CARD, "is_example": True, "content_note": "x"}}),
        ("long words", {"story": {**CARD, "title": LONG, "summary": LONG}}),
    ],
    "story_body.html": [
        ("words of people, and both sides", {"parts": [
            {"name": "why", "title": "Why this was needed",
             "texts": [text("The letter ran to four pages.")],
             "blocks": [QUOTE, {**QUOTE, "consent": {"credit": ""}, "body": LONG},
                        {**QUOTE, "kind": "text"}]},
            {"name": "changed", "title": "What changed, and what did not",
             "texts": [text("One page."), ""], "blocks": []},
        ]}),
    ],
    "order_buttons.html": [
        ("in the middle", {"title": "A story", "address": "/staff/components/"}),
        ("alone", {"title": "Another story", "address": "/staff/components/", "first": True,
                   "last": True}),
    ],
}  # fmt: skip
