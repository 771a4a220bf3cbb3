"""Links decided by what was learned: what is asked, what is certain, how much is weighed; the same every time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from alignment import Knowledge, compare
from alignment.knowledge import read_trained
from alignment.limits import Limits
from alignment.linking.background import grams_of, shipped_background
from alignment.linking.evidence import NAMES, Floats, Place
from alignment.linking.learned import THRESHOLDS, Genre, Judge, Question, Regression, shipped_judge
from alignment.linking.localise import Localiser
from alignment.linking.match import Matched, match
from alignment.linking.units import units_of
from alignment.reading.numerals import to_numeral
from alignment.reading.segment import segment

OLD = [
    "为了规范渡口管理，制定本办法。",
    "渡工应当在开航前检查船体、救生衣和缆绳，并做好记录。",
    "遇有六级以上大风、浓雾的，渡口应当停航。",
    "乘客应当穿好救生衣，不得攀爬护栏。",
    "县交通运输部门应当每季度检查一次渡口。",
]
NEW = [
    "为了规范渡口管理，制定本办法。",
    "渡工在每次开航前要检查船体和缆绳、清点救生衣。",
    "遇有五级以上大风或者浓雾的，渡口应当停航并公告。",
    "县交通运输部门应当每月检查一次渡口，公布结果。",
    "渡船应当配备灭火器。",
]


class Fixed(Judge):
    """Gives every pair the same probability and counts what it is asked."""

    def __init__(self, probability: float) -> None:
        super().__init__({})
        self.probability = probability
        self.asked: list[tuple[Question, Place]] = []
        self.rows: dict[tuple[Question, Place], list[float]] = {}

    def probabilities(
        self, question: Question, genre: Genre, pairs: Sequence[Place], table: Floats
    ) -> NDArray[np.float64]:
        assert genre in ("article", "text", "heading")
        assert table.shape == (len(pairs), len(NAMES))
        assert np.isfinite(table).all()
        self.asked += [(question, place) for place in pairs]
        self.rows.update({(question, place): row for place, row in zip(pairs, table.tolist(), strict=True)})
        return np.full(len(pairs), self.probability)


def law(articles: Sequence[str], title: str = "柳川县渡口管理办法") -> str:
    return title + "\n" + "".join(f"第{to_numeral(at)}条　{text}\n" for at, text in enumerate(articles, start=1))


def matched(old: str, new: str, judge: Judge | None = None) -> Matched:
    left, right = segment(old, "old"), segment(new, "new")
    localiser = Localiser(Knowledge.shipped())
    units = units_of(left, localiser), units_of(right, localiser)
    return match(*units, localiser, "revision", Limits(), judge=judge)


def test_equal_text_is_no_matter_of_judgement() -> None:
    nobody, everybody = Fixed(0.0), Fixed(1.0)
    assert {link.matched_by for link in matched(law(OLD), law(NEW), nobody).links} == {"exact"}
    found = matched(law(OLD), law(NEW), everybody)
    equal = {link.old for link in found.links if link.matched_by == "exact"}
    assert equal
    assert not [link for link in found.links if link.old in equal and link.matched_by != "exact"]


def test_a_link_is_told_from_its_threshold_on_and_says_how_probable_it_is() -> None:
    genre: Genre = "article"
    below, above = (matched(law(OLD), law(NEW), Fixed(THRESHOLDS["best", genre] + by)) for by in (-0.01, 0.01))
    assert {link.matched_by for link in below.links} == {"exact"}
    decided = [link for link in above.links if link.matched_by != "exact"]
    assert decided
    assert {link.why.note for link in decided} == {f"probability {THRESHOLDS['best', genre] + 0.01:.2f}"}
    assert max(Counter(link.old for link in above.links).values()) == 1


def test_thresholds_stand_for_every_question_and_leave_doubt_on_both_sides() -> None:
    assert set(THRESHOLDS) == {
        (question, genre) for question in ("best", "further") for genre in ("article", "text", "heading")
    }
    assert all(0.2 < threshold < 0.8 for threshold in THRESHOLDS.values())


def test_evidence_is_the_same_whichever_text_comes_first() -> None:
    texts = law(OLD), law(NEW)
    there, back = Fixed(0.0), Fixed(0.0)
    matched(*texts, there)
    matched(*reversed(texts), back)
    assert {(question, place[::-1]) for question, place in back.rows} == set(there.rows)
    assert there.rows
    for (question, (i, j)), row in there.rows.items():
        assert row == pytest.approx(back.rows[question, (j, i)])


def test_the_same_texts_give_the_same_links() -> None:
    first, second = (compare(law(OLD), law(NEW)) for _ in range(2))
    assert first.links == second.links
    assert len(first.links) >= 4


def test_of_many_near_equal_lines_only_some_are_weighed() -> None:
    lines = [f"第{at}号渡船的船长应当在开航前检查{chr(0x4E00 + at)}号缆绳。" for at in range(200)]
    judge = Fixed(0.0)
    matched(law(lines), law([line.replace("检查", "查验") for line in lines]), judge)
    of_old = Counter(i for question, (i, _) in judge.asked if question == "best")
    assert len(judge.asked) <= 2 * 8 * 2 * len(lines)
    assert sum(of_old.values()) / len(lines) <= 16


def test_texts_about_other_things_share_under_one_in_a_hundred() -> None:
    other = [
        "为了加强古树保护，制定本办法。",
        "古树名木实行分级保护，由县林业部门挂牌。",
        "禁止在树冠外缘五米内堆物、取土。",
        "养护单位应当每年修剪枯枝，防治虫害。",
        "擅自移植古树的，处十万元以下罚款。",
        "因修路需要避让古树的，建设单位应当事先提出方案。",
    ]
    found = compare(law(OLD[1:]), law(other[1:], "柳川县古树名木保护办法"))
    bodies = [link for link in found.links if found.old.by_sentence[link.old[0]][0].number]
    assert bodies == []


def test_the_weights_are_of_the_evidence_that_is_weighed() -> None:
    assert tuple(read_trained("links")["evidence"]) == NAMES
    assert len(set(NAMES)) == len(NAMES)
    judge = shipped_judge()
    for question, genre in THRESHOLDS:
        found = judge.probabilities(question, genre, [(0, 0), (1, 1)], np.zeros((2, len(NAMES))))
        assert found[0] == found[1]
        assert 0 < found[0] < 1


def test_a_regression_weighs_what_differs_from_the_mean() -> None:
    regression = Regression(np.array([1.0, 0.0]), np.array([2.0, 1.0]), np.array([1.0, -1.0]), 0.0)
    found = regression.probability(np.array([[1.0, 0.0], [3.0, 0.0], [1.0, 1.0]]))
    assert found.tolist() == pytest.approx([0.5, 0.7310586, 0.2689414])


def test_what_every_policy_says_weighs_less_than_what_none_does() -> None:
    background = shipped_background()
    assert background.mass(grams_of("应当")) < background.mass(grams_of("渡口")) <= background.rare
    assert background.mass(grams_of("龘靐")) == background.rare
    assert len(background.weights) > 4000
