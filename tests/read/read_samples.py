"""Small samples of each format, made up for the tests; what writes them is here, since archives are binary."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

WORDS = "Cuba opposed the draft in the plenary of the session."
MORE = "Norway supported the draft and the report of the group."


def zipped(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP archive of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return file.getvalue()


def tarred(members: dict[str, bytes | str], mode: str = "w") -> bytes:
    """Return a tar archive of these members."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            content = data.encode() if isinstance(data, str) else data
            header = tarfile.TarInfo(name)
            header.size = len(content)
            archive.addfile(header, io.BytesIO(content))
    return file.getvalue()


MAIL = f"""Received: from example.org by example.net; Tue, 4 May 2021 10:00:00 +0000
From: =?utf-8?q?Mission_of_Cuba_to_the_=C3=89lysian_Fields?= <mission@example.org>
To: list@example.org
Subject: Statement on the
 draft report
Date: Tue, 4 May 2021 09:58:00 -0400
Message-ID: <1234@example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="outer"

--outer
Content-Type: multipart/alternative; boundary="inner"

--inner
Content-Type: text/plain; charset=utf-8

The plain words.
--inner
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<html><body><p>{WORDS}</p><div class=3D"gmail_quote"><div class=3D"gmail_attr">On Mon, 3 May 2021 the
 secretariat wrote:</div><blockquote type=3D"cite"><p>Norway supports the draft.</p></blockquote></div></body></html>
--inner--
--outer
Content-Type: text/plain; name="annex.txt"
Content-Disposition: attachment; filename="../annex.txt"

{MORE}
--outer
Content-Type: image/png; name="logo.png"
Content-Disposition: inline; filename="logo.png"
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--outer--
"""

PLAIN_MAIL = f"""From: delegate@example.org
To: list@example.org
Subject: Re: Draft
Date: Wed, 5 May 2021 09:58:00 +0000
Message-ID: <5678@example.org>

{WORDS}

On Tue, 4 May 2021 at 10:00,
Secretariat <s@example.org> wrote:
> Norway supports the draft.
>
> > Egypt does not.

We also oppose the annex.

--
Delegation of Cuba
"""

BOX = (
    f"From a@example.org Tue May  4 10:00:00 2021\n{PLAIN_MAIL}\n"
    f"From b@example.org Wed May  5 11:00:00 2021\n{PLAIN_MAIL.replace('5678', '9999')}\n>From now on we agree.\n"
)

MHT = f"""From: <Saved by Blink>
Snapshot-Content-Location: https://example.org/news/1
Subject: Talks
Date: Tue, 4 May 2021 10:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----b"

------b
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://example.org/news/1

<html><head><title>Talks stall</title></head><body><article><p>{WORDS}</p><p>{MORE}</p></article></body></html>
------b
Content-Type: text/css
Content-Location: https://example.org/style.css

p {{ color: red }}
------b--
"""

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Daily Cable</title><link>https://example.org/</link><language>en-us</language>
<item><title>Talks &amp;amp; votes</title><link>https://example.org/1</link><guid isPermaLink="false">n1</guid>
<pubDate>Tue, 04 May 2021 10:00:00 GMT</pubDate><dc:creator>A Correspondent</dc:creator>
<description>Short.</description><content:encoded><![CDATA[<p>{WORDS}</p><p>{MORE}</p>]]></content:encoded></item>
<item><title>Plain</title><link>https://example.org/2</link><description>{MORE}&nbsp;So it is.</description></item>
<item><title>Nothing</title></item>
</channel></rss>
"""

ATOM = f"""<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Mission news</title>
<entry><id>tag:example.org,2021:1</id><title type="html">A &lt;b&gt;statement&lt;/b&gt;</title>
<link rel="self" href="https://example.org/self"/><link href="https://example.org/a"/>
<published>2021-05-04T10:00:00Z</published><updated>2022-01-01T00:00:00Z</updated>
<author><name>Mission of Cuba</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{WORDS}</p><p>{MORE}</p></div></content></entry>
</feed>
"""

RDF = f"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://example.org/"><title>Old news</title></channel>
<item rdf:about="https://example.org/old"><title>Old</title><description>{WORDS}</description></item>
</rdf:RDF>
"""

