"""Train the decisions on links and say how right they are: `python -m benchmarks.linking [--write]`.

Each annotated case is scored by decisions trained on the others; four that are kept sealed are never trained on. The
same files give the same weights. --write keeps the weights beside the package and the tables in `docs/accuracy.md`;
--background makes the frequencies of pairs of characters anew first.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment.knowledge import Knowledge
from alignment.limits import Limits
from alignment.linking.evidence import NAMES, Floats, Place
from alignment.linking.learned import Genre, Judge, Question, Regression
from alignment.linking.localise import Localiser, own_places
from alignment.linking.match import Matched, match
from alignment.linking.units import Unit, units_of
from alignment.model import Side
from alignment.reading.normalize import fold
from alignment.reading.segment import segment
from alignment.reading.values import canonical
from benchmarks.accuracy import Case, as_markdown, cases, scorer
from benchmarks.texts import evaluation

DOCUMENT = Path(__file__).parent.parent / "docs" / "accuracy.md"
#: Where the tables of this module stand in the document.
MARKS = ("<!-- decisions: begin -->", "<!-- decisions: end -->")
TRAINED = Path(__file__).parent.parent / "alignment" / "linking" / "trained"
#: Scored and never trained on.
SEALED = frozenset(("invoices", "minors_beijing", "openness_siblings", "pilot_hebei"))
#: Cases whose texts have nothing to do with each other: the old text of one beside the new one of the other.
STRANGERS = (
    ("own_plan_markets", "own_plan_parking"),
    ("city_shunyi", "shanghai_farm_science"),
    ("own_plan_parking", "hebei_shanxi_ip"),
    ("langfang_shanxi", "own_plan_markets"),
    ("funeral", "antitrust"),
    ("women_rights", "martyrs"),
    ("supervision", "internet_cafes"),
    ("science_popularisation", "scrap_metal"),
)
QUESTIONS: tuple[Question, ...] = ("best", "further")
GENRES: tuple[Genre, ...] = ("article", "text", "heading")
#: How strongly weights are held down, in units of a standardised column.
RIDGE = 3.0
#: So many pairs of characters have a weight of their own, and every so many-th law is read for them.
GRAMS, EVERY = 6000, 4
#: Probabilities are counted by tenths.
TENTHS = 10

Key = tuple[Question, Genre]
_TOGETHER = NAMES.index("clauses correspond")
_BEST = NAMES.index("wider margin")


@dataclass
class Seen:
    """What was asked of one case: for each question and genre the pairs and their evidence."""

    pairs: dict[Key, list[Place]] = field(default_factory=lambda: defaultdict[Key, list[Place]](list))
    tables: dict[Key, list[Floats]] = field(default_factory=lambda: defaultdict[Key, list[Floats]](list))


class Recorder(Judge):
    """A judge that keeps what it is asked; without regressions it answers no."""

    def __init__(self, regressions: Mapping[Key, Regression]) -> None:
        super().__init__(regressions)
        self.known = regressions
        self.seen = Seen()

    def probabilities(
        self, question: Question, genre: Genre, pairs: Sequence[Place], table: Floats
    ) -> NDArray[np.float64]:
        self.seen.pairs[question, genre] += pairs
        self.seen.tables[question, genre].append(table)
        if (question, genre) not in self.known:
            return np.zeros(len(pairs))
        return super().probabilities(question, genre, pairs, table)


@dataclass
class Text:
    """A case read: both sides, their units, and what makes them comparable."""

    case: Case
    sides: tuple[Side, Side]
    units: tuple[list[Unit], list[Unit]]
    localiser: Localiser

    def matched(self, judge: Judge) -> Matched:
        """The links by the given decisions."""
        return match(*self.units, self.localiser, self.case.truth["task"], Limits(), judge=judge)


def read(case: Case) -> Text:
    """A case's texts made ready as `alignment.compare` does."""
    sides = segment(case.old, "old"), segment(case.new, "new")
    localiser = Localiser(Knowledge.shipped(), tuple(place for side in sides for place in own_places(side)))
    return Text(case, sides, (units_of(sides[0], localiser), units_of(sides[1], localiser)), localiser)


