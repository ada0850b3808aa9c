"""The page ``docs/personal-data.md``, for a data protection officer, from what apps register."""

from apps.core import person_data
from apps.core.person_data import Holding

HEAD = """# Personal data

Generated from what each app registers in its `holdings.py`; a test says whether it is current.
To write it anew: delete this file and run `tests/architecture/test_person_data.py`.

- `manage.py person_data export CONTACT` gives out what is held about whoever is reached by an
  e-mail address, or by a phone number where they have no e-mail: JSON on the screen, or `--to
  FILE`, a ZIP where files belong to it. Every spelling finds the same person. Look at who is
  asking before you hand it over: one address may have booked for several people.
- `manage.py person_data erase CONTACT` says what it would erase; with `--yes` it does so, all or
  nothing, and says what stays and where words that people wrote still name the person. The audit
  record has a line without the address. Backups hold it until they are replaced.
- `manage.py apply_retention` erases what was kept long enough, at once. `manage.py run_due` does
  the same every few minutes.

**About nobody, by design:** ratings, the codes that are given out for them, comments and replies
of people who took part, and counts by characteristic. They can’t be joined to a person, a code or
a booking (`docs/ratings.md`), so they are neither given out nor erased.

**Words of the record** (stories, activities, projects, notes) may name somebody without a
consent. Nothing erases them by itself, since they may name somebody else of that name: both
commands list where the address, the number or the name stands, and people look at it.

**Logs** hold a request’s route, status and account number, no address, no path and no words.
**Links and secrets** are kept as keyed hashes, and are not given out. Limits on forms count keyed
hashes in the cache, for a day.
"""


def page() -> str:
    """All tables that hold facts about persons, then every other column, with the reason."""
    lines = [HEAD, "## Tables about persons", ""]
    for holding in sorted(person_data.holdings.values(), key=lambda one: one.title):
        lines += _of(holding)
    lines += ["## Columns that can hold words, and are about no person", ""]
    for reason, names in sorted(_reasons().items()):
        lines += [f"**{reason[0].upper()}{reason[1:]}**", "", ", ".join(names) + ".", ""]
    return "\n".join(lines)


def _of(holding: Holding) -> list[str]:
    fields = ", ".join(f"`{name}`" for name in holding.fields)
    return [
        f"### {holding.title}",
        "",
        f"`{holding.model}`: {fields}",
        "",
        f"- Why: {holding.purpose}",
        f"- How long: {holding.retention}",
        f"- When erased: {holding.erasing}.",
        "",
    ]


def _reasons() -> dict[str, list[str]]:
    found: dict[str, dict[str, list[str]]] = {}
    for model in person_data.ours():
        for field in person_data.columns(model):
            if reason := person_data.why_not(field):
                found.setdefault(reason, {}).setdefault(model._meta.label, []).append(field.name)
    return {
        reason: [f"`{label}`: {', '.join(names)}" for label, names in sorted(tables.items())]
        for reason, tables in found.items()
    }
