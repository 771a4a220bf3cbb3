"""The words of tasks, in Chinese and English: the command, the pages, what is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revtrack.words.language import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskWords:
    """Tasks in one language. Templates are filled with `format`."""

    title: str
    lead: str
    tasks: str
    given: str
    own_words: str
    own_words_lead: str
    none: str
    none_given: str
    no_words: str
    no_accounts: str
    of: str
    person: str
    show: str
    also_done: str
    assign: str
    assign_title: str
    assign_hint: str
    to: str
    due: str
    due_hint: str
    no_day: str
    overdue: str
    given_by: str
    note: str
    change: str
    hand_on: str
    assigned: str
    changed: str
    assigned_title: str
    due_title: str
    has_it: str
    kinds: Mapping[str, str]
    states: Mapping[str, str]
    acts: Mapping[str, str]


_ZH = TaskWords(
    title="我的工作",
    lead="交办给本人的任务，以及本人对比对结果说过的话。逾期的任务有标记。",
    tasks="任务",
    given="本人交办的任务",
    own_words="说过的话",
    own_words_lead="对比对结果的确认、否定、更正、补充和备注，最新的在前。",
    none="没有待办的任务。",
    none_given="没有交办出去的任务。",
    no_words="还没有说过什么。",
    no_accounts="还没有账户：任务要交办给账户。管理员在终端建立账户：revtrack account 登录名 --add --role analyst",
    of="{name} 的工作",
    person="看谁的",
    show="显示",
    also_done="连同已完成的",
    assign="交办",
    assign_title="交办",
    assign_hint="交办后在其“我的工作”页列出；tell.toml 中有其登录名的，交办时和到期时各通知一次。",
    to="交办给",
    due="到期日",
    due_hint="可不填；到期当日通知，次日起算逾期",
    no_day="没有到期日",
    overdue="已逾期",
    given_by="交办人",
    note="说明",
    change="更改",
    hand_on="改派或改期",
    assigned="已交办给 {name}。",
    changed="任务已更改：{state}",
    assigned_title="revtrack：交办给您：{title}",
    due_title="revtrack：今日到期或已逾期：{title}",
    has_it="已交办给 {name}",
    kinds={"comparison": "比对", "inbox": "收件箱"},
    states={"open": "待办", "begun": "进行中", "done": "已完成", "dropped": "已取消"},
    acts={"open": "重新打开", "begun": "开始", "done": "完成", "dropped": "取消"},
)
_EN = TaskWords(
    title="My work",
    lead="Tasks that were given to you, and what you said of comparisons. Tasks whose day has passed are marked.",
    tasks="Tasks",
    given="Tasks that you gave",
    own_words="Own words",
    own_words_lead="What was confirmed, rejected, corrected, added or remarked in comparisons, the latest first.",
    none="There is nothing to be done.",
    none_given="You gave nobody a task that is still open.",
    no_words="Nothing was said yet.",
    no_accounts="There are no accounts yet, and tasks are given to accounts. The administrator makes one "
    "in a terminal: revtrack account NAME --add --role analyst",
    of="The work of {name}",
    person="Whose",
    show="Show",
    also_done="With what is done",
    assign="Assign",
    assign_title="Assign",
    assign_hint="It is listed under “My work” of whoever gets it; whoever has an address in tell.toml under the name "
    "to log in with is told then, and on the day.",
    to="To",
    due="Due",
    due_hint="may be left out; told on that day, overdue from the next on",
    no_day="no day is set",
    overdue="overdue",
    given_by="Given by",
    note="Note",
    change="Change",
    hand_on="Another person or day",
    assigned="Assigned to {name}.",
    changed="The task was changed: {state}",
    assigned_title="revtrack: given to you: {title}",
    due_title="revtrack: due today or overdue: {title}",
    has_it="Assigned to {name}",
    kinds={"comparison": "comparison", "inbox": "inbox"},
    states={"open": "open", "begun": "begun", "done": "done", "dropped": "dropped"},
    acts={"open": "Open again", "begun": "Begin", "done": "Done", "dropped": "Drop"},
)
_WORDS: Mapping[Lang, TaskWords] = {"zh": _ZH, "en": _EN}


def task_words(lang: Lang) -> TaskWords:
    """The words of tasks in a language."""
    return _WORDS[lang]
