"""Fictional people and their history, made by the same actions that pages use, with dates in the past. Only `make run` loads it.

A demo database is marked as such; a database with other people in it is refused.
"""
