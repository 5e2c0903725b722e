import PostalMime, { type Address, type Attachment, decodeWords, type Email } from "postal-mime";
import { invariant } from "../kernel/invariant.ts";
import { type Result, fail, succeed } from "../kernel/result.ts";
import { brokenPromise } from "./ending.ts";
import { htmlToText } from "./html-text.ts";
import { deepestPart, longestHeaderLine, mostAttachments, mostHeaderBytes, mostHeaderLines, mostMailText, mostTextBytes } from "./limits.ts";
import type { FileInside, Mail, PreviewError } from "./model.ts";
import { recognise } from "./recognise.ts";

/**
 * Reads a mail (RFC 5322, MIME): headers with their encoded words, the text part, the HTML part as text, and what is attached by name, type, size and bytes. Nothing
 * is rendered, loaded or followed. Cost O(bytes).
 *
 * Fails   `too-large` above `mostTextBytes`; `too-deep` where parts or headers go beyond `limits.ts`.
 */
export async function readMail(bytes: Uint8Array): Promise<Result<Mail, PreviewError>> {
  if (bytes.length > mostTextBytes) return fail("too-large");
  const email = await parsed(bytes);
  return email === null ? fail("too-deep") : succeed(mailOf(email));
}

/** The parser throws for nothing but its two limits. */
async function parsed(bytes: Uint8Array): Promise<Email | null> {
  try {
    return await PostalMime.parse(bytes, { maxNestingDepth: deepestPart, maxHeadersSize: mostHeaderBytes, maxRfc822NestingDepth: 3 });
  } catch {
    return null;
  }
}

function mailOf(email: Email): Mail {
  const html = email.html === undefined ? null : htmlToText(email.html.slice(0, 4 * mostMailText));
  const [text, htmlText] = [email.text ?? "", html?.text ?? ""];
  return {
    subject: email.subject ?? "",
    from: addressTexts(email.from === undefined ? [] : [email.from]),
    to: addressTexts(email.to),
    cc: addressTexts(email.cc),
    bcc: addressTexts(email.bcc),
    replyTo: addressTexts(email.replyTo),
    date: email.headers.find(({ key }) => key === "date")?.value ?? "",
    text: text.slice(0, mostMailText),
    html: htmlText.slice(0, mostMailText),
    htmlFacts: html?.facts ?? null,
    isCut: text.length > mostMailText || htmlText.length > mostMailText || (email.html?.length ?? 0) > 4 * mostMailText,
    attachments: email.attachments.slice(0, mostAttachments).map(fileInside),
    attachmentCount: email.attachments.length,
    headers: email.headers
      .slice(0, mostHeaderLines)
      .map(({ originalKey, value }) => `${originalKey}: ${decodeWords(value)}`.slice(0, longestHeaderLine)),
  };
}

function addressTexts(addresses: readonly Address[] = []): readonly string[] {
  return addresses.slice(0, mostHeaderLines).flatMap((each) => {
    if (each.group !== undefined) return [`${each.name}: ${addressTexts(each.group).join(", ")};`];
    return [each.name === "" ? each.address : `${each.name} <${each.address}>`];
  });
}

function fileInside({ filename, mimeType, content }: Attachment): FileInside {
  invariant(typeof content !== "string", "attachments are asked for as bytes");
  const bytes = content instanceof Uint8Array ? content : new Uint8Array(content);
  const format = recognise(bytes);
  const name = filename ?? "";
  return { name, mediaType: mimeType, sizeBytes: bytes.length, format, promised: brokenPromise(name, format) };
}