def strangers(texts: Sequence[Text]) -> list[Text]:
    """Pairs of texts without any true link, named by both cases."""
    by_name = {text.case.name: text.case for text in texts}
    out: list[Text] = []
    for one, other in STRANGERS:
        left, right = by_name[one], by_name[other]
        sides = {"old": left.truth["old"], "new": right.truth["new"]}
        truth = {"name": f"{one} {other}", "task": "revision", "links": [], "borderline": [], **sides}
        out.append(read(Case(truth, left.old, right.new, tuning=False)))
    return out


def as_json(text: Text, found: Matched) -> dict[str, Any]:
    """Links in the form that the scorer reads."""
    sides = {
        side.name: {
            "clauses": [
                {"id": clause.id, "sentences": [{"id": one.id, "text": one.text} for one in clause.sentences]}
                for clause in side.clauses
            ]
        }
        for side in text.sides
    }
    links = [{"old": list(link.old), "new": list(link.new), "relation": link.relation} for link in found.links]
    return {**sides, "sentence_alignment": links}


class Labels:
    """Which pairs of a case's sentences are true links, by the annotated units that hold most of them."""

    def __init__(self, text: Text, score: ModuleType) -> None:
        truth = text.case.truth
        self._units: list[list[set[str]]] = []
        for side, units in zip(text.sides, text.units, strict=True):
            gold = score.Side(truth[side.name]["units"])
            places: dict[str, tuple[int, int] | None] = {}
            for clause in side.clauses:
                for sentence in clause.sentences:
                    places[sentence.id] = gold.locate(sentence.text)
            self._units.append([_units_at(gold, places.get(unit.sentence.id)) for unit in units])
        self._true = {(link[0], link[1]) for link in truth["links"]}
        self._doubtful = {(link[0], link[1]) for link in truth.get("borderline", [])}

    def of(self, i: int, j: int) -> float | None:
        """1 for a true pair, 0 for a false one, nothing where a reader was in doubt or the units are not scored."""
        here, there = self._units[0][i], self._units[1][j]
        if not here or not there:
            return None
        pairs = {(a, b) for a in here for b in there}
        if pairs & self._true:
            return 1.0
        return None if pairs & self._doubtful else 0.0


def _units_at(gold: Any, place: tuple[int, int] | None) -> set[str]:
    """The units of which a sentence holds half, else the one that holds most of it."""
    if place is None:
        return set()
    held: dict[str, int] = {
        uid: min(place[1], high) - max(place[0], low)
        for uid, (low, high) in gold.start.items()
        if min(place[1], high) > max(place[0], low)
    }
    whole = {uid for uid, chars in held.items() if chars >= 0.5 * gold.length(uid)}
    return whole or ({max(held, key=lambda uid: held[uid])} if held else set())


@dataclass
class Sample:
    """Evidence with its answers."""

    table: Floats
    answers: NDArray[np.float64]


def samples(labels: Labels, seen: Seen, question: Question) -> dict[Genre, Sample]:
    """The answered pairs of one question."""
    out: dict[Genre, Sample] = {}
    for genre in GENRES:
        pairs = seen.pairs.get((question, genre), [])
        if not pairs:
            continue
        table = np.concatenate(seen.tables[question, genre])
        answers = [labels.of(i, j) for i, j in pairs]
        if (question, genre) == ("further", "article"):
            # whole articles are annotated: of sentences of articles that correspond nobody said which is which
            answers = [None if row[_TOGETHER] > 0 else answer for row, answer in zip(table, answers, strict=True)]
        if (question, genre) == ("best", "article"):
            # for the same reason only the most alike sentences of corresponding articles are known to be true
            answers = [
                None if row[_BEST] < 0 and answer else answer for row, answer in zip(table, answers, strict=True)
            ]
        kept = [at for at, answer in enumerate(answers) if answer is not None]
        if kept:
            out[genre] = Sample(table[kept], np.array([answers[at] for at in kept], dtype=np.float64))
    return out


