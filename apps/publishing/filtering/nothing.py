"""What an empty list says: why it is empty, as exactly as that is known, and how to go on."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from apps.core.facets import NOT_STATED
from apps.partners.models import Place
from apps.publishing.filtering.listing import Listing

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
            f"No {listing.one} is here yet", listing.empty, [(_tell_us(), "Tell us about some")]
        )
    return (
        _empty_place(listing)
        or _way_nobody_names(listing)
        or _words_nobody_uses(listing)
        or _not_together(listing)
    )


def _empty_place(listing: Listing) -> Nothing | None:
    """Nothing at all is from the places chosen."""
    chosen = listing.wish.chosen.get("place", ())
    if not chosen or NOT_STATED in chosen or listing.by_group["place"]:
        return None
    names = Place.objects.filter(slug__in=chosen).values_list("name", flat=True)
    links = [(_tell_us(), "Tell us about it")]
    for area in Place.objects.filter(kind=Place.Kind.SYSTEM).exclude(slug__in=chosen):
        number = listing.facets.groups["place"].bits.get(area.slug, 0).bit_count()
        if number:
            label = f"See {_so_many(listing, number)} for the whole of {area.name}"
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
    names_of = listing.facets.groups["level"].labels
    names = " or ".join(names_of[code] for code in chosen)
    among = "here" if wish.filtered == len(chosen) else "that matches the rest"
    unnamed = (others & listing.facets.groups["level"].bits[NOT_STATED]).bit_count()
    links = [
        (f"{reverse('library:what_is')}#{code}", f"What {names_of[code]} means") for code in chosen
    ]
    without = wish.address(chosen={**wish.chosen, "level": ()}) or "?"
    links.append((without, f"Without this filter: {_so_many(listing, others.bit_count())}"))
    text = NO_RECORD
    if unnamed:
        who = f"{_so_many(listing, unnamed)} {_one(unnamed, 'does', 'do')}"
        text = f"{who} not name one of the five ways."
        address = wish.address(chosen={**wish.chosen, "level": (NOT_STATED,)})
        links.insert(0, (address, f"Show {_one(unnamed, 'that one', f'those {unnamed}')}"))
    return Nothing(f"No {listing.one} {among} says {names}", text, links)


def _words_nobody_uses(listing: Listing) -> Nothing | None:
    """Only words were asked for."""
    wish = listing.wish
    if not wish.words or wish.filtered > 1:
        return None
    heading, text = {
        0: ("There is no word to look for in", "Type letters or numbers."),
        1: (f"No {listing.one} has the word", "Try a shorter word, or another one."),
    }.get(len(wish.terms), (f"No {listing.one} has all of the words", "Try fewer words."))
    return Nothing(f"{heading} “{wish.words}”", text, [_all(listing)])


def _not_together(listing: Listing) -> Nothing:
    """Each filter finds something: the one whose removal brings back most is named."""
    heading = f"No {listing.one} matches all of this"
    best = max(_ways_out(listing), key=lambda way: way[2], default=None)
    if best is None or not best[2]:
        return Nothing(heading, NO_RECORD, [_all(listing)])
    what, address, number = best
    return Nothing(
        heading,
        f"Without {what} there {_one(number, 'is', 'are')} {_so_many(listing, number)}.",
        [(address, f"Remove {what}")],
    )


def _ways_out(listing: Listing) -> list[tuple[str, str, int]]:
    """(what, address, number of rows) for each filter that could be removed."""
    found, words = [], _one(len(listing.wish.terms), "the word", "the words")
    for at, (label, address) in enumerate(listing.chips()):
        what = f"{words} {label}" if at == 0 and listing.wish.words else f"the filter “{label}”"
        without = listing.of(QueryDict(address.lstrip("?")), listing.facets)
        found.append((what, address, without.total))
    return found


def _all(listing: Listing) -> tuple[str, str]:
    number = listing.facets.everything.bit_count()
    return reverse(listing.list_name), f"Show all {listing.many} ({number})"


def _tell_us() -> str:
    return reverse("publishing:ask", args=["tell-us", "site"])


def _so_many(listing: Listing, number: int) -> str:
    return f"{number} {_one(number, listing.one, listing.many)}"


def _one(number: int, one: str, more: str) -> str:
    return one if number == 1 else more
