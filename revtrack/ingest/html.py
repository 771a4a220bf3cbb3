"""The text of a web page: its policy, one paragraph a line, without the page around it.

Government pages come in a few shapes: `<p>` in an editor's container, one `<span>` with `<br>`, layout tables with
`<div><font>`. Known containers are tried first; otherwise the smallest element that still holds nearly all the running
text of the page is taken. Nothing on a page is executed, fetched or trusted: only its text nodes are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from revtrack.errors import InvalidInput

#: Containers that the usual publishing systems of public bodies put around the text.
_CONTAINERS = (
    "#UCAP-CONTENT",
    ".TRS_Editor",
    ".TRS_UEDITOR",
    ".trs_editor_view",
    "#zoom",
    "#Zoom",
    "#mainText",
    ".pages_content",
    ".article-content",
    ".article_content",
    ".articleContent",
    "article",
)
#: A known container is believed if it holds this share of the page's running text.
_CONTAINER_SHARE = 0.4
#: The search for the smallest container goes down while one child holds this share of the text.
_DESCENT_SHARE = 0.85
#: Furniture that holds more than this share of the text is no furniture, whatever its class is called.
_FURNITURE_SHARE = 0.4

_UNREAD_TAGS = (
    "script, style, noscript, template, iframe, frame, object, embed, applet, svg, math, canvas, video, audio, map, "
    "button, select, option, textarea, input, datalist, dialog"
)
_FURNITURE_TAGS = "nav, footer, aside, header, form"
_FURNITURE_NAMES = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|navigation|menu|submenu|bread|breadcrumbs?|crumbs?|position|location|dqwz|weizhi|share"
    r"|sharebox|bdsharebuttonbox|print|printer|fontsize|font-size|foot|footer|head|header|top|topbar|banner|logo|side"
    r"|sidebar|left-nav|related|relate|relation|xgwd|xgjd|xgwj|xgxw|xglj|relnews|recommend|toolbar|tools|qrcode|qr|ewm"
    r"|erweima|pager|pagination|page-nav|prevnext|copyright|search|login|links?|friendlink|yqlj|comment|comments|editor-name)"
    r"(?=$|[-_\s\d])",
    re.I,
)
#: Lines that are controls of the page, not words of the issuer.
_FURNITURE_LINE = re.compile(
    r"(?:【?\s*(?:字体|字号)\s*[：:]?[\s\[【（(]*大[\s\]】）)|\[【（(/]*中[\s\]】）)|\[【（(/]*小[\s\]】）)]*】?"
    r"(?:\s*(?:打印|收藏|关闭|分享)(?:本页|页面|窗口)?)*"
    r"|[【\[]?\s*(?:打印|收藏|关闭|返回|分享)(?:本页|页面|窗口|顶部|列表|到)?\s*[】\]]?[：:]?"
    r"|扫一扫.{0,20}|分享到.{0,20}"
    r"|(?:当前|您(?:现在)?(?:的|所在)?(?:的)?)位置\s*[：:].*"
    r"|(?:上一篇|下一篇|上一条|下一条)\s*[：:].*"
    r"|(?:相关|附加)?(?:链接|阅读|报道|解读)\s*[：:]?"
    r"|(?:浏览|阅读|访问|点击)(?:次数|量|数)\s*[：:]?\s*\d*\s*次?)"
)
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)([^>]*)>")
_MAX_NESTING = 3000
_MAX_ATTRIBUTES = 500
#: Elements without an end tag, or whose end tag may be left out: they do not nest by being repeated.
_SELF_CLOSING = frozenset(
    "area base br col colgroup dd dt embed hr img input li link meta option p param source tbody td tfoot th thead tr"
    " track wbr".split()
)
_BLOCKS = frozenset(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody tfoot thead tr ul".split()
)
_CELLS = frozenset(("td", "th"))
#: Pieces that sites hang on the title of a page: "… _某某市人民政府", "… - 政策文件".
_TITLE_TAIL = re.compile(r"\s*(?:[_|｜]|\s[-–—]\s|--).*$", re.S)
#: Many sites give every page the name of the site; that is no title of a policy.
_SITE_NAME = re.compile(r"(?:政府|网|网站|门户|平台|首页|委员会|[局厅部办])$")
_MIN_TITLE = 6
_TITLE_METAS = ('meta[name="ArticleTitle"]', 'meta[name="articletitle"]', 'meta[property="og:title"]')
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WIDE = r"\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
#: A line break in the source between two wide characters is no blank in the text.
_WIDE_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n][ \t\r\n\f]*(?=[{_WIDE}])")
#: A table row whose cells are no longer than this is a row of data and becomes one line.
_CELL_LENGTH = 120


def page_text(markup: str, *, name: str = "") -> str:
    """The title and the paragraphs of a page, one a line, in reading order; "" where there is no text.

    Raises `InvalidInput` of kind "markup" for a page whose nesting or attributes no person or tool would write.
    """
    _refuse_hostile(markup, name)
    tree = LexborHTMLParser(markup)
    body = tree.body
    if body is None:
        return ""
    title = _title(tree)
    for node in tree.css(_UNREAD_TAGS):
        node.decompose()
    _drop_furniture(tree, body)
    lines = _paragraphs(_container(tree, body))
    if title and _folded(title) not in _folded("".join(lines[:12])):
        lines.insert(0, title)
    return "".join(f"{line}\n" for line in lines)


def _refuse_hostile(markup: str, name: str) -> None:
    """The parser's time grows with the square of the depth and of the attributes of one tag: both are bounded here."""
    depth = 0
    for tag in _TAG.finditer(markup):
        closing, element, attributes = tag.groups()
        if len(attributes) > _MAX_ATTRIBUTES and len(attributes.split()) > _MAX_ATTRIBUTES:
            raise InvalidInput("markup", name, line=markup.count("\n", 0, tag.start()) + 1)
        if element.lower() in _SELF_CLOSING or attributes.endswith("/"):
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > _MAX_NESTING:
            raise InvalidInput("markup", name, line=markup.count("\n", 0, tag.start()) + 1)


