"""Makes `home-0.1.0.tar.gz`: a home folder as the program of 0.1.0 left it, and beside it what that program said of it.

Run once with the old program, in an environment that holds what it needs (its own requirements-dev.lock):

    PYTHONPATH=CHECKOUT_OF_0.1.0 python tests/upgrade/make_home.py tests/upgrade/home-0.1.0.tar.gz

All texts are of our own writing.
"""

# pyright: basic, reportMissingImports=false, reportAttributeAccessIssue=false

from __future__ import annotations

import json
import os
import sys
import tarfile
import tempfile
from pathlib import Path

DRAFT = """临江区停车治理工作方案
（征求意见稿）

一、主要任务
（一）完善设施。区交通委要在2031年6月底前建成12处停车场。
（二）规范收费。停车场应当公示收费标准。
（三）加强巡查。各街道要每季度巡查一次。
"""
FINAL = """临江区停车治理工作方案

一、主要任务
（一）完善设施。区交通委要在2031年9月底前建成12处停车场。
（二）规范收费。停车场可以公示收费标准。
（三）加强巡查。各街道要每月巡查一次。
临江区人民政府
2031年5月24日
"""
CITY = """云州市停车治理工作方案

一、主要任务
（一）完善设施。各区要在2031年底前建成停车场。
云州市人民政府
2031年3月1日
"""


def main(target: Path) -> None:
    """Make the home, ask the program what it holds, and pack both."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        home = folder / "home"
        os.environ["REVTRACK_HOME"] = str(home)
        facts = fill(home, folder)
        (folder / "facts.json").write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", "utf-8")
        with tarfile.open(target, "w:gz") as packed:
            for name in ("home", "facts.json", "before.tar"):
                packed.add(folder / name, name)
    print(json.dumps(facts, ensure_ascii=False, indent=1))


def fill(home: Path, folder: Path) -> dict[str, object]:
    """Everything that a user of 0.1.0 may have: versions, a correction, reviews, a relation, sources, an inbox."""
    from corpus_repo import Verdict
    from revtrack.holdings.comparing import Word
    from revtrack.service import Tracker
    from revtrack.settings import load_settings

    with Tracker(load_settings(), home) as tracker:
        tracker.init()
        (home / "revtrack.toml").write_text('language = "zh"\nauthor = "王芳"\nmax_depth = 9\n', "utf-8")
        ids: dict[str, str] = {}
        for name, text in (("draft", DRAFT), ("final", FINAL), ("city", CITY)):
            path = folder / f"{name}.txt"
            path.write_text(text, "utf-8")
            (added,) = tracker.add([path])
            ids[name] = added.document
        tracker.link(ids["draft"], ids["final"])
        tracker.derive(ids["final"], [ids["city"]])
        tracker.edit(ids["city"], {"doc_number": "云政发〔2031〕7号"})
        old, new = f"{ids['draft']}@1", f"{ids['draft']}@2"
        found = tracker.comparison(old, new)
        tracker.review(old, new, "revision", Word(by="王芳", verdict=Verdict.CONFIRM, change=0, note="已核对"))
        tracker.review(old, new, "revision", Word(by="李明", verdict=Verdict.REJECT, change=1, note="口径未变"))
        tracker.read_duties()
        watched = folder / "watched"
        watched.mkdir()
        for at in range(3):
            text = f"云州市第{at}号公园管理办法\n第一条　公园应当每{at + 2}日清扫一次。\n"
            (watched / f"{at}.txt").write_text(text, "utf-8")
        source = tracker.watching.propose(str(watched), name="公园").source
        tracker.watching.keep(source)
        tracker.watching.run()
        waiting = tracker.watching.inbox()
        tracker.watching.accept(waiting[0].token)
        tracker.watching.decline(waiting[1].token)
        (home / "tell.toml").write_text('operator = "json://127.0.0.1:9/hook"\n', "utf-8")
        tracker.back_up(folder / "before.tar")
        again = tracker.comparison(old, new)
        return {
            "ids": ids,
            "changes": [[one.change, list(one.fields)] for one in found.judged.comparison.obligations],
            "reviews": [[one.review.by, str(one.review.verdict), one.review.note] for one in again.judged.reviewed],
            "documents": sorted(one.id for one in tracker.documents().items),
            "texts": {
                f"{one.id}@{at}": tracker.text(f"{one.id}@{at}").plain
                for one in tracker.documents().items
                for at in range(1, one.versions + 1)
            },
            "history": [str(one.commit) for one in tracker.history(ids["draft"])],
            "inbox": [[one.token, one.title] for one in tracker.watching.inbox()],
            "runs": len(tracker.watching.log()),
            "sources": [one.name for one in tracker.watching.sources()[0]],
            "damage": [one.what for one in tracker.verify().damage],
        }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
