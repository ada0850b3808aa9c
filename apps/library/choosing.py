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
            ("We can choose between options", "there are options to choose between"),
            ("What we understand and discuss", "the issues are still to be understood"),
            ("How it is designed", "the design is still open"),
            (
                "Everything, even what we are trying to solve",
                "even what you are trying to solve is still open",
            ),
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
    """The way that the answers sound nearest to, or the ways on a tie, and what points elsewhere.

    Each way stands with its reasons.
    """

    nearest: list[tuple[Way, list[str]]]
    others: list[tuple[Way, list[str]]]
    mixed: bool

    @property
    def names(self) -> str:
        """The nearest ways in words."""
        *first, last = [way.name for way, _ in self.nearest]
        return f"{', '.join(first)} and {last}" if first else last


def understood(answers: Mapping[str, str]) -> dict[str, Choice]:
    """The answers that are among the choices, by question."""
    found = {}
    for question in QUESTIONS:
        for choice in question.choices:
            if answers.get(question.name) == choice.value:
                found[question.name] = choice
    return found


def suggest(chosen: Mapping[str, Choice]) -> Suggestion:
    """From four answers: the way named most; ways named equally often are all given alike.

    Choosing one of them would settle silently how much power is shared.
    """
    order = list(Level.values)
    reasons: dict[str, list[str]] = {}
    for choice in chosen.values():
        reasons.setdefault(choice.points_to, []).append(choice.because)
    named = sorted(reasons, key=order.index)
    most = max(map(len, reasons.values()))
    nearest = [(BY_CODE[code], reasons[code]) for code in named if len(reasons[code]) == most]
    others = [(BY_CODE[code], reasons[code]) for code in named if len(reasons[code]) < most]
    spread = order.index(named[-1]) - order.index(named[0])
    return Suggestion(nearest, others, spread >= 2)


def would_be(
    suggestion: Suggestion, chosen: Mapping[str, Choice]
) -> list[tuple[Way, list[tuple[str, str]]]]:
    """What would make it another way, or settle a tie: for each, the answers that would be
    different."""
    order = list(Level.values)
    codes = [way.code for way, _ in suggestion.nearest]
    if len(codes) == 1:
        at = order.index(codes[0])
        codes = [order[i] for i in (at - 1, at + 1) if 0 <= i < len(order)]
    return [
        (
            BY_CODE[code],
            [
                (question.text, choice.label)
                for question in QUESTIONS
                for choice in question.choices
                if choice.points_to == code and chosen[question.name] != choice
            ],
        )
        for code in codes
    ]
