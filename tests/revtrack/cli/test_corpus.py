"""The corpus from the command line, as a person or a script uses it: real files, real git, whole processes in one."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import DRAFT, FINAL, Run, answer


def ids(run: Run) -> dict[str, str]:
    """Documents by status."""
    return {item["status"]: item["id"] for item in answer(run, "list")["documents"]}


# --- adding --------------------------------------------------------------------------------------------------------


def test_without_a_corpus_every_command_says_what_to_do(run: Run) -> None:
    for command in (["list"], ["show", "x"], ["add", "draft.txt"], ["search", "x"], ["verify"], ["undo", "abcd"]):
        code, out, err = run(*command)
        assert (code, out) == (2, ""), command
        assert "revtrack init" in err


def test_what_is_added_is_listed_and_the_same_text_is_known(corpus: Run) -> None:
    shutil.copy("draft.txt", "copy.txt")
    Path("wide.txt").write_text(DRAFT.replace("2024年6月", "２０２４ 年 ６ 月"), "utf-8")
    found = answer(corpus, "add", "copy.txt", "wide.txt")["files"]
    assert [item["outcome"] for item in found] == ["known", "known"]
    listed = answer(corpus, "list")
    assert listed["total"] == 2
    assert {item["title"] for item in listed["documents"]} == {"临江区停车治理工作方案"}
    assert {item["status"]: item["date"] for item in listed["documents"]} == {"draft": "", "issued": "2024-05-24"}


def test_a_bad_file_stops_no_other(corpus: Run) -> None:
    Path("new.txt").write_text("青溪区停车方案\n一、要求\n各镇应当落实。\n", "utf-8")
    Path("bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n0000")
    code, out, err = corpus("add", "bad.txt", "missing.txt", "new.txt")
    assert code == 2
    assert "bad.txt" in err
    assert "missing.txt" in err
    assert "1 added · 0 known · 0 read again · 2 refused" in out
    assert answer(corpus, "list")["total"] == 3


def test_a_folder_is_added_and_metadata_given(run: Run) -> None:
    run("init")
    Path("sub").mkdir()
    Path("sub/.hidden.txt").write_text("x", "utf-8")
    Path("sub/data.bin").write_bytes(b"\0")
    Path("sub/more.md").write_text("# 青溪区停车方案\n\n一、要求\n\n各镇应当落实。\n", "utf-8")
    code, out, _ = run(
        "add", ".", "--set", "issuers=甲局、乙局", "--set", "jurisdiction=云州市", "--source", "https://example.org"
    )
    assert code == 0
    assert "3 added" in out
    shown = answer(run, "show", "青溪区")
    assert shown["issuers"] == ["甲局", "乙局"]
    assert shown["versions"][0]["source"] == "https://example.org"
    assert shown["versions"][0]["original"]["name"] == "more.md"
    assert answer(run, "list", "--jurisdiction", "云州")["total"] == 3
    assert run("add", "empty-folder")[0] == 2


def test_a_version_is_added_to_a_document(corpus: Run) -> None:
    Path("later.txt").write_text(FINAL.replace("12处", "20处").replace("2024年5月24日", "2025年1月2日"), "utf-8")
    document = ids(corpus)["issued"]
    answer(corpus, "add", "later.txt", "--to", document, "--status", "amended")
    versions = answer(corpus, "show", document)["versions"]
    assert [(item["position"], item["status"]) for item in versions] == [(1, "issued"), (2, "amended")]


# --- looking -------------------------------------------------------------------------------------------------------


def test_draft_and_final_are_joined_compared_and_blamed(corpus: Run) -> None:
    before = ids(corpus)
    answer(corpus, "link", before["draft"], before["issued"])
    assert answer(corpus, "show", before["issued"])["id"] == before["draft"], "the old address leads on"
    shown = answer(corpus, "show", "临江区停车")
    assert [item["status"] for item in shown["versions"]] == ["draft", "issued"]
    comparison = json.loads(corpus("compare", "临江区停车@draft", "临江区停车@issued", "--format", "json")[1])
    assert [change["directions"] for change in comparison["obligations"] if change["change"] == "modified"] == [
        {"deadline": "later"}
    ]
    assert comparison["new"]["issued"] == "2024-05-24"
    direct = json.loads(corpus("compare", "draft.txt", "final.txt", "--format", "json")[1])
    assert comparison["obligations"] == direct["obligations"]
    blamed = {item["address"]: item["position"] for item in answer(corpus, "blame", "临江区停车")["clauses"]}
    assert (blamed["一/（二）"], blamed["一/（三）"]) == (2, 1)
    assert "later" in corpus("diff", "临江区停车", "1", "2")[1]
    kinds = [item["kind"] for item in answer(corpus, "history", "临江区停车")["changes"]]
    assert kinds == ["add", "add", "link"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("停车@3", "there are: @1"),
        ("停车@ffff", "there are: @1"),
        ("没有", "revtrack list"),
        ("停车@2099", "there are: @1"),
    ],
)
def test_a_name_that_means_nothing_says_what_there_is(corpus: Run, words: str, said: str) -> None:
    before = ids(corpus)
    corpus("link", before["draft"], before["issued"])
    code, out, err = corpus("text", words)
    assert (code, out) == (2, "")
    assert said in err


def test_an_ambiguous_name_lists_its_candidates(corpus: Run) -> None:
    code, _, err = corpus("show", "临江区停车")
    assert code == 2
    assert all(name in err for name in ids(corpus).values())


def test_search_marks_the_words_and_folds_the_query(corpus: Run) -> None:
    assert "【公示收费】" in corpus("search", "公示收费")[1]
    assert answer(corpus, "search", "公示收費標準")["total"] == 2
    assert answer(corpus, "search", "２０２４", "--status", "draft")["total"] == 1
    assert corpus("search", "没有这些字")[:2] == (0, "Nothing found.\n")


def test_duties_are_read_and_found(corpus: Run) -> None:
    first = answer(corpus, "duties", "--actor", "交通委")
    assert first["coverage"] == {"read": 0, "versions": 2}
    assert "duties --read" in corpus("duties")[1]
    assert corpus("duties", "--read")[0] == 0
    found = answer(corpus, "duties", "--actor", "交通委", "--before", "2024-06-30")
    assert found["coverage"] == {"read": 2, "versions": 2}
    assert [item["last_day"] for item in found["duties"]] == ["2024-06-30"]
    assert "12处停车场" in found["duties"][0]["quote"]
    assert corpus("duties", "--before", "soon")[0] == 2


def test_text_and_original_come_back(corpus: Run, tmp_path: Path) -> None:
    name = ids(corpus)["issued"]
    text = corpus("text", name)[1]
    assert text.splitlines() == [line for line in FINAL.splitlines() if line]
    target = tmp_path / "back.txt"
    assert corpus("original", name, "-o", str(target))[0] == 0
    assert target.read_text("utf-8") == FINAL


# --- changing ------------------------------------------------------------------------------------------------------


def test_a_correction_shows_is_found_and_is_undone(corpus: Run) -> None:
    name = ids(corpus)["issued"]
    change = answer(corpus, "edit", name, "doc_number=临政办发〔2024〕3号")
    assert answer(corpus, "show", "临政办发[2024]3号")["id"] == name
    answer(corpus, "edit", f"{name}@1", "effective=2031-01-01")
    assert answer(corpus, "show", name)["versions"][0]["metadata"]["effective"] == "2031-01-01"
    answer(corpus, "undo", change["commit"][:8])
    shown = answer(corpus, "show", name)
    assert shown["doc_number"] == ""
    assert shown["versions"][0]["corrected"] == {"effective": "2031-01-01"}
    assert [item["kind"] for item in answer(corpus, "history", name)["changes"]] == ["add", "edit", "edit", "undo"]
    assert corpus("undo", change["commit"])[0] == 2


@pytest.mark.parametrize("field", ["colour=red", "issued=2024-02-30", "status=old", "force=x", "nothing"])
def test_a_wrong_field_or_value_is_refused(corpus: Run, field: str) -> None:
    before = answer(corpus, "history", ids(corpus)["issued"])
    code, _, err = corpus("edit", ids(corpus)["issued"], field)
    assert code == 2
    assert "Remedy" in err or "remedy" in err or ":" in err
    assert answer(corpus, "history", ids(corpus)["issued"]) == before


def test_joining_is_taken_back_with_every_version(corpus: Run) -> None:
    before = answer(corpus, "list")["documents"]
    names = ids(corpus)
    answer(corpus, "link", names["issued"], names["draft"])
    assert answer(corpus, "list")["total"] == 1
    assert corpus("link", names["issued"], names["draft"])[0] == 2, "they are one already"
    answer(corpus, "unlink", names["issued"])
    after = answer(corpus, "list")["documents"]
    assert [(item["id"], item["current"], item["versions"]) for item in after] == [
        (item["id"], item["current"], item["versions"]) for item in before
    ]
    assert corpus("unlink", names["issued"])[0] == 2


def test_every_old_address_still_means_what_it_meant(corpus: Run) -> None:
    names = ids(corpus)
    before = {name: answer(corpus, "text", f"{name}@1")["version"] for name in names.values()}
    answer(corpus, "link", names["draft"], names["issued"])
    assert {name: answer(corpus, "text", f"{name}@1")["version"] for name in names.values()} == before
    for name, version in before.items():
        assert answer(corpus, "text", f"{name}@{version}")["version"] == version
        assert answer(corpus, "text", version)["version"] == version


def test_what_comes_from_standard_input_is_kept(run: Run) -> None:
    run("init")
    command = [sys.executable, "-m", "revtrack.cli.main", "add", "-", "--format", "json"]
    done = subprocess.run(command, input=FINAL.encode(), capture_output=True, check=True)
    assert json.loads(done.stdout)["files"][0]["title"] == "临江区停车治理工作方案"
    assert answer(run, "list")["total"] == 1


def test_a_version_is_moved(corpus: Run) -> None:
    names = ids(corpus)
    version = answer(corpus, "show", names["draft"])["versions"][0]["id"]
    answer(corpus, "move", version, names["issued"])
    assert len(answer(corpus, "show", names["issued"])["versions"]) == 2
    assert answer(corpus, "show", names["draft"])["versions"] == []
    assert corpus("text", names["draft"])[0] == 2
    assert corpus("move", version, names["issued"])[0] == 2


def test_a_withdrawn_version_stays_citable_and_does_not_stand_for_the_document(corpus: Run) -> None:
    names = ids(corpus)
    answer(corpus, "link", names["draft"], names["issued"])
    answer(corpus, "withdraw", "停车@issued", "--reason", "网站撤下")
    shown = answer(corpus, "show", "停车")
    assert shown["versions"][1]["withdrawn"]["reason"] == "网站撤下"
    assert shown["current"] == shown["versions"][0]["id"]
    assert corpus("text", "停车@2")[0] == 0
    assert answer(corpus, "history", "停车")["changes"][-1]["reason"] == "网站撤下"
    assert corpus("withdraw", "停车@issued", "--reason", "x")[0] == 2


# --- care ------------------------------------------------------------------------------------------------------------


def test_a_backup_restored_elsewhere_gives_every_answer(
    corpus: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ids(corpus)
    answer(corpus, "link", names["draft"], names["issued"])
    answer(corpus, "edit", "停车", "doc_number=临政办发〔2024〕3号")
    (tmp_path / "home" / "revtrack.toml").write_text('author = "甲"\n', "utf-8")
    about = ("show", "history", "blame", "search")
    questions = [("list",), ("verify",), ("text", "停车@1"), *((name, "停车") for name in about)]
    before = [answer(corpus, *question) for question in questions]
    target = tmp_path / "backup.tar"
    assert answer(corpus, "backup", str(target))["originals"] == 2
    monkeypatch.setenv("REVTRACK_HOME", str(tmp_path / "elsewhere"))
    assert corpus("restore", str(target))[0] == 0
    assert [answer(corpus, *question) for question in questions] == before
    assert (tmp_path / "elsewhere" / "revtrack.toml").is_file()
    assert corpus("restore", str(target))[0] == 2, "there is a corpus now"


@pytest.mark.parametrize("damage", ["cut", "byte", "other", "missing"])
def test_a_damaged_backup_is_refused_and_leaves_nothing(
    corpus: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    target = tmp_path / "backup.tar"
    corpus("backup", str(target))
    data = bytearray(target.read_bytes())
    if damage == "byte":
        data[data.index("主要任务".encode())] ^= 1
    target.write_bytes({"cut": bytes(data[:3000]), "other": b"x" * 999}.get(damage, bytes(data)))
    if damage == "missing":
        target.unlink()
    monkeypatch.setenv("REVTRACK_HOME", str(tmp_path / "elsewhere"))
    code, _, err = corpus("restore", str(target))
    assert code == 2
    assert "backup.tar" in err
    assert not list((tmp_path / "elsewhere").glob("*")) or not (tmp_path / "elsewhere" / "corpus.git").exists()
    assert corpus("list")[0] == 2


def test_verify_names_what_is_damaged(corpus: Run, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert corpus("verify")[0] == 0
    original = next(path for path in (home / "originals").glob("*/*") if "9月底".encode() in path.read_bytes())
    original.chmod(0o644)
    original.write_bytes(b"something else")
    code, out, _ = corpus("verify", "--format", "json")
    damage = json.loads(out)["damage"]
    assert code == 1
    assert [(item["kind"], item["document"]) for item in damage] == [("original", ids(corpus)["issued"])]
    original.unlink()
    assert "original" in corpus("verify")[1]


def test_a_corrupted_object_is_found_and_named(corpus: Run, tmp_path: Path) -> None:
    home = tmp_path / "home"
    version = answer(corpus, "show", ids(corpus)["issued"])["versions"][0]["id"]
    record = json.loads(next(iter(_records(home, ids(corpus)["issued"]))))
    blob = record["versions"][version]["text"]
    path = home / "corpus.git" / "objects" / blob[:2] / blob[2:]
    path.chmod(0o644)
    path.write_bytes(b"garbage")
    code, out, _ = corpus("verify", "--format", "json")
    assert code == 1
    assert [(item["kind"], item["version"]) for item in json.loads(out)["damage"]] == [("text", version)]
    code, _, err = corpus("text", ids(corpus)["issued"])
    assert code == 3
    assert "revtrack verify" in err


def _records(home: Path, document: str) -> list[str]:
    from corpus_repo.git_store import GitStore

    store = GitStore(home / "corpus.git")
    wanted = f"{document}/document.json"
    found = [store.blob(blob).decode() for path, blob in store.files(store.head()) if path.endswith(wanted)]
    store.close()
    return found


def test_reindex_gives_the_same_answers(corpus: Run) -> None:
    before = [answer(corpus, "list"), answer(corpus, "search", "停车")]
    assert corpus("reindex")[0] == 0
    assert [answer(corpus, "list"), answer(corpus, "search", "停车")] == before


def test_every_answer_is_there_in_chinese(corpus: Run) -> None:
    names = ids(corpus)
    for command in (
        ["list"],
        ["show", names["draft"]],
        ["history", names["draft"]],
        ["search", "停车"],
        ["duties"],
        ["verify"],
    ):
        code, out, _ = corpus(*command, "--lang", "zh")
        assert code == 0
        assert any("\u4e00" <= char <= "\u9fff" for char in out)


def test_a_folder_gives_nothing_that_lies_outside_of_it(run: Run, tmp_path: Path) -> None:
    """Links and pipes are refused by name, and the files of the folder are taken in."""
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "fine.txt").write_text(FINAL, "utf-8")
    (folder / "passwd.txt").symlink_to("/etc/passwd")
    (folder / "out").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.txt")
    assert run("init")[0] == 0
    code, out, err = run("add", str(folder), "--format", "json")
    found = {Path(item["file"]).name: item["outcome"] for item in json.loads(out)["files"]}
    assert found == {"fine.txt": "added", "passwd.txt": "refused", "out": "refused", "pipe.txt": "refused"}
    assert (code, err.count("link"), err.count("pipe.txt")) == (2, 2, 1)
    assert "root:" not in out + err


@pytest.mark.parametrize("setting", ["catalog_url", "state_url"])
@pytest.mark.parametrize(("lang", "said"), [("en", "nothing in it was changed"), ("zh", "没有做任何改动")])
def test_the_database_of_somebody_else_is_refused_with_the_remedy(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, lang: str, said: str
) -> None:
    file = tmp_path / "theirs.db"
    with sqlite3.connect(file) as theirs:
        theirs.execute("CREATE TABLE alembic_version (version_num TEXT)")
        theirs.execute("CREATE TABLE orders (id INTEGER)")
    theirs.close()
    before = file.read_bytes()
    monkeypatch.setenv(f"REVTRACK_{setting.upper()}", f"sqlite:///{file}")
    monkeypatch.setenv("REVTRACK_LANGUAGE", lang)
    assert run("init")[0] == 0
    code, _, err = run("list") if setting == "catalog_url" else run("watch", "log")
    assert (code, said in err, setting in err, "orders" in err) == (3, True, True, True)
    assert file.read_bytes() == before
