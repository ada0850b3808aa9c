"""One of the processes that run for the last seat: waits for each round's moment, books once.

Run as ``python -m tests.training.last_seat``: it says a line when it is ready, takes a plan as a
line of JSON, and gives what it was told as another.
"""

import json
import sys
import time

import django


def say(words: object) -> None:
    """A line of JSON, at once."""
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Book in each round of the plan, all processes at the same moments."""
    django.setup()
    from apps.training import actions  # noqa: PLC0415 - after Django is set up
    from apps.training.models import Session  # noqa: PLC0415 - after Django is set up
    from tests.training.conftest import ANYBODY, named  # noqa: PLC0415 - after Django is set up

    Session.objects.first()  # the connection stands
    say("ready")
    plan = json.loads(sys.stdin.readline())
    told = []
    for round_ in plan["rounds"]:
        session = Session.objects.get(pk=round_["session"])
        time.sleep(max(0.0, round_["at"] - time.time()))
        for name in round_["names"]:
            try:
                person = named(name, **round_.get("more", {}))
                outcome = actions.book(session=session, person=person, join_list=True, by=ANYBODY)
                told.append([round_["session"], outcome.became.value])
            except Exception as error:  # noqa: BLE001 - whatever it is, the round has to know
                told.append([round_["session"], repr(error)])
    say(told)


if __name__ == "__main__":
    main()
