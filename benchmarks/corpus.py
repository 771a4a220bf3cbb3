"""The corpus at scale: writing, looking up and searching thousands of laws, beside what one would do without us."""

from __future__ import annotations

import hashlib
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from git import Actor, Repo

from alignment.reading.lines import to_lines
from alignment.reading.segment import segment
from benchmarks.measure import Row, in_turn, peak_megabytes, seconds, verdict
from corpus_repo import Change, Corpus, Document, Filter, Kind, Line, Original, Version
from corpus_repo.answers import DutyFilter
from corpus_repo.catalog import Batch, Told
from corpus_repo.git_store import Commit
from corpus_repo.layout import new_id
from corpus_repo.writer import Writer, commit_of
from revtrack.holdings.adding import TRANSACTION
from revtrack.holdings.folding import lookup_key

#: Words that people look for: of two characters and more, rare and in nearly every clause, narrowed and not.
QUERIES = (
    *("应当", "处罚", "备案", "税收", "消防", "养老", "停车", "物业", "听证", "统计"),
    *("告知承诺", "行政许可", "个人信息", "五个工作日内", "突发事件", "志愿服务", "历史文化名城", "大气污染防治"),
    *("行政機關", "２０２０年", "责令改正 罚款", "县级以上人民政府"),
)
NOW = "2026-01-01T00:00:00+00:00"
Prepared = tuple[Path, bytes, list[Line]]


def laws(folder: Path, count: int) -> list[Path]:
    """The first so many laws by name."""
    return sorted((folder / "laws").rglob("*.md"))[:count]


def prepared(paths: list[Path]) -> list[Prepared]:
    """Laws read into clauses, so that storing alone can be timed."""
    found: list[Prepared] = []
    for path in paths:
        data = path.read_bytes()
        lines = to_lines(segment(data.decode("utf-8"), "new"))
        own = [Line(line.number, line.text, line.address, line.kind.value, line.line, line.runs_on) for line in lines]
        found.append((path, data, own))
    return found


def store(home: Path, texts: list[Prepared]) -> None:
    """Originals, commits and catalog rows of documents that are read already, without full text."""
    Corpus.create(home, "benchmark")
    with Corpus(home, lookup_key) as corpus, corpus.writing("benchmark") as writer:
        head = corpus.git.head()
        for at in range(0, len(texts), TRANSACTION):
            head = _store_some(corpus, writer, texts[at : at + TRANSACTION], head)


def _store_some(corpus: Corpus, writer: Writer, texts: list[Prepared], head: str) -> str:
    """One transaction; the commit that main stands at then."""
    commits: list[Commit] = []
    changes: list[Change] = []
    documents: dict[str, Document | None] = {}
    corpus.originals.put(data for _, data, _ in texts)
    for path, data, lines in texts:
        text, structure, files = writer.text(lines)
        version = Version(
            id=new_id(),
            text=text,
            structure=structure,
            digest=hashlib.sha256(files[0]).hexdigest(),
            received=NOW,
            read={"title": path.stem},
            original=Original(hashlib.sha256(data).hexdigest(), path.name, len(data)),
        )
        document = Document(id=new_id(), created=NOW, versions={version.id: version})
        change = Change(Kind.ADD, (document.id,), version.id, path.stem)
        documents[document.id] = document
        commits.append(commit_of(change, {document.id: document}, {version.id: files}, "benchmark"))
        changes.append(change)
    made = corpus.git.write(commits, head)
    told = [Told(item.id, item.at, item.author, change) for item, change in zip(made, changes, strict=True)]
    corpus.catalog.record(Batch(made[-1].id, told, documents, {}))
    return made[-1].id


def store_by_hand(home: Path, texts: list[Prepared]) -> None:
    """The peer: GitPython's index and work tree, a commit a document, as its tutorial shows."""
    repo = Repo.init(home)
    author = Actor("benchmark", "benchmark@localhost")
    for at, (_, _, lines) in enumerate(texts):
        path = home / f"{at % 256:02x}" / f"{at}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(f"{line.whole}\n" for line in lines), "utf-8")
        repo.index.add([str(path)])
        repo.index.commit(str(at), author=author, committer=author)
    repo.close()


def writing(folder: Path, count: int, by_hand: int) -> list[Row]:
    """Documents a second: storing alone beside GitPython's index, then the whole command in a process of its own."""
    texts = prepared(laws(folder, count))
    with tempfile.TemporaryDirectory() as scratch:
        taken = seconds(lambda: store(Path(scratch, "ours"), texts))
        peer = seconds(lambda: store_by_hand(Path(scratch, "peer"), texts[:by_hand]))
    ours, theirs = len(texts) / taken, by_hand / peer
    rival = f"GitPython index.add + index.commit {theirs:.0f}/s (first {by_hand})"
    bar = verdict("≥ 300/s", ours >= 300)
    return [Row(f"store and catalog rows of {len(texts)} laws", f"{ours:.0f}/s", rival, ours / theirs, bar)]


def adding(home: Path, folder: Path, count: int) -> list[Row]:
    """The whole of `revtrack add` on a folder: reading, segmenting, storing, full text; then again, all known."""
    with tempfile.TemporaryDirectory() as scratch:
        for at, path in enumerate(laws(folder, count)):
            Path(scratch, f"{at:05}.md").symlink_to(path.resolve())
        env = {**os.environ, "REVTRACK_HOME": str(home)}

        def run(*command: str) -> None:
            subprocess.run(
                [sys.executable, "-m", "revtrack.cli.main", *command], check=True, stdout=subprocess.DEVNULL, env=env
            )

        run("init")
        taken = seconds(lambda: run("add", scratch))
        again = seconds(lambda: run("add", scratch))
    megabytes = sum(path.stat().st_size for path in home.rglob("*") if path.is_file()) / 1e6
    speed = count / taken
    return [
        Row(
            f"`revtrack add` of {count} laws: segmentation and full text",
            f"{speed:.0f}/s",
            note=verdict("≥ 60/s", speed >= 60),
        ),
        Row("the same again: all known", f"{again:.1f} s"),
        Row(
            "corpus, originals and catalog on the disk", f"{megabytes:.0f} MB", note=verdict("< 1 GB", megabytes < 1000)
        ),
    ]


