"""Which documents share a document's wording, and where a clause came from, whether or not anybody cites anybody.

The index of all clauses is kept in `reuse/` beside the catalog and follows it: versions that are new are added when
somebody asks, versions that no longer count are left out of the answers. It is derived: what is missing, damaged or of
another form is made anew. Files of the index never change; the manifest, replaced in one step, says which count.
"""

from __future__ import annotations

import contextlib
import json
import re
import uuid
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, cast
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from alignment.knowledge import Knowledge
from alignment.linking.similarity import ratios
from alignment.reuse import Floats, Int64s, Keep, Mask, Near, Rarity, ReuseIndex, ReuseKeys, Segment, UnusableIndex
from corpus_repo import Corpus
from corpus_repo.answers import Progress
from corpus_repo.clause_rows import ClauseRow, VersionRow, clause_rows, clauses_at, version_rows
from revtrack.holdings.naming import Named
from revtrack.ingest.places import place_of

FOLDER = "reuse"
_MANIFEST, _LOCK = "index.json", "lock"
_FORMAT = 1
#: Kinds of clauses that are compared, and the fewest characters that make wording.
_KINDS = ("heading", "body")
_SHORTEST = 12
#: The number of a clause in the index: the place of its version among those held, then its line.
_LINE_BITS = 20
#: Clauses that are near to one clause, as many as are compared with it.
_TOP = 150
#: From this ratio on, a clause has its source in another one.
SOURCED = 0.6
#: What counts as shared wording at all, and the least share of a document that relates it to another.
_SHARED, _RELATED = 0.5, 0.01
#: Two clauses whose likeness lies in the genre's set phrases share nothing: without those they must still be so alike.
_OWN_WORDS = 0.4
#: Pairs of clauses shown for a related document.
_EVIDENCE = 3


class LevelRelation(StrEnum):
    """Whether another document's body stands above or below: `higher` is the state or a body of the same province or
    city above, `same` the same level anywhere, `beside` another level elsewhere."""

    HIGHER = "higher"
    SAME = "same"
    LOWER = "lower"
    BESIDE = "beside"
    UNKNOWN = "unknown"


class Direction(StrEnum):
    """Whether the other document is likely the source of this one's wording or takes it up: a guess by level, else
    by date."""

    SOURCE = "source"
    DERIVATIVE = "derivative"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Two clauses that share wording: lines in text.txt from 1, addresses, texts, and the ratio (0…1)."""

    line: int
    address: str
    text: str
    other_line: int
    other_address: str
    other_text: str
    score: float


@dataclass(frozen=True, slots=True)
class Related:
    """Another document that shares wording, by its version that shares most.

    `share` (0…1) is how much of this document has a source there, by informative length; `score` (0…1) the order:
    what few other documents share counts for more. `clauses` is how many clauses have a source there. `level` is
    state, province, city, district, town or "".
    """

    document: str
    version: str
    title: str
    jurisdiction: str
    level: str
    relation: LevelRelation
    direction: Direction
    date: str
    share: float
    score: float
    clauses: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where the wording of one clause stands in another document."""

    document: str
    version: str
    title: str
    jurisdiction: str
    level: str
    relation: LevelRelation
    date: str
    status: str
    line: int
    address: str
    text: str
    score: float


# --- places and levels ------------------------------------------------------------------------------------------------

