import type { Bytes } from "../kernel/bytes.ts";
import type { Result } from "../kernel/result.ts";
import type { IntakeError } from "./model.ts";

/** The text of a document whose bytes are no text, in reading order. */
export interface DocumentText {
  /** Of a PDF its pages, of a mail its head and body as one. Lines end with "\n". */
  readonly pages: readonly string[];
  /** Files in it that are not read. */
  readonly attachments: number;
}
type ReadDocument = (bytes: Bytes) => Promise<Result<DocumentText, IntakeError>>;

/** Readers of documents that only the machine outside has: the intake knows neither PDF nor MIME. */
export interface DocumentReaders {
  /** Fails   `pdf-protected`, `pdf-damaged`, `pdf-without-text`, `too-large`. */
  readonly pdf: ReadDocument;
  /** Fails   `mail-too-deep`, `too-large`. */
  readonly mail: ReadDocument;
}

let attached: DocumentReaders | null = null;

/** Gives the intake its readers of documents, once, when its thread begins. */
export function attachDocumentReaders(readers: DocumentReaders): void {
  attached = readers;
}

/** null = this machine has none, and documents of that kind are refused by name. */
export const documentReaders = (): DocumentReaders | null => attached;
