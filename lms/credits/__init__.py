"""The ledger of points and what they add up to. One ledger, two tracks: toward first certification, and toward staying registered.

Dutch words: punt, categorie, thema, claim (an own activity handed in), tegenboeking (counter-entry), tegoed dat wacht (parked).
An entry is never changed; a correction is a new entry that points at the old one. Read terms, rules, actions, queries.
"""
