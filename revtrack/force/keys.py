"""The keys by which an event finds what it happens to: titles as different texts give them, document numbers."""

from __future__ import annotations

import re

from corpus_repo import Document
from corpus_repo.model import as_text
from revtrack.holdings.folding import lookup_key

_GIVEN = re.compile(
    r".{0,80}?(?:印发|转发|批转|公布|发布|下发)《(.{2,160})》的(?:通知|决定|公告|命令)(?:（[^（）]{1,20}）)?"
)
#: The body that a title may begin with; other texts leave it out.
_BODY = re.compile(r"[\u4e00-\u9fff、（）]{1,80}?[局厅部委院会署办府室团处](?=关于)")
_STATE = re.compile(r"^(?:中华人民共和国)")
_YEAR = re.compile(r"（\d{4}年?(?:第[一二三四五六七八九十]{1,3}次)?(?:修正|修订|修改|版)[^（）]{0,6}）$|（修订）$")
_SERIAL = re.compile(r"[^\d\w]\d{4}[^\d\w]\d{1,5}号")
_MARKS = str.maketrans({"〈": "《", "〉": "》", "<": "《", ">": "》", "＜": "《", "＞": "》", "(": "（", ")": "）"})


def title_key(title: str) -> str:
    """A title in the form in which it is looked up: without the notice around it, the body and the state before it.

    >>> title_key("云州市交通局关于印发《云州市停车办法》的通知") == title_key("云州市停车办法")
    True
    """
    bare = re.sub(r"\s", "", title).translate(_MARKS)
    if given := _GIVEN.fullmatch(bare):
        bare = given[1]
    bare = _YEAR.sub("", _BODY.sub("", bare, count=1) if _BODY.match(bare) else bare)
    return lookup_key(_STATE.sub("", bare))


def number_key(number: str) -> str:
    """A document number in the form in which it is looked up."""
    return lookup_key(number)


def is_serial(key: str) -> bool:
    """Whether a number, by its key, is of the kind that no two documents bear (云政发〔2020〕7号)."""
    return bool(_SERIAL.search(key))


def keys_of(document: Document) -> tuple[frozenset[str], frozenset[str]]:
    """(the keys of the titles, the keys of the numbers) that a document bears or bore."""
    titles: set[str] = set()
    numbers: set[str] = set()
    for holder in (document, *document.versions.values()):
        for name in ("title", "notice_title"):
            titles.add(title_key(as_text(holder.corrected.get(name, ""))))
        numbers.add(number_key(as_text(holder.corrected.get("doc_number", ""))))
    for version in document.versions.values():
        titles |= {title_key(version.value(name)) for name in ("title", "notice_title")}
        numbers.add(number_key(version.value("doc_number")))
    return frozenset(titles - {""}), frozenset(numbers - {""})
