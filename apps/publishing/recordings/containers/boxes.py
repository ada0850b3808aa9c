"""The boxes of MP4, and where the samples of a track stand."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from apps.publishing.recordings.containers.parts import DAMAGED, Source

MOST_SAMPLES = 5_000_000  # ten hours at a hundred a second, and more


@dataclass(frozen=True)
class Box:
    """One box: its name, where it stands, where its content begins and ends."""

    name: bytes
    place: int
    body: int
    stop: int

    @property
    def size(self) -> int:
        """Of its content."""
        return self.stop - self.body


def boxes(source: Source, place: int, stop: int) -> Iterator[Box]:
    """The boxes between two places. Raises ``ValidationError``."""
    while place < stop:
        size, name = struct.unpack(">I4s", source.at(place, 8))
        body = place + 8
        if size == 1:
            size, body = struct.unpack(">Q", source.at(body, 8))[0], body + 8
        end = stop if size == 0 else place + size
        if end < body or end > stop:
            raise ValidationError(DAMAGED)
        yield Box(name, place, body, end)
        place = end


def inside(source: Source, box: Box) -> dict[bytes, Box]:
    """The boxes in a box by their names; of several of one name the first."""
    found: dict[bytes, Box] = {}
    for one in boxes(source, box.body, box.stop):
        found.setdefault(one.name, one)
    return found


def table(source: Source, box: Box, form: str, *, after: int = 4) -> list[tuple[int, ...]]:
    """The rows of a table; ``after`` so many bytes comes their number."""
    count = struct.unpack(">I", source.at(box.body + after, 4))[0]
    size = struct.calcsize(form)
    if count > MOST_SAMPLES or box.body + after + 4 + count * size > box.stop:
        raise ValidationError(DAMAGED)
    return list(struct.iter_unpack(form, source.at(box.body + after + 4, count * size)))


def sample_runs(source: Source, parts: dict[bytes, Box]) -> list[range]:
    """Where the samples of a track stand, chunk by chunk, by the tables in its ``stbl``."""
    if b"stsz" not in parts or b"stsc" not in parts or not {b"stco", b"co64"} & parts.keys():
        raise ValidationError(DAMAGED)
    each = struct.unpack(">I", source.at(parts[b"stsz"].body + 4, 4))[0]
    count = struct.unpack(">I", source.at(parts[b"stsz"].body + 8, 4))[0]
    if count > MOST_SAMPLES:
        raise ValidationError(DAMAGED)
    sizes = [each] * count if each else [n for (n,) in table(source, parts[b"stsz"], ">I", after=8)]
    wide = b"co64" in parts
    starts = [
        n for (n,) in table(source, parts[b"co64" if wide else b"stco"], ">Q" if wide else ">I")
    ]
    per_chunk = _per_chunk(table(source, parts[b"stsc"], ">III"), len(starts))
    runs, done = [], 0
    for start, number in zip(starts, per_chunk, strict=True):
        size = sum(sizes[done : done + number])
        done += number
        if size:
            runs.append(range(start, start + size))
    if done != len(sizes):
        raise ValidationError(DAMAGED)
    return runs


def _per_chunk(rows: list[tuple[int, ...]], chunks: int) -> list[int]:
    """How many samples each chunk holds."""
    firsts = [first for first, _samples, _form in rows]
    if not rows and not chunks:
        return []
    if not firsts or firsts[0] != 1 or firsts != sorted(set(firsts)) or firsts[-1] > max(chunks, 1):
        raise ValidationError(DAMAGED)
    ends = [*firsts[1:], chunks + 1]
    return [
        samples
        for (first, samples, _form), end in zip(rows, ends, strict=True)
        for _ in range(end - first)
    ]


def between(runs: list[range], place: int, stop: int) -> list[range]:
    """What lies between two places and in none of the runs."""
    left, done = [], place
    for run in sorted(runs, key=lambda run: run.start):
        if run.stop <= done or run.start >= stop:
            continue
        if run.start > done:
            left.append(range(done, run.start))
        done = max(done, run.stop)
    if done < stop:
        left.append(range(done, stop))
    return left
