"""A filter keeps as many rows as its count says, whatever it asks for."""

from __future__ import annotations

from alignment import compare
from revtrack.export.narrowing import Narrowing
from revtrack.export.presentation import present
from tests.revtrack.export.report_factory import make_plan

OLD = """丁市浴室管理办法

第一条 本办法所称浴室，是指向公众开放的洗浴场所。
第二条 浴室应当留存监控录像三十日。
第三条 区商务局应当每年检查浴室的用水安全。
"""
NEW = OLD.replace("公众", "居民").replace("三十日", "九十日").replace("应当每年", "可以每年")


def test_each_count_is_that_of_the_rows_kept() -> None:
    for comparison in (make_plan(), make_plan("derivation"), compare(OLD, NEW)):
        report = present(comparison, lang="zh")
        filters = report.filters

        def kept(wanted: Narrowing) -> int:
            return len(wanted.entries(report.entries)) + len(wanted.others(report.others))  # noqa: B023 - called at once

        for choice in (*filters.kinds, *filters.substance):
            assert kept(Narrowing(kinds=frozenset({choice.value}))) == choice.count
        for choice in filters.fields:
            assert kept(Narrowing(fields=frozenset({choice.value}))) == choice.count
        for choice in filters.actors:
            assert kept(Narrowing(actor=choice.value)) == choice.count
        for choice in filters.polarities:
            assert kept(Narrowing(force=choice.value)) == choice.count
        assert kept(Narrowing()) == len(report.entries) + len(report.others)
        assert kept(Narrowing(words="没有这样的话")) == 0


def test_kinds_narrow_each_other_and_values_of_one_are_alternatives() -> None:
    entries = present(make_plan(), lang="zh").entries
    assert [row.id for row in Narrowing(kinds=frozenset({"added", "removed"})).entries(entries)] == ["d-2", "d-3"]
    assert Narrowing(kinds=frozenset({"added"}), fields=frozenset({"deadline"})).entries(entries) == ()
    assert [row.id for row in Narrowing(words=" 运行补贴 ").entries(entries)] == ["d-3"]
    assert not Narrowing(words="  ")
