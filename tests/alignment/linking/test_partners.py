"""Which sentences links join."""

from __future__ import annotations

from alignment.linking.partners import Partners
from alignment.model import Link


def link(old: tuple[str, ...], new: tuple[str, ...]) -> Link:
    return Link(old, new, "edited", 1.0, 1.0, "alike")


def test_counterparts_stand_on_both_sides_in_the_order_of_the_links() -> None:
    partners = Partners([link(("o1.1",), ("n2.1",)), link(("o1.1",), ("n1.1",))])
    assert partners.of("o1.1") == ["n2.1", "n1.1"]
    assert partners.of("n1.1") == ["o1.1"]
    assert partners.of("o9.1") == []


def test_what_hangs_together_is_found_from_each_of_its_sentences() -> None:
    partners = Partners([link(("o1.1", "o2.1"), ("n1.1",)), link(("o2.1",), ("n3.1",)), link(("o5.1",), ("n5.1",))])
    joined = {"o1.1", "o2.1", "n1.1", "n3.1"}
    assert all(partners.together(name) == joined for name in joined)
    assert partners.together("o9.1") == {"o9.1"}
