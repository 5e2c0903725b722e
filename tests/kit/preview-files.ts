import { type Bytes, concatBytes, utf8ToBytes } from "../../shared/kernel/bytes.ts";

/** A PDF of objects as written, number 1 being the catalogue. Readers rebuild the table of places it lacks. */
export function pdfOf(objects: readonly (string | readonly [head: string, stream: Uint8Array])[], trailer = ""): Bytes {
  const parts: Uint8Array[] = [utf8ToBytes("%PDF-1.7\n%\u00e2\u00e3\n")];
  objects.forEach((object, at) => {
    parts.push(utf8ToBytes(`${at + 1} 0 obj\n`));
    if (typeof object === "string") parts.push(utf8ToBytes(object));
    else parts.push(utf8ToBytes(`<<${object[0]}/Length ${object[1].length}>>\nstream\n`), object[1], utf8ToBytes("\nendstream"));
    parts.push(utf8ToBytes("\nendobj\n"));
  });
  parts.push(utf8ToBytes(`trailer\n<</Root 1 0 R${trailer}>>\n%%EOF\n`));
  return concatBytes(...parts);
}

/** A PDF of one page each for these texts, in the standard font. `catalogue` is added to the first object, `page` to each page. */
export function textPdf(texts: readonly string[], { catalogue = "", page = "", trailer = "", box = "0 0 612 792" } = {}): Bytes {
  const kids = texts.map((_, at) => `${4 + 2 * at} 0 R`).join(" ");
  const objects = [
    `<</Type/Catalog/Pages 2 0 R${catalogue}>>`,
    `<</Type/Pages/Kids[${kids}]/Count ${texts.length}>>`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ...texts.flatMap((text, at): (string | readonly [string, Uint8Array])[] => [
      `<</Type/Page/Parent 2 0 R/MediaBox[${box}]/Contents ${5 + 2 * at} 0 R/Resources<</Font<</F1 3 0 R>>>>${page}>>`,
      ["", utf8ToBytes(`BT /F1 24 Tf 50 700 Td (${text}) Tj ET`)],
    ]),
  ];
  return pdfOf(objects, trailer);
}

/** The header of a PNG that says it is so large; no pixel follows. */
export function pngHead(width: number, height: number): Bytes {
  const head = new Uint8Array(33);
  head.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(head.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  head.set([8, 2, 0, 0, 0], 24);
  return head;
}

/** Texts as bytes in windows-1251, as far as these letters go. */
export function windows1251(text: string): Bytes {
  return Uint8Array.from(text, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    if (code < 0x80) return code;
    return code === 0x451 ? 0xb8 : code - 0x410 + 0xc0;
  });
}

export function utf16(text: string, isBigEndian = false): Bytes {
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(2 * at, text.charCodeAt(at), !isBigEndian);
  return bytes;
}

/** A mail as a deceiver writes it: encoded words, a text and an HTML part that differ, remote pictures, scripts, a program that is called a bill. */
export const deceivingMail = `Return-Path: <bounce@mail.example>
From: =?UTF-8?B?0prQsNC30LDSmyDQkdCw0L3QutGW?= <support@bank.example>
Reply-To: collector@evil.example
To: "Gulnar, A." <gulnar@example.kz>
Cc: =?windows-1251?Q?=C8=E2=E0=ED_=CF=E5=F2=F0=EE=E2?= <ivan@example.kz>
Subject: =?UTF-8?Q?=D0=A2=D3=A9=D0=BB=D0=B5=D0=BC_=D1=82=D1=83=D1=80=D0=B0?=
 =?UTF-8?Q?=D0=BB=D1=8B?=
Date: Fri, 20 Nov 2026 10:12:40 +0500
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b1"

--b1
Content-Type: multipart/alternative; boundary="b2"

--b2
Content-Type: text/plain; charset=windows-1251
Content-Transfer-Encoding: quoted-printable

=CF=E5=F0=E5=E2=E5=E4=E8=F2=E5 545=
 000 USDT.
--b2
Content-Type: text/html; charset=utf-8

<html><head><style>p{color:red}</style><script src="https://evil.example/x.js">steal()</script></head>
<body onload="x()"><p>Құрметті клиент &amp; дос,</p><img src="https://tracker.example/p.gif"><iframe src="https://evil.example/f"></iframe>
<a href="https://evil.example/login">https://bank.kz</a><form action="https://evil.example"><input></form></body></html>
--b2--
--b1
Content-Type: application/pdf; name="bill.pdf"
Content-Disposition: attachment; filename="=?UTF-8?B?0qjRiNC+0YIucGRm?="
Content-Transfer-Encoding: base64

TVqQAAMAAAAEAAAA//8AALgAAAAAAAAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAgAAAAA4fug4AtAnNIbgBTM0h
--b1--
`;
