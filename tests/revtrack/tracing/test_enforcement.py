"""From a duty to what punishes its breach: named, said in words, named by another text, or nothing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from revtrack.errors import InvalidInput
from revtrack.export.enforcement_table import enforcement_xlsx
from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.tracing.enforcement import How
from revtrack.words.enforcement import enforcement_words
from tests.commands import Run, answer

RULES = """杭州市停车场管理条例
（2031年1月10日杭州市人民代表大会常务委员会通过）
第一条　为了规范停车，制定本条例。
第二条　停车场应当在三十日内向区交通局备案。
第三条　停车场应当在入口公示收费标准。
第四条　停车场不得拒绝残疾人车辆停放。
停车场应当为残疾人车辆设置专用泊位。
第五条　区交通局应当每年公布停车场名录。
第六条　违反本条例第二条规定，未备案的，由区交通局责令改正，处五百元以上二千元以下罚款。
第七条　有下列行为之一的，由区交通局处二百元罚款：
（一）未在入口公示收费标准；
（二）涂改泊位标线。
第八条　违反本条例第四条第二款规定的，依照《杭州市无障碍条例》的规定处罚。
第九条　违反本条例规定的行为，构成犯罪的，依法追究刑事责任。
"""
OTHER = """杭州市无障碍办法
第一条　违反《杭州市停车场管理条例》第四条第一款规定，拒绝停放的，由区残联给予警告。
第二条　停车场依照《杭州市停车场管理条例》第三条公示收费标准。
"""


def fill(tracker: Tracker, folder: Path) -> dict[str, str]:
    """The rules and another text that punishes a breach of them."""
    ids: dict[str, str] = {}
    for name, text in (("rules", RULES), ("other", OTHER)):
        (folder / f"{name}.txt").write_text(text, "utf-8")
        (added,) = tracker.add([folder / f"{name}.txt"], believed=True)
        ids[name] = added.document
    return ids


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Tracker, dict[str, str]]]:
    """A tracker over both."""
    folder: Path = tmp_path_factory.mktemp("rules")
    with Tracker(load_settings(), folder / "home") as tracker:
        tracker.init()
        yield tracker, fill(tracker, folder)


def test_each_duty_leads_to_what_punishes_its_breach(rules: tuple[Tracker, dict[str, str]]) -> None:
    tracker, ids = rules
    found = tracker.enforcement(ids["rules"])
    told = {one.address: [(item.how, item.address) for item in one.sanctions] for one in found.clauses}
    assert told == {
        "第二条": [(How.NAMES, "第六条")],
        "第三条": [(How.WORDS, "第七条/（一）")],
        "第四条/第一款": [(How.ELSEWHERE, "第一条")],
        "第四条/第二款": [(How.NAMES, "第八条")],
        "第五条": [],
    }
    assert found.without == 1
    assert [one.address for one in found.whole] == ["第九条"]
    assert not found.more


def test_what_a_sanction_points_at_is_told_whether_the_corpus_has_it(rules: tuple[Tracker, dict[str, str]]) -> None:
    tracker, ids = rules
    (clause,) = tracker.enforcement(ids["rules"], "第四条第二款").clauses
    assert clause.sanctions[0].points_at == (("杭州市无障碍条例", ""),)
    (first,) = tracker.enforcement(ids["rules"], "第四条第一款").clauses
    assert (first.sanctions[0].document, first.sanctions[0].title) == (ids["other"], "杭州市无障碍办法")


def test_an_address_that_is_none_is_told(rules: tuple[Tracker, dict[str, str]]) -> None:
    tracker, ids = rules
    with pytest.raises(InvalidInput) as caught:
        tracker.enforcement(ids["rules"], "第九十条")
    assert caught.value.kind == "unknown-address"


def test_the_workbook_has_a_row_for_every_duty(rules: tuple[Tracker, dict[str, str]]) -> None:
    tracker, ids = rules
    sheet = openpyxl.load_workbook(io.BytesIO(enforcement_xlsx(tracker.enforcement(ids["rules"]), "zh"))).worksheets[0]
    assert sheet.max_row == 7
    assert [row[3].value for row in sheet.iter_rows() if row[0].value == "第五条"] == [enforcement_words("zh").none]


def test_the_command_tells_enforcement_in_both_forms(run: Run, tmp_path: Path) -> None:
    run("init")
    for name, text in (("rules", RULES), ("other", OTHER)):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
        run("add", str(tmp_path / f"{name}.txt"))
    code, out, _ = run("enforcement", "杭州市停车场管理条例", "第二条", "--lang", "en")
    assert code == 0
    assert "names it  第六条" in out
    told = answer(run, "enforcement", "杭州市停车场管理条例")
    assert (told["total"], told["without"]) == (5, 1)
    assert run("enforcement", "杭州市停车场管理条例", "-o", "breaches.xlsx")[0] == 0
    assert Path("breaches.xlsx").read_bytes()[:2] == b"PK"
