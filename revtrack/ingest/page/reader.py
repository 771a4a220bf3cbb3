"""HTML, and pages saved as one file (MHTML) → the title and the paragraphs of their text.

Nothing on a page is executed, fetched or trusted: only its text nodes are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from revtrack.errors import InvalidInput
from revtrack.ingest.account import Counting, Reason, ink
from revtrack.ingest.encoding import decode
from revtrack.ingest.extracted import Extracted, Remark
from revtrack.ingest.page.lines import Line, PageLines, one_line, texts_below
from revtrack.ingest.page.parts import Part, part_of
from revtrack.ingest.page.regions import choose
from revtrack.ingest.page.sight import Sight
from revtrack.ingest.page_facts import page_facts

_DECLARED = re.compile(rb"""(?:charset|encoding)\s?=\s?["']?\s?([A-Za-z0-9_:-]{1,40})""", re.I)
#: How far into a page a declared encoding is looked for (browsers look at 1,024 bytes; real pages come later).
_DECLARED_WITHIN = 4096
_MAX_NESTING = 3000
_MAX_ATTRIBUTES = 500
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
#: Elements without an end tag, or whose end tag may be left out: they do not nest by being repeated.
_SELF_CLOSING = frozenset(
    "area base br col colgroup dd dt embed hr img input li link meta option p param source tbody td tfoot th thead tr"
    " track wbr".split()
)
#: Pieces that sites hang on the title of a page: "… _某某市人民政府", "… - 政策文件".
_TITLE_TAIL = re.compile(r"[_|｜]|\s[-–—]\s|--")
#: Many sites give every page the name of the site; that is no title of a policy.
_SITE_NAME = re.compile(r"(?:政府|网|网站|门户|平台|首页|委员会|[局厅部办])$")
_MIN_TITLE = 6
_TITLE_METAS = ('meta[name="ArticleTitle"]', 'meta[name="articletitle"]', 'meta[property="og:title"]')
_TITLE_KIND = re.compile(
    r"(?:方案|办法|规定|措施|意见|计划|规划|要点|条例|细则|通知|决定|清单|纲要|公告|通告|批复|制度|指引|指南|规则|规程|标准|法)"
    r"(?:[（(][^（）()]{1,24}[）)])?$"
)


def extract_page(data: bytes, *, name: str) -> Extracted:
    """The text of a web page. Raises `InvalidInput`: undecodable, markup (see `page_text`)."""
    text, encoding = _decoded(data, name)
    found = extract_markup(text, name=name)
    return Extracted(found.text, found.remarks, found.account, found.facts, encoding, "html")


def extract_fragment(data: bytes, *, name: str) -> Extracted:
    """All text of a piece of HTML that stands for itself, without looking for what might be furniture."""
    from revtrack.ingest.page.mhtml import is_mhtml, pages_of

    if is_mhtml(data):
        data = next(pages_of(data, name))
    text, _ = _decoded(data, name)
    _refuse_hostile(text, name)
    tree = LexborHTMLParser(text)
    body = tree.body
    count = Counting()
    if body is None:
        return Extracted("")
    _hold(body, count)
    reading = PageLines(Sight(tree), count)
    reading.walk(body)
    lines = _shown(reading.lines, count)
    return Extracted("".join(f"{line}\n" for line in lines), account=count.done())


def page_text(markup: str, *, name: str = "") -> str:
    """The title and the paragraphs of a page, one a line, in reading order; "" where there is no text.

    Raises `InvalidInput` of kind "markup" for a page whose nesting or attributes no person or tool would write.
    """
    return extract_markup(markup, name=name).text


def extract_markup(markup: str, *, name: str) -> Extracted:
    """The text of a decoded page with its account and the facts that it prints beside it."""
    _refuse_hostile(markup, name)
    tree = LexborHTMLParser(markup)
    body = tree.body
    if body is None:
        return Extracted("")
    count = Counting()
    _hold(body, count)
    reading = PageLines(Sight(tree), count)
    reading.walk(body)
    title = _title(tree, reading.lines)
    chosen = choose(body, reading.lines, reading.parents, title)
    for line in chosen.around:
        count.leave(Reason.MENU, line.text, line.held)
        count.sentence(line.text, Reason.MENU)
    lines = _shown(chosen.text, count)
    if title and _folded(title) not in _folded("".join(lines[:12])):
        lines.insert(0, title)
    text = "".join(f"{line}\n" for line in lines)
    part = part_of(markup)
    return Extracted(text, tuple(_remarks(part, reading.frames, text)), count.done(), page_facts(markup), form="html")


def _shown(lines: list[Line], count: Counting) -> list[str]:
    found: list[str] = []
    for line in lines:
        count.read_ink(line.held)
        count.sentence(line.text)
        found += line.rows or [line.text]
    return found


def _remarks(part: Part | None, frames: int, text: str) -> Iterator[Remark]:
    if part is not None:
        yield Remark("page-part", {"page": str(part.number), "pages": str(part.count)})
    if frames and ink(text) < 200:
        yield Remark("frames", {"count": str(frames)})


def _hold(body: LexborNode, count: Counting) -> None:
    """Count all text of a page, programs aside."""
    for text in texts_below(body):
        count.hold(text)


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    declared = _DECLARED.search(data, 0, _DECLARED_WITHIN)
    return decode(data, file=name, label=declared[1].decode("ascii") if declared else "")


def _refuse_hostile(markup: str, name: str) -> None:
    """The parser's time grows with the square of the depth and of the attributes of one tag: both are bounded here.

    The scan goes from one sign to the next and looks at no character twice.
    """
    depth = at = 0
    while (at := markup.find("<", at)) >= 0:
        ends = markup.find(">", at + 1)
        tag = markup[at + 1 : ends if ends >= 0 else len(markup)]
        begins = at
        at = ends + 1 if ends >= 0 else len(markup)
        closing = tag.startswith("/")
        element = re.match(r"/?([a-zA-Z][^\s/>]{0,60})", tag)
        if element is None:
            continue
        if len(tag) > _MAX_ATTRIBUTES and len(_QUOTED.sub("", tag).split()) > _MAX_ATTRIBUTES:
            raise InvalidInput("markup", name, line=markup.count("\n", 0, begins) + 1)
        if element[1].lower() in _SELF_CLOSING or tag.endswith("/"):
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > _MAX_NESTING:
            raise InvalidInput("markup", name, line=markup.count("\n", 0, begins) + 1)


# --- the title -------------------------------------------------------------------------------------------------------


def _title(tree: LexborHTMLParser, lines: list[Line]) -> str:
    for selector in _TITLE_METAS:
        node = tree.css_first(selector)
        content = (node.attributes.get("content") or "") if node is not None else ""
        if content.strip():
            return one_line(content)
    headings = [line.text for line in lines if line.sort == "h1" and not _SITE_NAME.search(line.text)]
    if headings:
        return max(headings, key=len)
    node = tree.css_first("title")
    title = one_line(_TITLE_TAIL.split(node.text(), maxsplit=1)[0]) if node is not None else ""
    if not _SITE_NAME.search(title) and len(title) >= _MIN_TITLE:
        return title
    named = [line.text for line in lines if line.sort in {"h2", "h3"} and _TITLE_KIND.search(line.text)]
    return named[0] if named and len(named[0]) >= _MIN_TITLE else ""


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", text)
