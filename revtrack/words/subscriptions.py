"""The words of subscriptions, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revtrack.words.corpus import corpus_words
from revtrack.words.language import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionWords:
    """Subscriptions in one language. Templates are filled with `format`."""

    title: str
    lead: str
    none: str
    subscribe: str
    new: str
    to: str
    to_hint: str
    kinds: Mapping[str, str]
    channels: Mapping[str, str]
    feed: str
    matches: str
    waiting: str
    fault: str
    since: str
    remove: str
    removed: str
    made: str
    signed_by: str
    signs: Mapping[str, str]
    statuses: Mapping[str, str]
    untitled: str
    more: str
    changes: str
    message_title: str
    found_none: str
    sent: str


_ZH = SubscriptionWords(
    title="我的订阅",
    lead="语料库收入新文本时，其中与订阅有关的新内容会告知您，并附义务变化；订阅之前已有的不告知，每个新版本告知一次。",
    none="还没有订阅。在检索、单位、指标、政策脉络或文件页上选择“订阅”。",
    subscribe="订阅",
    new="新订阅",
    to="告知到",
    to_hint="留空：只用订阅源（Atom）；https:// 地址：带签名的回调；邮箱地址：邮件；"
    "管理员还可写 tell.toml 中的名称或 Apprise 地址",
    kinds={"search": "检索", "body": "单位", "indicator": "指标", "line": "政策脉络", "document": "文件"},
    channels={
        "feed": "仅订阅源",
        "webhook": "回调",
        "mail": "邮件",
        "apprise": "Apprise 地址",
        "name": "tell.toml 中的名称",
    },
    feed="订阅源（Atom），地址不变",
    matches="已发现 {count} 份",
    waiting="{count} 条待发送",
    fault="上次未送达：{fault}",
    since="自 {day} 起",
    remove="取消订阅",
    removed="已取消订阅“{title}”。",
    made="已订阅“{title}”。",
    signed_by="回调签名密钥（只显示这一次，请保存）：",
    signs={"new": "＋", "changed": "～", "gone": "－", "ended": "－"},
    statuses=corpus_words("zh").statuses,
    untitled=corpus_words("zh").untitled,
    more="……另有 {count} 处",
    changes="义务变化 {count} 处：",
    message_title="revtrack：“{title}”有 {count} 份新内容",
    found_none="还没有发现新内容。",
    sent="已发送 {count} 条。",
)
_EN = SubscriptionWords(
    title="My subscriptions",
    lead="When a text comes into the corpus, what is new in it for a subscription is told, with the changes of duties; "
    "nothing that was there before, and each new version once.",
    none="There is none yet. Choose “Subscribe” on a search, a body, an indicator, a policy line or a document.",
    subscribe="Subscribe",
    new="New subscription",
    to="Tell",
    to_hint="Empty: the feed (Atom) alone; an https:// address: a signed call; a mail address: mail; administrators "
    "may also give a name of tell.toml or an address as Apprise writes it",
    kinds={
        "search": "search",
        "body": "body",
        "indicator": "indicator",
        "line": "policy line",
        "document": "document",
    },
    channels={
        "feed": "feed alone",
        "webhook": "webhook",
        "mail": "mail",
        "apprise": "address of Apprise",
        "name": "name of tell.toml",
    },
    feed="Feed (Atom), at an address that stays",
    matches="found in {count}",
    waiting="{count} to be sent",
    fault="not taken: {fault}",
    since="since {day}",
    remove="Unsubscribe",
    removed="Unsubscribed from “{title}”.",
    made="Subscribed to “{title}”.",
    signed_by="What signs the calls (shown this once; keep it):",
    signs={"new": "+", "changed": "~", "gone": "−", "ended": "−"},
    statuses=corpus_words("en").statuses,
    untitled=corpus_words("en").untitled,
    more="… {count} more",
    changes="Changes of duties: {count}",
    message_title="revtrack: {count} new for “{title}”",
    found_none="Nothing new was found yet.",
    sent="Messages sent: {count}.",
)
_WORDS: Mapping[Lang, SubscriptionWords] = {"zh": _ZH, "en": _EN}


def subscription_words(lang: Lang) -> SubscriptionWords:
    """The words of subscriptions in a language."""
    return _WORDS[lang]
