"""A served portal in which the people and records of ``world`` are there, and signing in to it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext

from tests.serving import Portal


@dataclass
class Staffed:
    """A served portal with people and records: see ``tests.browser.world``."""

    portal: Portal
    numbers: dict[str, Any]
    sessions: dict[str, str]

    @classmethod
    def fill(cls, portal: Portal) -> "Staffed":
        """Make the people and records in a portal that is served already."""
        portal.manage("shell", "-c", "from tests.browser import world; world.make()")
        made = json.loads(Path(portal.environment["VAR_DIR"], "world.json").read_text())
        return cls(portal, **made)

    def at(self, path: str) -> str:
        """The whole address of a path in which ``{names}`` stand for what was made."""
        return self.portal.address + path.format_map(self.numbers)

    def sign_in(self, context: BrowserContext, who: str) -> None:
        """Give a browser the session of somebody; nobody's, if ``who`` is empty."""
        context.clear_cookies()
        if who:
            value = self.sessions[who]
            context.add_cookies([{"name": "sessionid", "value": value, "url": self.portal.address}])