_LEVELS = ("state", "province", "city", "district", "town")
_TOWN = re.compile(r"(?:镇|乡|街道|办事处)$")
#: A part of a path that is no county but what a title is about: 郑州市/城市, 某市/居民住宅区.
_NO_PLACE = re.compile(r"^城市$|^[市地城景园校社街灌库林矿牧]区$|住宅|居民|小区|保护区|风景|名胜|实验区|试验区|管理区")
_NATIONAL_FORM = re.compile(r"(?:法|法典|条例|规定|办法|规则|细则|决定|解释|批复)(?:[（(][^（）()]*[）)])?$")
_SHORT = re.compile(r"(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|省|市)$")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a document stands: its place as a path of names from the province down, and the rank of its level, 0 for
    the state to 4 for a town, -1 where nothing tells."""

    path: tuple[str, ...]
    rank: int

    @property
    def level(self) -> str:
        """The level by name, "" where unknown."""
        return _LEVELS[self.rank] if self.rank >= 0 else ""

    def to(self, other: Standing) -> LevelRelation:
        """How another document's level relates to this one's."""
        if self.rank < 0 or other.rank < 0:
            return LevelRelation.UNKNOWN
        if other.rank == self.rank:
            return LevelRelation.SAME
        if other.rank < self.rank:
            above = other.rank == 0 or self.path[: len(other.path)] == other.path
            return LevelRelation.HIGHER if above else LevelRelation.BESIDE
        below = self.rank == 0 or other.path[: len(self.path)] == self.path
        return LevelRelation.LOWER if below else LevelRelation.BESIDE


_UNKNOWN = Standing((), -1)


@lru_cache(maxsize=50_000)
def standing(jurisdiction: str, issuers: str, title: str) -> Standing:
    """Where a document stands, by its metadata: the jurisdiction, else the issuer, else the title.

    A law, a regulation or a decision that names no place is the state's.
    """
    path = jurisdiction
    for words in (issuers, title):
        if not path and (place := place_of(words, "")):
            path = place.path
    if not path and title and _NATIONAL_FORM.search(title) and not _names_place(title):
        return Standing((), 0)
    return _standing(path)


def _standing(path: str) -> Standing:
    parts = tuple(part for part in path.split("/") if part and not _NO_PLACE.search(part))
    if not parts:
        return _UNKNOWN
    if parts[0] == "全国":
        return Standing((), 0)
    if _TOWN.search(parts[-1]):
        return Standing(parts, 4)
    within = Knowledge.shipped().within
    if parts[0] not in within:  # a city or a district whose province nobody told
        return Standing(parts, 3 if parts[-1][-1] in "区县旗" else 2 if parts[-1][-1] in "市州盟" else -1)
    # a municipality has districts where a province has cities
    return Standing(parts, min(3, len(parts) + (1 if parts[0].endswith("市") and len(parts) > 1 else 0)))


def _guessed(texts: Iterable[str]) -> Standing:
    """Where a text stands that says nothing of itself: the district or city, else the province, that it names most."""
    text = "".join(texts)
    best, most = "", 1
    for province, names in Knowledge.shipped().within.items():
        for name in names:
            if (count := text.count(name)) > most:
                best, most = f"{province}/{name}", count
    if not best:
        for province in Knowledge.shipped().within:
            if (count := text.count(province)) > most:
                best, most = province, count
    return _standing(best)


def _names_place(title: str) -> bool:
    return _places().search(title) is not None


@lru_cache(maxsize=1)
def _places() -> re.Pattern[str]:
    """Any province, prefecture or district by its name, provinces and prefectures by the short one too."""
    names: set[str] = set()
    for province, parts in Knowledge.shipped().within.items():
        names |= {province, _SHORT.sub("", province), *parts}
        names |= {name.removesuffix("市") for name in parts if name.endswith("市") and len(name) > 2}
    return re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))


# --- the index beside the catalog -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Held:
    """An index with the versions in it, by their place; `stamp` is the manifest it came from, "" for none."""

    index: ReuseIndex
    versions: tuple[str, ...]
    files: tuple[Mapping[str, Any], ...]
    stamp: str


class ReuseHolding:
    """The index of one corpus: loaded once, brought up to date whenever it is asked."""

    def __init__(self, corpus: Corpus, knowledge: Knowledge | None = None) -> None:
        self._folder = corpus.home / FOLDER
        self._catalog = corpus.catalog
        self._keys = ReuseKeys(knowledge or Knowledge.shipped())
        self._held: _Held | None = None

    @property
    def keys(self) -> ReuseKeys:
        """How texts are brought to the form in which they are compared."""
        return self._keys

    def current(self, rows: Sequence[VersionRow], progress: Progress | None = None) -> tuple[ReuseIndex, Sequence[str]]:
        """(the index with all of these versions in it, the ids of the versions it holds by their place).

        Built or grown where versions lack. A folder that may not be written, or that another process keeps locked,
        is no failure: the index is then made for this process alone.
        """
        held = self._held or self._load()
        if held is None or _lacking(held, rows):
            held = self._brought_up(rows, progress)
        self._held = held
        return held.index, held.versions

    def _brought_up(self, rows: Sequence[VersionRow], progress: Progress | None) -> _Held:
        from filelock import FileLock, Timeout

        try:
            self._folder.mkdir(exist_ok=True)
            lock = FileLock(str(self._folder / _LOCK), timeout=60)
            with lock.acquire(poll_interval=0.02):
                held = self._load_again()
                if held is None or _lacking(held, rows):
                    held = self._save(self._made(held, rows, progress), held)
                return held
        except (Timeout, OSError):
            return self._made(self._held, rows, progress)

    def _load_again(self) -> _Held | None:
        """What the folder holds now; the loaded index where that is still it."""
        with contextlib.suppress(OSError):
            if self._held and self._held.stamp == _stamp((self._folder / _MANIFEST).read_bytes()):
                return self._held
        return self._load()

    def _made(self, held: _Held | None, rows: Sequence[VersionRow], progress: Progress | None) -> _Held:
        """The index with all versions in it: grown, or anew where it grew out of the rarities it was weighed by."""
        lacking = _lacking(held, rows) if held else list(rows)
        gone = len(held.versions) - (len(rows) - len(lacking)) if held else 0
        if held and 2 * len(lacking) <= len(held.versions) and 2 * gone <= len(held.versions):
            index = held.index.grown(self._clauses(lacking, len(held.versions), progress))
            if index.rows <= 2 * index.rarity.rows:
                return _Held(index, (*held.versions, *(row.id for row in lacking)), (), "")
        index = ReuseIndex.build(self._clauses(rows, 0, progress))
        return _Held(index, tuple(row.id for row in rows), (), "")

    def _clauses(self, rows: Sequence[VersionRow], first: int, progress: Progress | None) -> Iterator[tuple[int, str]]:
        """(number in the index, key) of the clauses of versions; the first of them gets the place `first`."""
        places = {row.number: first + at for at, row in enumerate(rows)}
        done = 0
        for clause in clause_rows(self._catalog, places, _KINDS):
            if progress and places[clause.version] - first >= done + 100:
                done = places[clause.version] - first
                progress(done, len(rows))
            key = self._keys.key(clause.text)
            if len(key) >= _SHORTEST:
                yield _number(places[clause.version], clause.line), key
        if progress:
            progress(len(rows), len(rows))

    # --- files -------------------------------------------------------------------------------------------------------

    def _load(self) -> _Held | None:
        """What the folder holds; None where that is nothing, damaged, of another form or of other tables."""
        try:
            data = (self._folder / _MANIFEST).read_bytes()
            manifest = cast("dict[str, Any]", json.loads(data))
            if manifest["format"] != _FORMAT or manifest["digest"] != self._keys.digest:
                return None
            segments = [Segment.from_arrays(self._arrays(entry)) for entry in manifest["segments"]]
            seen = self._arrays(manifest["rarity"])["seen"]
            rarity = Rarity(int(manifest["rows"]), np.asarray(seen, dtype=np.int32))
            versions = tuple(map(str, manifest["versions"]))
            if any(len(item.numbers) and int(item.numbers.max()) >> _LINE_BITS >= len(versions) for item in segments):
                return None
            files = (manifest["rarity"], *manifest["segments"])
            return _Held(ReuseIndex(rarity, segments), versions, files, _stamp(data))
        except (OSError, ValueError, KeyError, TypeError, UnusableIndex):
            return None

    def _arrays(self, entry: Mapping[str, Any]) -> dict[str, NDArray[np.generic]]:
        """The arrays of one entry of the manifest, left on the disk until they are needed."""
        arrays: dict[str, NDArray[np.generic]] = {}
        for name, sum_ in cast("dict[str, int]", entry["arrays"]).items():
            path = self._folder / _file_name(str(entry["name"]), name)
            array = np.load(path, mmap_mode="r" if path.stat().st_size > 4096 else None, allow_pickle=False)
            # a wrong row would be looked for outside of the arrays: nothing is trusted unseen
            if _sum(array) != sum_:
                raise UnusableIndex(f"{path.name} was changed")
            arrays[name] = array
        return arrays

    def _save(self, made: _Held, before: _Held | None) -> _Held:
        """Write what is new, then the manifest in one step, then drop the files that no longer count."""
        kept = dict(zip(map(id, before.index.segments), before.files[1:], strict=True)) if before else {}
        same = before is not None and before.index.rarity is made.index.rarity
        rarity = before.files[0] if before and same else self._written({"seen": made.index.rarity.seen})
        entries = [kept.get(id(item)) or self._written(item.arrays()) for item in made.index.segments]
        manifest = {
            "format": _FORMAT,
            "digest": self._keys.digest,
            "rows": made.index.rarity.rows,
            "rarity": rarity,
            "segments": entries,
            "versions": made.versions,
        }
        data = json.dumps(manifest, ensure_ascii=True, separators=(",", ":")).encode("ascii")
        _replace(self._folder / _MANIFEST, data)
        named = {_file_name(entry["name"], name) for entry in (rarity, *entries) for name in entry["arrays"]}
        for path in self._folder.iterdir():
            if path.name not in (*named, _MANIFEST, _LOCK):
                with contextlib.suppress(OSError):  # somebody reads it where open files cannot be removed
                    path.unlink()
        return _Held(made.index, made.versions, (rarity, *entries), _stamp(data))

    def _written(self, arrays: Mapping[str, NDArray[np.generic]]) -> Mapping[str, Any]:
        token = uuid.uuid4().hex[:12]
        for name, array in arrays.items():
            np.save(self._folder / _file_name(token, name), array, allow_pickle=False)
        return {"name": token, "arrays": {name: _sum(array) for name, array in arrays.items()}}


def _lacking(held: _Held, rows: Sequence[VersionRow]) -> list[VersionRow]:
    known = set(held.versions)
    return [row for row in rows if row.id not in known]


def _number(place: int, line: int) -> int:
    return (place << _LINE_BITS) | line


def _file_name(token: str, array: str) -> str:
    return f"{token}.{array}.npy"


def _sum(array: NDArray[np.generic]) -> int:
    return zlib.crc32(np.ascontiguousarray(array).view(np.uint8).data) if array.size else 0


def _stamp(manifest: bytes) -> str:
    return f"{zlib.crc32(manifest):08x}{len(manifest)}"


def _replace(path: Path, data: bytes) -> None:
    fresh = path.with_name(f"{path.name}.{uuid.uuid4().hex[:12]}")
    fresh.write_bytes(data)
    fresh.replace(path)


_HOLDINGS: WeakKeyDictionary[Corpus, ReuseHolding] = WeakKeyDictionary()


def holding(corpus: Corpus) -> ReuseHolding:
    """The index of an open corpus, loaded once for as long as the corpus is open."""
    found = _HOLDINGS.get(corpus)
    if found is None:
        found = _HOLDINGS.setdefault(corpus, ReuseHolding(corpus))
    return found


def update(corpus: Corpus, progress: Progress | None = None) -> int:
    """Bring the index up to date; how many clauses it holds. `progress` gets (versions done, versions to do)."""
    return holding(corpus).current(version_rows(corpus.catalog), progress)[0].rows


# --- questions --------------------------------------------------------------------------------------------------------


class _Asked:
    """What is asked about one version: the index, and which versions of it may answer."""

    def __init__(self, corpus: Corpus, named: Named) -> None:
        self.corpus = corpus
        self.rows = version_rows(corpus.catalog)
        self.holding = holding(corpus)
        self.index, held = self.holding.current(self.rows)
        own = {named.document.id, *corpus.queries.redirects_to(named.document.id)}
        if named.document.merged_into:
            own.add(named.document.merged_into)
        by_id = {row.id: row for row in self.rows}
        self.by_place: list[VersionRow | None] = [by_id.get(name) for name in held]
        self.clauses = self._clauses_of(by_id.get(named.version.id))
        self.date = named.version.date
        self.standing = self._own_standing(by_id.get(named.version.id), named)
        self._guesses: dict[str, Standing] = {}
        self._counts = np.array([self._counting(row, own) for row in self.by_place], dtype=np.bool_)
        higher = [
            row is not None and self.standing.to(standing_of(row)) is LevelRelation.HIGHER for row in self.by_place
        ]
        self._higher = np.array(higher, dtype=np.bool_) & self._counts

    def _clauses_of(self, row: VersionRow | None) -> tuple[ClauseRow, ...]:
        return tuple(clause_rows(self.corpus.catalog, [row.number])) if row else ()

    def _own_standing(self, row: VersionRow | None, named: Named) -> Standing:
        version, document = named.version, named.document
        facts = (document.corrected.get("jurisdiction"), version.value("jurisdiction"), row.jurisdiction if row else "")
        jurisdiction = next((str(fact) for fact in facts if fact), "")
        found = standing(jurisdiction, version.value("issuers"), version.value("title"))
        return found if found.rank >= 0 else _guessed(clause.text for clause in self.clauses)

    @staticmethod
    def _counting(row: VersionRow | None, own: set[str]) -> bool:
        return row is not None and not row.withdrawn and not row.superseded and row.document not in own

    def stands(self, row: VersionRow) -> Standing:
        """Where another version stands: by its metadata, else by the places that its text names."""
        found = standing_of(row)
        if found.rank >= 0:
            return found
        if row.id not in self._guesses:
            clauses = clause_rows(self.corpus.catalog, [row.number])
            self._guesses[row.id] = _guessed(clause.text for clause in clauses)
        return self._guesses[row.id]

    def relation(self, row: VersionRow) -> LevelRelation:
        """How another version's level relates to that of the version asked about."""
        return self.standing.to(self.stands(row))

    def nearest(self, keys: Sequence[str]) -> list[list[Near]]:
        """The nearest clauses of other documents, and beside them those of the bodies above: many texts of one level
        repeat each other and would crowd out the one that they all come from."""
        keeps: list[Keep] = [self._kept(self._counts), self._kept(self._higher)]
        return self.index.nearest(keys, _TOP, keeps)

    @staticmethod
    def _kept(mask: Mask) -> Keep:
        def keep(numbers: Int64s) -> Mask:
            return mask[numbers >> _LINE_BITS]

        return keep

    def where(self, number: int) -> tuple[int, int]:
        """(place of the version, line) of a clause of the index."""
        return number >> _LINE_BITS, number & ((1 << _LINE_BITS) - 1)


