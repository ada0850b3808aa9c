"""A preview stands in a frame of the review page: the only two pages that may."""

from collections.abc import Callable
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update

View = Callable[..., Any]
framed_by_us: Callable[[View], View] = csp_replace({"frame-ancestors": [SELF]})
frames_ours: Callable[[View], View] = csp_update({"frame-src": [SELF]})
