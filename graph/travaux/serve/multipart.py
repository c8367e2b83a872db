"""Several files sent in one form (multipart/form-data), written into files as they come."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartParser
from starlette.requests import Request

from travaux.serve import bodies, forms
from travaux.serve.problems import Problem

MOST = 100


async def files(request: Request, folder: Path, limit: int) -> AsyncIterator[tuple[Path, str]]:
    """Yield the file of each part of a form with its media type. Raises Problem where one is no RDF."""
    parser = MultiPartParser(request.headers, bodies.pieces(request, limit), max_files=MOST, max_fields=MOST)
    form = await parser.parse()
    try:
        for _, part in form.multi_items():
            if not isinstance(part, UploadFile):
                raise Problem(400, "each part of the form is a file with its Content-Type")
            media = (part.content_type or "").partition(";")[0]
            forms.uploaded(media)
            with tempfile.NamedTemporaryFile(dir=folder, delete=False) as written:
                shutil.copyfileobj(part.file, written)
            yield Path(written.name), media
    finally:
        await form.close()
