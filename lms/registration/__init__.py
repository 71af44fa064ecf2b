"""Who stands in the register: numbers, names as registered, and dated events. The status is computed from them, never stored.

Dutch words: inschrijving (registration), schorsing (suspension), doorhaling (striking off), afscherming (shielding).
Each event has two times: when it holds (`effective_on`) and when it was recorded (`recorded_at`). Read terms, rules, queries.
"""
