"""How the corpus grows: made-up documents by the ten thousand, and what asking and keeping costs at each size.

A document is a law with some of its clauses exchanged for those of other laws, and some put together from the halves
of two: lengths and n-grams are those of laws, wording is shared as regulations share it. What was made stays in the
folder, so that a run that was cut off goes on, and a greater one begins where a smaller one ended.

    python -m benchmarks.scale FOLDER --sizes 3000 7000 14000
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from alignment.knowledge import Knowledge
from alignment.reading.lines import to_lines
from alignment.reading.segment import segment
from benchmarks.corpus import NOW, laws
from benchmarks.texts import evaluation
from corpus_repo import Change, Corpus, Document, Kind, Line, Original, Version
from corpus_repo.catalog import Batch, Told
from corpus_repo.git_store import Commit
from corpus_repo.layout import new_id
from corpus_repo.writer import Writer, commit_of
from revtrack.holdings.folding import lookup_key

#: Documents of one transaction.
_AT_ONCE = 200
#: Of the clauses of a document so many are another law's, and so many the halves of two.
_FOREIGN, _HALVES = 0.3, 0.3
Law = tuple[str, tuple[Line, ...]]


def sources(folder: Path, count: int = 1_500) -> list[Law]:
    """Laws read into clauses: (name, lines)."""
    found: list[Law] = []
    for path in laws(folder, 10**6)[:: max(1, len(laws(folder, 10**6)) // count)]:
        lines = to_lines(segment(path.read_text("utf-8"), "new"))
        own = [Line(line.number, line.text, line.address, line.kind.value, line.line, line.runs_on) for line in lines]
        found.append((path.stem, tuple(own)))
    return found


def made_up(number: int, known: Sequence[Law]) -> tuple[str, str, str, list[Line]]:
    """(title, jurisdiction, day of issue, clauses) of a document, the same for a number whenever it is asked for."""
    draw = random.Random(number)  # noqa: S311
    name, lines = draw.choice(known)
    within = Knowledge.shipped().within
    province = draw.choice(sorted(within))
    place = "/".join((province, draw.choice(sorted(within[province])))) if draw.random() < 0.7 else province
    made: list[Line] = []
    for line in lines:
        turn = draw.random()
        if line.kind != "body" or turn > _FOREIGN + _HALVES:
            made.append(line)
            continue
        other = draw.choice(draw.choice(known)[1]).text
        if turn > _FOREIGN:
            first, second = line.text.split("，"), other.split("，")
            other = "，".join((*first[: (len(first) + 1) // 2], *second[len(second) // 2 :]))
        made.append(replace(line, text=other or line.text))
    day = f"{draw.randint(1990, 2025)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
    return f"{place.split('/')[-1]}{name.split('(')[0][:40]}{number}", place, day, made


def fill(home: Path, count: int, known: Sequence[Law]) -> float:
    """Make documents until the corpus holds so many; documents a second, 0 where none was lacking."""
    if not (home / "corpus.git").exists():
        Corpus.create(home, "benchmark")
    begun = time.perf_counter()
    with Corpus(home, lookup_key) as corpus, corpus.writing("benchmark") as writer:
        first = held = corpus.queries.documents(limit=1).total
        head = corpus.git.head()
        while held < count:
            some = range(held, min(count, held + _AT_ONCE))
            head = _store(corpus, writer, [made_up(number, known) for number in some], head)
            held += len(some)
    return (held - first) / (time.perf_counter() - begun)


def _store(corpus: Corpus, writer: Writer, texts: Sequence[tuple[str, str, str, list[Line]]], head: str) -> str:
    commits: list[Commit] = []
    changes: list[Change] = []
    documents: dict[str, Document | None] = {}
    lines: dict[str, Sequence[Line]] = {}
    originals = [title.encode("utf-8") for title, *_ in texts]
    corpus.originals.put(originals)
    for data, (title, place, day, own) in zip(originals, texts, strict=True):
        text, structure, files = writer.text(own)
        version = Version(
            id=new_id(),
            text=text,
            structure=structure,
            digest=hashlib.sha256(files[0]).hexdigest(),
            received=NOW,
            read={"title": title, "jurisdiction": place, "issued": day},
            original=Original(hashlib.sha256(data).hexdigest(), f"{title}.txt", len(data)),
        )
        document = Document(id=new_id(), created=NOW, versions={version.id: version})
        changes.append(Change(Kind.ADD, (document.id,), version.id, title))
        documents[document.id], lines[version.id] = document, own
        commits.append(commit_of(changes[-1], {document.id: document}, {version.id: files}, "benchmark"))
    made = corpus.git.write(commits, head)
    told = [Told(item.id, item.at, item.author, change) for item, change in zip(made, changes, strict=True)]
    corpus.catalog.record(Batch(made[-1].id, told, documents, lines))
    return made[-1].id


_ASK = """
import json, sys, time
from pathlib import Path
from corpus_repo import Corpus
from revtrack.holdings.folding import lookup_key
from revtrack.holdings.naming import find_version
from revtrack.tracing.wording import related
begun = time.perf_counter()
with Corpus(Path(sys.argv[1]), lookup_key) as corpus:
    for name in sys.argv[2:]:
        turn = time.perf_counter()
        found = related(corpus, find_version(corpus, name))
        print(json.dumps([name, len(found), round(time.perf_counter() - turn, 3)]), flush=True)
"""


def asked(home: Path, names: Sequence[str]) -> tuple[float, float, float, list[list[object]]]:
    """(seconds, peak resident MB, peak anonymous MB, what was found) of `related` in a process of its own."""
    command = [sys.executable, "-c", _ASK, str(home), *names]
    begun = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peaks = {"VmHWM": 0, "RssAnon": 0}

    def look() -> None:
        while child.poll() is None:
            for key, value in _memory(child.pid):
                if key in peaks:
                    peaks[key] = max(peaks[key], value)
            time.sleep(0.01)

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    said = child.communicate()[0].splitlines()
    looking.join()
    return (
        time.perf_counter() - begun,
        peaks["VmHWM"] / 1024,
        peaks["RssAnon"] / 1024,
        [json.loads(line) for line in said],
    )


def _memory(process: int) -> Iterator[tuple[str, int]]:
    try:
        told = Path(f"/proc/{process}/status").read_text("ascii", errors="replace")
    except OSError:
        return
    for line in told.splitlines():
        key, _, value = line.partition(":")
        if value.strip().endswith("kB"):
            yield key, int(value.split()[0])


def main() -> None:
    """Fill and ask, size by size; one line of JSON a size."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[3_000, 7_000, 14_000])
    parser.add_argument("--only-fill", action="store_true")
    chosen = parser.parse_args()
    known = sources(evaluation())
    for size in chosen.sizes:
        home = chosen.folder
        rate = fill(home, size, known)
        told: dict[str, object] = {"documents": size, "added a second": round(rate, 1)}
        if not chosen.only_fill:
            with Corpus(home, lookup_key) as corpus:
                page = corpus.queries.documents(limit=200)
                names = [item.id for item in page.items][:: max(1, len(page.items) // 4)][:4]
            for turn, some in (("first", names[:1]), ("further", names[1:2]), ("in one process", names)):
                seconds, resident, anonymous, found = asked(home, some)
                told[turn] = [round(seconds, 2), round(resident), round(anonymous), found]
            folder = home / "reuse"
            told["index MB"] = round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6)
        print(json.dumps(told, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
