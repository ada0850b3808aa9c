"""What stands between a record and the public: a sentence that knows where it is mended."""

from typing import Self


class Blocker(str):
    """A sentence that says what to mend: in which ``part`` of the record (the name of a section of
    its document), on the desk of another record ``of`` (kind, id), or ``at`` a page of its own."""

    part: str
    of: tuple[str, int] | None
    at: str

    def __new__(
        cls, sentence: str, part: str = "", *, of: tuple[str, int] | None = None, at: str = ""
    ) -> Self:
        """The sentence, with its place."""
        made = super().__new__(cls, sentence)
        made.part, made.of, made.at = part, of, at
        return made
