"""Filling an empty demo database."""

from lms.demo.actions.loading import is_marked, load_demo

__all__ = ["is_marked", "load_demo"]
