"""Made-up texts of a city's parking rules over the years, put into a corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from revtrack.service import Tracker

FIRST = """云州市停车管理办法

2010年3月1日 云州市人民政府令第7号公布

第一条　为了规范停车，制定本办法。
第二条　停车场应当在三十日内报市交通局备案。
第三条　停车场应当公示收费标准。
第四条　本办法自2010年5月1日起施行。1999年6月2日市政府发布的《云州市自行车停放规定》同时废止。
"""
SECOND = """云州市停车管理办法

2010年3月1日 云州市人民政府令第7号公布

2016年8月9日 《云州市人民政府关于修改部分规章的决定》第一次修正

2020年4月1日 《云州市人民政府关于修改〈云州市停车管理办法〉的决定》第二次修正

第一条　为了规范停车，制定本办法。
第二条　停车场应当在十五日内报市交通局备案。
第三条　停车场应当公示收费标准。
第四条　本办法自2010年5月1日起施行。1999年6月2日市政府发布的《云州市自行车停放规定》同时废止。
"""
DECISION = """云州市人民政府关于修改《云州市停车管理办法》的决定

2020年4月1日 云州市人民政府令第40号公布

云州市人民政府决定对《云州市停车管理办法》作如下修改：
一、将第二条中的“三十日”修改为“十五日”。
本决定自2020年6月1日起施行。
"""
LAST = """云州市停车条例

2024年2月1日 云州市第九届人民代表大会常务委员会第二次会议通过

第一条　为了规范停车，制定本条例。
第二条　停车场应当在十日内报市交通主管部门备案。
第三条　本条例自2024年7月1日起施行。《云州市停车管理办法》同时废止。
"""
BICYCLES = """云州市自行车停放规定

1999年6月2日 云州市人民政府发布

第一条　自行车应当停放在指定地点。
第二条　本规定自发布之日起施行。
"""


def add(tracker: Tracker, folder: Path, **texts: str) -> dict[str, str]:
    """Take texts in; the id of each document by the name it was given here."""
    found: dict[str, str] = {}
    for name, text in texts.items():
        path = folder / f"{name}.txt"
        path.write_text(text, "utf-8")
        (added,) = tracker.add([path], believed=True)
        assert added.document, added
        found[name] = added.document
    return found


@pytest.fixture
def parking(tracker: Tracker, tmp_path: Path) -> dict[str, str]:
    """The rules of parking with their two versions, the decision between, what they ended and what ended them."""
    ids = add(tracker, tmp_path, first=FIRST, second=SECOND, decision=DECISION, last=LAST)
    if ids["first"] != ids["second"]:
        tracker.link(ids["first"], ids["second"])
    tracker.keep_force()
    return ids
