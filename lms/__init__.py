"""Ruimbaan: the system with which a profession trains, examines, certifies and registers its own people."""

from lms.factory import create_app

__all__ = ["create_app"]