def answering(home: Path, rounds: int) -> list[Row]:
    """Histories, searches and lists, each beside what one would do with plain tools."""
    with Corpus(home, lookup_key) as corpus:
        listed = corpus.queries.documents().items
        some = listed[:: max(1, len(listed) // 20)]
        total = corpus.queries.search("条").total
        by_git = lambda: [_git_log(corpus, item.id) for item in some[:3]]  # noqa: E731
        ours, peer, _ = in_turn(lambda: [corpus.queries.history([item.id]) for item in some], by_git, rounds)
        one, other = 1000 * ours / len(some), 1000 * peer / 3
        rows = [
            Row(
                "history of a document",
                f"{one:.2f} ms",
                f"git log -- path {other:.0f} ms",
                other / one,
                verdict("< 30 ms", one < 30),
            )
        ]
        plain = [_milliseconds(lambda: corpus.queries.search(words), rounds) for words in QUERIES]  # noqa: B023
        narrowed = [
            _milliseconds(lambda: corpus.queries.search(words, Filter(status="issued", since=2010)), rounds)  # noqa: B023
            for words in QUERIES
        ]
        texts = _all_clauses(corpus)
        scans = [seconds(lambda: sum(words in text for text in texts)) for words in ("告知承诺", "应当", "消防")]  # noqa: B023
        p95 = _p95(plain)
        rows += [
            Row(
                f"search of {len(texts):,} clauses ({total:,} hold 条), p95 of {len(QUERIES)} queries",
                f"{p95:.1f} ms",
                f"`in` over all clauses in memory {1000 * statistics.median(scans):.0f} ms",
                1000 * statistics.median(scans) / p95,
                verdict("p95 < 50 ms", p95 < 50),
            ),
            Row("the same, narrowed by status and year, p95", f"{_p95(narrowed):.1f} ms"),
            Row("list of 50 documents", f"{_milliseconds(lambda: corpus.queries.documents(limit=50), rounds):.1f} ms"),
        ]
    return rows


def caring(home: Path, count: int) -> list[Row]:
    """The duties of all versions, the catalog made anew, plain git on the repository."""
    env = {**os.environ, "REVTRACK_HOME": str(home)}
    command = [sys.executable, "-m", "revtrack.cli.main"]

    def run(*arguments: str) -> None:
        subprocess.run([*command, *arguments], check=True, capture_output=True, env=env)

    duties = seconds(lambda: run("duties", "--read"))
    with Corpus(home, lookup_key) as corpus:
        wanted = DutyFilter(actor="市场监管", before="2024-01-01")
        looked = _milliseconds(lambda: corpus.queries.duties(wanted), 5)
        found = corpus.queries.duties(DutyFilter()).total
    anew = seconds(lambda: run("reindex"))
    code = (
        "from pathlib import Path; from corpus_repo import Corpus; from revtrack.holdings.folding import lookup_key; "
        f"corpus = Corpus(Path({str(home)!r}), lookup_key); corpus.rebuild(); corpus.close()"
    )
    peak = peak_megabytes(code)
    with tempfile.TemporaryDirectory() as scratch:
        clone = seconds(lambda: subprocess.run(["git", "clone", "-q", home / "corpus.git", scratch], check=True))
        checked = subprocess.run(["git", "-C", scratch, "fsck", "--strict"], capture_output=True, check=False)
    clean = checked.returncode == 0 and not checked.stdout
    return [
        Row(f"duties of {count} versions read in the background", f"{count / duties:.0f}/s"),
        Row(f"duties by actor and deadline among {found:,}", f"{looked:.1f} ms"),
        Row(f"`revtrack reindex` of {count} laws", f"{anew:.0f} s"),
        Row("peak memory of a reindex", f"{peak:.0f} MB", note=verdict("< 1 GB", peak < 1000)),
        Row("plain git clone", f"{clone:.1f} s", note=verdict("fsck clean", clean)),
    ]


def corpus_rows(folder: Path, *, quick: bool) -> list[Row]:
    """All of it on a corpus that is thrown away."""
    count = min(len(laws(folder, 10**6)), 40 if quick else 10**6)
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch, "home")
        return [
            *writing(folder, count, min(count, 10 if quick else 300)),
            *adding(home, folder, count),
            *answering(home, 1 if quick else 5),
            *caring(home, count),
        ]


def _git_log(corpus: Corpus, document: str) -> None:
    path = f"documents/{document[:2]}/{document}"
    subprocess.run(["git", "-C", corpus.git.path, "log", "--", path], check=True, stdout=subprocess.DEVNULL)


def _all_clauses(corpus: Corpus) -> list[str]:
    from sqlalchemy import select

    from corpus_repo.schema import clauses

    with corpus.catalog.reading() as connection:
        return [lookup_key(text) for text in connection.execute(select(clauses.c.text)).scalars()]


def _milliseconds(call: Callable[[], object], rounds: int) -> float:
    return 1000 * statistics.median(seconds(call) for _ in range(rounds))


def _p95(figures: list[float]) -> float:
    return sorted(figures)[max(0, round(0.95 * len(figures)) - 1)]
