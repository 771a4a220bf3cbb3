"""Names of documents in a sentence: in book marks, or bare before what is said of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from alignment.reading.dates import iso_date

#: A title in book marks; one level of marks may stand within it.
_TITLE = re.compile(r"《((?:[^《》\n]|《[^《》\n]*》){2,160})》")
#: What stands in brackets behind a title: its number, its history. One level of brackets may stand within.
_BRACKET = re.compile(r"\s{0,20}[（(](?:[^（）()]|[（(][^（）()]*[）)])*[）)]")
_TRIAL = re.compile(r"\s*[（(](?:试行|暂行|草案)[）)]")
_NUMBER = re.compile(
    r"(?![年月日])[\u4e00-\u9fff]{1,16}[〔\[（(﹝【]\s*\d{4}\s*[〕\]）)﹞】]\s*(?:第\s*)?\d{1,5}\s*号"
    r"|(?![年月日])[\u4e00-\u9fff]{2,24}令?\s*(?:第\s*)?\d{1,4}\s*号令?"
)
_CN = "〇○零一二三四五六七八九十"
_DAY = re.compile(
    rf"([12１２]\d{{3}}|[{_CN}]{{4}})年(?:(\d{{1,2}}|[{_CN}]{{1,3}})月(?:(\d{{1,2}}|[{_CN}]{{1,3}})日)?)?"
)
#: The words with which the name of a document ends.
KINDS = (
    "办法|规定|条例|细则|决定|通知|意见|规则|章程|标准|制度|法|命令|指示|通则|纲要|规程|方案|措施|公告|通告|规范|解释|批复|"
    "决议|准则|计划|规划|目录|清单|要点|答复|复函|函|令"
)
_VAGUE = re.compile(
    r"有关|相关|其他|其它|上述|此前|以前|抵触|不一致|不符|各项|一切|凡|许可证|证书|资格|资质|合同|协议|^原?规定$|^本|该|"
    r"^(?:\d+|[一二三四五六七八九十]+)(?:项|件|部)|下列|以下"
)
_PUBLISHED = re.compile(r"(?:发布|公布|颁布|颁发|批准|通过|印发|制定|施行|实施|发出|下发|修订|修正|修改|转发)的")
_BARE = re.compile(rf"(?P<known>原|现行的?)?([^，,。；、：]{{3,80}}?(?:{KINDS})(?:[（(](?:试行|暂行|草案)[）)])?)$")
#: How far into an item its title may begin, behind its number.
_LEAD = 12
_NUMBERED = re.compile(
    r"\s{0,20}(?:(?:第?[一二三四五六七八九十百]{1,6}[、.．项]|[（(][一二三四五六七八九十\d]{1,6}[）)]、?|\d{1,3}\s?[、.．]?"
    r"|[①-⑳])\s{0,20})?"
)
#: The place of a title in a masked sentence: as long as the title, so that offsets stay.
MASK = "▢"


@dataclass(frozen=True, slots=True)
class Named:
    """A document named in a sentence: `start` and `end` are offsets there, brackets behind the title included."""

    title: str
    number: str
    start: int
    end: int


def titles_in(sentence: str) -> tuple[Named, ...]:
    """The titles in book marks, in order; those within brackets behind another title belong to its history."""
    found: list[Named] = []
    at = 0
    while match := _TITLE.search(sentence, at):
        bracket = _BRACKET.match(sentence, match.end())
        end = bracket.end() if bracket else match.end()
        number = _NUMBER.search(bracket[0]) if bracket else None
        trial = _TRIAL.fullmatch(bracket[0]) if bracket else None
        title = unmarked(match[1] + (trial[0] if trial else ""))
        found.append(Named(title, _bare_number(number[0]) if number else "", match.start(), end))
        at = end
    return tuple(found)


def masked(sentence: str, titles: tuple[Named, ...]) -> str:
    """The sentence with each title blanked, so that no word of a title is taken for one of the sentence."""
    parts: list[str] = []
    at = 0
    for one in titles:
        parts += [sentence[at : one.start], MASK * (one.end - one.start)]
        at = one.end
    return "".join((*parts, sentence[at:]))


def bare_name(before: str) -> str:
    """The name of a document without book marks at the end of a stretch, "" where none is certain."""
    published = list(_PUBLISHED.finditer(before))
    stretch = before[published[-1].end() :] if published else re.split(r"[，,。；：、]", before)[-1]
    match = _BARE.search(stretch.strip("“”\"' "))
    if not match or _VAGUE.search(match[2]):
        return ""
    if not published and (not match["known"] or "的" in match[2] or len(match[2]) < 6):
        return ""
    return unmarked(match[2])


def item_name(item: str) -> tuple[str, str]:
    """(title, number) that an item of a list begins with, with or without book marks; ("", "") for none."""
    titles = titles_in(item)
    if titles and titles[0].start <= _LEAD and (titles[0].start == 0 or _NUMBERED.fullmatch(item[: titles[0].start])):
        return titles[0].title, titles[0].number
    if titles and (published := re.match(r"[^《》（(]{0,60}的$", item[: titles[0].start])) and published:
        return titles[0].title, titles[0].number
    plain = _NUMBERED.sub("", item.strip(), count=1).strip()
    name = re.match(rf"(.{{4,90}}?(?:{KINDS})(?:[（(](?:试行|暂行|草案)[）)])?)(?=[（(；;。，,\s]|$)", plain)
    if not name or _VAGUE.search(name[1]):
        return "", ""
    number = _NUMBER.search(plain[name.end() :])
    return unmarked(name[1]), _bare_number(number[0]) if number else ""


def made_on(words: str) -> str:
    """The day (YYYY-MM-DD) or year (YYYY) that words before a title give it, "" for none."""
    days = list(_DAY.finditer(re.split(r"起(?:施行|实施|执行|生效)[，,。；]", words)[-1]))
    if not days:
        return ""
    year, month, day = days[0].groups()
    if month and day:
        return iso_date(year, month, day)
    return iso_date(year, "1", "1")[:4]


def unmarked(title: str) -> str:
    """A title as it stands by itself: marks within it are written 《》, blanks left out."""
    return re.sub(r"\s", "", title).replace("〈", "《").replace("〉", "》")


def _bare_number(number: str) -> str:
    return re.sub(r"\s", "", number)
