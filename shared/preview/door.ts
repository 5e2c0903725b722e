import type { Bytes } from "../kernel/bytes.ts";
import type { Result } from "../kernel/result.ts";
import type { IntakeError, RowWindow } from "../intake/model.ts";
import type { ByteLine, Found, Mail, Opened, PdfPage, Picture, PreviewError, TextPiece } from "./model.ts";

/**
 * What the window asks of a preview thread: looks at one untrusted file. The thread holds no key, keeps nothing and ends with the look. `open` comes first and once;
 * an ask about a view that `open` did not offer fails.
 */
export interface PreviewDoor {
  /** Takes the file over (`transfer` moves its bytes) and says what it is, by its bytes. Fails for nothing but an empty file: what is no picture or PDF in the end is refused in the answer. */
  open(argument: {
    readonly bytes: Bytes;
    readonly fileName: string;
    readonly transfer: readonly ArrayBuffer[];
  }): Promise<Result<Opened, PreviewError>>;
  /** The picture, scaled down to `limits.ts` where it is larger. */
  picture(argument: Record<never, never>): Promise<Result<Picture, PreviewError>>;
  /** A page from 1, at `scale` pixels a point (less where that would be too many). */
  page(argument: { readonly page: number; readonly scale: number }): Promise<Result<PdfPage, PreviewError>>;
  /** Where a text stands, without regard to case; `places` = pages and runs of a PDF or pieces of a text. */
  find(argument: { readonly view: "pdf" | "text"; readonly text: string }): Promise<Result<Found, PreviewError>>;
  /** Pieces of the text from one on (from 0). */
  pieces(argument: { readonly from: number; readonly count: number }): Promise<Result<readonly TextPiece[], PreviewError>>;
  /** Rows of the table from one on (from 1), as written. */
  rows(argument: { readonly fromRow: number; readonly count: number }): Promise<Result<RowWindow, IntakeError | PreviewError>>;
  mail(argument: Record<never, never>): Promise<Result<Mail, PreviewError>>;
  /** Lines of sixteen bytes from one on (from 0). */
  byteLines(argument: { readonly from: number; readonly count: number }): Promise<Result<readonly ByteLine[], PreviewError>>;
}
