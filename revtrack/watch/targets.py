"""Whom to tell: `tell.toml` in the home folder, a name and an address that Apprise understands each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from revtrack.errors import InvalidInput
from revtrack.ingest.folders import read_regular
from revtrack.settings import preferred_language
from revtrack.words.language import Lang, spoken

FILE, OPERATOR = "tell.toml", "operator"
_MAX_FILE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody who is told: a name, an address as Apprise writes it, and the language to speak.

    With a `secret` the address is a webhook of http or https, whose calls it signs; with `to` the address is that of a
    mail server, and `to` is whom it is to bring the mail.
    """

    name: str
    address: str
    lang: Lang
    secret: str = field(default="", repr=False)
    to: str = ""


def load_targets(home: Path) -> dict[str, Target]:
    """Everybody who can be told, by name. Raises `InvalidInput` (tell-syntax, tell-value)."""
    path = home / FILE
    try:
        table = tomllib.loads(read_regular(path, max_bytes=_MAX_FILE).decode("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise InvalidInput("tell-syntax", str(path), facts={"reason": str(error)}) from None
    found: dict[str, Target] = {}
    for name, value in table.items():
        given = cast("Mapping[str, object]", value if isinstance(value, dict) else {"address": value})
        address, lang = given.get("address"), spoken(given.get("language", preferred_language()))
        if not isinstance(address, str) or "://" not in address or lang is None:
            raise InvalidInput("tell-value", str(path), facts={"name": name})
        found[name] = Target(name, address, lang)
    return found
