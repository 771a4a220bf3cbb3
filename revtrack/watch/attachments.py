"""The files that belong to a page: the text of a policy often stands only there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from posixpath import splitext
from urllib.parse import parse_qsl, unquote, urlsplit

from selectolax.lexbor import LexborNode

from revtrack.ingest.formats import PAGES
from revtrack.watch.lists.body import body_text
from revtrack.watch.lists.canonical import canonical_address
from revtrack.watch.lists.html_page import Page, parse_page
from revtrack.watch.lists.item import Notes
from revtrack.watch.lists.row_facts import one_line

SUFFIXES = frozenset((".doc", ".docx", ".pdf", ".wps", ".ofd", ".xlsx", ".xls", ".et", ".zip", ".rar"))
_SUFFIX_WORDS = "|".join(suffix[1:] for suffix in sorted(SUFFIXES, key=len, reverse=True))
_NAMED_SUFFIX = re.compile(rf"\.(?:{_SUFFIX_WORDS})(?![A-Za-z0-9])", re.I)
_ATTACHED = re.compile(r"^[\s\[【（(]*附\s*[件表录]|附件\s*(?:下载|\d|[一二三四五六七八九十])")
_DOWNLOAD = re.compile(r"download|downfile|attach|fileserver|/file/|getfile|fileid=|docid=", re.I)
_PAGE_SUFFIXES = PAGES | {""}
_PICTURES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".svg", ".webp", ".ico", ".mp3", ".mp4"))
_FURNITURE = frozenset(("nav", "footer", "header", "aside"))
_EMBEDS = (("iframe", "src"), ("embed", "src"), ("object", "data"), ("[pdfsrc]", "pdfsrc"), ("[wordsrc]", "wordsrc"))
_MAX_ATTACHMENTS = 200
_MAX_LINES, _MAX_CALL, _MAX_SCRIPTS, _MAX_SCRIPT = 20_000, 4_000, 60, 200_000
_QUOTED = re.compile(r"['\"]([^'\"]{1,500})['\"]")
#: An address of a file in a script, as it is written into the page or kept in a list; and the words behind it.
_WRITTEN = re.compile(
    rf"['\"]((?:https?:/)?[^'\"<>\s\\,;(){{}}]{{0,400}}/[^'\"<>\s\\/]{{1,200}}\.(?:{_SUFFIX_WORDS}))\\?['\"]", re.I
)
_WRITTEN_NAME = re.compile(rf"[>'\"]([^<>'\"/\\]{{2,200}}\.(?:{_SUFFIX_WORDS}))\s{{0,4}}(?:<|\\?['\"])", re.I)
#: A file that the words of a page name as attached.
_NAMED_FILE = re.compile(
    rf"附件\s{{0,4}}[\d一二三四五六七八九十]{{0,3}}\s{{0,4}}[:：.、]?\s{{0,4}}([^\s:：.、。；\n][^\n。；:：]{{1,100}}?\.(?:{_SUFFIX_WORDS}))(?![A-Za-z0-9])",
    re.I,
)
_MAX_NAME = 200

#: Below this a page says little more than that there is something attached.
_THIN = 150
_THIN_WITH_POINTER = 500
_POINTER = re.compile(
    r"(?:印发|转发|下发)给你们|(?:详见|见|参见|请下载|请查看)\s*附件|附件下载|点击下载|全文\s*(?:见|下载)"
)
_NO_BODY_LINE = re.compile(
    r"附\s*[件表录].*|.*\.(?:"
    + _SUFFIX_WORDS
    + r")\s*(?:[（(].{0,200})?|(?:[12]\d{3}|[一二][〇○零一二三四五六七八九]{3})年.{1,4}月.{1,3}日"
    r"|(?:索引号|发文机[关构]|发布机构|发文字号|文号|成文日期|发布日期|来源|主题分类|有效性|标题|名称|字号|信息来源)\s*[:：].*"
    r"|[^。；]{2,30}(?:政府|办公[厅室]|委员会|[局厅部委])",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a page links to: its canonical address and the name that the page gives it."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Files:
    """The files that belong to a page, each once, in its order; `lacking` are the names of those that its text names as
    attached (附件：….docx) and that nothing on it leads to."""

    attached: tuple[Attachment, ...] = ()
    lacking: tuple[str, ...] = ()


def files_in(body: bytes, address: str, content_type: str = "") -> Files:
    """The files that belong to the item's page at `address`.

    Known by the suffix of the address, by the file name in the words of a link (download.jsp?id=5), by 附件 before a
    link that leads to no page, by standing in a viewer on the page, or by the address that a script is given or writes.
    Never raises; a page that cannot be read has none.
    """
    notes = Notes()
    text, encoding = body_text(body, content_type, "", notes)
    page = parse_page(text, address, encoding, notes) if text and canonical_address(address) else None
    if page is None:
        return Files()
    found = _attached(page)
    return Files(found, _lacking(page, found))


def _lacking(page: Page, found: Sequence[Attachment]) -> tuple[str, ...]:
    if page.tree.body is None:
        return ()
    text = "\n".join(line.strip() for line in page.tree.body.text(separator="\n").splitlines()[:_MAX_LINES])
    names = list(dict.fromkeys(one[1].strip() for one in _NAMED_FILE.finditer(text)))
    known = "\n".join(_folded(f"{one.name} {_file_name(one.address)}") for one in found)
    lacking = [name for name in names if _folded(name) not in known]
    return tuple(lacking) if len(found) < len(names) else ()


def _folded(name: str) -> str:
    return re.sub(r"\.\w{1,5}$|[\W_]+", "", name).lower()


def _attached(page: Page) -> tuple[Attachment, ...]:
    found: dict[str, Attachment] = {}
    for node in page.tree.css("a"):
        attachment = _linked(page, node)
        if attachment is not None and not _in_furniture(node):
            known = found.get(attachment.address)
            # An icon and the name often link to the same file: the words are the name.
            if known is None or known.name == _file_name(known.address):
                found[attachment.address] = attachment
    for selector, attribute in _EMBEDS:
        for node in page.tree.css(selector):
            attachment = _embedded(page, node.attributes.get(attribute) or "")
            if attachment is not None:
                found.setdefault(attachment.address, attachment)
    for attachment in _scripted(page):
        found.setdefault(attachment.address, attachment)
    return tuple(found.values())[:_MAX_ATTACHMENTS]


def _scripted(page: Page) -> Iterator[Attachment]:
    """Files that a script opens when something is clicked, or writes into the page."""
    for node in page.tree.css("[onclick], a[href^='javascript:' i]"):
        called = f"{node.attributes.get('onclick') or ''} {node.attributes.get('href') or ''}"[:_MAX_CALL]
        words = [one[1] for one in _QUOTED.finditer(called)]
        for word in words:
            place = page.link(word) if _NAMED_SUFFIX.search(word) else ""
            if place and (_suffix(place) in SUFFIXES or _suffix_in_query(place)):
                # a call names the file beside its address: downloadFile('/1.docx', '甲市办法.docx')
                hint = next((other for other in words if other != word and "/" not in other and len(other) > 3), "")
                yield Attachment(place, _name(one_line(node.text())[: 2 * _MAX_NAME], hint, place))
                break
    for node in page.tree.css("script")[:_MAX_SCRIPTS]:
        script = (node.text() or "")[:_MAX_SCRIPT].replace("\\/", "/")
        for found in _WRITTEN.finditer(script):
            place = page.link(found[1])
            if place and _suffix(place) in SUFFIXES:
                shown = _WRITTEN_NAME.search(script, found.end(), found.end() + 2 * _MAX_NAME)
                yield Attachment(place, _name(one_line(shown[1]) if shown else "", "", place))


def main_text_is_thin(text: str) -> bool:
    """Whether a page's text only announces what is attached: little beside the title, facts, dates and file names.

    `text` is what `page_text` gives: the title and the paragraphs, one a line.
    """
    lines = ["".join(line.split()) for line in text.splitlines()]
    body = [line for line in lines[1:] if line and not _NO_BODY_LINE.fullmatch(line)]
    if not body and lines and lines[0].endswith("。"):
        body = lines[:1]  # a text without a title
    length = sum(map(len, body))
    return length < _THIN or (length < _THIN_WITH_POINTER and any(_POINTER.search(line) for line in body))


def _linked(page: Page, node: LexborNode) -> Attachment | None:
    attributes = node.attributes
    place = page.link(attributes.get("href") or "")
    if not place:
        return None
    shown = one_line(node.text())[: 2 * _MAX_NAME]
    hint = one_line(attributes.get("title") or attributes.get("download") or "")[: 2 * _MAX_NAME]
    suffix = _suffix(place)
    named = any(_NAMED_SUFFIX.search(words) for words in (shown, hint))
    if suffix in SUFFIXES or _suffix_in_query(place):
        return Attachment(place, _name(shown, hint, place))
    if suffix in _PICTURES:
        return None
    # The name of a file in the words of a link to a page (关于某某.docx的说明.html) is no file.
    if named and (suffix not in _PAGE_SUFFIXES or _DOWNLOAD.search(place) or suffix == ""):
        return Attachment(place, _name(shown, hint, place))
    downloads = "download" in attributes or _DOWNLOAD.search(place) is not None
    if _ATTACHED.search(shown) and (suffix not in _PAGE_SUFFIXES or downloads):
        return Attachment(place, _name(shown, hint, place))
    return None


def _embedded(page: Page, source: str) -> Attachment | None:
    """A file in a viewer on the page: itself, or in a parameter of the viewer's address."""
    place = page.link(source)
    if not place:
        return None
    if _suffix(place) in SUFFIXES:
        return Attachment(place, _file_name(place))
    for _, value in parse_qsl(urlsplit(place).query):
        if _NAMED_SUFFIX.search(value):
            inner = canonical_address(value, place)
            if inner and _suffix(inner) in SUFFIXES:
                return Attachment(inner, _file_name(inner))
    return None


