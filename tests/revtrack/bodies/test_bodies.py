"""Bodies over all texts: one under all its names, its duties by role and day, what changed since a day."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from revtrack.bodies.changes import Shift
from revtrack.bodies.names import office_of
from revtrack.errors import InvalidInput
from revtrack.export.body_tables import body_xlsx
from revtrack.features.bodies import AskedOfBody
from revtrack.service import Tracker
from revtrack.settings import load_settings
from tests.commands import Run, answer

CITY = """杭州市停车治理方案

一、重点任务
（一）编制规划。市发改委牵头于2031年6月30日前编制停车规划。（责任单位：市交通局、各区政府）
（二）清点泊位。由市公安局牵头，市交通局配合清点路侧泊位。
（三）报送进展。市交通局应当于2031年3月31日、9月30日前将进展报送市政府。
杭州市人民政府
2031年1月10日
"""
DISTRICT = """杭州市西湖区停车治理方案

一、重点任务
（一）对接规划。区交通局配合市发展和改革委员会编制停车规划。
（二）清点。市发展改革委指导区交通局清点泊位。
杭州市西湖区人民政府
2031年2月10日
"""
AGAIN = """杭州市停车治理方案（修订）

一、重点任务
（一）编制规划。市发改委牵头于2031年9月30日前编制停车规划。（责任单位：市交通局、各区政府）
（二）清点泊位。由市交通局牵头，市公安局配合清点路侧泊位。
（三）公示收费。市交通局应当每月公示收费标准。
（四）公布泊位。各区政府应当每月公布泊位。
杭州市人民政府
2032年1月10日
"""
OFFICE = """宁波市自然资源局支持社区花园建设措施

一、措施
（一）配合市园林局开展花园选址。
（二）公布花园名单。
宁波市自然资源局
2031年3月1日
"""
TRANSPORT = "浙江省/杭州市/交通运输局"
PLANNING = "浙江省/杭州市/发展改革委"


@pytest.fixture(scope="module")
def parking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Tracker, dict[str, str]]]:
    """A tracker over the plans of a city and a district, the city's with a later wording, duties read."""
    folder: Path = tmp_path_factory.mktemp("parking")
    with Tracker(load_settings(), folder / "home") as tracker:
        tracker.init()
        ids: dict[str, str] = {}
        for name, text in (("city", CITY), ("district", DISTRICT), ("again", AGAIN), ("office", OFFICE)):
            (folder / f"{name}.txt").write_text(text, "utf-8")
            to = ids["city"] if name == "again" else ""
            (added,) = tracker.add([folder / f"{name}.txt"], document=to, believed=True)
            ids[name] = added.document
        tracker.read_duties()
        yield tracker, ids


@pytest.mark.parametrize(
    ("name", "place", "key"),
    [
        ("市发改委", "北京市/顺义区", "北京市/发展改革委"),
        ("北京市发展和改革委员会", "", "北京市/发展改革委"),
        ("市市场监督管理局等有关部门", "河北省/廊坊市", "河北省/廊坊市/市场监管局"),
        ("住建局", "河北省/廊坊市", "河北省/廊坊市/住房城乡建设局"),
        ("区政务服务局", "北京市/顺义区", "北京市/顺义区/政务服务和数据管理局"),
        ("省人社厅", "山西省/太原市", "山西省/人力资源社会保障厅"),
        ("区民政局（区救助站）", "上海市/徐汇区", "上海市/徐汇区/民政局"),
        ("中关村管委会", "北京市", "北京市/科委、中关村管委会"),
        ("工业和信息化局", "天津市", "天津市/工业和信息化局"),
    ],
)
def test_a_name_means_the_body_of_its_place(name: str, place: str, key: str) -> None:
    office = office_of(name, place)
    assert office is not None
    assert office.own
    assert office.key == key


@pytest.mark.parametrize("name", ["各区政府", "有关部门", "企业", "全市各单位"])
def test_names_for_many_are_no_body_of_their_own(name: str) -> None:
    office = office_of(name, "北京市")
    assert office is not None
    assert not office.own
    assert office_of("区）政府", "北京市") is None


def test_a_body_is_one_under_all_its_names(parking: tuple[Tracker, dict[str, str]]) -> None:
    tracker, _ = parking
    found = tracker.bodies()
    by_key = {one.office.key: one for one in found.items}
    planning = by_key[PLANNING]
    assert set(planning.names) == {"市发改委", "市发展和改革委员会", "市发展改革委"}
    assert planning.documents == 2
    assert by_key["浙江省/杭州市/西湖区/交通运输局"].roles["support"] == 1
    assert not any(one.office.name.startswith("各") for one in found.items)
    assert [one.office.said for one in tracker.bodies("各区").items] == ["各区政府"]
    assert tracker.bodies(place="浙江省/宁波市").total == 2


def test_the_duties_of_a_body_are_told_by_role_and_day(parking: tuple[Tracker, dict[str, str]]) -> None:
    tracker, _ = parking
    for words in (PLANNING, "杭州市发改委", "市发改委"):
        assert tracker.body(words).key == PLANNING
    leads = tracker.body(PLANNING, AskedOfBody(role="lead")).duties
    assert [(one.roles[0], one.days) for one in leads] == [("lead", ("2031-09-30",)), ("lead", ())]
    assert [one.hit.title for one in leads] == ["杭州市停车治理方案（修订）", "杭州市西湖区停车治理方案"]
    assert tracker.body(TRANSPORT, AskedOfBody(role="lead")).duties[0].hit.address == "一/（二）"
    assert tracker.body(TRANSPORT, AskedOfBody(words="公示")).duties[0].hit.address == "一/（三）"
    due = tracker.body(PLANNING, AskedOfBody(after="2031-07-01", before="2031-12-31")).duties
    assert [one.days for one in due] == [("2031-09-30",)]
    assert tracker.body(PLANNING, AskedOfBody(after="2032-01-01")).duties == ()


