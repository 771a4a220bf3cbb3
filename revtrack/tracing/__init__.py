"""Who takes up what: addressing, citations, shared wording, matrices and lineages."""
