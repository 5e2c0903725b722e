import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { htmlToText } from "../../../shared/preview/html-text.ts";
import { mostMailText } from "../../../shared/preview/limits.ts";
import { readMail } from "../../../shared/preview/mail.ts";
import { expectValue } from "../../kit/agency.ts";
import { deceivingMail } from "../../kit/preview-files.ts";
import { processorMs } from "../../kit/processor-time.ts";

test("a mail is read: encoded words, charsets, quoted-printable and base64, both parts, and what is attached by its bytes", async () => {
  const mail = expectValue(await readMail(utf8ToBytes(deceivingMail)));
  expect(mail).toMatchObject({
    from: ["Қазақ Банкі <support@bank.example>"],
    replyTo: ["collector@evil.example"],
    to: ["Gulnar, A. <gulnar@example.kz>"],
    cc: ["Иван Петров <ivan@example.kz>"],
    subject: "Төлем туралы",
    date: "Fri, 20 Nov 2026 10:12:40 +0500",
    attachments: [{ name: "Ҩшот.pdf", mediaType: "application/pdf", format: "windows-program", promised: "pdf", sizeBytes: 78 }],
    attachmentCount: 1,
    isCut: false,
  });
  expect(mail.text.trim()).toBe("Переведите 545 000 USDT.");
});

test("HTML is text: no script, no style, links say where they lead, and what it would have done is counted", async () => {
  const { html, htmlFacts } = expectValue(await readMail(utf8ToBytes(deceivingMail)));
  expect(html).toContain("Құрметті клиент & дос,");
  expect(html).toContain("https://bank.kz ⟨https://evil.example/login⟩");
  expect(html).not.toMatch(/steal|color:red|<|onload/);
  expect(htmlFacts).toEqual({ scripts: 2, remotePictures: 1, forms: 1, links: 1 });
});

test("HTML that never closes, lies about its quotes or nests without end is read to its end", () => {
  expect(htmlToText(`a<script>b`).text).toBe("a");
  expect(htmlToText(`a<!-- b`).text).toBe("a");
  expect(htmlToText(`1 < 2 <b`).text).toBe("1 < 2");
  expect(htmlToText(`<a href="x>y">z</a>`).text).toBe("z ⟨x>y⟩");
  expect(htmlToText("&#0;&#xD800;&#x110000;&#x49b;").text).toBe("\ufffd\ufffd\ufffdқ");
  const began = processorMs();
  htmlToText("<div>".repeat(200_000));
  htmlToText("<".repeat(1_000_000));
  htmlToText("<a href='".repeat(100_000));
  htmlToText("<script>".repeat(100_000));
  expect(processorMs() - began).toBeLessThan(10_000);
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("<", ">", "</", "script", "a ", "href=", '"', "'", "&#", "1;", "<!--", "-->", "x", "\n"), { maxLength: 60 }),
      (parts) => {
        expect(htmlToText(parts.join("")).text).toBeTypeOf("string");
      },
    ),
  );
});

test("hostile mails: nested without end, headers without end, cut anywhere, a bomb of text", async () => {
  const nested = `From: a@b.c\nDate: x\nSubject: y\nContent-Type: multipart/mixed; boundary=b0\n\n${Array.from({ length: 100 }, (_, at) => `--b${at}\nContent-Type: multipart/mixed; boundary=b${at + 1}\n\n`).join("")}`;
  expect(await readMail(utf8ToBytes(nested))).toEqual({ ok: false, error: { kind: "too-deep" } });
  const heads = `From: a@b.c\n${"X-A: ".padEnd(900, "x").concat("\n").repeat(2_000)}\n\ntext`;
  expect(await readMail(utf8ToBytes(heads))).toEqual({ ok: false, error: { kind: "too-deep" } });
  for (let length = 0; length < deceivingMail.length; length += 37) {
    expect((await readMail(utf8ToBytes(deceivingMail.slice(0, length)))).ok).toBe(true);
  }
  const long = expectValue(await readMail(utf8ToBytes(`From: a@b.c\nSubject: s\n\n${"word ".repeat(mostMailText / 4)}`)));
  expect(long).toMatchObject({ isCut: true });
  expect(long.text.length).toBe(mostMailText);
});
