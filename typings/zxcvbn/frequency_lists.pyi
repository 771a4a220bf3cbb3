from collections.abc import Sequence

FREQUENCY_LISTS: dict[str, Sequence[str]]
