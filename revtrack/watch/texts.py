"""The documents in the files of one item, and which of them is the one that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from revtrack.holdings.adding import Item, items_of
from revtrack.holdings.reading import Prepared, Reading, Refused, prepare
from revtrack.watch.attachments import main_text_is_thin

#: A page that says so little is a cover; one that an attachment outweighs so many times is a notice of it.
_THIN = 200
_OUTWEIGHED = 3
_NOTICE = 1500


#: What comes with a document and is none: explanations, forms, tables of opinions.
_BESIDE = re.compile(
    r"(?:起草|编制|修订|修改|制定|情况|政策)说明|解读|反馈表|意见(?:建议)?(?:反馈|征集)?表|回执|对照表|汇总表"
)
_PROVISIONS = frozenset(("body", "heading"))


#: Facts that a page states for the attachment that holds the text.
_OF_PAGE = ("doc_number", "issuers", "issued", "published", "jurisdiction", "consultation_until", "comments_to")


@dataclass(frozen=True, slots=True)
class Part:
    """A file of an item: the page itself, or an attachment; `page` is the address that it came from."""

    name: str
    data: bytes
    page: str


@dataclass(frozen=True, slots=True)
class FoundText:
    """A document in one of an item's files: `part` is the file, `name` how it is called in it."""

    part: int
    name: str
    prepared: Prepared

    @property
    def weight(self) -> int:
        """The characters of its provisions."""
        return sum(len(line.text) for line in self.prepared.lines if line.kind in _PROVISIONS)


def read_parts(parts: Sequence[Part], reading: Reading) -> tuple[list[FoundText], list[Refused]]:
    """The documents in an item's files, and what is wrong with the files that hold none."""
    texts: list[FoundText] = []
    refused: list[Refused] = []
    for at, part in enumerate(parts):
        for item in items_inside(part.name, part.data):
            data = item.loaded()
            found = data if isinstance(data, Refused) else prepare(data, item.name, reading)
            if isinstance(found, Refused):
                refused.append(found)
            else:
                texts += [FoundText(at, item.name, one) for one in found]
    return texts, refused


def chosen(texts: Sequence[FoundText], *, page: bool = True) -> list[FoundText]:
    """Of the texts of one item, the document: the page's own, or where it only covers or announces them those of the
    attachments. `page`: the first file is a page, to which the others are attached."""
    if not page:
        return _once(texts)
    own = [text for text in texts if text.part == 0]
    attached = [text for text in texts if text.part != 0]
    weight = sum(text.weight for text in own)
    real = [text for text in attached if text.weight >= _THIN and not _beside(text)]
    heaviest = max((text.weight for text in real), default=0)
    if not is_thin(own) and not (weight < _NOTICE and heaviest >= _OUTWEIGHED * weight):
        return own
    real = real or [text for text in attached if text.weight and not _beside(text)]
    if not real:
        return own
    facts = own[0].prepared if len(own) == 1 else None
    # what a cover says of its number, its issuer and its day, it says of all that it covers
    return [_with_facts(text, facts) for text in _once(real)] if facts else _once(real)


def is_thin(texts: Sequence[FoundText]) -> bool:
    """Whether texts say little more than that there is something attached."""
    return main_text_is_thin("\n".join(line.whole for text in texts for line in text.prepared.lines))


def _beside(text: FoundText) -> bool:
    title = str(text.prepared.values.get("title", ""))
    return bool(_BESIDE.search(title) or _BESIDE.search(Path(text.name).name))


def _once(texts: Iterable[FoundText]) -> list[FoundText]:
    """Each text once, however many renderings of it there are."""
    kept: list[FoundText] = []
    for text in texts:
        same = (
            other.prepared.digest == text.prepared.digest
            or (other.prepared.body and other.prepared.body == text.prepared.body)
            for other in kept
        )
        if not any(same):
            kept.append(text)
    return kept


def _with_facts(text: FoundText, page: Prepared) -> FoundText:
    """What the page says of the text that is attached to it, where the text itself is silent."""
    values, read_from = dict(text.prepared.values), dict(text.prepared.read_from)
    for name in _OF_PAGE:
        if page.values.get(name) and not values.get(name):
            values[name] = page.values[name]
            read_from[name] = page.read_from.get(name, "")
    return replace(text, prepared=replace(text.prepared, values=values, read_from=read_from))


def items_inside(name: str, data: bytes) -> list[Item]:
    """What is to be read of a file: itself, or the files in an archive."""
    return items_of(Path(name), partial(bytes, data))
