"""What an empty list says: why it is empty, as exactly as that is known, and how to go on."""

from dataclasses import dataclass

from django.urls import reverse

from apps.partners.models import Place
from apps.projects.levels import NOT_STATED, name_of
from apps.showcase.filters import Wish
from apps.showcase.listing import Listing

NO_RECORD = "That does not mean nothing happens. It means no record here says so."


@dataclass(frozen=True)
class Nothing:
    """A heading, a sentence, and (address, label) of what to do next."""

    heading: str
    text: str
    links: list[tuple[str, str]]


def nothing(listing: Listing) -> Nothing:
    """The first reason that holds; filters that are only empty together come last."""
    if not listing.wish.filtered:
        return Nothing(
            "No project is here yet",
            "When people and services do something together, it will be here.",
            [(_tell_us(), "Tell us about some")],
        )
    return (
        _empty_place(listing)
        or _way_nobody_names(listing)
        or _words_nobody_uses(listing)
        or _not_together(listing)
    )


def _empty_place(listing: Listing) -> Nothing | None:
    """No project at all is from the places chosen."""
    chosen = listing.wish.chosen.get("place", ())
    if not chosen or NOT_STATED in chosen or listing.by_group["place"]:
        return None
    names = Place.objects.filter(slug__in=chosen).values_list("name", flat=True)
    links = [(_tell_us(), "Tell us about it")]
    for area in Place.objects.filter(kind=Place.Kind.SYSTEM).exclude(slug__in=chosen):
        number = listing.facets.groups["place"].bits.get(area.slug, 0).bit_count()
        if number:
            label = f"See {_projects(number)} for the whole of {area.name}"
            links.append((f"?place={area.slug}", label))
    return Nothing(
        f"Nothing from {' or '.join(names)} is here yet",
        "That does not mean nothing happens there.",
        links,
    )


def _way_nobody_names(listing: Listing) -> Nothing | None:
    """The ways chosen alone empty the list: how many do not name a way, and what is meant."""
    wish, chosen = listing.wish, listing.wish.chosen.get("level", ())
    others = listing.without_group("level")
    if not chosen or NOT_STATED in chosen or not others:
        return None
    names = " or ".join(name_of(code) for code in chosen)
    among = "here" if wish.filtered == len(chosen) else "that matches the rest"
    unnamed = (others & listing.facets.groups["level"].bits[NOT_STATED]).bit_count()
    links = [
        (f"{reverse('library:what_is')}#{code}", f"What {name_of(code)} means") for code in chosen
    ]
    without = wish.address(chosen={**wish.chosen, "level": ()}) or "?"
    links.append((without, f"Without this filter: {_projects(others.bit_count())}"))
    text = NO_RECORD
    if unnamed:
        text = f"{_projects(unnamed)} {_one(unnamed, 'does', 'do')} not name one of the five ways."
        address = wish.address(chosen={**wish.chosen, "level": (NOT_STATED,)})
        links.insert(0, (address, f"Show {_one(unnamed, 'that one', f'those {unnamed}')}"))
    return Nothing(f"No project {among} says {names}", text, links)


def _words_nobody_uses(listing: Listing) -> Nothing | None:
    """Only words were asked for."""
    wish = listing.wish
    if not wish.words or wish.filtered > 1:
        return None
    heading, text = {
        0: ("There is no word to look for in", "Type letters or numbers."),
        1: ("No project has the word", "Try a shorter word, or another one."),
    }.get(len(wish.terms), ("No project has all of the words", "Try fewer words."))
    return Nothing(f"{heading} “{wish.words}”", text, [_all(listing)])


def _not_together(listing: Listing) -> Nothing:
    """Each filter finds something: the one whose removal brings back most is named."""
    heading = "No project matches all of this"
    best = max(_ways_out(listing), key=lambda way: way[2], default=None)
    if best is None or not best[2]:
        return Nothing(heading, NO_RECORD, [_all(listing)])
    what, address, number = best
    return Nothing(
        heading,
        f"Without {what} there {_one(number, 'is', 'are')} {_projects(number)}.",
        [(address, f"Remove {what}")],
    )


def _ways_out(listing: Listing) -> list[tuple[str, str, int]]:
    """(what, address, number of projects) for each filter that could be removed."""
    found, words = [], _one(len(listing.wish.terms), "the word", "the words")
    for at, (label, address) in enumerate(listing.chips()):
        what = f"{words} {label}" if at == 0 and listing.wish.words else f"the filter “{label}”"
        wish = Wish.of(address, listing.facets)
        found.append((what, address, Listing.answer(wish, listing.facets).total))
    return found


def _all(listing: Listing) -> tuple[str, str]:
    number = listing.facets.everything.bit_count()
    return reverse("showcase:projects"), f"Show all projects ({number})"


def _tell_us() -> str:
    return reverse("publishing:ask", args=["tell-us", "site"])


def _projects(number: int) -> str:
    return f"{number} {_one(number, 'project', 'projects')}"


def _one(number: int, one: str, more: str) -> str:
    return one if number == 1 else more
