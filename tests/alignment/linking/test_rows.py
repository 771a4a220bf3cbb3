"""Links → clause rows: what a reader sees side by side."""

from __future__ import annotations

from alignment import compare
from alignment.model import ClauseRow, Comparison
from alignment.reading.numerals import to_numeral

ARTICLES = [
    "为了规范公厕管理，制定本办法。",
    "区城市管理委应当每日清扫公厕，并公示开放时间。",
    "沿街商铺应当在营业时间内向行人开放厕所。",
    "公厕管理单位应当配备洗手液、烘手器和应急呼叫铃。",
    "任何单位和个人不得擅自占用、拆除公厕设施。",
]


def law(articles: list[str]) -> str:
    return "云渡区公厕管理办法\n" + "".join(
        f"第{to_numeral(at)}条　{text}\n" for at, text in enumerate(articles, start=1)
    )


def row(found: Comparison, words: str) -> ClauseRow:
    (own,) = [
        row
        for row in found.rows
        if any(words in found.old.by_clause[name].text for name in row.old)
        or any(words in found.new.by_clause[name].text for name in row.new)
    ]
    return own


def test_rows_stand_in_the_order_of_the_new_text_and_what_went_behind_what_it_followed() -> None:
    new = [ARTICLES[0], ARTICLES[1], "养犬人应当携带拾便袋，及时清理犬只粪便。", *ARTICLES[3:]]
    found = compare(law(ARTICLES), law(new))
    shown = [
        (row.change, (found.new.by_clause[row.new[0]] if row.new else found.old.by_clause[row.old[0]]).text[4:8])
        for row in found.rows[1:]
    ]
    assert shown == [
        ("unchanged", "为了规范"), ("unchanged", "区城市管"), ("removed", "沿街商铺"), ("added", "养犬人应"),
        ("unchanged", "公厕管理"), ("unchanged", "任何单位"),
    ] or shown == [
        ("unchanged", "为了规范"), ("unchanged", "区城市管"), ("added", "养犬人应"), ("removed", "沿街商铺"),
        ("unchanged", "公厕管理"), ("unchanged", "任何单位"),
    ]  # fmt: skip


def test_an_inserted_article_renumbers_those_behind_it_and_changes_none() -> None:
    found = compare(law(ARTICLES), law([ARTICLES[0], "养犬人应当携带拾便袋。", *ARTICLES[1:]]))
    assert (found.counts.added, found.counts.renumbered, found.counts.modified, found.counts.moved) == (1, 4, 0, 0)
    assert not row(found, "为了规范").renumbered
    assert row(found, "每日清扫").renumbered


def test_the_lighter_of_two_that_changed_places_has_moved() -> None:
    short, long = "商铺应当登记。", ARTICLES[3]
    found = compare(law([ARTICLES[0], short, long]), law([ARTICLES[0], long, short]))
    assert row(found, "登记").moved
    assert not row(found, "呼叫铃").moved


def test_an_edited_clause_is_modified_with_the_score_of_its_link() -> None:
    found = compare(law(ARTICLES), law([ARTICLES[0], ARTICLES[1].replace("每日", "每周"), *ARTICLES[2:]]))
    own = row(found, "清扫公厕")
    assert own.change == "modified"
    assert 0 < own.score < 1
    assert own.matched_by == "alike"
    assert (own.split, own.merged, own.localised) == (False, False, False)


def test_one_clause_in_two_is_split_and_two_in_one_are_merged() -> None:
    first = "区城市管理委应当每日清扫公厕，保持地面干燥、便池洁净。"
    second = "区城市管理委应当在公厕入口公示开放时间、监督电话和负责人。"
    whole = [ARTICLES[0], first + second, *ARTICLES[2:]]
    parts = [ARTICLES[0], first, second, *ARTICLES[2:]]
    split, merged = compare(law(whole), law(parts)), compare(law(parts), law(whole))
    assert [(len(row.old), len(row.new)) for row in split.rows if row.split] == [(1, 2)]
    assert [(len(row.old), len(row.new)) for row in merged.rows if row.merged] == [(2, 1)]
    assert split.obligations == merged.obligations == ()


def test_a_row_that_only_names_the_own_place_is_localised() -> None:
    higher = (
        "栗川市公厕方案\n一、任务\n（一）整治公厕。各区每日清扫公厕并公示开放时间。\n"
        "（二）增设座椅。各区在公交站旁增设木质座椅。\n"
    )
    lower = higher.replace("栗川市", "栗川市云渡区").replace("各区每日", "我区每日")
    found = compare(higher, lower, task="derivation")
    assert row(found, "每日清扫").localised
    assert not row(found, "增设座椅").localised


def test_a_contents_list_is_one_row_that_never_differs() -> None:
    body = (
        "第一章　登记\n第一条　商铺应当登记。\n第二章　打扫\n第二条　商铺应当打扫。\n第三章　公示\n"
        "第三条　商铺应当公示。\n"
    )
    toc = "目录\n第一章　登记\n第二章　打扫\n第三章　公示\n"
    found = compare(f"云渡区商铺管理办法\n{toc}{body}", f"云渡区商铺管理办法\n{body}")
    (own,) = [row for row in found.rows if row.matched_by == "toc"]
    assert (own.change, len(own.old), own.new) == ("unchanged", 4, ())
    assert not found.differs
