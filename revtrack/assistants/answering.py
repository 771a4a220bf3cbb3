"""A question of an assistant and its answer: arguments checked, the tool asked, the answer bounded, errors typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from revtrack.assistants.bounding import Cut, fitted, size
from revtrack.assistants.sources import Links, Sources, Text
from revtrack.assistants.table import TOOLS, Tool
from revtrack.assistants.told import Form, Told, Unknown
from revtrack.errors import RevtrackError
from revtrack.export.unseen import on_a_line
from revtrack.words.assistants import AssistantWords, assistant_words
from revtrack.words.comparison import words
from revtrack.words.language import Lang

if TYPE_CHECKING:
    from revtrack.service import Tracker

#: Characters of an answer as JSON, and of what is told once in it: assistants refuse what is longer.
MOST, _FACTS = 24_000, 9_000
#: Characters kept free for what is said of an answer itself.
_SAID = 2_500
#: Cuts that are told one by one.
_CUTS = 12


@dataclass(frozen=True)
class Answer:
    """What an assistant is given: a plain object, and whether it tells why there is no answer."""

    form: Form
    is_error: bool = False


@dataclass
class _Part:
    """What of an answer fits."""

    items: list[Form] = field(default_factory=list[Form])
    sources: dict[Text, Form] = field(default_factory=dict[Text, Form])
    cuts: list[Cut] = field(default_factory=list[Cut])


def answer(
    tracker: Tracker, name: str, arguments: Mapping[str, Any], lang: Lang, base: str = "", by: str = ""
) -> Answer:
    """The answer of a tool (by its name in `TOOLS`).

    Args:
        base: the address of the site, "" where it is not known.
        by: in whose name something may be changed, "" where nothing may be.

    What the assistant can mend is an answer that says so. Only a bug is raised.
    """
    tool, say = TOOLS[name], assistant_words(lang)
    if tool.changes and not by:
        return _refused("read-only", say.read_only)
    try:
        asked = tool.asked.model_validate(dict(arguments))
    except ValidationError as error:
        return _refused("arguments", say.bad_arguments, problems=_problems(error))
    try:
        found = tool.told(tracker, asked, by)
        return Answer(_enveloped(tracker, tool, found, say, Links(base)))
    except RevtrackError as error:
        told = "\n".join(error.lines(words(lang)))
        facts: Mapping[str, str] = getattr(error, "facts", {})
        shown = {key: on_a_line(value) for key, value in facts.items()}
        return _refused(getattr(error, "kind", "several"), told, facts=shown)


def broken(lang: Lang) -> Answer:
    """What is told of a bug of ours: its trace is in the log."""
    return _refused("bug", assistant_words(lang).bug)


def _refused(kind: str, said: str, **more: object) -> Answer:
    return Answer({"error": {"kind": kind, "said": on_a_line(said), **more}}, is_error=True)


def _problems(error: ValidationError) -> list[Form]:
    """What is wrong with which argument, without what was sent."""
    return [
        {"argument": ".".join(str(part) for part in one["loc"]), "problem": one["msg"]}
        for one in error.errors(include_url=False, include_input=False, include_context=False)
    ]


def _enveloped(tracker: Tracker, tool: Tool, found: Told, say: AssistantWords, links: Links) -> Form:
    sources = Sources(tracker, links)
    part = _Part()
    facts, cuts = fitted(sources.dressed(found.facts), _FACTS, "facts")
    part.cuts += cuts
    left = MOST - _SAID - size(facts)
    left -= _with_sources(part, sources, facts)
    for item in found.items:
        left = _with_item(part, sources, item, left, found.name)
        if left < 0:
            break
    form: Form = {"tool": tool.name}
    if page := links.to(found.page):
        form["page"] = page
    form["facts"] = facts
    if found.name:
        form[found.name] = part.items
    form["sources"] = list(part.sources.values())
    form["left_out"] = _left_out(found, part, say)
    form["not_known"] = [_said(one, say) for one in (*_always(tracker, tool), *found.unknown)]
    form["note"] = say.note
    return form


def _with_sources(part: _Part, sources: Sources, form: Form) -> int:
    """Tell of the texts that a form names and that were not told of; the characters that it took."""
    took = 0
    for text in sources.named(form):
        if text not in part.sources and (told := sources.told(text)):
            part.sources[text] = told
            took += size(told) + 1
    return took


def _with_item(part: _Part, sources: Sources, item: Form, left: int, name: str) -> int:
    """Add an item, or what fits of the first one; the characters that are left, less than 0 where it did not fit."""
    dressed = sources.dressed(item)
    new = [text for text in dict.fromkeys(sources.named(dressed)) if text not in part.sources]
    told = {text: form for text in new if (form := sources.told(text))}
    took = size(dressed) + sum(size(form) + 1 for form in told.values()) + 1
    if took > left:
        if part.items:
            return -1
        dressed, cuts = fitted(dressed, max(left - 2_000, 1_000), f"{name}/0")
        part.cuts += cuts
        kept = dict.fromkeys(sources.named(dressed))
        told = {text: form for text, form in told.items() if text in kept}
        took = left
    part.items.append(dressed)
    part.sources |= told
    return left - took


def _left_out(found: Told, part: _Part, say: AssistantWords) -> Form | None:
    """How much is not in this answer, and how to get it."""
    shown, rest = len(part.items), found.total - found.offset - len(part.items)
    form: Form = {}
    if found.name and (rest > 0 or found.offset):
        form = {"of": found.name, "total": found.total, "offset": found.offset, "shown": shown, "left": max(rest, 0)}
    if rest > 0 and found.name:
        form["next"] = {"offset": found.offset + shown}
        form["how"] = say.next_part.format(offset=found.offset + shown)
    if part.cuts:
        form["cut"] = [cut._asdict() for cut in part.cuts[:_CUTS]]
        form["cuts"] = len(part.cuts)
        form["how_cut"] = say.cut
    return form or None


def _always(tracker: Tracker, tool: Tool) -> tuple[Unknown, ...]:
    """What no answer of a tool can know."""
    held = tracker.documents(limit=1).total
    return Unknown("corpus", {"documents": held}), *(Unknown(kind) for kind in tool.unknown)


def _said(one: Unknown, say: AssistantWords) -> Form:
    return {"kind": one.kind, "said": say.unknown[one.kind].format(**one.facts), **one.facts}
