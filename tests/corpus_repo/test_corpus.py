"""The store as a program uses it: write, read back, look up, take back; plain git sees the same."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus_repo import Change, Corpus, Document, Filter, Kind, Line, Version
from corpus_repo.answers import DutyFilter, DutyRow
from corpus_repo.catalog import REVISION
from corpus_repo.errors import CorpusExists, CorpusLocked, Damaged, FormatTooNew, MovedOn, NoCorpus, NoSuchChange
from corpus_repo.git_store import Commit, GitStore
from corpus_repo.layout import new_id
from corpus_repo.verify import verify
from tests.postgres import postgres_server


def fold(text: str) -> str:
    """A folding that tests can follow by eye."""
    return text.lower().replace(" ", "")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the tests of this process."""
    with postgres_server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def corpus(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Corpus]:
    """An empty corpus, its catalog once in a file and once in a server."""
    url = ""
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres")
    Corpus.create(tmp_path / "home", "tester")
    with Corpus(tmp_path / "home", fold, catalog_url=url) as opened:
        opened.rebuild()  # the server may hold what another test left
        yield opened


@pytest.fixture
def filed(tmp_path: Path) -> Iterator[Corpus]:
    """An empty corpus with its catalog in a file."""
    Corpus.create(tmp_path / "home", "tester")
    with Corpus(tmp_path / "home", fold) as opened:
        yield opened


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


# --- making and opening ------------------------------------------------------------------------------------------


def test_there_is_no_corpus_until_one_is_made(tmp_path: Path) -> None:
    with pytest.raises(NoCorpus):
        Corpus(tmp_path, fold)
    Corpus.create(tmp_path, "tester")
    with pytest.raises(CorpusExists):
        Corpus.create(tmp_path, "tester")


def test_a_newer_format_is_left_alone(corpus: Corpus) -> None:
    head = corpus.git.head()
    corpus.git.write([Commit("newer", "x", {"FORMAT": b"revtrack corpus 99\n"})], head)
    with pytest.raises(FormatTooNew) as error:
        Corpus(corpus.home, fold)
    assert (error.value.found, error.value.known) == (99, 1)


def test_a_repository_of_others_is_no_corpus(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--bare", "-q", str(tmp_path / "corpus.git")], check=True)
    with pytest.raises(Damaged):
        Corpus(tmp_path, fold)


# --- writing and reading -----------------------------------------------------------------------------------------


def test_a_version_comes_back_as_it_was_written(corpus: Corpus) -> None:
    document, version, commit = put(corpus, "甲办法", "第一句。", "第二句。", issued="2024-05-01")
    found = corpus.queries.record(document)
    assert found is not None
    assert corpus.lines(found.versions[version]) == tuple(lines("第一句。", "第二句。"))
    assert corpus.git.head() == commit
    assert [change.kind for change in corpus.queries.history([document])] == ["add"]


def test_plain_git_speaks_in_clauses(corpus: Corpus, tmp_path: Path) -> None:
    document, _, _ = put(corpus, "甲办法", "甲。", "丙。", issued="2023-01-01")
    put(corpus, "甲办法", "甲。", "乙。", "丙。", document=document, issued="2024-01-01")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(corpus.git.path), str(clone)], check=True)
    shown = subprocess.run(["git", "-C", str(clone), "log", "-1", "-p", "--", "*.txt"], capture_output=True, check=True)
    patch = [line for line in shown.stdout.decode().splitlines() if line.startswith(("+", "-"))]
    changed = [line for line in patch if not line.startswith(("+++", "---"))]
    assert changed == ["+乙。"]
    assert subprocess.run(["git", "-C", str(clone), "fsck", "--strict"], capture_output=True, check=True).stdout == b""
    assert "tester" in git(corpus, "log", "-1", "--format=%an")


