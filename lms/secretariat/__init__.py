"""The registerbureau's desk: what waits, oldest first; people, groups, imports; own activities; what happens to a registration.

It puts the floors below together and owns no tables.
"""
