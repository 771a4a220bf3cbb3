"""Where words that a person spoke of stand in a text today: sentences by their hash, quotes within them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from alignment.duties.table import FIELDS
from alignment.linking.similarity import ratio
from alignment.model import Obligation, Side, SideName
from alignment.reading.normalize import fold
from corpus_repo import Passage, Review
from revtrack.holdings.reviewed import EDITED, Pair, Standing, digest_of


def passage_of(side: Side, sentence: str, duty: Obligation | None = None) -> Passage:
    """The passage that a review is about. Raises `KeyError` for a sentence that the side does not hold."""
    text = side.by_sentence[sentence][1].text
    if duty is None:
        return Passage(digest_of(text), text)
    facts = {name: str(getattr(duty, name)) for name in FIELDS if getattr(duty, name)}
    return Passage(digest_of(text), text, duty.text, facts)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a text: the clause and the sentence that hold them, and their offsets in the sentence."""

    clause: str
    sentence: str
    start: int
    end: int
    text: str

    def duty(self, values: Mapping[str, str]) -> Obligation:
        """These words as a duty with the values that a person gave."""
        known = {name: values[name] for name in FIELDS if values.get(name)}
        return Obligation(self.clause, self.sentence, self.text, self.start, self.end, **known)  # type: ignore[arg-type]


def find_words(side: Side, quote: str, sentence: str = "") -> Stretch | None:
    """Words as they stand in a sentence, the named one before all others; blanks between them do not count.

    Without words it is the whole of the named sentence. None where no sentence holds them.
    """
    named = side.by_sentence.get(sentence)
    for clause, one in (*((named,) if named else ()), *(side.sentences() if quote.strip() else ())):
        place = _within(one.text, quote) if quote.strip() else (0, len(one.text))
        if place:
            return Stretch(clause.id, one.id, *place, one.text[slice(*place)])
    return None


def _within(text: str, quote: str) -> tuple[int, int] | None:
    at = text.find(quote)
    if at >= 0:
        return at, at + len(quote)
    places = [place for place, char in enumerate(text) if not char.isspace()]
    wanted = "".join(quote.split())
    at = "".join(text.split()).find(wanted)
    return (places[at], places[at + len(wanted) - 1] + 1) if at >= 0 else None


class Sentences:
    """The sentences of both sides by the hash of their folded text."""

    def __init__(self, *sides: Side) -> None:
        self._sides: dict[SideName, Side] = {side.name: side for side in sides}
        self._by_digest: dict[SideName, dict[str, list[str]]] = {"old": defaultdict(list), "new": defaultdict(list)}
        self._text: dict[SideName, dict[str, str]] = {"old": {}, "new": {}}
        for side in sides:
            for _, sentence in side.sentences():
                self._by_digest[side.name][digest_of(sentence.text)].append(sentence.id)
                self._text[side.name][sentence.id] = sentence.text

    def exact(self, side: SideName, passage: Passage | None) -> list[str]:
        """The sentences that read as they did when the review was made."""
        return self._by_digest[side].get(passage.digest, []) if passage else []

    def edited(self, side: SideName, passage: Passage | None) -> str:
        """The sentence that is most like the reviewed one, "" where none is like it."""
        if passage is None:
            return ""
        wanted = fold(passage.sentence)
        found = max(((ratio(wanted, fold(text)), name) for name, text in self._text[side].items()), default=(0.0, ""))
        return found[1] if found[0] >= EDITED else ""

    def pair(self, review: Review) -> tuple[Pair, Standing] | None:
        """The sentences that a review of a link is about today; None where neither side holds its sentence."""
        old, new = self.exact("old", review.old), self.exact("new", review.new)
        if old and new:
            return (old[0], new[0]), Standing.HOLDS
        if not old and not new:
            return None
        first = old[0] if old else self.edited("old", review.old)
        second = new[0] if new else self.edited("new", review.new)
        return ((first, second), Standing.CARRIED) if first and second else None

    def stretch(self, side: SideName, passage: Passage) -> tuple[Stretch | None, Standing]:
        """The words of a passage today: where they stand, and whether their sentence reads as it did.

        Outdated, and nowhere, where the sentence was edited and no longer holds them or is no longer found.
        """
        names = self.exact(side, passage)
        name = names[0] if names else self.edited(side, passage)
        if not name:
            return None, Standing.OUTDATED
        clause, sentence = self._sides[side].by_sentence[name]
        if passage.quote and passage.quote != passage.sentence:
            place = _within(sentence.text, passage.quote)
        else:
            place = (0, len(sentence.text))
        if place is None:
            return None, Standing.OUTDATED
        standing = Standing.HOLDS if names else Standing.CARRIED
        return Stretch(clause.id, name, *place, sentence.text[slice(*place)]), standing
