"""A mutation suite: texts of our own, each changed in one place, and what a comparison must then tell.

`vocabulary` has the words, `values` what can be written in more than one way, `texts` what a text is made of;
`regulations` (with `articles`, `lists` and `penalties`) and `plans` (with `items`) make texts by seed. `kinds` holds
the changes of substance, a module a field, each with its truth (`truth`), `rewritings` what changes nothing; `registry`
has them all. `drawing` draws texts and kinds, `scoring` holds what a comparison tells against the truth.

    python -m tests.alignment.mutations --seed 1 --count 2000
"""
