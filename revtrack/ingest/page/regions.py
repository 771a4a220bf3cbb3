"""Which lines of a page are its text: by the known containers, by where its sentences stand, by position and links.

Government pages come in a few shapes: `<p>` in an editor's container, one `<span>` with `<br>`, layout tables with
`<div><font>`. A container that is known is believed where it holds the sentences; otherwise the smallest element that
still holds nearly all of them is taken. What is called a menu or a footer is none if it holds the sentences, whatever
its class says; and what is called nothing is a menu if it is made of links at the edge of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from revtrack.ingest.page.lines import Line
from revtrack.ingest.page.nodes import attribute, below

#: Containers that the usual publishing systems of public bodies put around a text, by class or id in small letters.
_CONTAINERS = re.compile(
    r"(?:ucap-content|trs_u?editor\w*|trs_preappend|trs_web|zoom|zoomcon\w*|maintext|main-text|pages_content"
    r"|article[-_]?(?:content|body|con|main|text)|art[-_]?con(?:tent)?|news[-_]?(?:content|con|text|body)"
    r"|v_news_content|vsb_content\w*|wp_articlecontent|xxgk[-_]?content|zwgk[-_]?con(?:tent)?|content[-_]?text"
    r"|contentbox|detail[-_]?(?:content|con|text)|con[-_]?text|bodylabel|printcontent|p_content|cas_content|js_content"
    r"|rich_media_content|custom_unionstyle|view_content|text[-_]?content|main[-_]?content|bt_content|wzbody|entry-content"
    r"|post-content|info[-_]?content|ewb-article-info|con_article|arc[-_]?body|txt[-_]?content)"
)
#: A known container, or several, is believed that holds this share of the sentences.
_KNOWN_SHARE = 0.5
#: The search for the smallest container goes down while one child holds this share of them.
_DESCENT_SHARE = 0.85
#: What bears the name of furniture and holds more than this share of the sentences is none.
_FURNITURE_SHARE = 0.15
_FURNITURE_TAGS = frozenset(("nav", "footer", "aside", "header", "form", "menu", "dialog"))
_FURNITURE_NAMES = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|navigation|menu|submenu|bread|breadcrumbs?|crumbs?|position|location|dqwz|weizhi|share"
    r"|sharebox|bdsharebuttonbox|print|printer|fontsize|font-size|foot|footer|head|header|top|topbar|banner|logo|side"
    r"|sidebar|left-nav|related|relate|relation|xgwd|xgjd|xgwj|xgxw|xglj|relnews|recommend|toolbar|tools|qrcode|qr|ewm"
    r"|erweima|pager|pagination|page-nav|prevnext|copyright|search|login|links?|friendlink|yqlj|comment|comments|editor-name"
    r"|sitemap|site-map|hotnews|rank|tags?|advert|ad)"
    r"(?=$|[-_\s\d])",
    re.I,
)
#: Lines that are controls of the page, not words of the issuer.
_FURNITURE_LINE = re.compile(
    r"(?:【?\s?(?:字体|字号)\s?[：:]?[\s\[【（(]{0,3}大[\s\]】）)|\[【（(/]{0,4}中[\s\]】）)|\[【（(/]{0,4}小[\s\]】）)]{0,3}】?"
    r"(?:\s{0,3}(?:打印|收藏|关闭|分享)(?:本页|页面|窗口)?){0,4}"
    r"|[【\[]?\s?(?:打印|收藏|关闭|返回|分享)(?:本页|页面|窗口|顶部|列表|到)?\s?[】\]]?[：:]?"
    r"|扫一扫.{0,20}|分享到.{0,20}"
    r"|(?:当前|您(?:现在)?(?:的|所在)?(?:的)?)位置\s?[：:].*"
    r"|(?:上一篇|下一篇|上一条|下一条)\s?[：:].*"
    r"|(?:[首上下末尾]一?页|共?\s?\d{1,3}\s?页|第\s?\d{1,3}\s?页|\d{1,3}(?!\d)|[\s/|\[\]【】<>«»]){1,30}(?<=[页\]】])"
    r"|_ueditor_page_break_tag_|\[?(?:page|NextPage)\]?"
    r"|(?:相关|附加)?(?:链接|阅读|报道|解读)\s?[：:]?"
    r"|(?:浏览|阅读|访问|点击)(?:次数|量|数)\s?[：:]?\s?\d{0,9}\s?次?)"
)
_SITE_WORDS = re.compile(
    r"版权所有|网站标识码|ICP备|公网安备|技术支持|网站地图|Copyright|建议使用.{0,20}浏览|All Rights Reserved", re.I
)
_FOOT_WORDS = re.compile(r"(?:主办|承办)(?:单位)?\s?[：:]|联系我们|邮\s?编\s?[：:]|网站声明|法律声明")
#: What a text has before and behind its container: a number, a note in brackets, addressees; annexes, a day, a body.
_BEFORE = re.compile(
    r".{2,24}[〔\[（(]\s?\d{4}\s?[〕\]）)]\s?(?:第\s?)?\d{1,5}\s?号$|.{2,20}令\s?第?\s?[\d一二三四五六七八九十百〇零]{1,9}\s?号$"
    r"|[（(].{4,200}(?:通过|公布|发布|修正|修订|修改|施行|征求意见稿|试行|草案)[^（）()]{0,40}[）)]$|各.{2,200}[：:]$"
)
_BEHIND = re.compile(
    r"附\s?件\s?[\d一二三四五六七八九十]{0,3}\s?[：:.．、]?.{0,120}$|[12]\d{3}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日$|[（(]此件.{2,20}[）)]$"
    r"|[\u4e00-\u9fff]{2,30}(?:政府|办公厅|办公室|委员会|局|厅|部|院)$"
)
_ANNEX = re.compile(r"附\s?件|.{1,80}\.(?:docx?|pdf|xlsx?|ofd|wps|zip|rar)(?:\s|$)", re.I)
_PROVISION = re.compile(
    r"第[一二三四五六七八九十百零〇\d]{1,7}[条章节]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]"
)
_SENTENCE = re.compile(r"[。；！？]|\.(?:\s|$)")
_FACTS = re.compile(
    r"索\s?引\s?号|发文(?:机关|机构|字号|单位)|成文日期|发布日期|主题分类|有效性|公开(?:方式|类别)|信息分类"
)
#: Lines of a menu are short, and many stand together.
_SHORT, _MANY, _MANY_LINKS = 14, 5, 3


@dataclass(frozen=True, slots=True)
class Chosen:
    """The lines that are the text, and those that are the page around it. `around` may hold sentences all the same."""

    text: list[Line]
    around: list[Line]


def choose(body: LexborNode, lines: Sequence[Line], parents: dict[int, int], title: str) -> Chosen:
    """Part the lines of a page into its text and what stands around it."""
    page = _Page(body, lines, parents)
    roots, known = page.roots()
    inside = page.inside(roots)
    doomed = page.furniture(inside, roots)
    kept = [item and index not in doomed for index, item in enumerate(inside)]
    if not known:
        _trim(lines, kept)
    _neighbours(lines, kept, title)
    for index, line in enumerate(lines):
        if kept[index] and not line.rows and (_FURNITURE_LINE.fullmatch(line.text) or _is_site_word(line)):
            kept[index] = False
    return Chosen(
        [line for line, keep in zip(lines, kept, strict=True) if keep],
        [line for line, keep in zip(lines, kept, strict=True) if not keep],
    )


class _Page:
    """How the sentences of a page are spread over its elements."""

    def __init__(self, body: LexborNode, lines: Sequence[Line], parents: dict[int, int]) -> None:
        self._body = body
        self._lines = lines
        self._parents = parents
        by_sentence = [_weight(line) for line in lines]
        total = sum(by_sentence)
        by_ink = [line.ink - min(line.ink, line.linked) for line in lines]
        self._own = by_sentence if total >= 20 else by_ink
        self._total = sum(self._own)
        self._weights: dict[int, int] = {}
        own: dict[int, int] = {}
        for line, weight in zip(lines, self._own, strict=True):
            own[line.owner] = own.get(line.owner, 0) + weight
        for owner, weight in own.items():
            for at in self._up(owner):
                self._weights[at] = self._weights.get(at, 0) + weight

    def _up(self, owner: int) -> list[int]:
        path = [owner]
        while (above := self._parents.get(path[-1], 0)) and above != path[-1]:
            path.append(above)
        return path

    def weight(self, node: LexborNode) -> int:
        """The characters in sentences below an element."""
        return self._weights.get(node.mem_id, 0)

    def roots(self) -> tuple[list[int], bool]:
        """The elements that hold the text, and whether they are known containers."""
        if not self._total:
            return [self._body.mem_id], False
        named = [node for node in below(self._body) if _is_container(node) and self.weight(node)]
        named.sort(key=self.weight, reverse=True)
        known: list[LexborNode] = []
        for node in named:
            path = set(self._up(node.mem_id))
            apart = all(other.mem_id not in path and node.mem_id not in self._up(other.mem_id) for other in known)
            if apart and (not known or self.weight(node) >= 0.1 * self._total):
                known.append(node)
        if sum(self.weight(node) for node in known) >= _KNOWN_SHARE * self._total:
            return [self._smallest(node).mem_id for node in known], True
        return [self._descend(self._body).mem_id], False

    def _smallest(self, node: LexborNode) -> LexborNode:
        """The innermost known container that still holds what the outer one holds."""
        inner = [
            other for other in below(node) if _is_container(other) and self.weight(other) >= 0.97 * self.weight(node)
        ]
        return inner[-1] if inner else node

    def _descend(self, node: LexborNode) -> LexborNode:
        while True:
            child = node.child
            heavy: LexborNode | None = None
            while child is not None:
                if child.tag != "-text" and self.weight(child) >= _DESCENT_SHARE * self._total:
                    heavy = child
                    break
                child = child.next
            # One paragraph is no container: a page of a single paragraph keeps what stands beside it.
            if heavy is None or (
                heavy.tag in {"p", "span", "font", "li", "table", "b", "strong"} and not _holds_blocks(heavy)
            ):
                return node
            node = heavy

    def inside(self, roots: list[int]) -> list[bool]:
        """For each line, whether it stands in one of the elements."""
        wanted = set(roots)
        return [any(at in wanted for at in self._up(line.owner)) for line in self._lines]

    def furniture(self, inside: Sequence[bool], roots: list[int]) -> set[int]:
        """The lines of elements that are called furniture and hold little of the text."""
        wanted = set(roots)
        holding = {at for root in roots for at in self._up(root)}
        named: dict[int, bool] = {}
        for node in below(self._body):
            tag = node.tag or "-"
            if tag.startswith(("-", "!")) or node.mem_id in holding or node.mem_id in wanted:
                continue
            called = f"{attribute(node, 'class')} {attribute(node, 'id')}"
            if (tag in _FURNITURE_TAGS or _FURNITURE_NAMES.search(called)) and (
                self.weight(node) <= _FURNITURE_SHARE * self._total
            ):
                named[node.mem_id] = True
        gone: set[int] = set()
        provisions: dict[int, int] = {}
        for index, line in enumerate(self._lines):
            if not inside[index]:
                continue
            over = next((at for at in self._up(line.owner) if at in named), 0)
            if over:
                gone.add(index)
                if _PROVISION.match(line.text) and _SENTENCE.search(line.text) and line.linked < line.ink / 2:
                    provisions[over] = provisions.get(over, 0) + 1
        return {
            index
            for index in gone
            if not provisions.get(next((at for at in self._up(self._lines[index].owner) if at in named), 0))
        }


def _is_container(node: LexborNode) -> bool:
    tag = node.tag or "-"
    if tag.startswith(("-", "!")) or tag in {"html", "body"}:
        return False
    if tag == "article" or attribute(node, "itemprop") == "articleBody":
        return True
    called = f"{attribute(node, 'class')} {attribute(node, 'id')}".lower().split()
    return any(_CONTAINERS.fullmatch(word) for word in called)


def _holds_blocks(node: LexborNode) -> bool:
    return node.css_first("p, div, table, br, li, tr") is not None


def _weight(line: Line) -> int:
    """The characters of a line that are of a text: sentences, and tables that are no table of facts."""
    if line.linked >= 0.5 * line.ink:
        return 0
    if line.rows:
        facts = len(_FACTS.findall(line.text))
        return 0 if facts >= 2 or _SITE_WORDS.search(line.text) else line.ink if len(line.rows) > 1 else 0
    if _SENTENCE.search(line.text) and not _SITE_WORDS.search(line.text):
        return line.ink
    return line.ink if _PROVISION.match(line.text) and line.ink > 8 else 0


def _trim(lines: Sequence[Line], kept: list[bool]) -> None:
    """Take menus and footers off the edges of a text whose container is not known: links, many short lines."""
    inside = [index for index, keep in enumerate(kept) if keep]
    weighty = [index for index in inside if _weight(lines[index])]
    if not weighty:
        return
    first, last = weighty[0], weighty[-1]
    for index in inside:
        line = lines[index]
        annex = bool(_ANNEX.match(line.text)) and index > first
        linked = line.linked >= 0.6 * line.ink and not annex
        foot = bool(_FOOT_WORDS.search(line.text)) and not _SENTENCE.search(line.text)
        if (index < first or index > last) and (linked or foot):
            kept[index] = False
    for low, high in _runs(lines, inside, lambda line: line.linked >= 0.6 * line.ink and not _ANNEX.match(line.text)):
        if high - low >= _MANY_LINKS:
            for index in inside[low:high]:
                kept[index] = False
    for low, high in _runs(lines, inside, _menu_like):
        at_edge = inside[high - 1] < first or inside[low] > last
        if high - low >= _MANY and at_edge:
            for index in inside[low:high]:
                kept[index] = False
    for index in inside:
        line = lines[index]
        if (index < first or index > last) and len(line.rows) == 1 and line.rows[0].count("\t") >= 3:
            kept[index] = bool(_SENTENCE.search(line.text))


def _menu_like(line: Line) -> bool:
    return line.ink <= _SHORT and not line.rows and line.sort in {"li", "td", "th", "dd", "dt"}


def _runs(lines: Sequence[Line], inside: Sequence[int], test: Callable[[Line], bool]) -> list[tuple[int, int]]:
    """Stretches of lines that pass a test, as positions in `inside`."""
    found: list[tuple[int, int]] = []
    begun = -1
    for at, index in enumerate([*inside, -1]):
        passes = index >= 0 and test(lines[index])
        if passes and begun < 0:
            begun = at
        elif not passes and begun >= 0:
            found.append((begun, at))
            begun = -1
    return found


def _neighbours(lines: Sequence[Line], kept: list[bool], title: str) -> None:
    """Take in what belongs to a text and stands beside its container: its number above, its annexes and date below."""
    inside = [index for index, keep in enumerate(kept) if keep]
    if not inside:
        return
    first, last = inside[0], inside[-1]
    bare = re.sub(r"\s", "", title)
    heads = [at for at in range(first) if bare and re.sub(r"\s", "", lines[at].text) == bare]
    for at in range((heads[-1] if heads else max(0, first - 4)) + 1, first):
        if _BEFORE.match(lines[at].text) and lines[at].linked < lines[at].ink / 2 and not lines[at].rows:
            kept[at] = True
    for at in range(last + 1, min(last + 9, len(lines))):
        if lines[at].rows or not _BEHIND.match(lines[at].text) or _SITE_WORDS.search(lines[at].text):
            break
        kept[at] = True


def _is_site_word(line: Line) -> bool:
    return bool(_SITE_WORDS.search(line.text)) and line.ink < 80 and not _PROVISION.match(line.text)
