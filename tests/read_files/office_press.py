"""Office documents made of a few parts, as a word processor would save them."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
ROOT = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="b" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
PARTS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="a" Type="{OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="b" Type="{OFFICE}/footnotes" Target="/word/footnotes.xml"/>'
    f'<Relationship Id="c" Type="{OFFICE}/endnotes" Target="endnotes.xml"/>'
    f'<Relationship Id="d" Type="{OFFICE}/header" Target="header1.xml"/>'
    f'<Relationship Id="e" Type="{OFFICE}/hyperlink" Target="https://example.org/" TargetMode="External"/>'
    "</Relationships>"
)
NUMBERED = '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>'
STYLES = (
    '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="H1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Toc"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="L"><w:name w:val="Lettered"/>'
    f"{NUMBERED}</w:style>"
    '<w:style w:type="paragraph" w:styleId="O"><w:name w:val="Outlined"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
)


def run(text: str, settings: str = "") -> str:
    """Return a run of text."""
    return f'<w:r><w:rPr>{settings}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str, style: str = "", settings: str = "") -> str:
    """Return a paragraph: of a text, or of runs."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{settings}</w:pPr>{inner if '<' in inner else run(inner)}</w:p>"


def docx(body: str, notes: str = "", head: str = "", core: str = "", **more: str | bytes) -> bytes:
    """Return a document of Word with a body."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": ROOT,
        "word/document.xml": f"{HEAD}<w:document {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": PARTS,
        "word/styles.xml": f"{HEAD}<w:styles {SPACES}>{STYLES}</w:styles>",
        "word/footnotes.xml": f"{HEAD}<w:footnotes {SPACES}>{notes}</w:footnotes>",
        "word/header1.xml": f"{HEAD}<w:hdr {SPACES}>{head}</w:hdr>",
        "docProps/core.xml": f'{HEAD}<c xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:t="http://purl.org/dc/terms/">{core}</c>',
        **{name.replace("__", "/").replace("_xml", ".xml"): part for name, part in more.items()},
    }
    return packed(parts)


def odt(text: str, styles: str = "", meta: str = "") -> bytes:
    """Return an OpenDocument text."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "text", "table", "draw", "style", "meta")
    )
    spaces += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{HEAD}<office:document-content {spaces}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{text}</office:text></office:body>"
            "</office:document-content>",
            "meta.xml": f"{HEAD}<office:document-meta {spaces}><office:meta>{meta}</office:meta>"
            "</office:document-meta>",
        }
    )


def packed(parts: dict[str, str | bytes]) -> bytes:
    """Return parts as an archive; the first is stored as it is."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number, (name, part) in enumerate(parts.items()):
            method = zipfile.ZIP_DEFLATED if number else zipfile.ZIP_STORED
            archive.writestr(zipfile.ZipInfo(name, (2021, 3, 10, 0, 0, 0)), part, method)
    return stream.getvalue()
