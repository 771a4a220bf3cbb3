"""What comparing duties found becomes entries: rows, renames, references, and wording with the proof of each place."""

from __future__ import annotations

from tests.alignment.saying import compared, entries, law, places, rows, silent

BUREAU = law(
    "区城市管理局应当清扫公厕。",
    "区城市管理局应当公示开放时间。",
    "区城市管理局应当更换破损井盖。",
    "商铺应当向区城市管理局登记。",
)


def test_a_name_that_is_another_throughout_is_one_entry_for_all_its_places() -> None:
    found = compared(BUREAU, BUREAU.replace("区城市管理局", "区城市运行局"), "whole")
    (entry,) = found.account
    assert (entry.cls, entry.old, entry.new) == ("renamed", "区城市管理局", "区城市运行局")
    assert places(found, entry.kind) == (["管理"] * 4, ["运行"] * 4)
    assert found.obligations == ()


def test_a_rename_beside_a_change_leaves_the_change_its_own_words() -> None:
    new = BUREAU.replace("区城市管理局", "区城市运行局").replace("清扫公厕", "每日清扫公厕")
    found = compared(BUREAU, new, "whole")
    assert {entry.cls for entry in found.account} == {"renamed", "duty"}
    assert places(found, "modified") == ([], ["每日"])


def test_another_reference_is_of_kind_reference_and_names_the_duties() -> None:
    old = "违反本办法第四条规定的，由区水务局处五百元罚款。"
    found = compared(old, old.replace("第四条", "第五条"))
    (entry,) = found.account
    assert (entry.cls, entry.kind) == ("substance", "reference")
    assert [duty.side for duty in entry.duties] == ["old", "new"]
    assert places(found, "reference") == (["四"], ["五"])
    assert found.obligations == ()


def test_wording_beside_a_change_has_an_entry_of_its_own() -> None:
    found = compared("商铺应当认真在3日内登记。", "商铺应当切实在五日内登记。")
    assert places(found, "modified") == (["3"], ["五"])
    assert places(found, "idle") == (["认", "真"], ["切", "实"])


def test_values_and_marks_of_duties_that_agree_are_wording_by_name() -> None:
    found = compared("商铺应当在３日内登记；", "商铺应当在三日内登记。")
    assert places(found, "value") == (["３"], ["三"])
    assert places(found, "punctuation") == (["；"], ["。"])
    assert not found.differs


def test_an_aim_binds_nobody() -> None:
    old = "商铺应当在三日内登记，以便居民了解情况。"
    assert entries(old, old.replace("，以便居民了解情况", "")) == {("wording", "aim"), ("wording", "punctuation")}


def test_what_binds_others_is_not_missed_in_a_lower_text() -> None:
    old = "各区要核查台账。省教育厅制定中小学食堂标准。"
    new = "各区要核查台账。"
    assert entries(old, new, "plan", "derivation") == {("localised", "not-addressed")}
    assert [row[0] for row in rows(old, new, "plan")] == ["removed"]


def test_a_duty_that_stands_elsewhere_is_no_row() -> None:
    old = "区水务局应当清掏背街小巷雨水口。商铺应当在三日内登记进货来源。"
    new = "商铺应当在三日内登记进货来源。区水务局应当清掏背街小巷雨水口。"
    assert silent(old, new)


def test_an_added_clause_owns_all_its_words() -> None:
    found = compared("商铺应当登记。", "商铺应当登记；进货来源变更的，商铺应当在十日内重新登记。")
    (row,) = found.obligations
    assert row.new is not None
    assert places(found, "added") == ([], [row.new.text])
