"""A pack on its way out: as a file that is read a piece at a time, kept in no cache."""

from ZPublisher.Iterators import filestream_iterator

import os


def as_download(response, transfer, path):
    """What a page or service answers with: the zip at `path`, named after nobody."""
    name = f"transfer-{transfer.pack.id[:8]}.zip"
    response.setHeader("Content-Type", "application/zip")
    response.setHeader("Content-Length", str(os.path.getsize(path)))
    response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
    response.setHeader("Cache-Control", "no-store")
    return filestream_iterator(str(path), "rb")