CSV = f'''ID,Headline,Published,URL,Outlet,Lang,Body
a1,Talks stall,2021-05-04,https://example.org/1,The Daily Cable,English,"{WORDS}

{MORE}"
a2,Ragged,2021-05-05
a3,Markup,2021/5/6,https://example.org/3,,fr,<p>{WORDS}</p><p>{MORE}</p>
a3,Same again,,,,,{MORE}
,No number,,,,,{MORE}
a6,No text,,,,,
'''

DEBATES = f"session\tyear\tcountry\ttext\n70\t2015\tCuba\t{WORDS}\n70\t2015.0\tNorway\t{MORE}\n"
JSONL = f"""{{"doc_id": 7, "speaker": "The delegate", "country": "Cuba", "speech": "{WORDS}"}}

{{"broken":
{{"doc_id": 9, "text": "{MORE}", "authors": ["One", "Two"]}}
"""
RECORDS = f'[{{"title": "A", "content": "{WORDS}", "source": "https://example.org/1"}}, {{"title": "B"}}]'

AKN = f"""<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
<debate name="verbatim"><meta><identification source="#un"><FRBRWork>
<FRBRthis value="/akn/un/debate/2021-05-04/1"/><FRBRalias name="title" value="The first meeting"/>
<FRBRdate date="2021-05-04" name="sitting"/><FRBRauthor href="#un" as="#author"/></FRBRWork>
<FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification>
<references source="#un"><TLCOrganization eId="un" href="/o/un" showAs="United Nations"/>
<TLCPerson eId="no" href="/p/no" showAs="Norway"/></references></meta>
<preface><p><docTitle>Verbatim record of the first meeting</docTitle></p></preface>
<debateBody><debateSection><num>1.</num><heading>Opening</heading>
<narrative>The meeting was called to order at 10 a.m.</narrative>
<speech by="#chair"><from>The Chair:</from><p>I give the floor to Cuba.<remark>(Applause)</remark></p></speech>
<speech by="#cu"><from>Cuba</from><p>{WORDS}<authorialNote><p>As delivered.</p></authorialNote> It was firm.</p>
<p>We go on.</p></speech>
<speech by="#no"><p>{MORE}</p></speech>
</debateSection></debateBody></debate></akomaNtoso>
"""

ACT = f"""<akomaNtoso xmlns="http://www.akomantoso.org/2.0"><act><meta/><body>
<article><num>Article 1</num><heading>Scope</heading><paragraph><num>1.</num>
<content><p>{WORDS}</p></content></paragraph>
<paragraph><num>(a)</num><list><intro><p>{MORE}</p></intro>
<point><num>(i)</num><content><p>one thing;</p></content></point>
</list></paragraph></article></body></act></akomaNtoso>
"""

SAMPLES: dict[str, bytes] = {
    "text": WORDS.encode(),
    "html": f"<html><body><p>{WORDS}</p><p>{MORE}</p></body></html>".encode(),
    "markdown": f"---\ntitle: x\n---\n# Vote\n\n**{WORDS}**\n\n- {MORE}\n".encode(),
    "zip": zipped(
        {"folder/a.txt": WORDS, "b.html": f"<html><p>{MORE}</p></html>", ".hidden": "x", "README.md": "x"}
    ),
    "stored": zipped({"a.txt": WORDS, "b.txt": MORE}, zipfile.ZIP_STORED),
    "tar": tarred({"folder/a.txt": WORDS, "b.txt": MORE, "__MACOSX/c.txt": "x"}),
    "tar.gz": gzip.compress(tarred({"a.txt": WORDS, "b.txt": MORE}), mtime=0),
    "tar.bz2": bz2.compress(tarred({"a.txt": WORDS})),
    "tar.xz": lzma.compress(tarred({"a.txt": WORDS})),
    "gz": gzip.compress(WORDS.encode(), mtime=0),
    "mail": MAIL.encode(),
    "plain mail": PLAIN_MAIL.encode(),
    "mbox": BOX.encode(),
    "mht": MHT.encode(),
    "rss": RSS.encode(),
    "atom": ATOM.encode(),
    "rdf": RDF.encode(),
    "csv": CSV.encode(),
    "debates": DEBATES.encode(),
    "jsonl": JSONL.encode(),
    "records": RECORDS.encode(),
    "akn": AKN.encode(),
    "act": ACT.encode(),
    "post": b'[{"id":1,"title":{"rendered":"A"},"content":{"rendered":"<p>Cuba opposed it.</p>"}}]',
    "votes": b"resolution,date,title,in_favour,against\n73/27,2018-12-05,The title,CUB EGY,USA\n",
}
