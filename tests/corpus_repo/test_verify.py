"""Whether everything stored can be read back: each kind of damage is named by what it harms."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from corpus_repo import Change, Corpus, Document, Kind, Original, Version
from corpus_repo.layout import new_id
from corpus_repo.verify import verify
from tests.corpus_repo.stored import lines

DATA = b"bytes as they came"


@pytest.fixture
def stored(filed: Corpus) -> tuple[Corpus, Version]:
    """A corpus with one version and its original."""
    import hashlib

    with filed.writing("tester") as writer:
        name, structure, files = writer.text(lines("甲应当公示。"))
        version = Version(
            id=new_id(), text=name, structure=structure, digest="d", received="2026-01-01T00:00:00+00:00",
            read={"title": "甲市停车办法"}, original=Original(hashlib.sha256(DATA).hexdigest(), "a.txt", len(DATA)),
        )  # fmt: skip
        document = Document(id=new_id(), created="2026-01-01T00:00:00+00:00").with_version(version)
        change = Change(Kind.ADD, (document.id,), version.id)
        writer.stage(change, [document], texts={version.id: (lines("甲应当公示。"), files)}, original=DATA)
    return filed, version


def test_what_is_sound_is_counted(stored: tuple[Corpus, Version]) -> None:
    corpus, _ = stored
    told: list[tuple[int, int]] = []
    found = verify(corpus, lambda done, total: told.append((done, total)))
    assert (found.documents, found.versions, found.originals, found.unnamed, found.damage) == (1, 1, 1, 0, ())
    assert told == [(1, 1)]


def test_an_original_that_no_version_names_is_no_damage(stored: tuple[Corpus, Version]) -> None:
    corpus, _ = stored
    corpus.originals.put([b"left by a write that was cut off"])
    found = verify(corpus)
    assert (found.originals, found.unnamed, found.damage) == (2, 1, ())


def drop_original(corpus: Corpus, version: Version) -> None:
    assert version.original is not None
    corpus.originals.path(version.original.sha256).unlink()


def drop_text(corpus: Corpus, version: Version) -> None:
    path = corpus.git.path / "objects" / version.text[:2] / version.text[2:]
    if not path.is_file():  # it is packed: loose objects first
        pack = next((corpus.git.path / "objects" / "pack").glob("*.pack"))
        moved = corpus.home / pack.name
        for beside in (corpus.git.path / "objects" / "pack").glob(f"{pack.stem}.*"):
            beside.rename(corpus.home / beside.name)
        import subprocess

        subprocess.run(
            ["git", "-C", str(corpus.git.path), "unpack-objects", "-q"], input=moved.read_bytes(), check=True
        )
    path.unlink()


def forget_document(corpus: Corpus, _: Version) -> None:
    with corpus.catalog.writing() as connection:
        connection.execute(text("DELETE FROM documents"))


@pytest.mark.parametrize(
    ("harm", "kind"), [(drop_original, "original"), (drop_text, "text"), (forget_document, "catalog")]
)
def test_damage_is_named_by_what_it_harms(
    stored: tuple[Corpus, Version], harm: Callable[[Corpus, Version], None], kind: str
) -> None:
    corpus, version = stored
    harm(corpus, version)
    corpus.git.close()
    damage = verify(corpus).damage
    assert damage[0].kind == kind, damage
    assert {one.kind for one in damage[1:]} <= {"git"}, "git may name the tree that leads to it as well"
    if kind != "catalog":
        assert (damage[0].version, damage[0].title) == (version.id, "甲市停车办法")
