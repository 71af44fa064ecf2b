"""Codes that people read aloud and type over: 29 symbols without look-alikes or vowels, and a check symbol.

The last symbol is a weighted sum modulo 29 (a prime), so every single wrong symbol and every swap of neighbours is noticed.
Input is forgiven: case, spaces, dashes, dots, and the letters that look like symbols.
"""

import secrets

ALPHABET = "0123456789CDFGHJKMNPQRSTVWXYZ"
_LOOKALIKE = str.maketrans("OILBU", "0118V")
_LOOSE = " -.\u00a0\u2013\u2011"


def check_symbol(body: str) -> str:
    """The symbol that belongs after these."""
    return ALPHABET[sum((place + 2) * ALPHABET.index(symbol) for place, symbol in enumerate(body)) % len(ALPHABET)]


def new_code(length: int) -> str:
    """A random code of so many symbols, the last of them the check symbol."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(length - 1))
    return body + check_symbol(body)


def show(code: str) -> str:
    """In two halves: "7K3M-P9QX"."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"


def normalise(text: str, length: int, *, prefix: str = "") -> str | None:
    """The bare code, or None when it cannot be one: a typing error, no need to ask the database."""
    bare = "".join(symbol for symbol in text.upper() if symbol not in _LOOSE)
    if prefix and len(bare) == length + len(prefix):
        bare = bare.removeprefix(prefix.upper())
    bare = bare.translate(_LOOKALIKE)
    fits = len(bare) == length and set(bare) <= set(ALPHABET)
    return bare if fits and check_symbol(bare[:-1]) == bare[-1] else None
