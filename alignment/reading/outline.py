"""The parts of a document: contents list, front matter, the text proper, back matter; and the title it gives itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from alignment.reading.normalize import fold
from alignment.reading.numerals import Label, Level, read_label

#: The levels of a law, from part to article.
LAW_LEVELS = (Level.PART, Level.CHAPTER, Level.SECTION, Level.ARTICLE)
#: What ends a sentence.
STOPS = "。！？!?"
#: What a document is called: …实施方案, …管理办法.
_TITLE_KINDS = (
    r"方案|办法|规定|措施|意见|计划|规划|要点|条例|细则|通知|决定|清单|纲要|公告|批复|制度|指引|指南|法|规则|三十条"
    r"|规程|标准|准则"
)
#: A line that is a title: 霁原市停车管理办法（试行）, 优化早餐网点二十条.
_TITLE = re.compile(
    rf"[^。；：！？]{{3,90}}(?:{_TITLE_KINDS}|[\d一二三四五六七八九十]{{1,6}}条)(?:[（(][^）)]*[）)])*$"
)
#: （征求意见稿）, on a line of its own.
_STATUS_LINE = re.compile(
    r"\s*[（(]?(?:征求意见稿|公开征求意见稿|草案|讨论稿|送审稿|试行|暂行|修订稿|修订草案)[^）)]{0,12}[）)]?$"
)
#: 2031年3月1日, （二〇三一年三月一日）.
_DATE_ONLY = re.compile(
    r"[（(]?[\d〇○零一二三四五六七八九十]{2,4}\s?年[\d一二三四五六七八九十\s]{1,4}月"
    r"[\d一二三四五六七八九十\s]{1,4}日[）)]?$"
)
#: 霁政办发〔2031〕5号.
_DOC_NUMBER = re.compile(r"[^。，；：]{2,14}[〔\[（(]\d{4}[〕\]）)]\s?(?:第\s?)?\d+\s?号$")
#: （此件公开发布）, （联系人：…）.
_PUBLICITY = re.compile(r"[（(]\s?(?:此件|公开形式|联系人|联系电话|信息公开)[^）)]*[）)]$")
#: 各街道办事处，区政府各部门：
_ADDRESSEE = re.compile(r"[^。；]{2,200}[：:]$")
#: 附件：1.任务清单.
_ANNEX_LIST = re.compile(r"附件\s?[:：]?\s?(?:\d|$)|附件\s?[:：]|附\s?[:：]")
#: Behind the text, the heading of another one: 2.关于印发….
_NEXT_DOCUMENT = re.compile(r"\d{1,3}\s?[.．]\s?[^。]{4,80}(?:关于|印发)[^。]*$")
#: 为…，制定本方案。 opens the text proper.
_PREAMBLE_END = re.compile(
    r"制定(?:本|如下|了本|此|工作)|制订(?:本|如下)|(?:提出|采取)(?:以下|如下)|现(?:就|将|提出|制定)[^。]{0,60}如下"
    r"|特制定|(?:方案|意见|措施|通知|办法|规定|计划)如下"
)
#: What a covering notice says: 现印发给你们，请认真贯彻执行。
_NOTICE = re.compile(
    r"(?:印发|发布|公布|转发)(?:给)?你们|请[^。]{0,20}(?:贯彻|遵照|执行|落实)|现予(?:印发|公布|发布)|特此通知"
)
#: …的通知（试行）: the title of a covering notice.
_OF_NOTICE = re.compile(r"通知(?:[（(][^）)]{0,100}[）)]){0,4}$")
#: 目录, over a contents list.
_TOC_HEAD = re.compile(r"(?:目\s*录|目\s*次|contents)$", re.I)
#: The number of the page, behind the dots of a contents list.
_LEADERS = re.compile(r"(?:(?<![.…·\s])[.…·\s]+\d*|(?<![\d.…·\s])\d+)$")
#: 抄送：…, 联系人：…
_IMPRINT = re.compile(r"[（(]?联系(?:人|电话|方式)|抄送|主办|印发日期")
#: A body that signs.
_SIGNATURE = re.compile(r"(?:政府|办公厅|办公室|委员会|局|厅|部|院|会|署)$")


@dataclass(slots=True)
class Outline:
    """Where the parts of a document begin: body and back are indexes of paragraphs, toc a set of them."""

    body: int
    back: int
    toc: frozenset[int] = field(default_factory=frozenset[int])


def outline_of(texts: Sequence[str]) -> Outline:
    """The parts of a document, given its paragraphs in order."""
    labels = [read_label(text) for text in texts]
    toc = _contents(texts, labels)
    body = _body_start(texts, labels, toc)
    return Outline(body, _back_start(texts, labels, body), toc)


def _contents(texts: Sequence[str], labels: Sequence[Label | None]) -> frozenset[int]:
    """A contents list: headings that stand again further down, after 目录 or as a run of short numbered lines."""
    keys = [fold(_LEADERS.sub("", text)) for text in texts]
    seen = Counter(keys)
    heads = [i for i, text in enumerate(texts) if _TOC_HEAD.match(text)]
    for start in heads:
        if start > len(texts) * 0.4:
            continue
        inside = {start}
        later = Counter(keys[start + 1 :])
        for i in range(start + 1, len(texts)):
            repeated = later[keys[i]] > 1 or any(
                other != keys[i] and len(keys[i]) > 4 and keys[i] in other for other in keys[i + 1 : i + 400]
            )
            already = keys[i] in {keys[j] for j in inside}
            if len(texts[i]) > 70 or already or texts[i][-1:] in STOPS or not (repeated or labels[i]):
                break
            inside.add(i)
        if len(inside) > 3:
            return frozenset(inside)
    run: set[int] = set()
    for i, key in enumerate(keys):
        if (
            labels[i]
            and len(texts[i]) <= 60
            and seen[key] > 1
            and texts[i][-1] not in STOPS
            and key not in {keys[j] for j in run}
        ):
            run.add(i)
        elif len(run) >= 5:
            break
        else:
            run = set()
    return frozenset(run) if len(run) >= 5 and max(run) < len(texts) * 0.4 else frozenset()


def _body_start(texts: Sequence[str], labels: Sequence[Label | None], toc: frozenset[int]) -> int:
    """The first paragraph of the text proper: the preamble of the plan, or its first numbered provision."""
    first = next(
        (
            i
            for i, label in enumerate(labels)
            if label
            and i not in toc
            and (label.value in (0, 1) or label.level in LAW_LEVELS)
            and label.level not in (Level.ANNEX, Level.DASH)
            and not _NEXT_DOCUMENT.match(texts[i])
        ),
        None,
    )
    front_end = -1
    for i, text in enumerate(texts[: first if first is not None else len(texts)]):
        if i in toc or _is_front(text, i, first):
            front_end = i
    if first is None:
        # no numbers at all: what is no front matter by its form is body
        return min(front_end + 1, len(texts))
    return max(front_end + 1, 0)


def _is_front(text: str, index: int, first: int | None) -> bool:
    if _PREAMBLE_END.search(text) and not _NOTICE.search(text):
        return False
    if (
        _DOC_NUMBER.match(text)
        or _DATE_ONLY.match(text)
        or _PUBLICITY.match(text)
        or _STATUS_LINE.match(text)
        or (_ADDRESSEE.match(text) and not text.startswith(("一", "（", "(")) and index < 12)
    ):
        return True
    if _NOTICE.search(text) and len(text) < 400 and index < 16:
        return True
    if text[-1] in STOPS or len(text) > 120:
        return False
    if index == 0 or _TITLE.match(text):
        return True
    # a short line without a stop before the first number: issuer, half a title, the note under a law's title
    return first is not None and len(text) <= 60 and text[-1] not in "：:；;，"


def _back_start(texts: Sequence[str], labels: Sequence[Label | None], body: int) -> int:
    """The first paragraph of the back matter: annex list, publicity, signature, date, the next document's heading."""
    end = len(texts)
    back = end
    while back > body and _is_back(texts, labels, back - 1, back == end):
        back -= 1
    # the list may hold unmarked lines; go up to its head where one stands near
    for i in range(back - 1, max(body, back - 30) - 1, -1):
        if _ANNEX_LIST.match(texts[i]) and all(len(text) <= 80 and "。" not in text for text in texts[i:back]):
            return i
    return back


