"""Tokens of a sentence with words of one meaning under one key: 采取 = 采用, so that they never differ.

A word that stands for another is one token; its key is the first form of its group in `lexicon.toml` [wording].
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Sequence
from functools import lru_cache

from alignment.knowledge import Knowledge, any_of
from alignment.reading.flat import flatten
from alignment.reading.values import MARK, Token, tokenise, values


class Words:
    """Tokenises with the synonyms of one lexicon."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._form = {flatten(word): flatten(group[0]) for group in knowledge.synonyms for word in group}
        self._word = any_of(tuple(self._form))
        self._signs = frozenset("".join(self._form))
        self.tokens = lru_cache(maxsize=16_384)(self._tokens)
        self.key = lru_cache(maxsize=16_384)(self._key)

    def has_synonym(self, flat: str) -> bool:
        """Whether any word of a flat stretch may be written otherwise and say the same."""
        return self._word.search(flat) is not None

    def _key(self, flat: str) -> str:
        """A flat stretch with each synonym in the first form of its group."""
        return self._word.sub(lambda match: self._form[match[0]], flat)

    def _tokens(self, text: str) -> tuple[Token, ...]:
        """The tokens of a text without gaps, synonyms as one token each."""
        found = tokenise(text)
        # one sign a token, so that places in this text are places among the tokens; no synonym holds a value or a mark
        signs = flatten("".join([token.text if token.kind == "word" else "\0" for token in found]))
        out: list[Token] = []
        at = 0
        for match in self._word.finditer(signs):
            out += found[at : match.start()]
            words = found[match.start() : match.end()]
            joined = "".join([word.text for word in words])
            out.append(Token(words[0].start, words[-1].end, "word", joined, ("same", self._form[match[0]])))
            at = match.end()
        return (*out, *found[at:]) if out else found

    def may_say(self, text: str, keys: Container[object]) -> bool:
        """Whether a text may say what keys say, and no more: a cheap look, before its tokens are compared.

        It cannot where a sign that is no mark and belongs to no value and no synonym is none of the keys.
        """
        flat = flatten(text)
        at = 0
        for value in (*values(flat), None):
            end = value.start if value else len(flat)
            if any(sign not in keys and sign not in self._signs and not MARK.match(sign) for sign in flat[at:end]):
                return False
            at = value.end if value else end
        return True

    def tokens_within(self, text: str, low: int, high: int) -> tuple[Token, ...]:
        """The tokens of [low, high) of a text, at their places in the text."""
        found = self.tokens(text)
        if low == 0 and high == len(text):
            return found
        first, last = (bisect_left(found, edge, key=_start) for edge in (low, high))
        if _parts_at(found, first, low) and _parts_at(found, last, high):
            return found[first:last]
        part = self.tokens(text[low:high])
        return tuple(token._replace(start=token.start + low, end=token.end + low) for token in part)


def _start(token: Token) -> int:
    return token.start


def _parts_at(tokens: Sequence[Token], number: int, edge: int) -> bool:
    """Whether the first `number` tokens are those before an edge, so that it cuts none."""
    return not number or tokens[number - 1].end <= edge


def synonymous(token: Token) -> bool:
    """Whether a token may be written otherwise and say the same."""
    match token.key:
        case ("same", str()):
            return True
        case _:
            return False
