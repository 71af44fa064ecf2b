"""People, how they sign in, what roles they hold and how they are tied to others.

Dutch words: account, rol, werkgever, band (tie), uitnodiging. Read terms, rules, actions, queries, routes in that order.
"""
