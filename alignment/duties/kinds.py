"""What kind of rule a duty is: a duty, a prohibition, a power of an office, a penalty, a delegation …."""

from __future__ import annotations

import re

from alignment.duties.actions import names_sanction
from alignment.duties.context import ListKind
from alignment.duties.duty import Duty
from alignment.reading.flat import flatten

#: A sanction for certain: without a case or an offender other words are none.
_INFLICTED = re.compile(r"责令|罚款|没收|吊销|警告|处分|有期徒刑|拘役|罚金|暂扣")
#: 依法追究刑事责任, 承担赔偿责任.
_LIABILITY = re.compile(r"赔偿|追究.{0,6}责任|刑事责任")
#: 具体办法由区水务局|另行制定.
_DELEGATED = re.compile(r"由.{2,24}(?:另行)?(?:制定|规定)(?!.{0,6}方案)")
#: The name of an office: what it may do is a power.
_OFFICE = re.compile(r"(?:局|委|办|厅|部|院|政府|部门|机关|机构|街道|法院|检察院|办事处)$")


def is_penalty(duty: Duty) -> bool:
    """Whether a duty, its offender known, inflicts something."""
    if not names_sanction(flatten(duty.predicate)):
        return False
    stem = duty.around_text.stem
    if stem is not None and stem.kind is ListKind.PROHIBITIONS:
        return False
    return bool(duty.cases or duty.offender or _INFLICTED.search(duty.predicate))


def kind_of_duty(duty: Duty) -> str:
    """The kind of a duty of which force, bearers and `penalty` are known."""
    if duty.penalty:
        return "liability" if _LIABILITY.search(duty.predicate) else "penalty"
    if _DELEGATED.search(duty.predicate) and "具体" in duty.text:
        return "delegation"
    if duty.force.polarity == "permission":
        return "power" if any(_OFFICE.search(bearer.name) for bearer in duty.bearers) else "permission"
    return duty.force.polarity if duty.force.polarity in ("prohibition", "encouragement", "release") else "duty"
