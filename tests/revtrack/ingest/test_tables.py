"""Task lists that text extraction has flattened, of our own making, as rows again."""

from __future__ import annotations

from pathlib import Path

from revtrack.ingest.split import split
from revtrack.ingest.tables import rebuild_tables

HEADER = "序号\n重点任务\n主要内容\n牵头部门\n责任单位\n"
FLAT = (
    "云州市停车治理任务清单\n"
    + HEADER
    + "1\n1.优化停车场建\n设服务\n推进停车场选址和建设，做好泊位\n核定工作。\n市交通委\n市规划资源局、市财\n政局\n"
    + "2\n建立停车场建设台账，每季度更新\n一次。\n市交通委\n各区人民政府\n"
    + "3\n2.规范停车收费\n公示收费标准，加强收费检查，依\n法查处乱收费行为，并将检查情况\n"
    + "市市场监管委\n市发展改革委、市\n"
    + "\n# Page 9:\n"
    + HEADER
    + "向社会公布。\n商务局\n"
    + "4\n开展停车秩序整治。市公安局\n—\n"
    + "特此通知。\n"
)
WANTED = [
    ["序号", "重点任务", "主要内容", "牵头部门", "责任单位"],
    ["1", "1.优化停车场建设服务", "推进停车场选址和建设，做好泊位核定工作。", "市交通委", "市规划资源局、市财政局"],
    ["2", "1.优化停车场建设服务", "建立停车场建设台账，每季度更新一次。", "市交通委", "各区人民政府"],
    [
        "3",
        "2.规范停车收费",
        "公示收费标准，加强收费检查，依法查处乱收费行为，并将检查情况向社会公布。",
        "市市场监管委",
        "市发展改革委、市商务局",
    ],
]


def rows(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.split("\n") if "\t" in line]


def test_a_flattened_list_comes_back_row_by_row() -> None:
    rebuilt = rebuild_tables(FLAT)
    assert rows(rebuilt)[:4] == WANTED
    assert rows(rebuilt)[4] == ["4", "2.规范停车收费", "开展停车秩序整治。", "市公安局", "—"]
    assert rebuilt.endswith("\n特此通知。\n")


def test_all_other_lines_keep_their_places() -> None:
    rebuilt = rebuild_tables(FLAT).split("\n")
    given = FLAT.split("\n")
    assert len(rebuilt) == len(given)
    assert rebuilt[0] == given[0]
    assert [at for at, line in enumerate(given) if line in {"1", "2", "3", "4"}] == [
        at for at, line in enumerate(rebuilt) if line[:1].isdigit()
    ]


def test_what_is_no_table_is_left_alone() -> None:
    for text in ("", "序号\n一、要求\n各镇应当落实。\n", "1\n2\n3\n", HEADER + "只有一页的清单。\n"):
        assert rebuild_tables(text) == text


def test_the_real_list_comes_back_with_every_row(evaluation: Path) -> None:
    (path,) = (evaluation / "seeds").glob("003*")
    lists = [found for found in split(path.read_text("utf-8")) if found.text.count("\t") > 100]
    (found,) = lists
    numbered = [row for row in rows(found.text) if row[0].isdigit()]
    assert [int(row[0]) for row in numbered] == list(range(1, 130))
    complete = [row for row in numbered if len(row) == 5 and all(row[1:4])]
    assert len(complete) >= 0.97 * len(numbered)
