"""The account of a comparison: every place that differs between two texts, owned by exactly one entry."""