def fit(parts: Iterable[Sample], near: Regression | None = None) -> Regression:
    """A logistic regression by Newton's method, its weights held down; `near` is one to begin from."""
    listed = list(parts)
    table = np.concatenate([part.table for part in listed])
    answers = np.concatenate([part.answers for part in listed])
    means, scales = (near.means, near.scales) if near else (table.mean(axis=0), table.std(axis=0))
    scales = np.where(scales < 1e-9, 1.0, scales)
    matrix = np.hstack([(table - means) / scales, np.ones((len(table), 1))])
    held = np.full(matrix.shape[1], RIDGE)
    held[-1] = 1e-6
    weights = np.append(near.weights, near.constant) if near else np.zeros(matrix.shape[1])
    for _ in range(50):
        chances = 1 / (1 + np.exp(-np.clip(matrix @ weights, -30, 30)))
        gradient = matrix.T @ (answers - chances) - held * weights
        curvature = (matrix * (chances * (1 - chances))[:, None]).T @ matrix + np.diag(held)
        step = np.linalg.solve(curvature, gradient)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return Regression(means, scales, weights[:-1], float(weights[-1]))


#: What is trained in turn: each needs links that those before it decide.
STAGES: tuple[tuple[Key, ...], ...] = (
    (("best", "article"), ("best", "text")),
    (("best", "heading"),),
    (("further", "article"), ("further", "text"), ("further", "heading")),
)


class Training:
    """The regressions trained on all cases that are not sealed, and on all but each one."""

    def __init__(self, texts: Sequence[Text], score: ModuleType) -> None:
        self.texts = list(texts)
        self.score = score
        self._read = [*texts, *strangers(texts)]
        self._labels = [Labels(text, score) for text in self._read]
        self.without: dict[str, dict[Key, Regression]] = {text.case.name: {} for text in self._read}
        self.all: dict[Key, Regression] = {}
        self.samples: dict[Key, dict[str, Sample]] = {}
        for stage in STAGES:
            self._train(stage)

    def _train(self, stage: Sequence[Key]) -> None:
        for text, labels in zip(self._read, self._labels, strict=True):
            recorder = Recorder(self.without[text.case.name])
            text.matched(recorder)
            for question, genre in stage:
                found = samples(labels, recorder.seen, question).get(genre)
                if found:
                    self.samples.setdefault((question, genre), {})[text.case.name] = found
        for key in stage:
            held = {name: sample for name, sample in self.samples.get(key, {}).items() if name not in SEALED}
            self.all[key] = fit(held.values())
            for name, regressions in self.without.items():
                others = (part for other, part in held.items() if not set(name.split()) & set(other.split()))
                regressions[key] = fit(others, self.all[key])

    def links(self, text: Text) -> dict[str, float]:
        """Precision, recall and F1 of the links of a case by decisions that were trained without it."""
        found = as_json(text, text.matched(Judge(self.without[text.case.name])))
        old, new = (self.score.Side(text.case.truth[side]["units"]) for side in ("old", "new"))
        return self.score.score_alignment(text.case.truth, found, old, new)["strict"]


def as_table(regressions: Mapping[Key, Regression]) -> dict[str, Any]:
    """The weights as they are kept, rounded: the same on every machine."""
    return {
        "evidence": list(NAMES),
        **{
            question: {
                genre: {
                    "constant": round(regressions[question, genre].constant, 4),
                    "means": [round(value, 4) for value in regressions[question, genre].means.tolist()],
                    "scales": [round(value, 4) for value in regressions[question, genre].scales.tolist()],
                    "weights": [round(value, 4) for value in regressions[question, genre].weights.tolist()],
                }
                for genre in GENRES
            }
            for question in QUESTIONS
        },
    }


