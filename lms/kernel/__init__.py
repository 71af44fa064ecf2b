"""What every capability stands on and nothing of the profession: clock, database, access, audit, mail, files, rendering.

Reading order: errors, calendar, clock, config, db, audit, outbox, storage, access, forms, headers, rendering, paging.
"""
