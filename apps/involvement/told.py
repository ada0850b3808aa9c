"""What apps above tell of an activity, for its page to name: each lists (title, address) of what
everybody can read."""

from collections.abc import Callable, Iterable

from apps.involvement.models import Activity

Link = tuple[str, str]
Source = Callable[[Activity], Iterable[Link]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Called in ``AppConfig.ready`` of the app that tells it."""
    if source not in _sources:
        _sources.append(source)


def of(activity: Activity) -> list[Link]:
    """All that is told of an activity."""
    return [link for source in _sources for link in source(activity)]
