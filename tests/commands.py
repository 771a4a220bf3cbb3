"""Commands run in this process, in a folder with two made-up texts and a home of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

DRAFT = """临江区停车治理工作方案
（征求意见稿）

一、主要任务
（一）完善设施。区交通委要在2024年6月底前建成12处停车场。
（二）规范收费。停车场应当公示收费标准。
"""
FINAL = """临江区停车治理工作方案

一、主要任务
（一）完善设施。区交通委要在2024年9月底前建成12处停车场。
（二）加强宣传。各街道要组织宣传活动。
（三）规范收费。停车场应当公示收费标准。
临江区人民政府
2024年5月24日
"""

Run = Callable[..., tuple[int, str, str]]


def answer(run: Run, *arguments: str) -> dict[str, Any]:
    """The JSON that a command prints."""
    code, out, err = run(*arguments, "--format", "json")
    assert code == 0, err
    return json.loads(out)
