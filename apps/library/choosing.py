"""Which way fits my work? Four questions, nothing kept, reasons given, and never "better".

The questions and what they point to are drafts of ours, for people with lived
experience to re-write.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from apps.projects.levels import BY_CODE, Level, Way


@dataclass(frozen=True)
class Choice:
    """An answer, the way it points to, and that as a reason."""

    value: str
    label: str
    points_to: str
    because: str


@dataclass(frozen=True)
class Question:
    """One of the four, with its five answers in the order of the ways."""

    name: str
    text: str
    choices: tuple[Choice, ...]


def _question(name: str, text: str, answers: tuple[tuple[str, str], ...]) -> Question:
    return Question(
        name,
        text,
        tuple(
            Choice(level.value, label, level.value, because)
            for level, (label, because) in zip(Level, answers, strict=True)
        ),
    )


QUESTIONS = (
    _question(
        "change",
        "What can still change?",
        (
            ("Nothing: it is settled", "what will happen is settled"),
            ("Which of some options we take", "there are options to choose between"),
            ("What we understand and discuss", "the issues are still to be understood"),
            ("How it is designed", "the design is still open"),
            ("All of it, also what the question is", "even the question is still open"),
        ),
    ),
    _question(
        "decides",
        "Who decides?",
        (
            ("We do, or have done", "your organisation decides"),
            ("We do, after reading what people think", "your organisation decides after asking"),
            ("We do, after talking it through", "your organisation decides after talking"),
            ("We do, and people’s ideas go into it", "people’s ideas go into the decision"),
            ("We decide together, as equals", "you decide together"),
        ),
    ),
    _question(
        "joins",
        "When do people join?",
        (
            ("When they hear about it", "people join when they hear about it"),
            ("Once, when they are asked", "people join once, to say what they think"),
            ("In one or more conversations", "people join in conversations"),
            ("While it is designed", "people join while it is designed"),
            ("From start to finish", "people are there from start to finish"),
        ),
    ),
    _question(
        "back",
        "What comes back to them?",
        (
            ("Clear information", "they get clear information"),
            ("The result, and the reasons for it", "they get the result and its reasons"),
            (
                "What was heard, and what happens next",
                "they hear what was understood, and what is next",
            ),
            ("Their ideas, seen in the design", "they can see their ideas in the design"),
            ("A shared result that they own too", "the result is theirs too"),
        ),
    ),
)


@dataclass(frozen=True)
class Suggestion:
    """The way that the answers sound nearest to, why, and what would make it another way."""

    nearest: Way
    because: list[str]
    others: list[tuple[Way, list[str]]]
    mixed: bool


def understood(answers: Mapping[str, str]) -> dict[str, Choice]:
    """The answers that are among the choices, by question."""
    found = {}
    for question in QUESTIONS:
        for choice in question.choices:
            if answers.get(question.name) == choice.value:
                found[question.name] = choice
    return found


def suggest(chosen: Mapping[str, Choice]) -> Suggestion:
    """From four answers: the way named most; of ways named equally often, the one in the middle.

    A middle way is where a conversation starts; the page says when the answers pull apart.
    """
    order = list(Level.values)
    named = [choice.points_to for choice in chosen.values()]
    most = max(named.count(code) for code in named)
    tied = sorted({code for code in named if named.count(code) == most}, key=order.index)
    nearest = tied[len(tied) // 2] if len(tied) % 2 else _nearer_to_rest(tied, named, order)
    reasons = [choice.because for choice in chosen.values() if choice.points_to == nearest]
    others: dict[str, list[str]] = {}
    for choice in chosen.values():
        if choice.points_to != nearest:
            others.setdefault(choice.points_to, []).append(choice.because)
    spread = [order.index(code) for code in named]
    return Suggestion(
        BY_CODE[nearest],
        reasons,
        [(BY_CODE[code], others[code]) for code in order if code in others],
        max(spread) - min(spread) >= 2,
    )


def _nearer_to_rest(tied: list[str], named: list[str], order: list[str]) -> str:
    middle = sum(order.index(code) for code in named) / len(named)
    return min(tied, key=lambda code: abs(order.index(code) - middle))


def neighbours(way: Way) -> list[tuple[Way, list[tuple[str, str]]]]:
    """For the ways beside one: what would be answered there, question by question."""
    order = list(Level.values)
    at = order.index(way.code)
    beside = [order[i] for i in (at - 1, at + 1) if 0 <= i < len(order)]
    return [
        (
            BY_CODE[code],
            [
                (question.text, choice.label)
                for question in QUESTIONS
                for choice in question.choices
                if choice.points_to == code
            ],
        )
        for code in beside
    ]
