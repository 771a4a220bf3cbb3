"""To whom a duty is done: reported, submitted, given, ordered; and what kind of report it is (审批, 备案, 报告 …)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from alignment.duties.bodies import BodyReader
from alignment.reading.flat import flatten

#: What a report asks of the one who receives it, the stronger the higher: 批准 > 同意 > 审查 > 备案 > 报告.
REPORTS: dict[str, int] = {
    **dict.fromkeys(("审批", "批准", "核准", "审定", "许可", "批复", "批"), 5),
    **dict.fromkeys(("同意", "决定", "通过"), 4),
    **dict.fromkeys(("审查", "审核", "审议", "审阅", "研究", "核定", "确认", "论证"), 3),
    **dict.fromkeys(("备案", "报备", "登记", "备查", "注销", "变更", "承诺"), 2),
    "征求意见": 1,
    **dict.fromkeys(("报告", "上报", "汇报", "报送", "通报", "抄送", "通知", "告知", "请示", "报"), 1),
}
#: Words of sending that say themselves what kind of report it is.
_SAYING = ("告知", "通知")
_KIND = "|".join(sorted(REPORTS, key=len, reverse=True))
#: 报市政府备案: a word of sending, then the name of who gets it.
_SENT = re.compile(
    r"(?:报送|报经|报请|上报|呈报|抄送|抄报|提请|送交|分送|移送|移交|转交|转办至|推送至|推送给|转派至|派送至|发送至"
    r"|退还给|返还给|交付给|支付给|归还给|转告|直报|报告(?=[省市区县镇乡公上主人监应消卫有本所原])|督促|敦促"
    r"|(?<![照据合足按需据])要求|申请(?=[^,。]{2,8}强制)|反馈|提交|递交|交由|交给|告知|通知|提醒|责令|责成|授权"
    r"|委托|帮助|便利|约谈|判决|印发|发给|送达"
    r"|(?<![上申通汇呈填预])报(?!告|名|考|销|废|价|表|刊|纸|警|关|检|税|酬|道)|(?<![提移转递外成社])交(?!易|通|流|办"
    r"|付|由|给|叉|互|换|接|底)|(?<![分移])送(?!达|检))(?:至|给|到)?"
)
#: 向市政府报告, 向社会公布: what is done towards somebody.
_TOWARDS = re.compile(
    rf"向(?P<name>[^,。;:向]{{2,40}}?)(?P<kind>{_KIND}|书面报告|申请|提出|提交|公布|公开|公示|公告|送达|移交|移送"
    r"|反馈|提供|推送|开放|起诉|上诉|申报|发放|发送|出具|出示|说明|投诉|举报|缴纳|支付|征求|颁发|核发|购买|下达"
    r"|传达|办理|推介|报到"
    r"|通告|报名|发布)(?!的)"
)
#: 对职工进行培训, 对个人处…罚款: what is done to somebody.
_UPON = re.compile(
    r"(?<![应相反针面核])对(?P<name>[^,。;:对]{2,44}?)(?=,?(?:应当|应|要|可以|可|依法|按|及时|统一)?(?:给予|予以|进行"
    r"|实施|开展|采取|处以|处(?=[\d一二三四五六七八九十])|免费|减免|发放|约谈|提供|一次性|依法|单独|实行)|$)"
)
#: 加大对企业的支持力度, 加强对新设企业服务: the body begins behind these words.
_SUPPORT = re.compile(r"(?:加大|加强|强化|做好|增强|提升|完善|持续)[^,。;]{0,6}?对")
_FOR = re.compile(
    r"(?:(?<![作认因成称视行分是更变])为|(?<![给供交付])给)(?!主|依|引|牵|核|支|抓|目"
    r"|重)(?P<name>[^,。;:]{2,30}?)(?:提供|办理|开通|开辟|发放|建立|设立|配备|开立|免费|减免|创造|搭建|出具|购买|缴纳"
    r"|打造|定制|量身|解决|纾)"
)
#: 征求|市公安局|意见, 征得|市公安局|同意.
_ASKED = re.compile(r"(?:征求|听取|征询|征得|取得)(?P<name>[^,。;:]{2,40}?)(?:的)?(?P<kind>意见|同意|许可|批准)(?!证)")
#: 向|区城管委|作出书面|承诺.
_PLEDGED = re.compile(r"向(?P<name>[^,。;:向]{2,40}?)(?:作出|签署|提交|递交)(?:书面|公开|信用)?(?P<kind>承诺)")
#: 报区民政局|或者其委托的街道办事处|备案: who may receive instead.
_INSTEAD = re.compile(r"(?:或者?|以及|及|和)?其(?:委托|授权|指定|所属|下属)的")
_PUBLIC = re.compile(r"向?(?P<name>社会|公众)(?:公布|公开|公示|公告|征求|征集|发布)")
#: 到|同级民政部门|办理登记.
_GOING_TO = re.compile(
    r"(?<![达得找做收直感看遇碰])到(?P<name>[^,。;:到]{2,24}?)(?:办理|申请|申报|登记|备案|接受|领取|报到|缴纳|进行登记)"
)
#: 与|受赠人|订立协议.
_WITH = re.compile(r"(?<![参给])与(?P<name>[^,。;:与]{2,30}?)(?:依法|共同)?(?:签订|订立|签署|达成|协商|约定|建立)")
#: What may follow the name of a receiver.
_BEHIND = re.compile(
    rf"(?:{_KIND}|所|的|需|应|其|处理|办理|组织|开展|进行|统一|先行|依法|限期|立即|停止|改正|整改|按照|履行|在|对"
    r"|参加|参与|承担|负责|建立|落实|实施|赔偿|支付|答复|提供|提交|采取|审|并|后|时|合法|有效|享受|及时|强制|执行"
    r"|禁止|不得|应当|可以|有权|有关|重新|非法|违法"
    r"|召开|收集|处置|调处|受理|解决|核实|免费|[,。;、]|$)"
)


@dataclass(frozen=True, slots=True)
class Report:
    """A clause that has its bearer report: to whom, and what is asked of the receiver ("" where nothing is)."""

    to: str
    kind: str
    text: str
    start: int

    @property
    def rank(self) -> int:
        """How much the receiver has to say, 0 where nothing is known."""
        return REPORTS.get(self.kind, 0)


class RecipientReader:
    """Reads recipients and reports of clauses."""

    def __init__(self, bodies: BodyReader) -> None:
        self._bodies = bodies
        self.recipient = lru_cache(maxsize=8192)(self._recipient)
        self.report = lru_cache(maxsize=8192)(self._report)

    def _report(self, text: str) -> Report | None:
        """What a clause has reported, filed or submitted for approval, and to whom."""
        flat = _quoted_blank(flatten(text))
        found: list[Report] = []
        for match in _SENT.finditer(flat):
            if not re.match(r"报|上报|呈报|抄|提请|送交|提交|送|告知|通知", match[0]):
                continue
            end = self._name_end(flat, match.end())
            kind = re.match(_KIND, flat[end:]) if end else None
            if not end or (not kind and not match[0].startswith(("报", "上报", "呈报", "抄", "提请", *_SAYING))):
                continue
            last = end + kind.end() if kind else end
            said = kind[0] if kind else match[0] if match[0] in _SAYING else "报"
            found.append(Report(text[match.end() : end], said, text[match.start() : last], match.start()))
        for match in _TOWARDS.finditer(flat):
            kind_of = match["kind"].removeprefix("书面")
            if kind_of in REPORTS:
                found.append(
                    Report(
                        text[match.start("name") : match.end("name")],
                        kind_of,
                        text[match.start() : match.end()],
                        match.start(),
                    )
                )
        for match in _ASKED.finditer(flat):
            start, end = match.span("name")
            if self._body(match["name"]) or match["name"].endswith("社会"):
                kind_of = "征求意见" if match["kind"] == "意见" else match["kind"]
                found.append(Report(text[start:end], kind_of, text[match.start() : match.end()], match.start()))
        for match in _PLEDGED.finditer(flat):
            start, end = match.span("name")
            found.append(Report(text[start:end], match["kind"], text[match.start() : match.end()], match.start()))
        own = re.search(
            r"(?:报经|经(?![营办济费开纪销])|由)(?P<name>[^,。;:]{2,30}?)(?P<kind>批准|同意|审核|审查|核准|备案|审定|审批)",
            flat,
        )
        if own and self._body(own["name"]):
            start, end = own.span("name")
            found.append(Report(text[start:end], own["kind"], text[own.start() : own.end()], own.start()))
        return min(found, key=lambda report: report.start) if found else None

    def _recipient(self, text: str) -> str:
        """The body or person that a clause is done to or for; "" where it names none."""
        flat = _quoted_blank(flatten(text))
        found: list[tuple[int, str]] = []
        for match in _SUPPORT.finditer(flat):
            end = self._first_body(flat, match.end())
            if end:
                found.append((match.start(), _short(text[match.end() : end])))
        for pattern in (_PUBLIC, _TOWARDS, _UPON, _FOR, _WITH, _GOING_TO):
            for match in pattern.finditer(flat):
                start, end = match.span("name")
                name = text[start:end].removeprefix("于")
                if pattern in (_PUBLIC, _TOWARDS) or self._body(name):
                    found.append((match.start(), _short(name)))
        for match in _SENT.finditer(flat):
            end = self._name_end(flat, match.end())
            if end:
                found.append((match.start(), text[match.end() : end]))
        return min(found)[1] if found else ""

    def _first_body(self, flat: str, at: int) -> int:
        """The end of the first body's name from `at` on within the clause, 0 where there is none."""
        for end in range(at + 2, min(len(flat), at + 34) + 1):
            if flat[end - 1] in ",。;:":
                break
            if self._body(flat[at:end]) and not re.match(r"[和及与、]", flat[end:]):
                return end
        return 0

    def _name_end(self, flat: str, at: int) -> int:
        """Where the name of a receiver that begins at `at` ends; 0 where none begins there."""
        last = 0
        for end in range(at + 2, min(len(flat), at + 44) + 1):
            if flat[end - 1] in ",。;:":
                break
            if self._body(flat[at:end]) and _BEHIND.match(flat[end:]):
                last = end
                if not re.match(r"[、和及与]", flat[end:]):
                    break
            elif self._body(flat[at:end]) and (instead := _INSTEAD.match(flat, end)):
                return self._name_end(flat, instead.end()) or last
        return last

    def _body(self, name: str) -> bool:
        bare = re.sub(r"(?:等|们)$", "", flatten(name).removeprefix("于"))
        if re.match(r"(?:其|此|该)?(?:情况|结果|材料|问题|事项)$", bare):
            return False
        return self._bodies.is_body(bare) or bare.endswith(
            (
                "人",
                "者",
                "员",
                "处",
                "科",
                "对象",
                "群众",
                "百姓",
                "方",
                "企业家",
                "会议",
                "人才",
                "学生",
                "教师",
                "12345",
                "110",
                "人大常委会",
                "户",
            )
        )


def _short(name: str) -> str:
    """A long name without what is said of it: 有突出贡献的企业家 → 企业家."""
    noun = name.rpartition("的")[2]
    return noun if len(name) > 14 and len(noun) >= 2 else name


def _quoted_blank(flat: str) -> str:
    """Quotations and titles blanked at equal length: what they name receives nothing."""
    return re.sub(r"\"[^\"]{0,400}\"|《[^》]{0,200}》", lambda match: "\0" * len(match[0]), flat)
