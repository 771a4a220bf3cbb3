"""The course of a document: from when each of its wordings binds, those that the corpus lacks included, and its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from alignment.force.period import period_of
from corpus_repo import Document, Status, Version
from corpus_repo.answers import EventHit
from corpus_repo.catalog import document_facts
from corpus_repo.order import in_order
from revtrack.force.days import Day, amended_on, as_of, expires, first_bound, made_on
from revtrack.force.keys import title_key
from revtrack.force.known import Known
from revtrack.force.meaning import Meant, meant
from revtrack.force.model import Course, Ending, Proof, Turn

_ENDS = frozenset(("repeal", "replace", "suspend"))


def course_of(document: Document, known: Known) -> Course:
    """When a document binds, in which wording, and what ends it, as far as the corpus tells."""
    return _Drawing(document, known).course()


def counting(document: Document) -> tuple[Version, ...]:
    """The versions that count, from the first to the last: none withdrawn, none that was read again since."""
    anew = {version.reextracts for version in document.versions.values() if not version.withdrawn}
    ordered = in_order(document.versions.values())
    return tuple(version for version in ordered if not version.withdrawn and version.id not in anew)


def proof_of(hit: EventHit, day: str, *, until_by: str = "", sure: bool = True) -> Proof:
    """An event as what shows something, from a day on."""
    event = hit.event
    return Proof(
        kind=event.kind,
        day=day,
        quote=event.quote,
        document=hit.document,
        version=hit.version,
        title=hit.title,
        address=hit.address,
        line=event.line,
        part=event.part,
        until_by=until_by,
        sure=sure,
    )


@dataclass(slots=True)
class _Amending:
    """What is known of one amendment: the day of the decision, its title, from when it binds, the words."""

    passed: str
    by: str
    binds: str = ""
    proofs: tuple[Proof, ...] = ()


@dataclass(slots=True)
class _Outside:
    """What other texts say of a document."""

    endings: list[Ending] = field(default_factory=list[Ending])
    partial: list[Proof] = field(default_factory=list[Proof])
    decisions: list[_Amending] = field(default_factory=list[_Amending])


class _Drawing:
    def __init__(self, document: Document, known: Known) -> None:
        self._document = document
        self._known = known
        shown = counting(document)
        self._drafts = tuple(version for version in shown if version.status is Status.DRAFT)
        self._texts = tuple(version for version in shown if version.status is not Status.DRAFT)
        self._own: dict[str, list[EventHit]] = {version.id: [] for version in shown}
        for hit in known.stated_in(document.id):
            if hit.version in self._own:
                self._own[hit.version].append(hit)

    def course(self) -> Course:
        """All of it."""
        outside = self._outside()
        turns, unplaced = self._turns(outside.decisions)
        facts = document_facts(self._document)
        last = self._texts[-1] if self._texts else None
        ending = [*outside.endings, *self._expiries(turns)]
        return Course(
            document=self._document,
            turns=turns,
            endings=tuple(sorted(ending, key=lambda one: one.day or "9999")),
            drafts=self._drafts,
            partial=tuple(outside.partial),
            unplaced=unplaced,
            provisional=bool(last and (last.value("force") or self._said(last, "trial"))),
            period=period_of(facts["title"]),
        )

    # --- what other texts say --------------------------------------------------------------------------------------

    def _outside(self) -> _Outside:
        found = _Outside()
        ended: dict[tuple[str, str], Ending] = {}
        for hit in self._known.naming(self._document):
            said_in = self._known.record(hit.document)
            if said_in is None or hit.document == self._document.id or hit.event.kind not in {*_ENDS, "amend"}:
                continue
            by = said_in.versions.get(hit.version)
            if by is None or by.status is Status.DRAFT:
                continue
            means = meant(hit, by, said_in, self._document)
            if means is Meant.NO:
                continue
            own = [one for one in self._known.stated_in(hit.document) if one.version == by.id]
            day = hit.event.day or first_bound(by, own).day
            proof = proof_of(hit, day, until_by="" if day else by.received[:10], sure=means is Meant.YES)
            if hit.event.kind == "amend":
                passed = made_on(by) or by.date
                found.decisions.append(_Amending(passed, hit.title, day, (proof,)))
            elif hit.event.part:
                found.partial.append(proof)
            else:
                key = (hit.document, hit.event.kind)
                known = ended.get(key)
                if known is None or (proof.sure, -_rank(proof.day)) > (known.proof.sure, -_rank(known.proof.day)):
                    ended[key] = Ending(hit.event.kind, proof)  # of several versions of it the one that says it first
        found.endings += ended.values()
        return found

    # --- the turns ---------------------------------------------------------------------------------------------------

    def _turns(self, decisions: Sequence[_Amending]) -> tuple[tuple[Turn, ...], tuple[Proof, ...]]:
        told = self._told()
        unplaced: list[Proof] = []
        for decision in decisions:
            self._place(decision, told, unplaced)
        turns = [self._turn(version, told) for version in self._texts]
        held = {amended_on(version, self._own[version.id]) for version in self._texts}
        turns += [
            Turn("amended", one.binds or one.passed, None, one.passed, one.by, not one.binds, one.proofs)
            for one in told.values()
            if one.passed not in held
        ]
        turns += self._enactment()
        return tuple(sorted(turns, key=lambda turn: (turn.day, turn.passed))), tuple(unplaced)

    def _told(self) -> dict[str, _Amending]:
        """The amendments that the notes of the versions tell, by day; the later a version, the more its note knows."""
        told: dict[str, _Amending] = {}
        for version in self._texts:
            for hit in self._own[version.id]:
                if hit.event.kind == "amended":
                    told[hit.event.day] = _Amending(hit.event.day, hit.event.title, "", (proof_of(hit, hit.event.day),))
        return told

    def _place(self, decision: _Amending, told: dict[str, _Amending], unplaced: list[Proof]) -> None:
        """Put a decision to the amendment that a note tells of it, or beside them."""
        same = told.get(decision.passed) or next(
            (
                one
                for one in told.values()
                if one.by
                and title_key(one.by) == title_key(decision.by)
                and (not decision.passed or decision.passed[:4] == one.passed[:4])
            ),
            None,
        )
        day = decision.passed or decision.binds
        if same is not None:
            same.by = same.by or decision.by
            same.binds, same.proofs = decision.binds, (*same.proofs, *decision.proofs)
            return
        if not day:
            unplaced += decision.proofs
            return
        held = [as_of(version, self._own[version.id]) for version in self._texts]
        # the text of an amendment bears the day of passing it, or that of its effect
        on = next((one for one in held if one in (day, decision.binds)), day)
        if on in held or not held or on > min(held):
            told[on] = replace(decision, passed=on)

    def _turn(self, version: Version, told: Mapping[str, _Amending]) -> Turn:
        own = self._own[version.id]
        bound = first_bound(version, own)
        last = amended_on(version, own)
        proofs = (proof_of(bound.hit, bound.day),) if bound.hit else ()
        if not last:
            known = told.get(as_of(version, own))
            if known is not None:
                return Turn("amended", known.binds or bound.day, version, known.passed, known.by, False, known.proofs)
            kind = "enacted" if version is self._texts[0] else "amended"
            return Turn(kind, bound.day, version, made_on(version) or version.date, "", bound.assumed, proofs)
        known = told.get(last) or _Amending(last, "")
        if bound.day >= last and not bound.assumed:
            return Turn("amended", bound.day, version, last, known.by, False, (*proofs, *known.proofs))
        return Turn("amended", known.binds or last, version, last, known.by, not known.binds, known.proofs)

    def _enactment(self) -> list[Turn]:
        """The first wording, where the first version is an amended one and the corpus lacks it."""
        if not self._texts:
            return []
        first = self._texts[0]
        own = self._own[first.id]
        last, made = amended_on(first, own), made_on(first)
        if not last or not made or made >= last:
            return []
        bound: Day = first_bound(first, own)
        if bound.day >= last or bound.day < made:  # the last article is of the new text, not of the first one
            bound = Day(made, assumed=True)
        proofs = (proof_of(bound.hit, bound.day),) if bound.hit else ()
        return [Turn("enacted", bound.day, None, made, "", bound.assumed, proofs)]

    # --- its own end -------------------------------------------------------------------------------------------------

    def _expiries(self, turns: Sequence[Turn]) -> list[Ending]:
        found: list[Ending] = []
        for turn in turns:
            if turn.version is None:
                continue
            day, hit = expires(turn.version, self._own[turn.version.id], turn.day)
            if not day:
                continue
            facts = document_facts(self._document)
            proof = (
                proof_of(hit, day)
                if hit
                else Proof(
                    "expiry", day, turn.version.value("expires"), self._document.id, turn.version.id, facts["title"]
                )
            )
            found.append(Ending("expiry", proof, of=turn.version.id))
        return found

    def _said(self, version: Version, kind: str) -> bool:
        return any(hit.event.kind == kind for hit in self._own[version.id])


def _rank(day: str) -> int:
    """A day as a number, the unknown one last."""
    return int(day.replace("-", "") or 99999999)