def _is_back(texts: Sequence[str], labels: Sequence[Label | None], i: int, last: bool) -> bool:
    text, label = texts[i], labels[i]
    if _ANNEX_LIST.match(text) and len(text) <= 120 and "。" not in text:
        return True
    if _PUBLICITY.match(text) or _DATE_ONLY.match(text) or _IMPRINT.match(text):
        return True
    if last and _NEXT_DOCUMENT.match(text) and text[-1] not in STOPS:
        return True
    if text[-1] in STOPS + "；;：:" or len(text) > 60 or "，" in text or "。" in text:
        return False
    if label is None:
        after = texts[i + 1] if i + 1 < len(texts) else ""
        return bool(_DATE_ONLY.match(after)) or bool(_SIGNATURE.search(text) and last)
    # an item of an annex list: its head stands a few lines above
    if label.level is not Level.POINT:
        return False
    return any(_ANNEX_LIST.match(texts[j]) and "。" not in texts[j] for j in range(max(0, i - 15), i))


def title_of(front: Sequence[str]) -> str:
    """The document's own title, "" where none is found.

    It is the last line of the front matter that names a kind of document, a notice only where nothing else does.
    """
    titles = [
        text
        for text in front
        if _TITLE.match(text) and not _NOTICE.search(text) and not _ADDRESSEE.match(text) and len(text) > 5
    ]
    own = [text for text in titles if not _OF_NOTICE.search(text)]
    if own:
        return own[-1]
    for text in front:
        quoted = re.search(r"(?:现将|印发)《([^》]{4,80})》", text) or re.match(r"《([^》]{4,80})》已经", text)
        if quoted:
            return quoted[1]
    return titles[-1] if titles else ""
