"""Corpora for tests: what is put into them, and what plain git and the catalog say of it."""

from __future__ import annotations

import subprocess

from corpus_repo import Change, Corpus, Document, Kind, Line, Version
from corpus_repo.layout import new_id


def fold(text: str) -> str:
    """A folding that tests can follow by eye."""
    return text.lower().replace(" ", "")


def lines(*texts: str) -> list[Line]:
    """Clauses of an ordinary text."""
    return [Line(f"{at}.", text, str(at), "body", at) for at, text in enumerate(texts, start=1)]


def put(corpus: Corpus, title: str, *texts: str, document: str = "", **values: str) -> tuple[str, str, str]:
    """Add a version; (document, version, commit)."""
    with corpus.writing("tester") as writer:
        text, structure, files = writer.text(lines(*texts))
        version = Version(
            id=new_id(),
            text=text,
            structure=structure,
            digest="/".join(texts),
            received="2026-01-01T00:00:00+00:00",
            read={"title": title, **values},
        )
        known = writer.document(document) if document else None
        known = known or Document(id=new_id(), created="2026-01-01T00:00:00+00:00")
        writer.stage(
            Change(Kind.ADD, (known.id,), version.id, title),
            [known.with_version(version)],
            texts={version.id: (lines(*texts), files)},
        )
        written = writer.flush()
    return known.id, version.id, written[0].commit


def git(corpus: Corpus, *command: str) -> str:
    """What plain git says of the repository."""
    done = subprocess.run(["git", "-C", str(corpus.git.path), *command], capture_output=True, check=True)
    return done.stdout.decode()


def everything(corpus: Corpus) -> tuple[object, ...]:
    """The answers of a corpus that a rebuilt catalog must give again."""
    listed = corpus.queries.documents()
    return (
        listed,
        [
            corpus.queries.versions(item.id) and [found.id for found in corpus.queries.versions(item.id)]
            for item in listed.items
        ],
        [corpus.queries.history([item.id]) for item in listed.items],
        sorted((hit.version, hit.line, hit.text) for hit in corpus.queries.search("甲", limit=999).items),
        corpus.queries.all_records(),
    )
