"""The training itself: groups with trainers, lessons, quizzes, and what counts as done.

Dutch words: groep, inschrijving (enrolment), les, kennistoets (quiz), poging (attempt), voortgang (progress).
Read terms, rules, actions, queries, routes in that order. A step done is never undone; a module done posts its credits at once.
"""