def _title(tree: LexborHTMLParser) -> str:
    for selector in _TITLE_METAS:
        node = tree.css_first(selector)
        content = (node.attributes.get("content") or "") if node is not None else ""
        if content.strip():
            return _one_line(content)
    headings = [text for node in tree.css("h1") if (text := _one_line(node.text()))]
    if headings:
        return max(headings, key=len)
    node = tree.css_first("title")
    title = _one_line(_TITLE_TAIL.sub("", node.text())) if node is not None else ""
    return "" if _SITE_NAME.search(title) or len(title) < _MIN_TITLE else title


def _one_line(text: str) -> str:
    return _BLANKS.sub(" ", _WIDE_BREAK.sub("", text.strip()))


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _weights(root: LexborNode) -> dict[int, int]:
    """How much running text each element holds: characters outside links, blanks aside; by node."""
    order: list[tuple[int, int]] = []
    weights: dict[int, int] = {}
    # No recursion: pages nest as deep as their makers' tools liked.
    stack: list[tuple[LexborNode, int]] = [(root, 0)]
    while stack:
        node, parent = stack.pop()
        name = node.mem_id
        tag = node.tag
        if tag == "-text":
            weights[parent] = weights.get(parent, 0) + len("".join((node.text_content or "").split()))
        elif tag != "a" or not node.attributes.get("href"):
            order.append((name, parent))
            child = node.child
            while child is not None:
                stack.append((child, name))
                child = child.next
    for name, parent in reversed(order):
        weights[parent] = weights.get(parent, 0) + weights.get(name, 0)
    return weights


