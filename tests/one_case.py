"""``--one-case``: of a test with many cases one, and each that a database may take otherwise.

`make test` asks for it on PostgreSQL, where the cases of a test differ in what the portal is told
and not in what it asks of the database; on SQLite, and in `make assure` on both, all are run. No
test is left out as a whole. Kept are, of each test: the first case; each that holds a sign beyond
ASCII, a control sign, or a number of ten digits and more; and all where the test is marked
``every_case``, as its cases are what the database itself sorts, finds or refuses.
"""

import re

import pytest

DELICATE = re.compile(r"[^\x20-\x7e\n]|\\x|\\u|\\0|%00|\d{10}")
ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")  # of a function in memory: of each process its own


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--one-case", action="store_true", help="of each test one case, mostly")


@pytest.hookimpl(trylast=True)  # once marks have left out theirs
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("one_case"):
        return
    kept, left = divided(items)
    items[:] = kept
    config.hook.pytest_deselected(items=left)


def divided(items: list[pytest.Item]) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """What is run, and what is left for `make assure`."""
    kept, left, seen = [], [], set()
    for item in items:
        test = item.nodeid.partition("[")[0]
        (left if test in seen and not is_kept(item) else kept).append(item)
        seen.add(test)
    return kept, left


def is_kept(item: pytest.Item) -> bool:
    """Whether a further case is run as well."""
    if item.get_closest_marker("every_case"):
        return True
    values = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return any(DELICATE.search(ADDRESS.sub("", str(value))) for value in values)
