"""How often one address may ask. In memory per worker by default, Redis when configured."""

from flask import current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(key_func=get_remote_address)


def search_limit() -> str:
    """The limit on searching the register, from the settings."""
    return str(current_app.extensions["settings"].search_limit)