def test_what_the_environment_says_of_git_does_not_reach_us(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"):
        monkeypatch.setenv(name, str(tmp_path / "elsewhere"))
    Corpus.create(tmp_path / "home", "tester")
    with Corpus(tmp_path / "home", fold) as corpus:
        document, _, _ = put(corpus, "甲办法", "甲。")
        assert corpus.queries.record(document)
        assert corpus.git.check() == []
    assert not (tmp_path / "elsewhere").exists()


def test_what_failed_in_the_block_is_not_written(corpus: Corpus) -> None:
    head = corpus.git.head()

    def fail_between() -> None:
        with corpus.writing("tester") as writer:
            writer.stage(Change(Kind.EDIT), [Document(id=new_id(), created="x")])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_between()
    assert corpus.git.head() == head
    assert corpus.queries.documents().total == 0


def test_who_writes_without_the_lock_is_noticed(corpus: Corpus) -> None:
    head = corpus.git.head()
    corpus.git.write([Commit("other", "x", {"a": b"1"})], head)
    with pytest.raises(MovedOn):
        corpus.git.write([Commit("late", "x", {"a": b"2"})], head)
    assert git(corpus, "for-each-ref", "--format=%(refname)").split() == ["refs/heads/main"]


def test_a_second_writer_waits_and_then_says_so(corpus: Corpus) -> None:
    other = Corpus(corpus.home, fold, lock_seconds=0.2)
    with corpus.writing("tester"), pytest.raises(CorpusLocked), other.writing("tester"):
        pass
    other.close()


@pytest.mark.parametrize("name", ["HEAD", "--output=/tmp/x", "main", "a" * 39, "A" * 40])
def test_only_whole_ids_reach_git(corpus: Corpus, name: str) -> None:
    with pytest.raises(ValueError, match="no id"):
        corpus.git.blob(name)
    with pytest.raises(ValueError, match="no id"):
        list(corpus.git.files(name))


def test_an_object_that_is_not_there_is_damage(corpus: Corpus) -> None:
    with pytest.raises(Damaged):
        corpus.git.blob("0" * 40)


# --- undo ----------------------------------------------------------------------------------------------------------


def test_undo_takes_a_version_away_and_undoing_that_brings_it_back(corpus: Corpus) -> None:
    document, version, commit = put(corpus, "甲办法", "甲。")
    with corpus.writing("tester") as writer:
        writer.stage_undo(commit[:10])
        undone = writer.flush()[0].commit
    assert corpus.queries.record(document) is None
    assert corpus.queries.search("甲").total == 0
    with corpus.writing("tester") as writer:
        writer.stage_undo(undone)
    back = corpus.queries.record(document)
    assert back is not None
    assert corpus.lines(back.versions[version]) == tuple(lines("甲。"))
    assert corpus.queries.search("甲").total == 1


def test_undo_of_what_there_is_not(corpus: Corpus) -> None:
    with corpus.writing("tester") as writer:
        for asked in ("ffffffff", "zz", "", "--all", corpus.git.head()):
            with pytest.raises(NoSuchChange):
                writer.stage_undo(asked)


# --- the catalog is derived ------------------------------------------------------------------------------------------


def test_deleting_the_catalog_loses_nothing(filed: Corpus) -> None:
    first, _, _ = put(filed, "甲办法", "甲一。", "甲二。", issued="2024-01-01")
    put(filed, "甲办法", "甲一。", "甲三。", document=first, issued="2025-01-01")
    _, _, commit = put(filed, "乙办法", "甲乙。")
    with filed.writing("tester") as writer:
        writer.stage_undo(commit)
    before = everything(filed)
    filed.close()
    for path in filed.home.glob("catalog.db*"):
        path.unlink()
    with Corpus(filed.home, fold) as again:
        assert everything(again) == before
        again.rebuild()
        assert everything(again) == before
        assert verify(again).damage == ()


def test_a_catalog_that_fell_behind_catches_up_and_says_so(filed: Corpus) -> None:
    put(filed, "甲办法", "甲。")
    filed.close()
    kept = filed.home / "kept.db"
    shutil.copy(filed.home / "catalog.db", kept)
    put(filed, "乙办法", "甲乙。")
    filed.close()
    for path in filed.home.glob("catalog.db*"):
        path.unlink()
    kept.rename(filed.home / "catalog.db")
    with Corpus(filed.home, fold) as again:
        assert again.healed.commits == 1
        assert again.queries.search("甲").total == 2
    with Corpus(filed.home, fold) as quiet:
        assert not quiet.healed


def test_a_catalog_of_another_program_is_made_anew(corpus: Corpus) -> None:
    from sqlalchemy import text

    put(corpus, "甲办法", "甲。")
    with corpus.catalog.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    corpus.close()
    with Corpus(corpus.home, fold) as again:
        assert again.queries.search("甲").total == 1


def test_the_migrations_make_the_schema(corpus: Corpus) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    from corpus_repo import schema

    def ours(_object: object, name: str | None, kind: str, *_: object) -> bool:
        return not (kind == "table" and str(name).startswith("clause_pairs"))

    with corpus.catalog.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(context, schema.metadata) == []
    assert ScriptDirectory(str(Path(schema.__file__).parent / "migrations")).get_current_head() == REVISION


# --- looking up ------------------------------------------------------------------------------------------------------


def test_search_finds_exactly_what_holds_the_words(corpus: Corpus) -> None:
    texts = ["实行告知承诺制。", "应当告知，承诺期限为2年。", "税务机关应当公示。", "AI 试点。", "征收税"]
    put(corpus, "甲办法", *texts)
    for asked in ("告知承诺", "告知", "税", "应当", "2年", "ai", "承诺期限为2年", "告知，承诺", "示", "年。", "不存在"):
        found = {hit.text.partition(".")[2] for hit in corpus.queries.search(asked).items}
        assert found == {text for text in texts if fold(asked) in fold(text)}, asked
    assert corpus.queries.search("应当 公示").total == 1
    assert corpus.queries.search("，。").total == 0


def test_search_is_narrowed_and_paged(corpus: Corpus) -> None:
    put(corpus, "甲省办法", "应当办理。", jurisdiction="甲省", issuers="甲省政府", issued="2020-01-01")
    put(corpus, "乙省办法", "应当办理。", jurisdiction="乙省", issuers="乙省政府", issued="2024-01-01", status="draft")
    asked = {
        "all": Filter(),
        "place": Filter(jurisdiction="甲"),
        "issuer": Filter(issuer="乙省"),
        "status": Filter(status="draft"),
        "since": Filter(since=2021),
        "until": Filter(until=2020),
        "hostile": Filter(jurisdiction="%"),
    }
    assert {name: corpus.queries.search("应当", given).total for name, given in asked.items()} == {
        "all": 2,
        "place": 1,
        "issuer": 1,
        "status": 1,
        "since": 1,
        "until": 1,
        "hostile": 0,
    }
    assert {name: corpus.queries.documents(given).total for name, given in asked.items()}["until"] == 1
    pages = [corpus.queries.search("应当", offset=at, limit=1).items[0].title for at in (0, 1)]
    assert sorted(pages) == ["乙省办法", "甲省办法"]


def test_documents_are_found_by_id_number_and_title(corpus: Corpus) -> None:
    first, _, _ = put(corpus, "甲市停车办法", "甲。", doc_number="甲政办〔2024〕1号")
    second, _, _ = put(corpus, "乙市停车办法", "乙。")
    assert [item.id for item in corpus.queries.named(first[:6])] == [first]
    assert [item.id for item in corpus.queries.named("甲政办〔2024〕1号")] == [first]
    assert [item.id for item in corpus.queries.named("乙市停车办法")] == [second]
    assert {item.id for item in corpus.queries.named("停车")} == {first, second}
    assert corpus.queries.named("没有") == ()
    assert corpus.queries.named("%") == ()
    assert corpus.queries.named("") == ()


def test_withdrawn_and_reread_versions_are_not_found_unless_asked_for(corpus: Corpus) -> None:
    document, version, _ = put(corpus, "甲办法", "应当办理。")
    found = corpus.queries.record(document)
    assert found is not None
    with corpus.writing("tester") as writer:
        text, structure, files = writer.text(lines("应当依法办理。"))
        again = replace(found.versions[version], id=new_id(), text=text, structure=structure, reextracts=version)
        writer.stage(
            Change(Kind.REEXTRACT, (document,), again.id),
            [found.with_version(again)],
            texts={again.id: (lines("应当依法办理。"), files)},
        )
    assert [hit.version for hit in corpus.queries.search("应当").items] == [again.id]
    assert corpus.queries.search("应当", Filter(withdrawn=True)).total == 2
    assert corpus.queries.documents().items[0].versions == 1


def test_duties_are_found_by_actor_day_polarity_and_strength(corpus: Corpus) -> None:
    put(corpus, "甲办法", "甲局应当办理。", issued="2024-01-01")
    number = corpus.queries.lacking_duties("k1", 9)[0].number
    assert corpus.queries.duties_cover("k1") == (0, 1)
    rows = (
        DutyRow(1, "甲局应当办理", "duty", 6, actor="甲局", actor_key="甲局", last_day="2024-03-31"),
        DutyRow(1, "不得收费", "prohibition", 6, actor="乙局", actor_key="乙局"),
    )
    corpus.catalog.put_duties({number: rows}, "k1")
    assert corpus.queries.duties_cover("k1") == (1, 1)
    assert corpus.queries.lacking_duties("k1", 9) == ()

    def quotes(wanted: DutyFilter) -> list[str]:
        return [hit.duty.quote for hit in corpus.queries.duties(wanted).items]

    assert quotes(DutyFilter()) == ["甲局应当办理", "不得收费"]
    assert quotes(DutyFilter(before="2024-03-31")) == ["甲局应当办理"]
    assert quotes(DutyFilter(before="2024-03-30")) == []
    assert quotes(DutyFilter(after="2024-04-01")) == []
    assert quotes(DutyFilter(actor="乙")) == ["不得收费"]
    assert quotes(DutyFilter(polarity="prohibition", words="收费")) == ["不得收费"]
    assert quotes(DutyFilter(strength=7)) == []
    corpus.catalog.put_duties({number: rows[:1]}, "k2")
    assert quotes(DutyFilter()) == ["甲局应当办理"]


# --- care ------------------------------------------------------------------------------------------------------------


def test_packing_keeps_everything(corpus: Corpus) -> None:
    document, version, _ = put(corpus, "甲办法", "甲。")
    assert corpus.git.pack(always=True)
    found = corpus.queries.record(document)
    assert found is not None
    assert corpus.lines(found.versions[version]) == tuple(lines("甲。"))
    assert not list((corpus.git.path / "objects").glob("[0-9a-f][0-9a-f]/*"))


def test_a_bundle_makes_the_same_repository(corpus: Corpus, tmp_path: Path) -> None:
    put(corpus, "甲办法", "甲。")
    corpus.git.bundle(tmp_path / "x.bundle")
    again = GitStore.from_bundle(tmp_path / "x.bundle", tmp_path / "again.git")
    assert again.head() == corpus.git.head()
    (tmp_path / "y.bundle").write_bytes(b"no bundle")
    with pytest.raises(Damaged):
        GitStore.from_bundle(tmp_path / "y.bundle", tmp_path / "never.git")
