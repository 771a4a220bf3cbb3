"""Pages that a server answers instead of the one that was asked for: walls, checks, log-ins, "not found" with a 200.

None of them may become a version of a document. Every sign has a weight between 0 and 1; words weigh less the more text
a page has and the more it is built like a document, so that a policy may speak of 验证 and 拦截 as often as it likes.
Signs are taken together as independent ones: two of a half each make three quarters.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

Reason = Literal[
    "verification",
    "wall",
    "rate",
    "script-required",
    "challenge-script",
    "made-by-script",
    "login",
    "missing",
    "maintenance",
    "empty",
    "refresh",
    "status",
    "header",
    "home-page",
    "shrunk",
    "common",
]

#: From this score on a page is taken for blocked.
BLOCKED = 0.5
#: Up to here a page is as short as those of walls are; beyond `_LONG` words are no sign any more.
_SHORT = 300
_LONG = 1200
#: Walls are small; what is larger is looked at no further, and a page of very many tags, which a tree of deeply nested
#: ones would take seconds for, is read without a tree.
_LOOKED_AT = 400_000
_MAX_TAGS = 10_000
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})

#: What such pages say, by kind: the weight of the words on a short page, and the words.
_WORDS: tuple[tuple[Reason, float, re.Pattern[str]], ...] = (
    (
        "verification",
        0.8,
        re.compile(
            r"访问验证|安全验证|人机(?:身份)?验证|真人验证|滑动验证|滑块|拖动.{0,8}(?:拼图|滑动|完成)|点击.{0,6}进行验证"
            r"|(?:请|需要?)(?:先)?(?:输入|填写|完成).{0,8}(?:验证码?|校验码)|验证您?(?:是|是否为)?(?:真人|人类)"
            r"|正在(?:检查|检测|验证).{0,8}(?:浏览器|环境|访问)|浏览器安全检[查测]"
            r"|captcha|verify (?:that )?you(?:'| a)re (?:a )?human|are you (?:a )?(?:human|robot)|not a robot"
            r"|checking (?:your|the|if the site) (?:browser|connection|site)|just a moment|human verification"
            r"|security (?:check|verification)|attention required",
            re.I,
        ),
    ),
    (
        "wall",
        0.8,
        re.compile(
            r"(?:您的|当前|你的|本次|该)?(?:访问|请求|操作|行为|IP).{0,14}(?:被|遭).{0,8}"
            r"(?:拦截|阻断|阻止|拒绝|禁止|屏蔽|封禁|限制)"
            r"|(?:拒绝|禁止|无权|没有权限)访问"
            r"|(?:含有|存在|包含)(?:不合法|非法|恶意|危险|攻击)(?:的)?(?:参数|请求|内容|代码)"
            r"|(?:疑似|可能存在).{0,6}(?:攻击|威胁|黑客)|网站防火墙|WEB应用防火墙"
            r"|创宇盾|安全狗|云锁|网站卫士|云防护|安全防护系统"
            r"|access (?:is |was |has been )?(?:denied|blocked|forbidden)"
            r"|(?:request|you|ip)[\w ]{0,24}(?:been )?blocked"
            r"|request (?:rejected|denied)|(?:^|\b403 )forbidden|web application firewall|\bwaf\b"
            r"|(?:incident|event|support|ray|reference)\s*(?:id|#)",
            re.I,
        ),
    ),
    (
        "rate",
        0.8,
        re.compile(
            r"访问(?:过于|太|过)(?:频繁|快)|(?:请求|操作)(?:过于|太)频繁|访问频率|too many requests|rate limit", re.I
        ),
    ),
    (
        "script-required",
        0.7,
        re.compile(
            r"请?(?:您)?(?:先)?(?:开启|启用|打开|允许).{0,12}(?:javascript|js脚本|cookies?)|不支持.{0,4}javascript"
            r"|(?:enable|turn on|requires?|without) (?:javascript|cookies)"
            r"|javascript (?:is )?(?:required|disabled|must)",
            re.I,
        ),
    ),
    (
        "login",
        0.6,
        re.compile(
            r"请(?:您)?(?:先)?(?:重新)?登录|(?:用户|账号|帐号|密码|统一身份|法人|个人)登录"
            r"|(?:未|尚未)登录|登录(?:已)?(?:超时|失效|过期)|统一身份认证"
            r"|(?:please )?(?:log|sign) ?in (?:to|first|required)"
            r"|session (?:has )?(?:expired|timed out)"
            r"|login required",
            re.I,
        ),
    ),
    (
        "missing",
        0.8,
        re.compile(
            r"(?:页面|网页|文章|内容|信息|文件|栏目|地址|链接|资源|网址).{0,10}"
            r"(?:不存在|找不到|未找到|没有找到|无法找到|已(?:被)?删除|走丢|迷路|飞走)"
            r"|(?:页面|网页|链接|地址)已失效"
            r"|(?:找不到|无法找到|未找到|没有找到|无法显示).{0,10}(?:页面|网页|文章|内容|信息|文件|资源|网址)"
            r"|(?:不存在或|已)(?:被)?(?:删除|下线|移除)|(?<![\d〕\]）)第/.-])404(?![\d号条项元万])"
            r"|(?:page|file|resource|url)[\w ]{0,20}(?:not found|cannot be found|doesn.t exist|does not exist)"
            r"|not found",
            re.I,
        ),
    ),
    (
        "maintenance",
        0.7,
        re.compile(
            r"(?:网站|系统|服务器?|平台|站点|页面|栏目).{0,10}(?:维护|升级|改版|改造|建设)(?:中|期间|完成)"
            r"|正在(?:维护|升级|改版|建设)|(?:暂停|停止|暂时无法|暂不)(?:提供)?(?:服务|访问)"
            r"|(?:服务器|系统|网络|网站)(?:繁忙|忙|错误|异常|故障|出错|开小差)"
            r"|(?:网站|站点|域名)(?:已|未|暂)?(?:关闭|停用|到期|过期|备案)|敬请(?:期待|谅解)"
            r"|under (?:maintenance|construction)|(?:temporarily|service) unavailable|(?:bad gateway|gateway time-?out)"
            r"|internal server error|scheduled maintenance",
            re.I,
        ),
    ),
)
#: What challenges are made of, and nothing that pages with a text need. They are looked for on short pages only: sites
#: behind such walls keep the scripts on their real pages.
_CHALLENGES = re.compile(
    r"__jsl_clearance|jsl_clearance_s|acw_sc__v[23]|_cf_chl_opt|cdn-cgi/challenge|\$_ts\s*[=.\[]|wzws_|WZWS-?RAY|waf_?captcha"
    r"|eval\s*\(\s*function\s*\(p,\s*a,\s*c,\s*k|_guard|aliyun_?captcha|awsWafCookieDomain|geetest|TencentCaptcha",
    re.I,
)
#: A script that sets a cookie and asks again.
_SETS_COOKIE = re.compile(r"document\s*(?:\.\s*|\[['\"])cookie['\"]?\]?\s*=", re.I)
_ASKS_AGAIN = re.compile(r"location\s*(?:\.\s*(?:href|replace|reload|assign)|=|\[)", re.I)
_REFRESH = re.compile(r"""<meta[^>]{0,80}http-equiv\s*=\s*["']?refresh["']?[^>]{0,200}url\s*=""", re.I)
_PASSWORD = re.compile(r"""<input[^>]{0,300}type\s*=\s*["']?password""", re.I)
_SCRIPT_ROOT = re.compile(
    r"""<div[^>]{0,120}id\s*=\s*["']?(?:app|root|__next|__nuxt)["']?[^>]{0,120}>\s*</div>""", re.I
)
#: Clauses, numbered headings, numbers of documents, dates of issue: what a document has and a wall has not.
_DOCUMENT = re.compile(
    r"第[一二三四五六七八九十百零〇\d]{1,5}[章节条]|^[一二三四五六七八九十]{1,3}、|^（[一二三四五六七八九十]{1,3}）"
    r"|^\d{1,2}[.．、] ?\S"
    r"|[〔\[（(] ?20\d\d ?[〕\]）)] ?第? ?\d+ ?号|20\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日|各[^，。\n]{2,24}[：:]$",
    re.M,
)
_SENTENCE = re.compile(r"(?<![\u4e00-\u9fff，、])[\u4e00-\u9fff，、]{12,}+[。；]")
_DATED_LINK = re.compile(r"20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}")
_UNREAD = "script, style, template, noscript, svg, iframe, object, select, option, textarea"
_HEADER_SIGNS = (
    ("cf-mitigated", re.compile(r"challenge|block", re.I)),
    ("x-amzn-waf-action", re.compile(r"challenge|captcha|block", re.I)),
)
#: Paths of home pages, and of pages that stand for those that are not there.
_HOME_PATH = re.compile(r"/?(?:(?:index|default|home|main)\.(?:s?html?|jsp|aspx?|php|do))?/?", re.I)
_ERROR_PATH = re.compile(r"/(?:40[34]|err(?:or)?|login|verify|captcha)\b", re.I)
#: A page that had this much text and keeps less than this share of it has shrunk.
_KNOWN_LENGTH = 400
_SHRUNK_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A page's text by its length and a digest that changing numbers (times, event ids) leave alone."""

    length: int
    digest: str


@dataclass(frozen=True, slots=True)
class BlockScore:
    """How surely a page is none of the site's own: 0 for a page, 1 for a wall; the signs, strongest first."""

    score: float
    reasons: tuple[Reason, ...]

    @property
    def blocked(self) -> bool:
        """Whether the page must not be taken for what was asked for."""
        return self.score >= BLOCKED


class _Page(NamedTuple):
    """A page as it is looked at: its source, its title, the text that a reader sees, and what only script-less see."""

    source: str
    title: str
    text: str
    without_script: str
    links: int

    @property
    def length(self) -> int:
        return len(re.sub(r"\s", "", self.text))


def block_score(
    body_text: str,
    status: int = 200,
    title: str = "",
    size: int | None = None,
    *,
    asked: str = "",
    address: str = "",
    headers: Mapping[str, str] = _NO_HEADERS,
    known: Fingerprint | None = None,
    elsewhere: int = 0,
) -> BlockScore:
    """How surely `body_text`, the decoded source of a page (or a text), is not the page that was asked for.

    `title` is taken from the page where it is not given; `size` is the number of bytes, 0 or very few being a sign;
    `asked` and `address` are where the page was looked for and where it was found; `headers` those of the answer, by
    lower-case name; `known` is the fingerprint of the page when it was last good, and `elsewhere` the number of other
    addresses that answer with the fingerprint of this one.
    """
    page = _read(body_text, title)
    weight = _weight_of_words(page)
    signs: dict[Reason, float] = {}
    found: tuple[tuple[Reason, float], ...] = (
        *_said(page, weight),
        *_made_of(page, size),
        *_answered(status, headers, asked, address, page),
        *_compared(page, weight, known, elsewhere),
    )
    for reason, sign in found:
        signs[reason] = max(sign, signs.get(reason, 0.0))
    doubt = 1.0
    for sign in signs.values():
        doubt *= 1.0 - min(sign, 1.0)
    strongest = sorted(signs.items(), key=lambda item: -item[1])
    return BlockScore(round(1.0 - doubt, 3), tuple(reason for reason, sign in strongest if sign > 0.0))


def fingerprint(body_text: str) -> Fingerprint:
    """The fingerprint of a page, to be kept with it while it is good."""
    page = _read(body_text, "")
    plain = re.sub(r"[0-9a-f]{8,}|\d+|\s+", "", f"{page.title}\n{page.text}".lower())
    return Fingerprint(page.length, hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest())


def _read(source: str, title: str) -> _Page:
    source = source[:_LOOKED_AT]
    if "<" not in source:
        return _Page(source, title, _lines(source), "", 0)
    if source.count("<") > _MAX_TAGS:
        return _Page(source, title, _lines(re.sub(r"<[^<>]*>", "\n", source)), "", source.count("<a "))
    tree = LexborHTMLParser(source)
    found = tree.css_first("title")
    title = title or (found.text(strip=True) if found is not None else "")
    without_script = " ".join(node.text(separator=" ", strip=True) for node in tree.css("noscript"))
    links = sum(1 for _ in tree.css("a[href]"))
    for node in tree.css(f"{_UNREAD}, title"):
        node.decompose()
    root = tree.body or tree.root
    text = root.text(separator="\n", strip=True) if root is not None else ""
    return _Page(source, title, _lines(text), re.sub(r"<[^<>]*>", " ", without_script), links)


def _lines(text: str) -> str:
    """The lines of a text that hold anything, with single spaces: what the signs of a document are looked for in."""
    return "\n".join(line for part in text.splitlines() if (line := " ".join(part.split())))


def _weight_of_words(page: _Page) -> float:
    """1 for a short page without the marks of a document, 0 for a long one or a document."""
    by_length = min(max((_LONG - page.length) / (_LONG - _SHORT), 0.0), 1.0)
    if by_length == 0.0:
        return 0.0
    marks = len(_DOCUMENT.findall(page.text)) + len(_SENTENCE.findall(page.text)) / 2
    if page.links >= 10:
        marks += len(_DATED_LINK.findall(page.text)) / 2
    return by_length * max(1.0 - marks / 6, 0.0)


def _said(page: _Page, weight: float) -> Iterator[tuple[Reason, float]]:
    """What the page says of itself, in its title and in its text."""
    for reason, sign, words in _WORDS:
        if (found := words.search(page.title)) is not None:
            # A title that is little more than these words; a document's title says what it is about besides.
            share = len(found.group()) / max(len(page.title.strip()), 1)
            yield reason, sign * max(weight, 0.2) * min(0.5 + share, 1.0)
        count = sum(1 for _ in islice(words.finditer(page.text), 3)) if weight else 0
        if count:
            # One mention among other things says less than a page that is about nothing else.
            short = 1.0 if page.length <= _SHORT / 2 else 0.85 if page.length <= _SHORT else 0.7
            yield reason, min(sign * short + 0.1 * (count - 1), 0.95) * weight
    if page.length < 80 and any(words.search(page.without_script) for _, _, words in _WORDS):
        yield "script-required", 0.6


def _made_of(page: _Page, size: int | None) -> Iterator[tuple[Reason, float]]:
    """What the page is built of."""
    length = page.length
    if length <= _SHORT and _CHALLENGES.search(page.source) is not None:
        yield "challenge-script", 0.95 if length < 80 else 0.6
    if length < 80 and _SETS_COOKIE.search(page.source) and _ASKS_AGAIN.search(page.source):
        yield "challenge-script", 0.9
    if length <= _SHORT and _PASSWORD.search(page.source) is not None:
        yield "login", 0.7
    if length < 80 and _REFRESH.search(page.source) is not None:
        yield "refresh", 0.4
    if length < 80 and _SCRIPT_ROOT.search(page.source) is not None:
        yield "made-by-script", 0.6
    if length < 10 or (size is not None and size < 16):
        yield "empty", 0.9
    elif length < 40 and page.links < 3:
        yield "empty", 0.4


def _answered(
    status: int, headers: Mapping[str, str], asked: str, address: str, page: _Page
) -> Iterator[tuple[Reason, float]]:
    """What the answer says besides the page."""
    if status >= 400:
        yield "status", 0.9
    elif status == 202:
        yield "status", 0.4 if page.length <= _SHORT else 0.1
    for name, words in _HEADER_SIGNS:
        if words.search(headers.get(name, "")):
            yield "header", 0.95
    if leads_home(asked, address):
        yield "home-page", 0.6


def leads_home(asked: str, address: str) -> bool:
    """Whether what was asked for was answered from the home page of a site, or from a page that every miss leads to."""
    before, after = urlsplit(asked), urlsplit(address)
    if not (asked and address) or before.path == after.path:
        return False
    home = _HOME_PATH.fullmatch(after.path) and not _HOME_PATH.fullmatch(before.path) and not after.query
    return bool(home or _ERROR_PATH.search(after.path))


def _compared(page: _Page, weight: float, known: Fingerprint | None, elsewhere: int) -> Iterator[tuple[Reason, float]]:
    """How the page stands to what it was, and to what other addresses answer."""
    had = known.length if known is not None else 0
    shrunk = had >= _KNOWN_LENGTH and page.length < had * _SHRUNK_SHARE and page.length <= _LONG
    if shrunk:
        yield "shrunk", 0.4
    if elsewhere > 0 and shrunk:
        yield "common", min(0.3 + 0.1 * elsewhere, 0.7)
    elif elsewhere > 1:  # one document may well stand under two addresses
        yield "common", min(0.1 * elsewhere, 0.6) * weight
