"""Filling an empty demo database, and keeping it apart from a real one."""

from lms.demo.actions.loading import is_marked, load_demo, refuse_real_data

__all__ = ["is_marked", "load_demo", "refuse_real_data"]
