"""Who had which part, in one line, for where there is no room for a list."""

from collections.abc import Iterable

from apps.projects.models import ProjectPartner

Role = ProjectPartner.Role
# In this order on the line; parts of the same people "by" whom something was done are joined.
PHRASES = {
    Role.COMMISSIONER: "commissioned by",
    Role.FUNDER: "funded by",
    Role.LEAD: "led by",
    Role.OWNER: "owned by",
    Role.HOST: "hosted by",
    Role.PARTNER: "in partnership with",
    Role.DESIGNER: "designed by",
    Role.FACILITATOR: "facilitated by",
    Role.AUTHOR: "written by",
    Role.CO_PRESENTER: "co-presented by",
    Role.PROVIDER: "using something provided by",
    Role.ORIGIN: "from a conversation begun by",
    Role.MEMBER: "members:",
    Role.TOOK_PART: "took part:",
}


def in_one_line(parts: Iterable[tuple[str, str]]) -> str:
    """From (role, name) pairs: "commissioned by A; designed and facilitated by B"."""
    names: dict[str, list[str]] = {}
    for role, name in parts:
        names.setdefault(role, []).append(name)
    phrases: dict[tuple[str, bool], list[str]] = {}
    for role, phrase in PHRASES.items():
        if role in names:
            who = (", ".join(names[role]), phrase.endswith(" by"))
            phrases.setdefault(who, []).append(phrase)
    return "; ".join(f"{_joined(held)} {who}" for (who, _), held in phrases.items())


def _joined(phrases: list[str]) -> str:
    return " and ".join([*(phrase.removesuffix(" by") for phrase in phrases[:-1]), phrases[-1]])
