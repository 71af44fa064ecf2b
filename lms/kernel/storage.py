"""Files beside the database: named by their hash, outside the web root, written whole or not at all."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from flask import current_app

from lms.kernel.errors import NotFound

_KEY = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{1,5}")


def save(data: bytes, suffix: str) -> str:
    """Store the bytes and return their key, "<sha256>.<suffix>"; the same bytes have the same key."""
    key = f"{hashlib.sha256(data).hexdigest()}.{suffix.lstrip('.')}"
    path = _path(key)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                Path(file.name).unlink()
                raise
        Path(file.name).replace(path)
        _settle(path.parent)
    return key


def read(key: str) -> bytes:
    """The bytes under a key; NotFound when there are none."""
    path = _path(key)
    if not path.is_file():
        raise NotFound
    return path.read_bytes()


def _settle(folder: Path) -> None:
    """Make the new name in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _path(key: str) -> Path:
    if not _KEY.fullmatch(key):
        raise NotFound
    root: Path = current_app.extensions["settings"].data_dir
    return root / "files" / key[:2] / key
