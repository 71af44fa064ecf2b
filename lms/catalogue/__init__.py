"""Courses as files, checked strictly, published as immutable snapshots and served from memory.

Dutch words: opleiding (course), module, les, kennistoets (quiz), casus, norm (a dated amount), regelset (rule set).
Read docs/course-format.md, then terms, formats (schemas, markdown, loading, checks), queries. Nothing here knows a student.
"""