def background(folder: Path) -> dict[str, Any]:
    """How rare pairs of characters are in the sentences of laws and plans; the commonest, grouped by weight."""
    localiser = Localiser(Knowledge.shipped())
    seen: Counter[str] = Counter()
    count = 0
    for path in [*sorted((folder / "laws").glob("*/*.md"))[::EVERY], *sorted((folder / "seeds").glob("*.txt"))]:
        for line in re.split(r"[。；;\n]", path.read_text(encoding="utf-8")):
            key = localiser.key(fold(canonical(line)))
            if len(key) > 5:
                seen.update({key[at : at + 2] for at in range(len(key) - 1)})
                count += 1
    ranked = sorted(seen.items(), key=lambda item: (-item[1], item[0]))[:GRAMS]
    groups: dict[str, list[str]] = defaultdict(list)
    for gram, times in ranked:
        groups[f"{math.log(count / times):.1f}"].append(gram)
    rare = math.log(count / ranked[-1][1]) + 1.5
    return {"rare": round(rare, 1), "weights": {weight: "".join(sorted(grams)) for weight, grams in groups.items()}}


def tables(training: Training) -> str:
    """The figures of each case, left out, and how far probabilities are true, as Markdown."""
    rows = [["case", "true", "P", "R", "**F1**"]]
    for text in training.texts:
        true = len(text.case.truth["links"])
        if true:
            found = training.links(text)
            figures = [f"{found[key]:.3f}" for key in ("precision", "recall")]
            rows.append([text.case.name, str(true), *figures, f"**{found['f1']:.3f}**"])
    said = [["probability", *(f"{question}: {what}" for question in QUESTIONS for what in ("pairs", "said", "true"))]]
    counted = {question: reliability(training, question) for question in QUESTIONS}
    for at in range(TENTHS):
        cells = [cell for question in QUESTIONS for cell in counted[question][at]]
        said.append([f"{at / TENTHS:.1f}–{(at + 1) / TENTHS:.1f}", *cells])
    return as_markdown(
        [("Links, each case left out of the training", rows), ("How far the probabilities are true", said)]
    )


def reliability(training: Training, question: Question) -> list[list[str]]:
    """For each tenth of probability: the pairs, their mean probability, the share of true ones; cases left out."""
    chances: list[float] = []
    answers: list[float] = []
    for key, held in training.samples.items():
        if key[0] == question:
            for name, sample in held.items():
                chances += training.without[name][key].probability(sample.table).tolist()
                answers += sample.answers.tolist()
    out: list[list[str]] = []
    for at in range(TENTHS):
        inside = [(said, true) for said, true in zip(chances, answers, strict=True) if int(said * TENTHS) == at]
        count = len(inside)
        means = [f"{sum(column) / count:.2f}" for column in zip(*inside, strict=True)] if count else ["–", "–"]
        out.append([str(count), *means])
    return out


def main() -> None:
    """Train, print the tables, and with --write keep weights and tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linking", description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep the weights and the tables")
    parser.add_argument("--background", action="store_true", help="count pairs of characters anew")
    options = parser.parse_args()
    folder = evaluation()
    if options.background:
        _keep("background", background(folder))
    training = Training([read(case) for case in cases(folder)], scorer(folder))
    found = tables(training)
    print(found)
    if options.write:
        _keep("links", as_table(training.all))
        text = DOCUMENT.read_text(encoding="utf-8")
        head, tail = text.partition(MARKS[0])[0], text.partition(MARKS[1])[2]
        DOCUMENT.write_text(f"{head}{MARKS[0]}\n{found}\n{MARKS[1]}{tail}", encoding="utf-8")


def _keep(name: str, table: Mapping[str, Any]) -> None:
    TRAINED.mkdir(exist_ok=True)
    text = json.dumps(table, ensure_ascii=False, indent=1, sort_keys=True)
    (TRAINED / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
