"""The benchmarks run on tiny texts of our own and measure what they say; no test asserts how long anything takes."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks import __main__ as bench
from benchmarks.measure import Disturbance, Row, in_turn, peak_megabytes, verdict
from benchmarks.texts import as_law, edited_law, long_pair, sentences, two_laws, two_versions

TASKS = ("清理雨水口", "检修排涝泵站", "更换破损井盖", "核对管网图纸", "公布积水点位", "储备防汛沙袋")
BODIES = ("市水务部门", "市交通部门", "各区人民政府", "排水运营单位", "市应急部门")


def _law(articles: int, first: int = 0) -> str:
    return as_law(
        [
            f"{BODIES[at % 5]}应当在每年第{at + 1}周以前{TASKS[at % 6]}，并将第{at * 7 + 3}号台账报送上级备查。"
            for at in range(first, first + articles)
        ]
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of evaluation in small: two laws of 100 articles, one of them in two versions, and a plan twice."""
    laws, raw = tmp_path / "laws" / "某市", tmp_path / "gold" / "raw"
    laws.mkdir(parents=True)
    raw.mkdir(parents=True)
    old = _law(100)
    (laws / "排水办法(2019-01-01).md").write_text(old, encoding="utf-8")
    (laws / "排水办法(2021-01-01).md").write_text(edited_law(old, 0.5), encoding="utf-8")
    (laws / "管网办法(2020-01-01).md").write_text(_law(99, 500), encoding="utf-8")
    for name in ("shunyi_draft.txt", "shunyi_final.txt"):
        (raw / name).write_text(_law(3), encoding="utf-8")
    return tmp_path


def test_laws_are_picked_by_rule(folder: Path) -> None:
    names = [path.name for path in two_versions(folder / "laws")]
    assert names == ["排水办法(2019-01-01).md", "排水办法(2021-01-01).md"]
    assert [path.name for path in two_laws(folder / "laws", 100)] == names


def test_as_many_articles_are_edited_as_asked_for() -> None:
    law = _law(100)
    before = law.split("\n\n")
    for share, count in ((0.0, 1), (0.02, 2), (1.0, 100)):
        after = edited_law(law, share).split("\n\n")
        changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
        assert len(changed) == count
        assert all(old == new.replace("有关事项", "") for old, new in changed)


def test_long_pairs_can_be_drawn_again_and_change_as_much_as_asked_for(folder: Path) -> None:
    laws = folder / "laws"
    assert sentences(laws, 30, 1) == sentences(laws, 30, 1)
    assert len({tuple(sentences(laws, 30, seed)) for seed in range(8)}) > 1
    old, new = long_pair(laws, 60, 0.0)
    assert old == new
    old, new = long_pair(laws, 60, 1.0)
    assert len(old) == len(new) == 60
    assert not set(old) & set(new)
    assert long_pair(laws, 60, 1.0) == (old, new)


def test_too_few_laws_are_said(folder: Path) -> None:
    with pytest.raises(SystemExit, match="only"):
        sentences(folder / "laws", 10_000, 1)


def test_ours_and_the_peer_run_in_turn() -> None:
    ran: list[str] = []
    ours, peer, ratio = in_turn(lambda: ran.append("ours"), lambda: ran.append("peer"), 3)
    assert ran == ["ours", "peer"] * 3
    assert min(ours, peer, ratio) > 0


def test_the_memory_of_the_child_is_not_that_of_the_parent() -> None:
    held = bytearray(300 * 2**20)
    held[:: 2**12] = b"1" * len(held[:: 2**12])  # touch every page
    assert 1 < peak_megabytes("pass") < 100
    assert peak_megabytes("held = bytearray(150 * 2**20); held[::4096] = b'1' * len(held[::4096])") > 150


def test_what_other_programs_use_is_seen() -> None:
    disturbance = Disturbance()
    other = subprocess.Popen([sys.executable, "-c", "while True: pass"])  # its time is not ours until it is waited for
    try:
        time.sleep(0.8)
        assert disturbance.cores() > 0.3
    finally:
        other.kill()
        other.wait()


def test_the_matrix_is_measured_on_one_core_and_on_all(folder: Path) -> None:
    rows = bench.against_hungarian(folder, 40, 1.0, 1)
    assert [("one core" in row.peer, "linking" in row.what) for row in rows] == [
        (True, True),
        (True, False),
        (False, True),
        (False, False),
    ]
    assert all(row.ratio and row.ratio > 0 for row in rows)
    assert all(row.note == verdict("ratio ≥ 1", (row.ratio or 0) >= 1) for row in rows if "linking" in row.what)


def test_governdiff_is_measured_on_both_parts(folder: Path) -> None:
    pytest.importorskip("governdiff", reason="GovernDiff is installed by `make bench` only")
    small = folder / "old.md", folder / "new.md"
    small[0].write_text(_law(4), encoding="utf-8")
    small[1].write_text(edited_law(_law(4), 1.0), encoding="utf-8")
    rows = bench.against_governdiff("two small laws", small, 1)
    assert ["aligning" in row.what for row in rows] == [True, False]
    assert all(row.ratio and row.ratio > 0 and row.peer.startswith("GovernDiff") for row in rows)


@pytest.mark.long
def test_memory_command_and_growth_are_measured(folder: Path) -> None:
    rows = [bench.memory(folder, 30), bench.whole_command(folder, 1), *bench.growth(folder, (20,), 1)]
    assert [row.what.partition(",")[0] for row in rows] == [
        "peak memory",
        "whole command on a plan's draft and issued text",
        *["whole comparison"] * 4,
    ]
    assert all(float(row.ours.split()[0]) > 0 for row in rows)


def test_a_comparison_anew_remembers_no_text() -> None:
    from alignment.reading.values import tokenise

    law = _law(5)
    bench.compare_anew(law, edited_law(law, 1.0))
    read_once = tokenise.cache_info().misses
    bench.compare_anew(law, edited_law(law, 1.0))
    assert tokenise.cache_info().misses == read_once > 0


def test_a_missed_bar_is_told_from_one_that_holds() -> None:
    assert verdict("< 1 s", reached=True) == "bar: < 1 s; reached"
    assert verdict("< 1 s", reached=False) == "bar: < 1 s; MISSED"
    text = bench.table([Row("linking", "1 s", "peer 0.5 s", 0.5, verdict("ratio ≥ 1", reached=False))])
    assert text.splitlines()[-1] == "| linking | 1 s | peer 0.5 s | 0.5 | bar: ratio ≥ 1; MISSED |"


def test_a_part_measured_again_leaves_the_others(tmp_path: Path) -> None:
    file = tmp_path / "figures.md"
    file.write_text("# Figures\n", encoding="utf-8")
    for part, time_taken in (("web", "9 s"), ("comparison", "1 s"), ("web", "2 s")):
        bench.keep(part, f"Measured on the day of {time_taken}.", [Row(f"all of {part}", time_taken)], file)
    text = file.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith(("## ", "| all", "Measured"))] == [
        "## comparison",
        "Measured on the day of 1 s.",
        "| all of comparison | 1 s |  |  |  |",
        "## web",
        "Measured on the day of 2 s.",
        "| all of web | 2 s |  |  |  |",
    ]
    assert text.count(bench.ABOUT) == 1