def standing_of(row: VersionRow) -> Standing:
    """Where a version of the catalog stands."""
    return standing(row.jurisdiction, row.issuers, row.title)


def related(corpus: Corpus, named: Named, *, limit: int = 50) -> tuple[Related, ...]:
    """The documents that share the wording of a version, the nearest first, each by its best version.

    Versions of the document itself and of documents joined to it are left out, withdrawn versions too.
    """
    asked = _Asked(corpus, named)
    own = _own(asked)
    table = _table(asked, own, asked.nearest(own.keys))
    ranked = _ranked(asked, table, own.weights)[:limit]
    places = [(row.number, pair.line) for row, _, pairs in ranked for pair in _best_pairs(pairs, own.weights)]
    others = clauses_at(corpus.catalog, places)
    return tuple(_related(asked, own, row, score, pairs, others) for row, score, pairs in ranked)


@dataclass(frozen=True, slots=True)
class _Own:
    """The clauses of the version asked about that say something of their own: keys, contents (keys without set
    phrases), and how much each says."""

    clauses: Sequence[ClauseRow]
    keys: Sequence[str]
    contents: Sequence[str]
    weights: Floats

    @property
    def total(self) -> float:
        """The sum of the weights, never 0."""
        return float(self.weights.sum()) or 1.0