def children(node: LexborNode) -> Iterator[LexborNode]:
    """What stands right below a node, texts and comments too."""
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _drop_furniture(tree: LexborHTMLParser, body: LexborNode) -> None:
    weights = _weights(body)
    whole = weights.get(body.mem_id, 0)
    doomed = list(tree.css(_FURNITURE_TAGS))
    for node in tree.css("[class], [id], [style], [hidden]"):
        attributes = node.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        style = (attributes.get("style") or "").replace(" ", "").lower()
        if _FURNITURE_NAMES.search(names) or "hidden" in attributes or "display:none" in style:
            doomed.append(node)
    for node in doomed:
        if node.tag not in {"html", "body"} and weights.get(node.mem_id, 0) <= _FURNITURE_SHARE * whole:
            node.decompose()


def _container(tree: LexborHTMLParser, body: LexborNode) -> LexborNode:
    weights = _weights(body)
    whole = weights.get(body.mem_id, 0)
    for selector in _CONTAINERS:
        found = [node for node in tree.css(selector) if weights.get(node.mem_id, 0) > _CONTAINER_SHARE * whole]
        if found:
            return max(found, key=lambda node: weights[node.mem_id])
    node = body
    while True:
        heavy = [child for child in children(node) if weights.get(child.mem_id, 0) >= _DESCENT_SHARE * whole]
        if len(heavy) != 1 or heavy[0].tag == "-text" or whole == 0:
            return node
        # One paragraph is no container: a page of a single paragraph keeps what stands beside it.
        if heavy[0].tag in {"p", "span", "font", "tr", "li"}:
            return node
        node = heavy[0]


class _Lines:
    """Collects text nodes into lines."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._parts: list[str] = []

    def add(self, text: str) -> None:
        self._parts.append(text)

    def end(self, *, within_row: bool = False) -> None:
        """Ends a line; within a row of data that only parts one cell from the next."""
        if within_row:
            self._parts.append(" ")
            return
        text = _one_line("".join(self._parts))
        self._parts.clear()
        if text and not _FURNITURE_LINE.fullmatch(text):
            self.lines.append(text)


def _paragraphs(root: LexborNode) -> list[str]:
    out = _Lines()
    data_rows = 0
    counters: list[int] = []
    stack: list[tuple[LexborNode, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag or ""
        if leaving:
            if tag in {"ol", "ul"}:
                counters.pop()
            if tag == "tr" and _is_data_row(node):
                data_rows -= 1
            if tag in _BLOCKS or tag in _CELLS:
                out.end(within_row=data_rows > 0)
            continue
        if tag == "-text":
            _add_text(out, node)
            continue
        if tag == "br":
            out.end(within_row=data_rows > 0)
            continue
        if tag.startswith(("-", "!")):
            continue  # comments and the like
        if tag in _BLOCKS or tag in _CELLS:
            out.end(within_row=data_rows > 0)
        if tag == "tr" and _is_data_row(node):
            data_rows += 1
        elif tag in {"ol", "ul"}:
            counters.append(_first_number(node) if tag == "ol" else -1)
        elif tag == "li" and counters and counters[-1] >= 0:
            out.add(f"{counters[-1]}. ")  # the browser shows this number, so the reader knows the item by it
            counters[-1] += 1
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(list(children(node))))
    out.end()
    return out.lines


def _add_text(out: _Lines, node: LexborNode) -> None:
    text = node.text_content or ""
    parent = node.parent
    if parent is not None and parent.tag == "pre":
        first, *rest = text.splitlines() or [""]
        out.add(first)
        for line in rest:
            out.end()
            out.add(line)
    else:
        out.add(text)


def _is_data_row(row: LexborNode) -> bool:
    cells = [cell for cell in children(row) if cell.tag in _CELLS]
    if len(cells) < 2 or any(cell.css_first("table, ol, ul") is not None for cell in cells):
        return False
    texts = [cell.text().strip() for cell in cells]
    if any(len(text) > _CELL_LENGTH for text in texts):
        return False
    return sum(bool(text) for text in texts) >= 2


def _first_number(node: LexborNode) -> int:
    start = node.attributes.get("start") or "1"
    kind = node.attributes.get("type") or "1"
    return (
        int(start)
        if kind == "1" and start.isdecimal() and start.isascii() and len(start) < 6
        else 1
        if kind == "1"
        else -1
    )