def _suffix(address: str) -> str:
    return splitext(urlsplit(address).path)[1].lower()


def _suffix_in_query(address: str) -> bool:
    return any(splitext(value)[1].lower() in SUFFIXES for _, value in parse_qsl(urlsplit(address).query))


def _name(shown: str, hint: str, address: str) -> str:
    for words in (shown, hint):
        if _NAMED_SUFFIX.search(words):
            return words[:_MAX_NAME]
    words = hint if _poor(shown) and not _poor(hint) else shown
    return (words if not _poor(words) else _file_name(address))[:_MAX_NAME]


def _poor(name: str) -> bool:
    """Whether a name says nothing: an icon's link, 下载, 附件 alone."""
    return (
        re.fullmatch(
            r"[\[【（(]?(?:点击|立即)?(?:下载|附件|查看|打开|download)?(?:附件|文件|下载)?[\]】）)]?", name, re.I
        )
        is not None
    )


def _file_name(address: str) -> str:
    parts = urlsplit(address)
    values = [value for _, value in parse_qsl(parts.query) if splitext(value)[1].lower() in SUFFIXES]
    return unquote(values[0] if values else parts.path.rpartition("/")[2])[:_MAX_NAME]


def _in_furniture(node: LexborNode) -> bool:
    one = node.parent
    for _ in range(40):
        if one is None:
            return False
        if one.tag in _FURNITURE:
            return True
        one = one.parent
    return False
