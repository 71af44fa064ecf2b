"""Taking a file from outside: by size and by what it really is, never by its name."""

from typing import Protocol

from flask import Response

from lms.kernel import storage
from lms.kernel.errors import Invalid, NotFound

LARGEST = 5 * 1024 * 1024
_MAGIC = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}
_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}


class Upload(Protocol):
    """What a form hands over."""

    filename: str | None

    def read(self, size: int = -1) -> bytes:
        """The bytes."""

    def close(self) -> None:
        """Give the temporary file back."""


def keep(upload: Upload | None, *, field: str) -> str | None:
    """Store an uploaded file and return its key; None when nothing was sent. Raises Invalid on a wrong size or kind."""
    if upload is None or not getattr(upload, "filename", None):
        return None
    data = upload.read(LARGEST + 1)
    upload.close()
    if len(data) > LARGEST:
        raise Invalid("Dit bestand is te groot. Kies er een van hooguit 5 MB.", field=field)
    kind = next((suffix for magic, suffix in _MAGIC.items() if data.startswith(magic)), None)
    if kind is None:
        raise Invalid("Dit bestand is geen PDF, JPG of PNG. Kies een ander bestand.", field=field)
    return storage.save(data, kind)


def download(key: str | None, *, name: str) -> Response:
    """A kept file, always as a download under this name; raises NotFound when there is none."""
    if key is None:
        raise NotFound
    suffix = key.rpartition(".")[2]
    disposition = f'attachment; filename="{name}.{suffix}"'
    return Response(storage.read(key), mimetype=_TYPES[suffix], headers={"Content-Disposition": disposition})
