"""What the suite runs on PostgreSQL within `make test`: every test, and each case that could fare
otherwise there."""

import pytest

pytest_plugins = ["pytester"]
pytestmark = pytest.mark.any_database

TESTS = r"""
import pytest

def test_alone(): pass

@pytest.mark.parametrize("said", ["plain", "also plain", "caf\u00e9", "nul\x00", "%00", 10**10, 9])
def test_said(said): pass

@pytest.mark.parametrize("row", [{"name": "a"}, {"name": "b"}, {"name": "\x00"}], ids="abc")
def test_rows(row): pass

class Somewhere:
    def __init__(self, where): self.where = where
    def __repr__(self): return f"<function at 0x7f{self.where}>"

@pytest.mark.parametrize("place", [Somewhere("0123456789"), Somewhere("abcdef0123"),
    Somewhere("9876543210")], ids="abc")
def test_places(place): pass

@pytest.mark.every_case
@pytest.mark.parametrize("order", ["up", "down"])
def test_sorted(order): pass

@pytest.mark.parametrize("n", [pytest.param(1, marks=pytest.mark.assure), 2, 3])
def test_first_is_for_assure(n): pass

class TestOne:
    def test_alone(self): pass
"""


@pytest.fixture
def ran(pytester):
    """The names of the tests that a run takes."""
    pytester.makeini("[pytest]\nmarkers =\n    assure: x\n    every_case: x\n")
    pytester.makepyfile(TESTS)

    def run(*words: str) -> list[str]:
        answer = pytester.runpytest_inprocess(
            "-p", "tests.one_case", "-p", "no:django", "-p", "no:cacheprovider", "-p", "no:xdist",
            "--collect-only", "-q", "-m", "not assure", *words,
        )  # fmt: skip
        return [line.partition("::")[2] for line in answer.outlines if "::" in line]

    return run


def test_no_test_is_left_out_as_a_whole(ran):
    def names(cases: list[str]) -> set[str]:
        return {case.partition("[")[0] for case in cases}

    assert names(ran("--one-case")) == names(ran())


def test_plain_cases_are_run_once_and_delicate_ones_all(ran):
    assert ran("--one-case") == [
        "test_alone", "test_said[plain]", "test_said[caf\\xe9]", "test_said[nul\\x00]",
        "test_said[%00]", "test_said[10000000000]", "test_rows[a]", "test_rows[c]",
        "test_places[a]", "test_sorted[up]", "test_sorted[down]", "test_first_is_for_assure[2]",
        "TestOne::test_alone",
    ]  # fmt: skip


def test_without_the_word_all_are_run(ran):
    assert len(ran()) == 1 + 7 + 3 + 3 + 2 + 2 + 1
