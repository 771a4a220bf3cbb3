"""Lines → clauses: reflowing, numbering, days, folding."""
