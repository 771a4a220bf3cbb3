"""A list turned into a sentence, or a sentence into a list, with nothing else changed.

不得有下列行为：（一）占道；（二）遮挡。 = 不得占道、遮挡。
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from alignment.duties.linked import LinkedTexts, Prepared
from alignment.duties.words import Words
from alignment.reading.flat import flatten

#: What a stem says of its list and of nothing else: 不得|有下列行为：, 应当|履行下列职责：, 应当提交|下列材料：
_LISTS = re.compile(r"(?:履行|有|遵守|采取)?(?:下列|以下)(?:各项|各类)?[^，。；：,;:]{0,8}[：:]\s*$|[：:]\s*$")
#: By how much a sentence is longer than the items of the list that says the same: its bearer and its force.
_FRAME = 40
#: What joins elements, whether they are items or stand in a sentence.
_JOINS = re.compile(r"或者|以及|并且|[和及与或并]")


def relisted(texts: LinkedTexts, words: Words) -> Iterator[tuple[str, ...]]:
    """For each list of one text that the other says in a sentence: the ids of all sentences of both that say it.

    Args:
        texts: the two texts with their links.
        words: tokens in which words of one meaning are one.
    """
    for text, other in ((texts.old, texts.new), (texts.new, texts.old)):
        lists = _lists(text)
        alone = [name for name in other.units if not texts.partners(name)] if lists else []
        for stem, items in lists.items():
            near = dict.fromkeys(name for one in (stem, *items) for name in texts.partners(one))
            length = len("".join(_texts(text, items)))
            # of items too short for a link: what has no counterpart and is about so long
            near |= dict.fromkeys(
                name for name in alone if 0 <= len(other.units[name].sentence.text) - length <= _FRAME
            )
            # what ends in a colon is a list there too
            able = [name for name in near if not other.units[name].sentence.text.rstrip().endswith(("：", ":"))]
            head = _LISTS.sub("", flatten(text.units[stem].sentence.text))
            said = _keys_of(_bare([head, *_texts(text, items)]), words) if able else []
            keys = frozenset(said)
            signs = [key for key in keys if isinstance(key, str)]
            for name in able:
                there = _bare(_texts(other, [name]))
                if said and _holds(there, signs) and words.may_say(there, keys) and said == _keys_of(there, words):
                    yield stem, *items, name
                    break


def _lists(text: Prepared) -> dict[str, list[str]]:
    """For each stem of a list (by sentence id) its items, in order."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, unit in text.units.items():
        stem = text.reader.around(unit).stem
        if stem is not None:
            found[stem.sentence.id].append(name)
    return found


def _texts(text: Prepared, names: Iterable[str]) -> list[str]:
    return [text.units[name].sentence.text for name in names]


def _bare(texts: Iterable[str]) -> str:
    """Texts one behind the other, what joins elements left out."""
    return "".join(_JOINS.sub("", text) for text in texts)


def _holds(text: str, signs: Iterable[str]) -> bool:
    """Whether each of some signs stands in a text."""
    flat = flatten(text)
    return all(sign in flat for sign in signs)


def _keys_of(bare: str, words: Words) -> list[object]:
    """What a text says, marks left out."""
    return [token.key for token in words.tokens(bare) if token.kind != "mark"]
