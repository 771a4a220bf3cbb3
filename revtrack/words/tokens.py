"""Every word of tokens, in Chinese and English: the command, the page of an account, everybody's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revtrack.words.language import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenWords:
    """Tokens in one language. Templates are filled with `format`."""

    tokens: str
    tokens_lead: str
    token_name: str
    token_scopes: str
    token_days: str
    token_make: str
    token_made: str
    token: str
    token_revoke: str
    token_revoked: str
    token_until: str
    token_over: str
    token_used: str
    token_unused: str
    no_tokens: str
    scopes: Mapping[str, str]


_ZH = TokenWords(
    tokens="访问令牌",
    tokens_lead="供程序代您使用接口（/api、/feeds）。令牌的权限不超过您的角色，也不能打开页面或更改账户。",
    token_name="用途",  # noqa: S106
    token_scopes="权限",  # noqa: S106
    token_days="有效天数",  # noqa: S106
    token_make="新建令牌",  # noqa: S106
    token_made="“{name}”的令牌（只显示这一次）",  # noqa: S106
    token="令牌",  # noqa: S106
    token_revoke="吊销",  # noqa: S106
    token_revoked="已吊销",  # noqa: S106
    token_until="有效至",  # noqa: S106
    token_over="已过期",  # noqa: S106
    token_used="最近使用",  # noqa: S106
    token_unused="尚未使用",  # noqa: S106
    no_tokens="没有令牌。",
    scopes={"read": "读取", "write": "写入", "sources": "管理来源"},
)
_EN = TokenWords(
    tokens="Tokens",
    tokens_lead="With one a program uses the interface (/api, /feeds) as you. A token never allows more than your role "
    "does, opens no pages and changes no account.",
    token_name="What it is for",  # noqa: S106
    token_scopes="What it allows",  # noqa: S106
    token_days="Days that it lasts",  # noqa: S106
    token_make="Make a token",  # noqa: S106
    token_made="The token “{name}” (shown this once)",  # noqa: S106
    token="Token",  # noqa: S106
    token_revoke="Revoke",  # noqa: S106
    token_revoked="Revoked",  # noqa: S106
    token_until="until",  # noqa: S106
    token_over="over",  # noqa: S106
    token_used="last used",  # noqa: S106
    token_unused="never used",  # noqa: S106
    no_tokens="There are no tokens.",
    scopes={"read": "read", "write": "write", "sources": "look after sources"},
)
_WORDS: Mapping[Lang, TokenWords] = {"zh": _ZH, "en": _EN}


def token_words(lang: Lang) -> TokenWords:
    """The words in a language."""
    return _WORDS[lang]