def test_what_changed_for_a_body_since_a_day(parking: tuple[Tracker, dict[str, str]]) -> None:
    tracker, _ = parking
    shifts = tracker.body(TRANSPORT, AskedOfBody(since="2031-12-01")).shifts
    told = {(one.shift, one.duty.hit.address): one for one in shifts}
    counted = told[Shift.CHANGED, "一/（二）"]
    assert ("role", "support", "lead") in counted.fields
    assert told[Shift.NEW, "一/（三）"].after is not None
    assert any(one.shift is Shift.GONE and "报送市政府" in one.duty.hit.duty.quote for one in shifts)
    assert {one.day for one in shifts} == {"2032-01-10"}
    assert tracker.body(TRANSPORT, AskedOfBody(since="2032-02-01")).shifts == ()
    (planned,) = tracker.body(PLANNING, AskedOfBody(since="2031-12-01")).shifts
    assert planned.fields == (("deadline", "2031-06-30", "2031-09-30"),)
    since_all = tracker.body(PLANNING, AskedOfBody(since="2030-01-01")).shifts
    assert {one.shift for one in since_all} == {Shift.NEW}


def test_whoever_supports_by_its_own_text_is_told_so(parking: tuple[Tracker, dict[str, str]]) -> None:
    tracker, ids = parking
    (row,) = [one for one in tracker.bodies("宁波市园林局").items if one.office.own]
    assert dict(row.roles) == {"lead": 1}
    own = tracker.body("宁波市自然资源局").duties
    assert [(one.roles, one.hit.document) for one in own] == [(("support",), ids["office"])]


def test_a_person_says_that_two_bodies_are_one(tmp_path: Path) -> None:
    text = "杭州市{year}年环境要点\n\n一、任务\n（一）清河。由市{name}牵头清理河道。\n杭州市人民政府\n{year}年1月1日\n"
    with Tracker(load_settings(), tmp_path / "home") as tracker:
        tracker.init()
        for year, name in ((2031, "林业水利局"), (2032, "水务管理中心")):
            (tmp_path / f"{year}.txt").write_text(text.format(year=year, name=name), "utf-8")
            tracker.add([tmp_path / f"{year}.txt"], believed=True)
        tracker.read_duties()
        old, new = "浙江省/杭州市/林业水利局", "浙江省/杭州市/水务管理中心"
        assert len(tracker.body(new).duties) == 1
        joined = tracker.join_bodies(new, old)
        assert (joined.key, joined.joined, len(joined.duties)) == (new, (new, old), 2)
        assert tracker.body(old).key == new
        assert tracker.bodies().total == 1
        tracker.part_bodies(old)
        assert len(tracker.body(new).duties) == 1
        (tmp_path / "home" / "bodies.toml").write_text("same = 3\n", "utf-8")
        with pytest.raises(InvalidInput) as caught:
            tracker.bodies()
        assert caught.value.kind == "home-file"


def test_a_name_that_is_none_or_may_be_several_is_told(parking: tuple[Tracker, dict[str, str]]) -> None:
    tracker, _ = parking
    with pytest.raises(InvalidInput) as unknown:
        tracker.body("气象台")
    assert unknown.value.kind == "unknown-body"
    with pytest.raises(InvalidInput) as several:
        tracker.body("交通")
    assert several.value.kind == "ambiguous-body"
    assert TRANSPORT in str(several.value.facts["candidates"])


def test_the_workbook_holds_duties_and_changes(parking: tuple[Tracker, dict[str, str]]) -> None:
    tracker, _ = parking
    found = tracker.body(TRANSPORT, AskedOfBody(since="2031-12-01"))
    book = openpyxl.load_workbook(io.BytesIO(body_xlsx(found, "zh")))
    duties, changes, about = (book[name] for name in book.sheetnames)
    assert [cell.value for cell in duties[1]][:3] == ["角色", "期限", "原文"]
    assert duties.max_row == len(found.duties) + 1
    assert changes.max_row == len(found.shifts) + 1
    assert any("配合 → 牵头" in str(row[3].value) for row in changes.iter_rows())
    assert about["B1"].value == "杭州市交通运输局"


def test_the_command_tells_bodies_in_both_forms(run: Run) -> None:
    run("init")
    for name, text in (("city", CITY), ("district", DISTRICT)):
        Path(f"{name}.txt").write_text(text, "utf-8")
        run("add", f"{name}.txt")
    code, out, err = run("bodies", "--read")
    assert code == 0
    assert "2" in err
    assert f"{PLANNING}  leads" in out
    code, out, _ = run("bodies", "杭州市交通局", "--role", "reports")
    assert "2031-03-31、2031-09-30  reports to 市政府" in out
    told = answer(run, "bodies", "市发改委", "--since", "2031-02-01")
    assert told["key"] == PLANNING
    assert {one["change"] for one in told["changes"]} == {"new"}
    assert answer(run, "bodies", "交通")["total"] == 2
    assert run("bodies", "市发改委", "-o", "duties.xlsx")[0] == 0
    assert Path("duties.xlsx").read_bytes()[:2] == b"PK"
    assert run("bodies", "气象台", "-o", "none.xlsx")[0] == 2
    assert "没有。" in run("bodies", "气象台", "--lang", "zh")[1]