def _own(asked: _Asked) -> _Own:
    clauses = [clause for clause in asked.clauses if clause.kind in _KINDS]
    keys = [asked.holding.keys.key(clause.text) for clause in clauses]
    contents = [asked.holding.keys.content(key) for key in keys]
    weights = asked.index.informative(contents, _SHORTEST)
    telling: list[int] = np.flatnonzero(weights).tolist()
    return _Own(
        [clauses[at] for at in telling],
        [keys[at] for at in telling],
        [contents[at] for at in telling],
        weights[telling],
    )


@dataclass(frozen=True, slots=True)
class _Pair:
    """A clause of the version asked about (its place among those that count) and its best counterpart elsewhere."""

    at: int
    line: int
    score: float


_Table = dict[int, dict[int, _Pair]]


def _table(asked: _Asked, own: _Own, found: Sequence[Sequence[Near]]) -> _Table:
    """For each version, by its place, the best pair of each own clause that shares wording with it."""
    shared = [(at, item) for at, near in enumerate(found) for item in near if _likeness(item) >= _SHARED]
    content = asked.holding.keys.content
    pieces = [(own.contents[at].replace("\0", ""), content(item.key).replace("\0", "")) for at, item in shared]
    alike = ratios(pieces, _OWN_WORDS)
    table: _Table = {}
    for (at, item), own_words in zip(shared, alike.tolist(), strict=True):
        if not own_words:
            continue
        place, line = asked.where(item.number)
        pairs = table.setdefault(place, {})
        score = _likeness(item)
        if at not in pairs or pairs[at].score < score:
            pairs[at] = _Pair(at, line, score)
    return table


