"""The tools: the one table, from which the server, the documents and the tests follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from revtrack.assistants import asked as about
from revtrack.assistants import comparing, deciding, looking, registers
from revtrack.assistants.told import Told
from revtrack.words.assistants import AssistantWords

if TYPE_CHECKING:
    from revtrack.service import Tracker


@dataclass(frozen=True)
class Tool:
    """A question that an assistant may ask: what it is asked with, who answers it, and the kinds of what its answers
    can never know (`AssistantWords.unknown`). What it does and what its arguments mean stands in `words.assistants`.

    One that `changes` something is told besides in whose name; it is offered to whom a token allows that alone.
    """

    name: str
    asked: type[about.Asked]
    ask: Callable[..., Told]
    unknown: tuple[str, ...] = ()
    changes: bool = False

    def told(self, tracker: Tracker, asked: about.Asked, by: str) -> Told:
        """What it finds, or what it changed in the name of `by`."""
        return self.ask(tracker, asked, by) if self.changes else self.ask(tracker, asked)

    def schema(self, say: AssistantWords) -> dict[str, Any]:
        """What the arguments must be, as a JSON schema with their meaning."""
        schema = self.asked.model_json_schema()
        for name, one in schema["properties"].items():
            one.pop("title", None)
            one["description"] = say.arguments[name]
        return {"type": "object", "additionalProperties": False, **_without_titles(schema)}


def _without_titles(schema: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in schema.items() if name not in {"title", "description"}}


_ALL = (
    Tool("find_documents", about.AboutDocuments, looking.documents),
    Tool("document", about.AboutDocument, looking.document),
    Tool("text", about.AboutText, looking.text),
    Tool("find_clauses", about.AboutClauses, looking.clauses),
    Tool("find_duties", about.AboutDuties, looking.duties, ("duties",)),
    Tool("in_force", about.AboutForce, looking.in_force, ("force",)),
    Tool("no_longer_in_force", about.AboutEnded, looking.ended, ("force",)),
    Tool("what_is_new", about.AboutNews, looking.news, ("news",)),
    Tool("compare", about.AboutComparison, comparing.compare, ("links",)),
    Tool("article_history", about.AboutClause, comparing.article, ("force", "links")),
    Tool("clause_lineage", about.AboutClause, comparing.lineage, ("links",)),
    Tool("trace", about.AboutTrace, comparing.trace, ("links", "takers")),
    Tool("amendments", about.AboutAmendments, comparing.amendments),
    Tool("siblings", about.AboutSiblings, comparing.siblings, ("links",)),
    Tool("find_bodies", about.AboutBodies, registers.bodies, ("bodies",)),
    Tool("duties_of_body", about.AboutBody, registers.body, ("bodies", "duties")),
    Tool("find_indicators", about.AboutIndicators, registers.indicators, ("indicators",)),
    Tool("indicator", about.AboutIndicator, registers.indicator, ("indicators",)),
    Tool("promises", about.AboutPromises, registers.promises, ("promises",)),
    Tool("measure", about.AboutMeasure, registers.measure, ("measures",)),
    Tool("measures_of_document", about.AboutDocument, registers.measures_of, ("measures",)),
    Tool("policy_line", about.AboutLine, registers.policy_line, ("lines",)),
    Tool("enforcement", about.AboutSanctions, registers.enforcement, ("sanctions",)),
    Tool("citations", about.AboutDocument, registers.citations, ("citations",)),
    Tool("review", about.Review, deciding.review, ("links",), changes=True),
    Tool("decide", about.Decision, deciding.decide, changes=True),
)
TOOLS: Mapping[str, Tool] = {one.name: one for one in _ALL}
