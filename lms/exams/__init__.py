"""Judging cases fairly: rounds, scripts without a name, blind marks, the rule for disagreement, the exam board, release.

Dutch words: ronde (round), werk (script), beoordeling (mark), examencommissie (exam board), oefencasus (practice case).
Read terms, rules (scoring, reconciliation, allocation, states), actions, queries. A signed mark is never changed, and nobody edits a
number by hand. No query that an examiner's page uses reaches the table that knows the author.
"""
