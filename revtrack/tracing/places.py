"""The versions in the index of wording, by their place there: as arrays, so that nobody loads a row a version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment.postings import UnusableIndex
from corpus_repo.clause_rows import VersionRow
from revtrack.tracing.standing import LevelRelation, Standing, standing_of

Names = NDArray[np.bytes_]
Mask = NDArray[np.bool_]
_WITHDRAWN, _SUPERSEDED, _GONE = 1, 2, 4


@dataclass(frozen=True, slots=True)
class Places:
    """Versions with what decides whether they may answer.

    Of n versions: `ids` and `documents` (n,), `flags` (n,) that say why one does not count, `stands` (n,) where it
    stands, by its place in `standings`.
    """

    ids: Names
    documents: Names
    flags: NDArray[np.uint8]
    stands: NDArray[np.int32]
    standings: tuple[Standing, ...]

    @classmethod
    def of(cls, rows: Sequence[VersionRow]) -> Places:
        """Of versions as the catalog has them, in this order."""
        known: dict[Standing, int] = {}
        stands = [known.setdefault(standing_of(row), len(known)) for row in rows]
        return cls(
            _names(row.id for row in rows),
            _names(row.document for row in rows),
            np.array([_flags(row) for row in rows], dtype=np.uint8),
            np.array(stands, dtype=np.int32),
            tuple(known),
        )

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def gone(self) -> int:
        """How many versions the corpus no longer has."""
        return int(np.count_nonzero(self.flags & _GONE))

    def updated(self, rows: Sequence[VersionRow], touched: Iterable[str] | None) -> tuple[Places, list[VersionRow]]:
        """(as the catalog has it now, the versions that are not here yet).

        Args:
            rows: the versions of the documents that were touched.
            touched: those documents; None for all.
        """
        order = np.argsort(self.ids)
        wanted = _names(row.id for row in rows)
        at = np.searchsorted(self.ids, wanted, sorter=order) if len(self) else np.zeros(len(rows), dtype=np.int64)
        places = order[np.minimum(at, max(0, len(self) - 1))] if len(self) else at
        held = self.ids[places] == wanted if len(self) else np.zeros(len(rows), dtype=np.bool_)
        flags, stands = np.array(self.flags), np.array(self.stands)
        documents = self.documents.astype(f"S{max(self.documents.itemsize, 1, *(len(row.document) for row in rows))}")
        if touched is None:
            flags |= _GONE
        else:
            flags[np.isin(documents, _names(touched))] |= _GONE
        known = {one: number for number, one in enumerate(self.standings)}
        lacking: list[VersionRow] = []
        for row, place, is_held in zip(rows, places.tolist(), held.tolist(), strict=True):
            if not is_held:
                lacking.append(row)
                continue
            flags[place] = _flags(row)
            documents[place] = row.document.encode("ascii")
            stands[place] = known.setdefault(standing_of(row), len(known))
        return Places(self.ids, documents, flags, stands, tuple(known)), lacking

    def with_more(self, rows: Sequence[VersionRow]) -> Places:
        """With more versions behind those that are here."""
        more = Places.of(rows)
        known = {one: number for number, one in enumerate(self.standings)}
        moved = np.array([known.setdefault(one, len(known)) for one in more.standings], dtype=np.int32)
        return Places(
            np.concatenate([self.ids, more.ids]),
            np.concatenate([self.documents, more.documents]),
            np.concatenate([self.flags, more.flags]),
            np.concatenate([self.stands, moved[more.stands] if len(rows) else more.stands]),
            tuple(known),
        )

    def counting(self, own: Iterable[str]) -> Mask:
        """Which versions may answer: those that count, of other documents than these."""
        return (self.flags == 0) & ~np.isin(self.documents, _names(own))

    def higher(self, one: Standing) -> Mask:
        """Which versions are those of bodies above."""
        above = [one.to(other) is LevelRelation.HIGHER for other in self.standings]
        return np.array(above, dtype=np.bool_)[self.stands] if above else np.zeros(len(self), dtype=np.bool_)

    def id(self, place: int) -> str:
        """The id of the version at a place."""
        return bytes(self.ids[place]).decode("ascii")

    def document(self, place: int) -> str:
        """The document of the version at a place."""
        return bytes(self.documents[place]).decode("ascii")

    # --- keeping -----------------------------------------------------------------------------------------------------

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The arrays by name, for keeping; `standings` are not among them."""
        return {"ids": self.ids, "documents": self.documents, "flags": self.flags, "stands": self.stands}

    @classmethod
    def from_kept(cls, arrays: Mapping[str, NDArray[Any]], standings: Sequence[Sequence[Any]]) -> Places:
        """From what `arrays` and the manifest gave. Raises `UnusableIndex` where that does not fit."""
        try:
            ids, documents, flags, stands = (arrays[name] for name in ("ids", "documents", "flags", "stands"))
            known = tuple(Standing(tuple(map(str, path)), int(rank)) for rank, *path in standings)
        except (KeyError, TypeError, ValueError) as error:
            raise UnusableIndex("no versions") from error
        fits = len(ids) == len(documents) == len(flags) == len(stands)
        if not fits or (len(stands) and int(stands.max()) >= len(known)):
            raise UnusableIndex("versions that do not fit each other")
        return cls(ids, documents, flags, stands, known)

    def kept_standings(self) -> list[list[Any]]:
        """The standings as JSON."""
        return [[one.rank, *one.path] for one in self.standings]


def _flags(row: VersionRow) -> int:
    return (_WITHDRAWN if row.withdrawn else 0) | (_SUPERSEDED if row.superseded else 0)


def _names(names: Iterable[str]) -> Names:
    given = [name.encode("ascii") for name in names]
    return np.array(given, dtype=f"S{max((len(name) for name in given), default=1) or 1}")