def _likeness(near: Near) -> float:
    """How much wording two clauses share: in the order of its characters, or as rare stretches that both hold."""
    return max(near.ratio, near.cosine)


def _ranked(asked: _Asked, table: _Table, weights: Floats) -> list[tuple[VersionRow, float, list[_Pair]]]:
    """(version, score, pairs) of the best version of each document, the best document first."""
    holders: dict[int, set[str]] = {}
    for place, pairs in table.items():
        row = asked.by_place[place]
        for at in pairs:
            holders.setdefault(at, set()).add(row.document if row else "")
    # what a clause shares with many documents says little about any of them
    telling = {at: float(weights[at]) / (1 + float(np.log(len(documents)))) for at, documents in holders.items()}
    total = float(weights.sum()) or 1.0
    best: dict[str, tuple[VersionRow, float, list[_Pair]]] = {}
    for place, pairs in table.items():
        row = asked.by_place[place]
        if row is None:
            continue
        score = sum(telling[pair.at] * pair.score**2 for pair in pairs.values()) / total
        known = best.get(row.document)
        if known is None or score > known[1]:
            best[row.document] = (row, score, list(pairs.values()))
    related_ones = [item for item in best.values() if item[1] >= _RELATED]
    return sorted(related_ones, key=lambda item: (-item[1], item[0].date, item[0].document))


