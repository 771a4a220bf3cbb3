"""Run the mutation suite: `python -m tests.alignment.mutations --seed N --count M [--kind WORDS] [-v]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from difflib import SequenceMatcher

from tests.alignment.mutations.drawing import draws
from tests.alignment.mutations.registry import KINDS
from tests.alignment.mutations.scoring import Judged, Tally, judge, score


def main() -> None:
    """Draw, compare, and print the shares by kind; with -v each miss before them."""
    parser = argparse.ArgumentParser(prog="python -m tests.alignment.mutations", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300, help="draws, all kinds in turn")
    parser.add_argument("--kind", default="", help="only kinds whose name holds these words")
    parser.add_argument("-v", "--verbose", action="store_true", help="show each miss")
    given = parser.parse_args()
    changes, rewritings = score(_shown(map(judge, draws(given.seed, given.count, given.kind)), verbose=given.verbose))
    _print_changes(changes)
    _print_rewritings(rewritings)


def _shown(judged: Iterator[Judged], *, verbose: bool) -> Iterator[Judged]:
    for one in judged:
        wrong = one.told if one.draw.truth is None else not one.named
        if verbose and wrong:
            _print_miss(one)
        yield one


def _print_miss(one: Judged) -> None:
    true = one.draw.truth
    verdict = "taken for a change" if true is None else "not named" if one.told else "not told"
    print(f"{verdict}: {one.draw.kind}")
    for sign, line in _differing(one.draw.old, one.draw.new):
        print(f"  {sign} {line}")
    if true:
        wanted = "; ".join(map(str, true.readings))
        print(f"  wanted: {wanted} ({true.old} -> {true.new})")
    for said in one.said:
        print(f"  told: {said.shown}")
    if not one.said:
        print("  told: nothing")
    print()


def _differing(old: str, new: str, most: int = 12) -> Iterator[tuple[str, str]]:
    """The lines that differ, with a sign for their side; no more than a screen of them."""
    left, right = old.splitlines(), new.splitlines()
    shown = 0
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for sign, lines in (("-", left[a:b]), ("+", right[c:d])):
            for line in lines:
                shown += 1
                if shown <= most:
                    yield sign, line


def _print_changes(changes: Tally) -> None:
    if not changes.draws:
        return
    print(f"{'change':<44}{'field':<22}{'draws':>6}{'told':>7}{'named':>7}")
    for name, tally in changes.kinds.items():
        row = f"{tally.draws:>6}{tally.share(tally.told):>7.2f}{tally.share(tally.named):>7.2f}"
        print(f"{name:<44}{KINDS[name].field:<22}{row}")
    row = f"{changes.draws:>6}{changes.share(changes.told):>7.3f}{changes.share(changes.named):>7.3f}"
    print(f"{f'all {len(changes.kinds)} kinds':<66}{row}\n")


def _print_rewritings(rewritings: Tally) -> None:
    if not rewritings.draws:
        return
    print(f"{'rewriting':<66}{'draws':>6}{'told':>7}")
    for name, tally in rewritings.kinds.items():
        print(f"{name:<66}{tally.draws:>6}{tally.share(tally.told):>7.2f}")
    print(f"{f'all {len(rewritings.kinds)} kinds':<66}{rewritings.draws:>6}{rewritings.share(rewritings.told):>7.3f}")


if __name__ == "__main__":
    sys.exit(main())
