"""A dataset: the same bytes from the same commit, whole or not there, and what is in it agrees with the manifest."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus_repo.reviews import Verdict
from revtrack.errors import InvalidInput, OperationFailed
from revtrack.holdings.saying import Word
from revtrack.service import Tracker
from revtrack.settings import load_settings
from tests.revtrack.subscriptions.made import FIRST, PARK, SECOND, THIRD

DISTRICT = """杭州市西湖区停车管理办法
第一条　停车场应当在二十日内备案。
第二条　区交通局应当每月巡查停车场。
杭州市西湖区人民政府
2031年5月5日
"""


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Tracker]:
    """A corpus with a text of three versions, one that takes it up, another, and one that was withdrawn."""
    with Tracker(replace(load_settings(), author="wang"), tmp_path / "home") as tracker:
        tracker.init()

        def add(number: int, text: str, to: str = "") -> str:
            (tmp_path / f"{number}.txt").write_text(text, "utf-8")
            (added,) = tracker.add([tmp_path / f"{number}.txt"], document=to, source=str(tmp_path))
            return added.document

        city = add(1, FIRST)
        for number, text in ((2, SECOND), (3, THIRD)):
            add(number, text, city)
        tracker.derive(add(4, DISTRICT), [city])
        tracker.withdraw(add(5, PARK), "误收")
        add(6, PARK.replace("每日", "每周"))
        tracker.review(f"{city}@1", f"{city}@2", "revision", Word(by="wang", verdict=Verdict.CONFIRM, change=0))
        yield tracker


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_twice_the_same_bytes_also_in_another_process_and_after_reindexing(filled: Tracker, tmp_path: Path) -> None:
    filled.release(tmp_path / "one")
    filled.reindex()
    filled.release(tmp_path / "two")
    script = "import sys; from revtrack.service import Tracker; from revtrack.settings import load_settings\n"
    script += "from pathlib import Path\n"
    script += "Tracker(load_settings(), Path(sys.argv[1])).release(sys.argv[2])\n"
    command = [sys.executable, "-c", script, str(filled.home), str(tmp_path / "three")]
    subprocess.run(command, check=True, cwd=Path(__file__).parents[3])
    assert files(tmp_path / "one") == files(tmp_path / "two") == files(tmp_path / "three")


def test_the_manifest_says_what_is_there(filled: Tracker, tmp_path: Path) -> None:
    manifest = filled.release(tmp_path / "made").manifest
    folder = tmp_path / "made"
    assert json.loads((folder / "manifest.json").read_text("utf-8")) == manifest
    assert {one["name"] for one in manifest["files"]} | {"manifest.json"} == set(files(folder))
    for one in manifest["files"]:
        data = (folder / one["name"]).read_bytes()
        assert (one["bytes"], one["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
        if "rows" in one:
            assert one["rows"] == len(data.splitlines())
    assert manifest["counts"] == {"documents": 3, "texts": 5, "comparisons": 3}
    assert len(manifest["corpus"]["commit"]) == 40
    assert manifest["left_out"] == []


def test_what_is_in_it(filled: Tracker, tmp_path: Path) -> None:
    filled.release(tmp_path / "made")
    folder = tmp_path / "made"
    texts = {row["version"]: row for row in rows(folder, "texts.jsonl")}
    assert any("停车场应当在十五日内备案" in row["text"] for row in texts.values())
    assert not any("公园应当每日清扫" in row["text"] for row in texts.values()), "withdrawn"
    documents = rows(folder, "documents.jsonl")
    assert {one["id"] for row in documents for one in row["versions"]} == set(texts)
    assert {one["source"] for row in documents for one in row["versions"]} == {""}, "folders are nobody's business"
    compared = rows(folder, "comparisons.jsonl")
    assert [row["task"] for row in compared].count("derivation") == 1
    for row in compared:
        assert row["old_version"]["version"] in texts
        assert row["new_version"]["version"] in texts
    first = next(row for row in compared if row["old_version"]["position"] == 1 and row["task"] == "revision")
    assert first["obligations"][0]["fields"] == ["deadline"]
    assert [one["verdict"] for one in first["reviews"]] == ["confirm"]
    assert "wang" not in "".join(data.decode("utf-8") for data in files(folder).values()), "who said it is left out"


def test_nothing_is_written_over_and_nothing_is_left_of_what_failed(filled: Tracker, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "kept").write_text("", "utf-8")
    with pytest.raises(InvalidInput) as error:
        filled.release(tmp_path / "full")
    assert error.value.kind == "release-folder"
    (tmp_path / "empty").mkdir()
    filled.release(tmp_path / "empty")
    before = sorted(path.name for path in tmp_path.iterdir())

    def changing(_done: int, _total: int) -> None:
        (tmp_path / "7.txt").write_text(PARK.replace("每日", "每年"), "utf-8")
        filled.add([tmp_path / "7.txt"])

    with pytest.raises(OperationFailed) as failed:
        filled.release(tmp_path / "changed", progress=changing)
    assert failed.value.kind == "release-changed"
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "7.txt") == before


def test_what_cannot_be_compared_is_named(filled: Tracker, tmp_path: Path) -> None:
    with Tracker(replace(filled.settings, max_sentences=4), filled.home) as strict:
        manifest = strict.release(tmp_path / "made").manifest
    assert manifest["counts"]["comparisons"] + len(manifest["left_out"]) == 3
    assert {one["why"] for one in manifest["left_out"]} <= {"too-long", "budget", "sentences", "compare-too-long"}
    assert manifest["left_out"]


def test_columns_hold_the_same_rows(filled: Tracker, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    filled.release(tmp_path / "one", columns=True)
    filled.release(tmp_path / "two", columns=True)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    for name in ("documents", "texts", "comparisons"):
        table = parquet.read_table(tmp_path / "one" / f"{name}.parquet").to_pylist()
        assert [json.loads(row["json"]) for row in table] == rows(tmp_path / "one", f"{name}.jsonl")
