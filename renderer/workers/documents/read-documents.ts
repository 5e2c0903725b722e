import type { DocumentReaders, DocumentText } from "../../../shared/intake/document-readers.ts";
import type { IntakeError } from "../../../shared/intake/model.ts";
import type { Bytes } from "../../../shared/kernel/bytes.ts";
import { fail, type Result, succeed } from "../../../shared/kernel/result.ts";
import { readMail } from "../../../shared/preview/mail.ts";
import type { PreviewError } from "../../../shared/preview/model.ts";

type Read = Promise<Result<DocumentText, IntakeError>>;

/** Pages of a PDF that are read, at most, and signs of its text. */
const mostPages = 5_000;
const mostSigns = 32 * 1024 * 1024;

/** Readers of PDF and mail for the intake thread, which holds no key. `partsAddress`: as in a look at a file. */
export function createDocumentReaders(partsAddress: string): DocumentReaders {
  return { pdf: (bytes) => readPdf(bytes, partsAddress), mail: readMailText };
}

async function readPdf(bytes: Bytes, partsAddress: string): Read {
  // Most files are no PDF: its reader is loaded when there is one.
  const { openPdf } = await import("../preview/pdf-document.ts");
  const { memory } = await import("../preview/pdf-load.ts");
  const pdf = await openPdf(bytes, partsAddress);
  try {
    if (!pdf.ok) return fail(kindOf(pdf.error));
    if (pdf.value.facts.pages > mostPages) return fail("too-large");
    const pages: string[] = [];
    let signs = 0;
    for (let number = 1; number <= pdf.value.facts.pages; number++) {
      const page = await pdf.value.lines(number);
      if (!page.ok) return fail(kindOf(page.error));
      signs += page.value.length;
      if (signs > mostSigns) return fail("too-large");
      pages.push(page.value);
    }
    return signs === 0 ? fail("pdf-without-text") : succeed({ pages, attachments: pdf.value.facts.attachments.length });
  } finally {
    if (pdf.ok) await pdf.value.close();
    // This thread goes on to other files: what one asked too much of is no fault of the next.
    memory.isExceeded = false;
  }
}

const kindOf = ({ kind }: PreviewError): IntakeError["kind"] =>
  kind === "protected" ? "pdf-protected" : kind === "too-large" ? "too-large" : "pdf-damaged";

/** Its head as written, its text and what its HTML says, one after the other: a link may say one thing and lead elsewhere. */
async function readMailText(bytes: Bytes): Read {
  const mail = await readMail(bytes);
  if (!mail.ok) return fail(mail.error.kind === "too-deep" ? "mail-too-deep" : "too-large");
  const { headers, text, html, attachmentCount, isCut } = mail.value;
  if (isCut) return fail("too-large");
  const parts = [headers.join("\n"), text, html === text ? "" : html].filter((part) => part !== "");
  return succeed({ pages: [parts.join("\n\n")], attachments: attachmentCount });
}
