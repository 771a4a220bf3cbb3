"""The HTML report as text: complete, self-contained, escaped."""

from __future__ import annotations

import hashlib
import re
import time
from base64 import b64encode
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from revtrack.export.html import render_html
from tests.revtrack.export.report_factory import make_clause, make_hostile, make_law, make_plan, make_row, make_side

VOID = {"meta", "input", "br", "link"}
HOSTILE = [
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onclick='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt; &amp; &#60;",
    '\\3c script\\3e "; } body { display: none } @import url(//x.example)',
    "</script><!--",
]


@dataclass
class Node:
    """An element with what it holds."""

    tag: str
    attributes: dict[str, str]
    parent: Node | None = None
    children: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    def all(self, tag: str = "", class_: str = "") -> list[Node]:
        found: list[Node] = []
        for child in self.children:
            if isinstance(child, Node):
                if (not tag or child.tag == tag) and (not class_ or class_ in child.classes):
                    found.append(child)
                found += child.all(tag, class_)
        return found


class Page(HTMLParser):
    """Reads a page into nodes and insists that every element is closed where it was opened."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("", {})
        self._at = self.root
        self.feed(html)
        self.close()
        assert self._at is self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, self._at)
        self._at.children.append(node)
        if tag not in VOID:
            self._at = node

    def handle_endtag(self, tag: str) -> None:
        assert self._at.tag == tag, f"</{tag}> closes <{self._at.tag}>"
        assert self._at.parent
        self._at = self._at.parent

    def handle_data(self, data: str) -> None:
        self._at.children.append(data)

    def by_id(self, id_: str) -> Node:
        (found,) = [node for node in self.root.all() if node.attributes.get("id") == id_]
        return found


def read(html: str) -> Page:
    return Page(html)


def test_every_change_has_both_quotes_and_anchors_that_lead_to_the_clauses() -> None:
    comparison = make_plan()
    page = read(render_html(comparison))
    for number, change in enumerate(comparison.obligations, start=1):
        entry = page.by_id(f"d-{number}")
        old, new = entry.all("div", "old")[0], entry.all("div", "new")[0]
        for cell, duty, side in ((old, change.old, comparison.old), (new, change.new, comparison.new)):
            if duty is None:
                assert "无对应" in cell.text
                continue
            assert cell.all("blockquote")[0].text == duty.text
            target = page.by_id(unquote(cell.all("a")[0].attributes["href"])[1:])
            row = target
            while "row" not in row.classes:
                assert row.parent
                row = row.parent
            assert side.by_clause[duty.clause].text in "".join(
                p.text for cell in row.all("div", side.name) for p in cell.all("p", "words")
            )


def test_every_link_stays_on_the_page_and_finds_its_target_once() -> None:
    page = read(render_html(make_plan()))
    ids = [node.attributes["id"] for node in page.root.all() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    links = [node.attributes["href"] for node in page.root.all("a") if "href" in node.attributes]
    assert len(links) > 20
    assert {unquote(link) for link in links} <= {f"#{id_}" for id_ in ids}


def test_the_rows_of_a_change_link_back_to_it() -> None:
    page = read(render_html(make_plan()))
    rows = [row for row in page.root.all("div", "row") if any(a.attributes.get("href") == "#d-1" for a in row.all("a"))]
    assert len(rows) == 1
    assert "区城管委力争于2031年9月底前新建公厕20座" in rows[0].text


def test_differing_characters_are_marked_as_deletions_and_insertions() -> None:
    entry = read(render_html(make_plan())).by_id("d-1")
    assert [node.text for node in entry.all("del")] == ["应当", "6", "30"]
    assert [node.text for node in entry.all("ins")] == ["力争", "9", "20"]


def test_facts_say_field_values_and_direction() -> None:
    entry = read(render_html(make_plan())).by_id("d-1")
    facts = [" ".join(fact.text.split()) for fact in entry.all("dl", "facts")[0].all("div")]
    assert "◷ 期限 2031年6月底前 → 2031年9月底前" in facts
    assert "▼ 效力 应当 → 力争" in facts
    assert "承担主体 区城管委" in facts
    head = entry.all("h3")[0].text
    assert "效力减弱" in head
    assert "期限延后" in head
    assert entry.attributes["data-fields"] == "modality deadline quantity"


def test_reasons_name_match_score_and_runner_up() -> None:
    reasons = read(render_html(make_plan())).by_id("d-1").all("details", "why")[0].text
    for reason in ("文字相似", "0.83", "二、（二） 0.31", "同一事项，期限与数量不同"):
        assert reason in reasons


def test_findings_quote_the_words_and_lead_to_them() -> None:
    page = read(render_html(make_plan()))
    finding = page.by_id("f-1")
    assert finding.all("q")[0].text == "具体清单见附件3"
    assert page.by_id(unquote(finding.all("a")[0].attributes["href"])[1:])


@pytest.mark.parametrize(("task", "said", "unsaid"), [("revision", "删除", "未承接"), ("derivation", "未承接", "删除")])
def test_removed_is_called_not_taken_up_in_a_derivation(task: str, said: str, unsaid: str) -> None:
    page = read(render_html(make_plan(task)))  # pyright: ignore[reportArgumentType]
    for part in (page.by_id("changes"), page.root.all("header")[0], *page.root.all("div", "rows")):
        assert said in part.text
        assert unsaid not in part.text


def test_english_report_keeps_the_quotes_chinese() -> None:
    page = read(render_html(make_plan(), lang="en"))
    assert page.root.all("html")[0].attributes["lang"] == "en"
    assert "deadline later" in page.by_id("d-1").text
    assert all(quote.attributes["lang"] == "zh" for quote in page.root.all("blockquote"))


def test_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        render_html(make_plan(), lang="fr")


def test_page_is_self_contained() -> None:
    html = render_html(make_plan())
    page = read(html)
    assert not page.root.all("link") + page.root.all("img") + page.root.all("iframe")
    assert not [node for node in page.root.all() if {"src", "style", "action", "srcset"} & node.attributes.keys()]
    assert not re.search(r"url\(|@import|https?:|//[a-z]", "".join(s.text for s in page.root.all("style")))
    script = "".join(s.text for s in page.root.all("script"))
    assert not re.search(r"fetch\(|XMLHttpRequest|import\(|https?:|innerHTML|eval\(", script)
    assert not [name for node in page.root.all() for name in node.attributes if name.startswith("on")]


@pytest.mark.parametrize("title", ["临溪区公共厕所提升行动方案", *HOSTILE])
def test_policy_allows_exactly_the_own_style_and_script(title: str) -> None:
    page = read(render_html(make_hostile(title)))
    (policy,) = [
        n.attributes["content"] for n in page.root.all("meta") if "Policy" in n.attributes.get("http-equiv", "")
    ]
    for tag in ("style", "script"):
        (node,) = page.root.all(tag)
        digest = b64encode(hashlib.sha256(node.text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_text_is_shown_and_never_markup(text: str, lang: str) -> None:
    html = render_html(make_hostile(text), lang=lang, old_name=text, new_name=text)
    page = read(html)
    assert len(page.root.all("script")) == len(page.root.all("style")) == 1
    assert not page.root.all("img") + page.root.all("b")
    assert not [name for node in page.root.all() for name in node.attributes if name.startswith("on")]
    assert page.root.all("h1")[0].text == text
    entry = page.by_id("d-1")
    assert entry.all("blockquote")[0].text == f"{text}甲"
    assert [a.attributes.get("data-actors") for a in [entry]] != [None]


def test_hostile_title_cannot_leave_the_running_title_of_the_style() -> None:
    text = '"; } body { display: none } /* </style> \\'
    style = read(render_html(make_hostile(text))).root.all("style")[0].text
    (running,) = re.findall(r'@top-left \{ content: "([^"]*)"; font', style)
    assert not set('"{}<>;\n') & set(running)
    assert "display: none }" not in running


@pytest.mark.parametrize(
    ("char", "shown"),
    [
        ("\u200b", "U+200B"),
        ("\u202e", "U+202E"),
        ("\u00ad", "U+00AD"),
        ("\x07", "U+0007"),
        ("\u2028", "U+2028"),
        ("\ufeff", "U+FEFF"),
    ],
)
def test_unseen_characters_are_made_visible(char: str, shown: str) -> None:
    html = render_html(make_hostile(f"期限{char}届满"), old_name=f"旧{char}.txt")
    assert char not in html
    entry = read(html).by_id("d-1")
    assert entry.all("span", "unseen")[0].text == f"‹{shown}›"
    assert f"期限‹{shown}›届满甲" in entry.text


def test_lone_surrogate_does_not_break_the_file() -> None:
    assert "‹U+D800›" in render_html(make_hostile("期限\ud800")).encode("utf-8").decode("utf-8")


def test_texts_without_difference_say_so() -> None:
    old = make_side("old", "临溪区方案", make_clause("o1", "一切照旧。"))
    new = make_side("new", "临溪区方案", make_clause("n1", "一切照旧。"))
    plan = make_plan()
    same = type(plan)("revision", old, new, (make_row("o1", "n1"),), (), (), (), ())
    page = read(render_html(same))
    assert "两个文本没有差别。" in page.root.all("header")[0].text
    assert "没有义务变化。" in page.by_id("changes").text
    assert not page.root.all("ol")


def test_long_laws_render_quickly_and_small() -> None:
    law = make_law(250)
    render_html(make_plan())  # reads the templates
    start = time.process_time()
    html = render_html(law)
    # The aim is half a second; the margin is for a slower machine.
    assert time.process_time() - start < 1.5
    assert len(html.encode()) < 1_500_000
