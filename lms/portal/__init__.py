"""The home of /mijn: where to go on, points and what is missing, own activities, one's own data.

It puts together what the floors below know and owns no tables.
"""
