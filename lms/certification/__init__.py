"""From a complete dossier to a decision, a registration and a certificate: four records with their own deciders.

Dutch words: aanvraag (application), besluit (decision), certificaat. Who trained, examined or works with somebody does not decide.
Read terms, rules, actions, queries, documents.
"""
