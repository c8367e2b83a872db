"""PDFs written by hand, for what no program writes."""

from __future__ import annotations

import zlib

CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>"
FORM = (
    b"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X 6 0 R>>>>/Length 5>>"
    b"stream\n/X Do\nendstream"
)
WORDS = b"BT /F 12 Tf 50 700 Td (Country A said that the norm applies.) Tj ET"


def pdf(objects: list[bytes]) -> bytes:
    """Return a PDF of numbered objects, the first of which is its catalogue."""
    data, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(data))
    )


def page(content: bytes, extra: bytes = b"") -> bytes:
    """Return a PDF of one page with a content and with further entries of the page."""
    packed = zlib.compress(content, 9)
    return pdf(
        [
            CATALOGUE,
            PAGES,
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>%b>>" % extra,
            b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(packed), packed),
            FONT,
            FORM,
        ]
    )
