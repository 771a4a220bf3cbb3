"""How a document stands on a day, and on which days each of its versions binds: read off its course."""

from __future__ import annotations

from corpus_repo import Status, Version
from corpus_repo.answers import SpanRow
from revtrack.force.model import ENDED_BY, Course, Ending, Proof, Standing, State, Turn


def standing_on(course: Course, day: str) -> Standing:
    """How a document stands on a day (YYYY-MM-DD)."""
    if not course.turns:
        state = State.DRAFT if course.drafts else State.UNKNOWN
        return _standing(course, state, day, None)
    begun = [turn for turn in course.turns if turn.day <= day]
    coming = next((turn for turn in course.turns if turn.day > day), None)
    if not begun:
        return _standing(course, State.NOT_YET, day, course.turns[0], coming=coming)
    turn = begun[-1]
    ending = _ending(course, turn, day, sure=True)
    if ending is not None:
        return _standing(course, ENDED_BY[ending.kind], day, turn, coming=coming, ending=ending)
    doubtful = _ending(course, turn, day, sure=False)
    if doubtful is not None:
        return _standing(course, State.UNKNOWN, day, turn, coming=coming, ending=doubtful)
    if not turn.day:
        return _standing(course, State.UNKNOWN, day, turn, coming=coming, proofs=(*turn.proofs, *course.unplaced))
    if turn.version is None and not any(one.version for one in course.turns[course.turns.index(turn) :]):
        return _standing(course, State.AMENDED, day, turn, coming=coming)
    if course.unplaced and all(one.kind == "enacted" for one in course.turns):
        # an amendment without a day: it has happened by the day on which its text came in, nobody knows since when
        known = all(proof.until_by <= day for proof in course.unplaced)
        state = State.AMENDED if known else State.UNKNOWN
        return _standing(course, state, day, turn, coming=coming, proofs=course.unplaced)
    over = course.period[1] and course.period[1] < day
    return _standing(course, State.PERIOD_OVER if over else State.IN_FORCE, day, turn, coming=coming)


def version_on(course: Course, version: Version, day: str) -> Standing:
    """How one version of a document stands on a day: its wording may bind no more while the document does."""
    whole = standing_on(course, day)
    turn = next((one for one in course.turns if one.version is not None and one.version.id == version.id), None)
    if turn is None or version.status is Status.DRAFT:
        return _standing(course, State.DRAFT if version.status is Status.DRAFT else State.UNKNOWN, day, None)
    if turn.day > day:
        return _standing(course, State.NOT_YET, day, turn)
    if whole.version is not None and whole.version.id == version.id:
        return whole
    at = course.turns.index(turn)
    following = next((one for one in course.turns[at + 1 :] if one.day <= day), None)
    ending = _ending(course, turn, (following.day if following else "") or day, sure=True)
    if ending is not None:
        return _standing(course, ENDED_BY[ending.kind], day, turn, ending=ending)
    if following is not None:
        return _standing(course, State.AMENDED, day, turn, coming=following, proofs=following.proofs)
    return whole


def spans_of(course: Course) -> dict[str, SpanRow]:
    """On which days each version binds, by its id."""
    found = {version.id: SpanRow(ended="draft") for version in course.drafts}
    for at, turn in enumerate(course.turns):
        if turn.version is None:
            continue
        until, why = _until(course, at, sure=True)
        found[turn.version.id] = SpanRow(turn.day, until, why)
    return found


def _until(course: Course, at: int, *, sure: bool) -> tuple[str, str]:
    """(from which day the wording of a turn binds no more, why), ("", "") for no end."""
    turn = course.turns[at]
    following = next((one for one in course.turns[at + 1 :] if one.day > turn.day), None)
    ends = [(one.day, one.kind) for one in course.endings if _about(one, turn, sure=sure) and one.day]
    if following is not None:
        ends.append((following.day, "amended"))
    return min(ends, default=("", ""))


def _about(ending: Ending, turn: Turn, *, sure: bool) -> bool:
    """Whether an ending is about the wording of a turn: a text that came after it is another matter."""
    if ending.of:
        return turn.version is not None and turn.version.id == ending.of
    return ending.proof.sure is sure and (not ending.day or turn.day < ending.day)


def _ending(course: Course, turn: Turn, day: str, *, sure: bool) -> Ending | None:
    """What ended a wording by a day, the first of several."""
    return next((one for one in course.endings if _about(one, turn, sure=sure) and one.day and one.day <= day), None)


def _standing(
    course: Course,
    state: State,
    day: str,
    turn: Turn | None,
    *,
    coming: Turn | None = None,
    ending: Ending | None = None,
    proofs: tuple[Proof, ...] | None = None,
) -> Standing:
    until = ending.proof.day if ending else ""
    if turn is not None and ending is None:
        until = _until(course, course.turns.index(turn), sure=True)[0]
    binding = state in (State.IN_FORCE, State.PERIOD_OVER)
    shown = (ending.proof,) if ending else proofs if proofs is not None else turn.proofs if turn else ()
    return Standing(
        document=course.document,
        state=state,
        day=day,
        version=turn.version if turn is not None and (binding or state is not State.NOT_YET) else None,
        since=turn.day if turn else "",
        assumed=bool(turn and turn.assumed),
        until=until,
        proofs=shown,
        partial=course.partial,
        next=coming,
        provisional=course.provisional,
        period=course.period,
    )
