"""A dataset of the whole corpus: texts, metadata and comparisons, the same bytes from the same commit and rules."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from revtrack import __version__
from revtrack.errors import InvalidInput, OperationFailed, RevtrackError
from revtrack.features.comparing import Comparing
from revtrack.words.releases import LICENCE

if TYPE_CHECKING:
    from corpus_repo import Document, Version
    from corpus_repo.answers import Progress

MANIFEST, NOTE = "manifest.json", "LICENCE.md"
#: What a table for programs that read columns has besides the row as JSON.
_COLUMNS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, str]]] = {
    "documents": lambda row: {name: str(row[name] or "") for name in ("id", "title", "doc_number", "status")},
    "texts": lambda row: {name: str(row[name]) for name in ("document", "version", "status", "date", "title", "text")},
    "comparisons": lambda row: {
        "old": row["old_version"]["version"],
        "new": row["new_version"]["version"],
        "task": row["task"],
    },
}


@dataclass(frozen=True, slots=True)
class Released:
    """A dataset that was written: its folder, its manifest."""

    folder: Path
    manifest: Mapping[str, Any]


@dataclass(slots=True)
class _Writing:
    """The files of a dataset in the making."""

    folder: Path
    files: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    def rows(self, name: str, rows: Iterable[Mapping[str, Any]], *, columns: bool) -> int:
        """A file with a row of JSON a line, and where `columns` are wanted the same as Parquet; how many rows."""
        table: list[dict[str, str]] = []
        count, hashed, size = 0, hashlib.sha256(), 0
        with (self.folder / f"{name}.jsonl").open("wb") as stream:
            for row in rows:
                told = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
                line = f"{told}\n".encode("utf-8", "replace")
                stream.write(line)
                hashed.update(line)
                count, size = count + 1, size + len(line)
                if columns:
                    table.append({**_COLUMNS[name](row), "json": told})
        self.files.append({"name": f"{name}.jsonl", "rows": count, "bytes": size, "sha256": hashed.hexdigest()})
        if columns:
            _write_columns(self.folder / f"{name}.parquet", table, name)
            self.note(f"{name}.parquet", rows=count)
        return count

    def note(self, name: str, **facts: int) -> None:
        """A file that was written is told in the manifest."""
        data = (self.folder / name).read_bytes()
        self.files.append({"name": name, **facts, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()})


class Releasing(Comparing):
    """Hands the corpus on as a dataset."""

    def release(self, folder: str | Path, *, columns: bool = False, progress: Progress | None = None) -> Released:
        """Write a dataset into a folder that is not there yet or empty: it appears whole, or not at all.

        Versions that were withdrawn or read anew by a better reader are left out, and who said what. Of each document
        each version is compared with the one before it, and with what it takes up; what cannot be compared is named in
        the manifest. `columns`: Parquet beside the JSON. Raises `InvalidInput` (release-folder), `OperationFailed`
        (no-parquet, release-changed, write).
        """
        target = Path(folder)
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise InvalidInput("release-folder", str(target))
        if columns:
            _columns_ready()
        made = target.with_name(f".{target.name[:100]}.{secrets.token_hex(6)}.part")
        try:
            made.mkdir(parents=True)
            manifest = self._write(_Writing(made), columns=columns, progress=progress)
            if target.exists():
                target.rmdir()
            made.rename(target)
        except OSError as error:
            raise OperationFailed("write", str(target), facts={"reason": error.strerror or str(error)}) from error
        finally:
            shutil.rmtree(made, ignore_errors=True)
        return Released(target, manifest)

    def _write(self, writing: _Writing, *, columns: bool, progress: Progress | None) -> dict[str, Any]:
        from alignment.knowledge import Knowledge
        from revtrack.forms import release as forms
        from revtrack.holdings.naming import named
        from revtrack.holdings.rules import rules_digest

        left_out: list[dict[str, str]] = []
        with self.library.corpus() as corpus:
            commit = corpus.git.head()
            every = _counted(corpus.queries.all_records())
            counts = {
                "documents": writing.rows(
                    "documents",
                    (forms.document(one, [version.id for version in versions]) for one, versions in every),
                    columns=columns,
                ),
                "texts": writing.rows(
                    "texts",
                    (
                        forms.text(named(one, version.id), corpus.lines(version))
                        for one, versions in every
                        for version in versions
                    ),
                    columns=columns,
                ),
            }
            rows = self._compared_rows(list(_pairs(every)), left_out, progress)
            counts["comparisons"] = writing.rows("comparisons", rows, columns=columns)
            if corpus.git.head() != commit:
                raise OperationFailed("release-changed")
            identity = corpus.id
        (writing.folder / NOTE).write_bytes(LICENCE.encode())
        writing.note(NOTE)
        rules = {"rules": rules_digest(), "knowledge": Knowledge.shipped().digest}
        manifest = {
            "schema": forms.SCHEMA,
            "program": {"name": "revtrack", "version": __version__, **rules},
            "corpus": {"id": identity, "commit": commit},
            "counts": counts,
            "left_out": left_out,
            "files": writing.files,
        }
        told = json.dumps(manifest, ensure_ascii=False, indent=1)
        with (writing.folder / MANIFEST).open("wb") as stream:
            stream.write(f"{told}\n".encode())
            stream.flush()
            os.fsync(stream.fileno())
        return manifest

    def _compared_rows(
        self, pairs: list[tuple[str, str, str]], left_out: list[dict[str, str]], progress: Progress | None
    ) -> Iterator[Mapping[str, Any]]:
        from revtrack.forms import release as forms

        for at, (old, new, task) in enumerate(pairs, start=1):
            try:
                found = self.comparison(old, new, "derivation" if task == "derivation" else "revision")
            except RevtrackError as error:
                names = [name.rpartition("@")[2] for name in (old, new)]
                why = getattr(error, "kind", "several")
                left_out.append({"old": names[0], "new": names[1], "task": task, "why": why})
            else:
                yield forms.comparison(found)
            if progress:
                progress(at, len(pairs))


def _counted(records: Mapping[str, Document]) -> list[tuple[Document, tuple[Version, ...]]]:
    """The documents that are handed on, by their ids, each with its versions from the first to the last."""
    from corpus_repo.order import in_order

    found: list[tuple[Document, tuple[Version, ...]]] = []
    for name in sorted(records):
        one = records[name]
        superseded = {version.reextracts for version in one.versions.values()}
        ordered = in_order(one.versions.values())
        kept = tuple(each for each in ordered if each.withdrawn is None and each.id not in superseded)
        if kept and not one.merged_into:
            found.append((one, kept))
    return found


def _pairs(every: list[tuple[Document, tuple[Version, ...]]]) -> Iterator[tuple[str, str, str]]:
    """Each version with the one before it; the last one of a document with that of each which it takes up."""
    last = {one.id: f"{one.id}@{versions[-1].id}" for one, versions in every}
    for one, versions in every:
        for old, new in pairwise(versions):
            yield f"{one.id}@{old.id}", f"{one.id}@{new.id}", "revision"
        for higher in one.derives_from:
            if higher in last:
                yield last[higher], last[one.id], "derivation"


def _columns_ready() -> None:
    """Raises `OperationFailed` (no-parquet) where what writes Parquet is not installed."""
    if importlib.util.find_spec("pyarrow") is None:
        raise OperationFailed("no-parquet")


def _write_columns(path: Path, table: list[dict[str, str]], name: str) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    empty = {"documents": "id", "texts": "document", "comparisons": "old"}
    names = list(table[0]) if table else [empty[name], "json"]
    columns = {column: [row[column] for row in table] for column in names}
    schema = pa.schema([(column, pa.string()) for column in names])
    parquet.write_table(pa.table(columns, schema=schema), path, compression="zstd")
