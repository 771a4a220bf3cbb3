"""One written form for each web address, so that an item is known again however a page spells its link."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

#: Longer than any address a publishing system makes; longer ones are data in disguise.
_MAX_LENGTH = 2_000
_PORTS = {"http": 80, "https": 443}
#: Parameters that say where a reader came from, never what is read.
_TRACKING = re.compile(
    r"utm_\w+|spm|scm|gclid|fbclid|msclkid|yclid|bd_vid|hmsr|hmpl|hmcu|hmkw|hmci|nsukey|isappinstalled|share_token"
    r"|share_from|sharefrom|clicktime|enterid|wxshare|phpsessid|jsessionid|aspsessionid\w*",
    re.I,
)
#: `from` can be a filter of the site; only the values that messengers append are dropped.
_SHARED_FROM = re.compile(r"from=(?:singlemessage|groupmessage|timeline|message|wechat|weixin|qq|weibo)", re.I)
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.I)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_][a-z0-9_-]{0,62})*\.?|\[[0-9a-f:.]+\]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def canonical_address(link: str, base: str = "", *, encoding: str = "utf-8") -> str:
    """The absolute address of `link` on the page `base`, in its one written form; "" where it leads to no page.

    Fragments are dropped, except those that a page made by script reads as its address (`#/notice/5`, `#!5`); so are
    parameters of trackers and sessions. `encoding` is that of the page: browsers write the words of a query in it.
    Links that are scripts, mail, files or data, that carry a name and password, or that are no address give "".
    """
    text = _without_controls(link)
    if not text or len(text) > _MAX_LENGTH:
        return ""
    scheme = _SCHEME.match(text)
    if scheme is not None and scheme[0].lower() not in {"http:", "https:"}:
        return ""
    # Browsers read a backslash in a web address as a slash; reading it otherwise than they do is how gates are fooled.
    head, mark, tail = text.partition("?")
    text = head.replace("\\", "/") + mark + tail
    try:
        # A whole address is not joined: joining drops a semicolon at its end.
        parts = urlsplit(text if scheme is not None else urljoin(_without_controls(base), text))
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in _PORTS or "@" in parts.netloc:
        return ""
    host = _host(parts.hostname or "")
    if not host:
        return ""
    path = _without_dots(_escaped(_SESSION.sub("", parts.path), "/:@!$&'()*+,;=", "utf-8"))
    query = _query(parts.query, encoding)
    address = f"{parts.scheme}://{host}"
    if port is not None and port != _PORTS[parts.scheme]:
        address += f":{port}"
    address += path + (f"?{query}" if query else "")
    if parts.fragment.startswith(("/", "!")):
        address += "#" + _escaped(parts.fragment, "/:@!$&'()*+,;=?", "utf-8")
    return address if len(address) <= _MAX_LENGTH else ""


def page_base(address: str, href: str) -> str:
    """Against what the links of a page are read: its own address, or the `<base href>` that it declares."""
    return canonical_address(href, address) or address


def host_of(address: str) -> str:
    """The host (and port) of a canonical address, "" for none."""
    return urlsplit(address).netloc


def same_place(address: str) -> str:
    """The address without its scheme: sites that turn from http to https keep their pages."""
    return address.partition("://")[2] or address


def _without_controls(text: str) -> str:
    """As browsers do: blanks around an address are cut, line ends and tabs within it vanish."""
    trimmed = text.strip("\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0e\x0f\x1b \t\r\n\f\u3000\xa0\ufeff\u200b")
    return re.sub(r"[\x00-\x1f\x7f]", "", trimmed)


def _host(name: str) -> str:
    lowered = name.lower()
    if ":" in lowered:
        lowered = f"[{lowered}]"
    elif not lowered.isascii():
        try:
            lowered = lowered.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    return lowered if _HOST.fullmatch(lowered) else ""


def _escaped(text: str, safe: str, encoding: str) -> str:
    """Percent escapes in capitals where needed and only where needed; what is reserved keeps the form it came in."""
    try:
        quoted = quote(text, safe=f"{safe}%", encoding=encoding, errors="strict")
    except (UnicodeEncodeError, LookupError):
        quoted = quote(text.encode("utf-8", "replace"), safe=f"{safe}%")
    # A percent sign that begins no escape is one itself.
    quoted = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", quoted)
    return _ESCAPE.sub(_plain, quoted)


def _plain(escape: re.Match[str]) -> str:
    character = chr(int(escape[1], 16))
    return character if character in _UNRESERVED else f"%{escape[1].upper()}"


def _without_dots(path: str) -> str:
    """Dot segments resolved: escaped ones are dots only after unescaping, and links may climb above the root."""
    segments: list[str] = []
    parts = path.split("/")
    for part in parts:
        if part == "..":
            if len(segments) > 1:
                segments.pop()
        elif part != ".":
            segments.append(part)
    if parts[-1] in {".", ".."}:
        segments.append("")
    joined = "/".join(segments)
    return joined if joined.startswith("/") else f"/{joined}"


def _query(query: str, encoding: str) -> str:
    kept = [
        part
        for part in query.split("&")
        if part and not _TRACKING.fullmatch(part.partition("=")[0]) and not _SHARED_FROM.fullmatch(part)
    ]
    return _escaped("&".join(kept), "/:@!$&'()*+,;=?[]", encoding)
