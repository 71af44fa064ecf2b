"""From course files to a `Course`, or to faults with file and line. No database, no Flask."""

from lms.catalogue.formats.loading import Reading, content_hash, load_course, read_folder, restore_course

__all__ = ["Reading", "content_hash", "load_course", "read_folder", "restore_course"]
