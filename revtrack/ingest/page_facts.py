"""The table of facts that a government page prints beside its text: 发文机关, 发文字号, 成文日期 and the like."""

from __future__ import annotations

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser

from alignment.reading.dates import iso_date

#: What pages call a field, by the field.
_LABELS: Mapping[str, tuple[str, ...]] = {
    "issuers": ("发文机关", "发文机构", "发文单位", "制发机关", "制定机关"),
    "doc_number": ("发文字号", "文号", "文件编号"),
    "issued": ("成文日期", "发文日期", "印发日期"),
    "published": ("发布日期", "公布日期", "公开日期"),
    "effective": ("实施日期", "施行日期", "生效日期"),
    "expires": ("废止日期", "失效日期", "有效期至"),
}
_DATES = frozenset(("issued", "published", "effective", "expires"))
_FIELD = {label: field for field, labels in _LABELS.items() for label in labels}
_LABEL = re.compile(rf"[\[【〔]?\s*({'|'.join(_FIELD)})\s*[\]】〕]?\s*[:：]?\s*(.*)$")
_DAY = re.compile(r"([12]\d{3})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})\s*日?")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,14}[〔\[（(]\d{4}[〕\]）)]\s?(?:第)?\d+号|(?:第)?\d+号(?:令)?$")
#: A table of facts is short: a label in a longer line is a word of the text, and a longer value no fact.
_LONGEST = 60
#: Blanks that spread a label over its cell: 文　号.
_SPREAD = re.compile(r"(?<=[\u4e00-\u9fff])\s(?=[\u4e00-\u9fff])")
_BLANK = re.compile(r"[\s\u3000\xa0]+")
#: Few labels are a table; one alone may be anything.
_ENOUGH = 2


def page_facts(markup: str) -> dict[str, tuple[str, str]]:
    """(value, words it was read from) by field of the metadata; {} for a page without such a table."""
    body = LexborHTMLParser(markup).body
    if body is None:
        return {}
    pieces = [_BLANK.sub(" ", piece).strip() for piece in body.text(separator="\n").split("\n")]
    lines = [piece for piece in pieces if piece]
    found: dict[str, tuple[str, str]] = {}
    for at, line in enumerate(lines):
        match = _LABEL.match(_SPREAD.sub("", line))
        if match is None or len(line) > _LONGEST:
            continue
        after = lines[at + 1] if at + 1 < len(lines) else ""
        value = match[2] or after.lstrip(":： ")
        if not value or len(value) > _LONGEST or _LABEL.match(value):
            continue
        field = _FIELD[match[1]]
        read = _value(field, value)
        if read:
            found.setdefault(field, (read, f"{match[1]}：{value}"))
    return found if len(found) >= _ENOUGH else {}


def _value(field: str, text: str) -> str:
    if field in _DATES:
        day = _DAY.search(text)
        return iso_date(*day.groups()) if day else ""
    if field == "doc_number":
        number = re.sub(r"\s", "", text).replace("[", "〔").replace("]", "〕")
        return number if _NUMBER.match(number) else ""
    return "、".join(re.split(r"[\s,，;；、]+", text))
