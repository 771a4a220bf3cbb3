"""Tokens of a sentence with words of one meaning under one key: 采取 = 采用, so that they never differ.

A word that stands for another is one token; its key is the first form of its group in `lexicon.toml` [wording].
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from alignment.knowledge import Knowledge, any_of
from alignment.reading.flat import flatten
from alignment.reading.values import Token, tokenise


class Words:
    """Tokenises with the synonyms of one lexicon."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._form = {flatten(word): flatten(group[0]) for group in knowledge.synonyms for word in group}
        self._word = any_of(tuple(self._form))
        self.tokens = lru_cache(maxsize=16_384)(self._tokens)
        self.key = lru_cache(maxsize=16_384)(self._key)

    def _key(self, flat: str) -> str:
        """A flat stretch with each synonym in the first form of its group."""
        return self._word.sub(lambda match: self._form[match[0]], flat)

    def _tokens(self, text: str) -> tuple[Token, ...]:
        """The tokens of a text without gaps, synonyms as one token each."""
        out: list[Token] = []
        run: list[Token] = []
        for token in tokenise(text):
            if token.kind == "word":
                run.append(token)
                continue
            out += self._merged(run)
            run = []
            out.append(token)
        return (*out, *self._merged(run))

    def tokens_within(self, text: str, low: int, high: int) -> tuple[Token, ...]:
        """The tokens of [low, high) of a text, at their places in the text."""
        found = self.tokens(text)
        if low == 0 and high == len(text):
            return found
        if any(token.start < edge < token.end for token in found for edge in (low, high)):
            part = self.tokens(text[low:high])
            return tuple(replace(token, start=token.start + low, end=token.end + low) for token in part)
        return tuple(token for token in found if low <= token.start and token.end <= high)

    def _merged(self, run: Sequence[Token]) -> Iterator[Token]:
        flat = flatten("".join(token.text for token in run))
        at = 0
        for match in self._word.finditer(flat):
            yield from run[at : match.start()]
            words = run[match.start() : match.end()]
            yield Token(
                words[0].start, words[-1].end, "word", "".join(w.text for w in words), ("same", self._form[match[0]])
            )
            at = match.end()
        yield from run[at:]


def synonymous(token: Token) -> bool:
    """Whether a token may be written otherwise and say the same."""
    match token.key:
        case ("same", str()):
            return True
        case _:
            return False
