"""Which folders of this machine may be watched by whoever comes from elsewhere: those below the roots that are set."""

from __future__ import annotations

import re
from pathlib import Path

from revtrack.errors import InvalidInput

_WEB = re.compile(r"https?://", re.IGNORECASE)


def check_root(address: str, roots: str) -> None:
    """Raises `InvalidInput` (outside-roots) for an address that is not on the web and not below one of the roots.

    Links are followed first, so that none leads out.
    """
    if _WEB.match(address.strip()):
        return
    try:
        given = Path(re.sub(r"^file://", "", address.strip())).expanduser().resolve()
        known = [Path(one.strip()).expanduser().resolve() for one in roots.split(",") if one.strip()]
    except (OSError, RuntimeError, ValueError):
        known, given = [], Path("/")
    if not any(given == root or root in given.parents for root in known):
        raise InvalidInput("outside-roots", facts={"address": address[:200]})
