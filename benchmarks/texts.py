"""The texts that are measured on: real laws picked by rule, and long pairs made of their sentences from a seed."""

from __future__ import annotations

import os
import random
import re
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from alignment.model import Kind
from alignment.reading.numerals import to_numeral
from alignment.reading.segment import segment

_ARTICLE = re.compile(r"^第[一二三四五六七八九十百]+条\s*(.*)$", re.M)


def evaluation() -> Path:
    """The folder of real documents: $REVTRACK_EVALUATION, else ../shared beside the checkout.

    Raises:
        SystemExit: it is not there.
    """
    folder = Path(os.environ.get("REVTRACK_EVALUATION") or Path(__file__).parent.parent.parent / "shared")
    if not (folder / "laws").is_dir():
        raise SystemExit(f"{folder}: no laws there; set REVTRACK_EVALUATION to the folder of real documents")
    return folder


def two_versions(folder: Path, low: int = 95, high: int = 115) -> tuple[Path, Path]:
    """Two versions of one law of about a hundred articles, of all such pairs the one with most changed."""
    families: dict[str, list[tuple[Path, set[str]]]] = defaultdict(list)
    for path in sorted(folder.glob("*/*.md")):
        articles = set(_ARTICLE.findall(path.read_text(encoding="utf-8")))
        if low <= len(articles) <= high:
            families[re.sub(r"[（(]\d{4}-.*", "", path.stem)].append((path, articles))
    pairs = [
        (len(a[1] & b[1]) / min(len(a[1]), len(b[1])), str(a[0]), a[0], b[0])
        for versions in families.values()
        for a, b in pairwise(versions)
    ]
    _, _, old, new = min(pairs)
    return old, new


def two_laws(folder: Path, articles: int = 100) -> tuple[Path, Path]:
    """The first two laws, by path, of exactly so many articles."""
    found = (
        path
        for path in sorted(folder.glob("*/*.md"))
        if len(_ARTICLE.findall(path.read_text(encoding="utf-8"))) == articles
    )
    return next(found), next(found)


def sentences(folder: Path, count: int, seed: int) -> list[str]:
    """`count` different sentences of laws drawn in an order fixed by `seed`."""
    paths = sorted(folder.glob("*/*.md"))
    random.Random(seed).shuffle(paths)  # noqa: S311 - a drawing that can be repeated
    found: dict[str, None] = {}
    for path in paths:
        side = segment(path.read_text(encoding="utf-8"), "old")
        for clause, sentence in side.sentences():
            if clause.kind is Kind.BODY and 20 < len(sentence.text) < 200:
                found[sentence.text] = None
        if len(found) >= count:
            return list(found)[:count]
    raise SystemExit(f"only {len(found)} sentences in {folder}")


def long_pair(folder: Path, count: int, changed: float, seed: int = 4) -> tuple[list[str], list[str]]:
    """Two lists of `count` sentences: of the second a share is edited, a tenth new, and a tenth moved."""
    draw = random.Random(seed)  # noqa: S311 - a drawing that can be repeated
    pool = sentences(folder, count + count // 10 + 1, seed)
    old = pool[:count]
    new: list[str] = []
    for at, text in enumerate(old):
        if draw.random() < 0.1 * changed:
            new.append(pool[count + at % (len(pool) - count)])
        elif draw.random() < changed:
            cut = draw.randrange(len(text) - 4)
            new.append(f"{text[:cut]}有关事项{text[cut + 2 :]}")
        else:
            new.append(text)
    for _ in range(int(count * 0.1 * changed)):
        i, j = draw.randrange(count), draw.randrange(count)
        new[i], new[j] = new[j], new[i]
    return old, new


def as_law(items: list[str]) -> str:
    """The sentences as the articles of one text."""
    return "某某办法\n\n" + "\n\n".join(f"第{to_numeral(at)}条 {text}" for at, text in enumerate(items, 1))


def edited_law(text: str, share: float) -> str:
    """A law with that share of its articles edited, evenly spread, at least one."""
    found = list(_ARTICLE.finditer(text))
    step = max(1, round(1 / share)) if share else len(found)
    pieces: list[str] = []
    end = 0
    for article in found[:: min(step, len(found))]:
        middle = sum(article.span(1)) // 2
        pieces += [text[end:middle], "有关事项"]
        end = middle
    return "".join([*pieces, text[end:]])
