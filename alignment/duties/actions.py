"""How far a verb goes, compared: 探索 < 推动 < 建立 < 完成; and how hard a sanction strikes: 警告 < 罚款 < 吊销."""

from __future__ import annotations

import re

#: A sanction, or what else is inflicted on who breaks a rule.
_SANCTION = re.compile(
    r"罚款|警告|没收|吊销|责令|停业|拘留|处分|降级|开除|撤职|记过|有期徒刑|拘役|罚金|管制|取缔|扣押|暂扣|处罚"
    r"|撤销.{0,10}(?:资格|许可|证)|通报批评|信用惩戒|失信|追究.{0,8}责任|赔偿|限制从业|禁入|不得重新从业|降低资质"
    r"|注销"
)
#: 向作出处罚决定的机关申请复议, 办理注销手续: a sanction that is only spoken of.
_DECIDED = re.compile(
    r"(?:行政)?处罚(?:的)?(?:决定|通知|种类|裁量|听证|程序|信息|案件)|责令[^,，。]{0,8}(?:决定|通知)书?"
    r"|(?:申请|办理)[^,，。]{0,10}(?:注销|撤销)"
)
#: Sanctions by how hard they strike.
_SEVERITY = {
    **dict.fromkeys(("改正", "整改", "约谈"), 1),
    **dict.fromkeys(("通报批评", "警告"), 2),
    "罚款": 3,
    "没收": 4,
    **dict.fromkeys(("暂扣", "限制"), 5),
    **dict.fromkeys(
        ("停产", "停业", "停止营业", "停止经营", "停止生产", "停止施工", "停止使用", "暂停使用", "降低资质"), 6
    ),
    **dict.fromkeys(("吊销", "撤销", "关闭", "取缔"), 7),
    "拘留": 8,
    "刑事责任": 9,
}
#: How firmly a verb of a plan promises: 探索 < 推动 < 建立 < 完成.
_VERB_RANK = {
    **dict.fromkeys(("研究", "探索", "谋划", "论证"), 1),
    **dict.fromkeys(("试点", "试行", "先行先试", "指导", "提醒", "劝导"), 2),
    **dict.fromkeys(("鼓励", "支持", "引导", "倡导", "推动", "推进", "促进", "争取", "力争", "督促"), 3),
    **dict.fromkeys(("开展", "组织", "加强", "制定", "建立", "完善", "优化", "推广", "推行", "实施"), 4),
    **dict.fromkeys(("实现", "完成", "建成", "确保", "落实", "全面推行", "全覆盖", "责令"), 5),
}


def verb_rank(text: str) -> int:
    """How firmly a verb of a plan promises, 0 where it is not known."""
    return max((rank for verb, rank in _VERB_RANK.items() if verb in text), default=0)


def severity(text: str) -> int:
    """How hard a sanction strikes, by the hardest that the words name; 0 where they name none."""
    return max((rank for word, rank in _SEVERITY.items() if word in text), default=0)


def names_sanction(text: str) -> bool:
    """Whether words name a sanction or what else is inflicted on who breaks a rule.

    >>> names_sanction("处五百元罚款"), names_sanction("公布收费标准")
    (True, False)
    """
    return _SANCTION.search(_DECIDED.sub("", text)) is not None
