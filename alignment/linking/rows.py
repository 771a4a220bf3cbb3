"""Sentence links → clause rows: what a reader sees side by side, with moved, renumbered, split and merged as facts."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from alignment.model import Clause, ClauseRow, Kind, Link, Side
from alignment.reading.normalize import fold

#: Share of the smaller clause that a pair of clauses must have in common to stand in one row.
_SHARE = 0.5


def clause_rows(old: Side, new: Side, links: Iterable[Link]) -> tuple[ClauseRow, ...]:
    """Every clause of both sides in exactly one row, in the reading order of the new text.

    Clauses are joined by the characters that their linked sentences hold: a pair that shares half of the smaller
    clause stands in one row; a weaker survival is told by the sentence links alone.
    """
    mass: dict[tuple[str, str], float] = defaultdict(float)
    between: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in links:
        for a in link.old:
            for b in link.new:
                left, right = old.by_sentence[a], new.by_sentence[b]
                pair = (left[0].id, right[0].id)
                shared = min(len(left[1].text), len(right[1].text))
                # what survives as a part of a longer sentence joins clauses only where nothing better does
                mass[pair] += shared if link.matched_by != "segments" else 0.5 * shared
                between[pair].append(link)
    groups = _groups(old, new, mass)
    rows: list[ClauseRow] = []
    placed: set[str] = set()
    for olds, news in groups:
        placed.update(olds, news)
        rows.append(_row(old, new, olds, news, between))
    rows.extend(_toc_rows(old, new, placed))
    rows.extend(ClauseRow((clause.id,), (), "removed") for clause in old.clauses if clause.id not in placed)
    rows.extend(ClauseRow((), (clause.id,), "added") for clause in new.clauses if clause.id not in placed)
    return tuple(_in_order(old, new, _with_moves(old, new, rows)))


def _groups(old: Side, new: Side, mass: dict[tuple[str, str], float]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    strongest_old: dict[str, float] = defaultdict(float)
    strongest_new: dict[str, float] = defaultdict(float)
    for (a, b), shared in mass.items():
        strongest_old[a] = max(strongest_old[a], shared)
        strongest_new[b] = max(strongest_new[b], shared)
    for (a, b), shared in mass.items():
        left, right = _size(old.by_clause[a]), _size(new.by_clause[b])
        best_old, best_new = shared >= strongest_old[a], shared >= strongest_new[b]
        # the smaller clause belongs where most of it went; two that are each other's best need less in common
        if (
            (best_old and shared >= _SHARE * left)
            or (best_new and shared >= _SHARE * right)
            or (best_old and best_new and shared >= 0.3 * min(left, right))
        ):
            parent[root(a)] = root(b)
    members: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for clause in old.clauses:
        if clause.id in parent:
            members[root(clause.id)][0].append(clause.id)
    for clause in new.clauses:
        if clause.id in parent:
            members[root(clause.id)][1].append(clause.id)
    return [(tuple(olds), tuple(news)) for olds, news in members.values() if olds and news]


def _size(clause: Clause) -> int:
    """The characters of a clause without its number."""
    return sum(len(sentence.text) for sentence in clause.sentences)


def _row(
    old: Side,
    new: Side,
    olds: tuple[str, ...],
    news: tuple[str, ...],
    between: dict[tuple[str, str], list[Link]],
) -> ClauseRow:
    left = [old.by_clause[name] for name in olds]
    right = [new.by_clause[name] for name in news]
    links = [link for a in olds for b in news for link in between.get((a, b), ())]
    same = _own_text(left) == _own_text(right)
    renumbered = any(
        fold(a.number) != fold(b.number)
        for a in left
        for b in right
        if (a.id, b.id) in between and (a.number or b.number) and a.kind not in (Kind.FRONT, Kind.BACK)
    )
    return ClauseRow(
        olds,
        news,
        "unchanged" if same else "modified",
        renumbered=renumbered,
        localised=not same and _only_localised(left, right, links),
        split=len(olds) == 1 and len(news) > 1,
        merged=len(olds) > 1 and len(news) == 1,
        score=1.0 if same else max(link.score for link in links),
        matched_by="exact" if same else max(links, key=lambda link: link.score).matched_by,
    )


def _only_localised(left: list[Clause], right: list[Clause], links: list[Link]) -> bool:
    """Whether every sentence of the row has a counterpart that differs at most in place and body."""
    sentences = {sentence.id for clause in (*left, *right) for sentence in clause.sentences}
    linked = {name for link in links for name in (*link.old, *link.new)}
    return (
        sentences <= linked
        and any(link.relation == "localised" for link in links)
        and all(link.relation in ("same", "localised") for link in links)
    )


def _own_text(clauses: list[Clause]) -> str:
    """The folded text without numbers and closing stops: how a text is cut into paragraphs does not count."""
    return "".join(fold(clause.text[len(clause.number) :]).rstrip(".。;；:") for clause in clauses)


def _toc_rows(old: Side, new: Side, placed: set[str]) -> list[ClauseRow]:
    """A contents list repeats the headings: it is shown, never compared."""
    olds = tuple(clause.id for clause in old.clauses if clause.kind is Kind.TOC)
    news = tuple(clause.id for clause in new.clauses if clause.kind is Kind.TOC)
    placed.update(olds, news)
    return [ClauseRow(olds, news, "unchanged", score=1.0, matched_by="toc")] if olds or news else []


def _with_moves(old: Side, new: Side, rows: list[ClauseRow]) -> list[ClauseRow]:
    """Mark rows that stand in another order than the rest: those outside a heaviest increasing subsequence."""
    position_old = {clause.id: index for index, clause in enumerate(old.clauses)}
    position_new = {clause.id: index for index, clause in enumerate(new.clauses)}
    paired = [
        index
        for index, row in enumerate(rows)
        if row.old and row.new and old.by_clause[row.old[0]].kind in (Kind.BODY, Kind.HEADING)
    ]
    paired.sort(key=lambda index: position_old[rows[index].old[0]])
    keep = heaviest_increasing(
        [position_new[rows[index].new[0]] for index in paired],
        [sum(len(old.by_clause[name].text) for name in rows[index].old) for index in paired],
    )
    staying = {paired[at] for at in keep}
    return [row if index not in paired or index in staying else _moved(row) for index, row in enumerate(rows)]


def _moved(row: ClauseRow) -> ClauseRow:
    return ClauseRow(
        row.old,
        row.new,
        row.change,
        True,
        row.renumbered,
        row.localised,
        row.split,
        row.merged,
        row.score,
        row.matched_by,
    )


def heaviest_increasing(values: list[int], weights: list[int]) -> set[int]:
    """Indexes of an increasing subsequence of `values` with the greatest sum of `weights` (O(n log n))."""
    order = sorted(set(values))
    tree: list[tuple[int, int]] = [(0, -1)] * (len(order) + 1)  # best (weight, index) for a prefix of ranks
    before: list[int] = []
    for index, (value, weight) in enumerate(zip(values, weights, strict=True)):
        rank = bisect_left(order, value)
        best, at = (0, -1), rank
        while at > 0:
            best = max(best, tree[at])
            at -= at & -at
        before.append(best[1])
        entry, at = (best[0] + weight, index), rank + 1
        while at < len(tree):
            tree[at] = max(tree[at], entry)
            at += at & -at
    kept: set[int] = set()
    index = max(tree)[1] if tree else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return kept


def _in_order(old: Side, new: Side, rows: list[ClauseRow]) -> list[ClauseRow]:
    """Reading order of the new text; what was removed stands behind what it followed in the old one."""
    position_old = {clause.id: index for index, clause in enumerate(old.clauses)}
    position_new = {clause.id: index for index, clause in enumerate(new.clauses)}
    anchor: dict[str, int] = {}
    for row in rows:
        if row.new and not row.moved:
            for name in row.old:
                anchor[name] = position_new[row.new[-1]]
    keys: dict[int, tuple[float, int]] = {}
    last = -1
    removed_at: dict[str, int] = {}
    for clause in old.clauses:
        last = anchor.get(clause.id, last)
        removed_at[clause.id] = last
    for index, row in enumerate(rows):
        if row.new:
            keys[index] = (position_new[row.new[0]], -1)
        else:
            keys[index] = (removed_at[row.old[0]] + 0.5, position_old[row.old[0]])
    return [rows[index] for index in sorted(range(len(rows)), key=lambda index: keys[index])]
