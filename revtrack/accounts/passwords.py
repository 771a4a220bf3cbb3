"""Passwords: which are good enough, and how they are kept; codes of a second factor."""

from __future__ import annotations

import re
import threading
import time

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError
from pyotp import random_base32
from pyotp.totp import TOTP
from pyotp.utils import strings_equal

from revtrack.errors import InvalidInput

SHORTEST, LONGEST = 12, 256
#: Different characters of a password.
_DIFFERENT = 5
#: What passwords are typed along: such a row, forwards or backwards, is worth one character.
_ROWS = ("0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb")
#: Words that guessing begins with, of those that a password of our length is made of.
_COMMON = ("password", "passw0rd", "letmein", "welcome", "admin", "iloveyou", "woaini", "mima", "qwerty")
_PRODUCT = "revtrack"
#: Guesses that a password must withstand, and how many of its first characters are judged.
_ENOUGH, _JUDGED = 1e10, 32
_STEP = 30
#: Each hash takes 64 MB: so many at a time.
_AT_ONCE = threading.BoundedSemaphore(2)
_HASHER = PasswordHasher()
#: Verified where there is no such account, so that nobody learns that from how long it takes.
_NOBODY = _HASHER.hash("nobody has this password")


def check_password(password: str, *names: str) -> None:
    """Raises `InvalidInput` (password-short, -long, -named, -weak, -common) where one is guessed too soon.

    `names` are those of its owner.
    """
    if len(password) < SHORTEST:
        raise InvalidInput("password-short", facts={"shortest": str(SHORTEST)})
    if len(password) > LONGEST:
        raise InvalidInput("password-long", facts={"longest": str(LONGEST)})
    left = password.casefold()
    named = next((part for part in _parts(_PRODUCT, *names) if part in left), "")
    if named:
        raise InvalidInput("password-named", facts={"word": named})
    for word in (*_COMMON, *(name.casefold() for name in names if len(name) > 2)):
        left = left.replace(word, "\0")
    if _worth(left) < SHORTEST - 4 or len(set(left) - {"\0"}) < _DIFFERENT:
        raise InvalidInput("password-weak")
    if _guesses(password) < _ENOUGH:
        raise InvalidInput("password-common")


def _parts(*names: str) -> list[str]:
    """The words of names that no password may hold: of four letters, or of two that are none of ours."""
    parts = [part for name in names for part in (name, *re.split(r"[\s._@-]", name))]
    return [part for one in parts if len(part := one.casefold()) >= (4 if part.isascii() else 2)]


def _guesses(password: str) -> float:
    """After how many guesses a password is found by who tries those that leaked, words, names, days and rows of keys
    first, alone and together."""
    from zxcvbn import zxcvbn  # its lists are read when it is imported: only where a password is set

    return float(zxcvbn(password[:_JUDGED])["guesses"])


def _worth(text: str) -> int:
    """Characters, without those that follow from the two before them along a row, or by repeating."""
    rows = [row for one in _ROWS for row in (one, one[::-1])]
    followed = sum(
        1
        for at in range(2, len(text))
        if len(set(text[at - 2 : at + 1])) == 1 or any(text[at - 2 : at + 1] in row for row in rows)
    )
    return len(text) - followed


def hashed(password: str) -> str:
    """What is kept of a password."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def is_right(kept: str, password: str) -> bool:
    """Whether a password is the one that is kept; takes as long where none is."""
    with _AT_ONCE:
        try:
            return _HASHER.verify(kept or _NOBODY, password[: 4 * LONGEST]) and bool(kept)
        except (VerifyMismatchError, VerificationError, InvalidHashError):
            return False


def is_old(kept: str) -> bool:
    """Whether what is kept was made by weaker rules than today's."""
    return _HASHER.check_needs_rehash(kept)


def new_totp() -> str:
    """A secret for a second factor."""
    return random_base32()


def totp_address(secret: str, name: str) -> str:
    """What an authenticator takes a secret from."""
    return str(TOTP(secret, name=name, issuer="revtrack").provisioning_uri())


def code_step(secret: str, code: str, last: int, now: float | None = None) -> int:
    """The step of time whose code this is, 0 for none: of now, the one before or behind, and none that was used."""
    given = "".join(code.split())
    current = int((time.time() if now is None else now) // _STEP)
    for step in (current - 1, current, current + 1):
        if step > last and strings_equal(TOTP(secret).at(step * _STEP), given):
            return step
    return 0
