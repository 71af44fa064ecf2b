"""The public's reading room: search, one entry, verification of a certificate, and what registration means. It writes nothing.

Dutch words: register, inschrijving, controleren (verify), uittreksel (extract). All pages are GET, without cookies, cacheable for a minute.
"""