def _best_pairs(pairs: Sequence[_Pair], weights: Floats) -> list[_Pair]:
    return sorted(pairs, key=lambda pair: -float(weights[pair.at]) * pair.score**2)[:_EVIDENCE]


def _related(
    asked: _Asked,
    own: _Own,
    row: VersionRow,
    score: float,
    pairs: Sequence[_Pair],
    others: Mapping[tuple[int, int], ClauseRow],
) -> Related:
    sourced = [pair for pair in pairs if pair.score >= SOURCED]
    share = sum(float(own.weights[pair.at]) for pair in sourced) / own.total
    stands, relation = asked.stands(row), asked.relation(row)
    evidence: list[Evidence] = []
    for pair in _best_pairs(pairs, own.weights):
        mine, other = own.clauses[pair.at], others.get((row.number, pair.line))
        if other is not None:
            shown = (mine.line, mine.address, mine.whole, other.line, other.address, other.whole)
            evidence.append(Evidence(*shown, round(pair.score, 3)))
    return Related(
        document=row.document,
        version=row.id,
        title=row.title,
        jurisdiction=row.jurisdiction,
        level=stands.level,
        relation=relation,
        direction=_direction(relation, asked.date, row.date),
        date=row.date,
        share=round(share, 3),
        score=round(score, 4),
        clauses=len(sourced),
        evidence=tuple(evidence),
    )


def _direction(relation: LevelRelation, own: str, other: str) -> Direction:
    if relation in (LevelRelation.HIGHER, LevelRelation.LOWER):
        return Direction.SOURCE if relation is LevelRelation.HIGHER else Direction.DERIVATIVE
    if not own or not other or own == other:
        return Direction.UNCLEAR
    return Direction.SOURCE if other < own else Direction.DERIVATIVE


def sources(corpus: Corpus, named: Named, line: int, *, floor: float = SOURCED) -> tuple[Occurrence, ...]:
    """Where the wording of one clause stands in other documents, the earliest first, undated ones last.

    Args:
        line: its line in text.txt, from 1.
        floor: the least likeness (0…1).

    One entry a document, its most alike clause. Nothing for a line that is no clause.
    """
    asked = _Asked(corpus, named)
    own = next((clause for clause in asked.clauses if clause.line == line), None)
    if own is None:
        return ()
    found: dict[str, tuple[VersionRow, int, float]] = {}
    for near in asked.nearest([asked.holding.keys.key(own.text)])[0]:
        place, at = asked.where(near.number)
        row, score = asked.by_place[place], _likeness(near)
        if row is None or score < floor:
            continue
        known = found.get(row.document)
        # of versions that say it alike the earliest is where it came from
        if known is None or (-score, row.date or "9") < (-known[2], known[0].date or "9"):
            found[row.document] = (row, at, score)
    texts = clauses_at(corpus.catalog, [(row.number, at) for row, at, _ in found.values()])
    occurrences: list[Occurrence] = []
    for row, at, score in found.values():
        clause = texts.get((row.number, at))
        if clause is None:
            continue
        occurrences.append(
            Occurrence(
                document=row.document,
                version=row.id,
                title=row.title,
                jurisdiction=row.jurisdiction,
                level=asked.stands(row).level,
                relation=asked.relation(row),
                date=row.date,
                status=row.status,
                line=at,
                address=clause.address,
                text=clause.whole,
                score=round(score, 3),
            )
        )
    return tuple(sorted(occurrences, key=lambda item: (item.date or "9", -item.score, item.document)))
