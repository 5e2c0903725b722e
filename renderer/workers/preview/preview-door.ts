import { invariant } from "../../../shared/kernel/invariant.ts";
import type { Bytes } from "../../../shared/kernel/bytes.ts";
import { type Result, fail, succeed } from "../../../shared/kernel/result.ts";
import { sourceOfBytes } from "../../../shared/intake/byte-source.ts";
import { openTables } from "../../../shared/intake/open-tables.ts";
import { type Cells, rowsIn, type Table } from "../../../shared/intake/table.ts";
import { byteLines } from "../../../shared/preview/byte-lines.ts";
import type { PreviewDoor } from "../../../shared/preview/door.ts";
import { brokenPromise } from "../../../shared/preview/ending.ts";
import { findInPieces } from "../../../shared/preview/find-text.ts";
import { familyOf } from "../../../shared/preview/formats.ts";
import { mostPieces, mostTextBytes } from "../../../shared/preview/limits.ts";
import { readMail } from "../../../shared/preview/mail.ts";
import type { Opened, PreviewError, View } from "../../../shared/preview/model.ts";
import { pictureFacts } from "../../../shared/preview/picture-size.ts";
import { recognise } from "../../../shared/preview/recognise.ts";
import { isTableLike } from "../../../shared/preview/table-like.ts";
import { type PiecedText, pieceText, piecesFrom } from "../../../shared/preview/text-pieces.ts";
import type { PdfDocument } from "./pdf-document.ts";
import { drawPicture, refusedPicture } from "./picture.ts";

/** What one thread knows of its one file. */
interface Looked {
  readonly bytes: Bytes;
  readonly opened: Opened;
  readonly pdf: PdfDocument | null;
  readonly text: PiecedText | null;
  readonly table: { readonly layout: Table["layout"]; readonly rows: readonly Cells[] } | null;
}

/** A door of `PreviewDoor` for one file. `partsAddress`: where fonts and character maps of PDFs are served by the program itself. */
export function createPreviewDoor(partsAddress: string): PreviewDoor {
  let looked: Looked | null = null;
  const file = (): Looked => {
    invariant(looked !== null, "a file is opened before it is looked at");
    return looked;
  };
  return {
    async open({ bytes, fileName }) {
      invariant(looked === null, "a preview thread looks at one file");
      if (bytes.length === 0) return fail("empty");
      looked = await look(bytes, fileName, partsAddress);
      return succeed(looked.opened);
    },
    picture: async () => drawPicture(file().bytes, file().opened.format),
    page: async ({ page, scale }) => (await file().pdf?.draw(page, scale)) ?? fail("no-such-page"),
    async find({ view, text }) {
      const { pdf, text: pieced } = file();
      if (view === "pdf") return (await pdf?.find(text)) ?? fail("damaged");
      return pieced === null ? fail("not-text") : succeed(findInPieces(pieced, text));
    },
    async pieces({ from, count }) {
      const { text } = file();
      return text === null ? fail("not-text") : succeed(piecesFrom(text, from, Math.min(count, mostPieces)));
    },
    async rows({ fromRow, count }) {
      const { table } = file();
      if (table === null) return fail("not-table");
      const first = Math.max(1, fromRow);
      const shown = table.rows.slice(first - 1, first - 1 + Math.min(count, mostPieces));
      return succeed({ layout: table.layout, total: table.rows.length, rows: shown.map((cells, at) => ({ row: first + at, cells })) });
    },
    mail: async () => readMail(file().bytes),
    byteLines: async ({ from, count }) => succeed(byteLines(file().bytes, from, Math.min(count, mostPieces))),
  };
}

async function look(bytes: Bytes, fileName: string, partsAddress: string): Promise<Looked> {
  const format = recognise(bytes);
  const family = familyOf(format);
  const facts = { format, sizeBytes: bytes.length, promised: brokenPromise(fileName, format), picture: null, pdf: null, text: null } as const;
  if (family === "picture") {
    const refused = refusedPicture(bytes, format);
    const picture = refused === null ? pictureFacts(bytes, format) : null;
    return { bytes, opened: { ...facts, picture, refused, views: [...viewsOf("picture", refused), "bytes"] }, ...nothingMore };
  }
  if (family === "pdf") return lookAtPdf(bytes, facts, partsAddress);
  if (family === "other") return { bytes, opened: { ...facts, refused: null, views: ["bytes"] }, ...nothingMore };
  return lookAtText(bytes, facts, family === "mail");
}

const nothingMore = { pdf: null, text: null, table: null } as const;
const viewsOf = (view: View, refused: PreviewError | null): readonly View[] => (refused === null ? [view] : []);
type Facts = Omit<Opened, "views" | "refused">;

async function lookAtPdf(bytes: Bytes, facts: Facts, partsAddress: string): Promise<Looked> {
  // Most looks are at something else: the reader of PDFs is loaded when there is one.
  const { openPdf } = await import("./pdf-document.ts");
  const pdf: Result<PdfDocument, PreviewError> = await openPdf(bytes, partsAddress);
  const refused = pdf.ok ? null : pdf.error;
  const opened: Opened = { ...facts, pdf: pdf.ok ? pdf.value.facts : null, refused, views: [...viewsOf("pdf", refused), "bytes"] };
  return { bytes, opened, ...nothingMore, pdf: pdf.ok ? pdf.value : null };
}

async function lookAtText(bytes: Bytes, facts: Facts, isMail: boolean): Promise<Looked> {
  const pieced = pieceText(bytes);
  if (!pieced.ok) return { bytes, opened: { ...facts, refused: pieced.error, views: ["bytes"] }, ...nothingMore };
  const opened = isMail || bytes.length > mostTextBytes ? null : await openTables(sourceOfBytes(bytes), { readAs: "table" });
  const first = opened?.ok === true ? opened.value[0] : undefined;
  const read = first === undefined ? null : await rowsIn(first);
  const table = first !== undefined && read?.ok === true ? { ...first, rows: read.value } : null;
  // Whatever is a list to somebody can be looked at as one; what plainly is one begins so.
  const isTable = table !== null && isTableLike(table);
  const views: readonly View[] = isMail
    ? ["mail", "text", "bytes"]
    : isTable
      ? ["table", "text", "bytes"]
      : ["text", ...viewsOf("table", table === null ? { kind: "not-table" } : null), "bytes"];
  return { bytes, opened: { ...facts, text: pieced.value.facts, refused: null, views }, pdf: null, text: pieced.value, table };
}
