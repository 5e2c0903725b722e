import { workbookText } from "./workbook-text.ts";
import { fail, type Result, succeed } from "../../kernel/result.ts";
import type { ByteSource } from "../byte-source.ts";
import type { IntakeError } from "../model.ts";
import { formOf, type NumberForm } from "./workbook-numbers.ts";
import { attributesOf, XmlCutter, type XmlListener } from "./xml-cutter.ts";
import { unpack, type ZipEntry } from "./zip.ts";

/** An archive and what it holds. */
export interface Archive {
  readonly source: ByteSource;
  readonly entries: ReadonlyMap<string, ZipEntry>;
}

/** Tells a listener of one XML part, as it is unpacked. `onPiece` is asked after each piece: false = no more is wanted. */
export async function* tellPart(
  { source, entries }: Archive,
  name: string,
  listener: XmlListener,
): AsyncGenerator<Result<null, IntakeError>, void, void> {
  const entry = entries.get(name);
  if (entry === undefined) return yield fail("broken-archive", name);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const cutter = new XmlCutter(listener);
  for await (const piece of unpack(source, entry)) {
    if (!piece.ok) return yield piece;
    const text = decoded(decoder, piece.value);
    if (text === null) return yield fail("broken-xml", name);
    const cut = cutter.cut(text, false);
    if (!cut.ok) return yield cut;
    yield cut;
  }
  yield cutter.cut(decoded(decoder, null) ?? "\u0000", true);
}

/** Tells a listener of a whole part. */
export async function readPart(archive: Archive, name: string, listener: XmlListener): Promise<Result<null, IntakeError>> {
  for await (const told of tellPart(archive, name, listener)) if (!told.ok) return told;
  return succeed(null);
}

function decoded(decoder: TextDecoder, bytes: Uint8Array<ArrayBuffer> | null): string | null {
  try {
    return bytes === null ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch {
    // The platform throws on bytes that are no UTF-8: parts of a workbook are nothing else.
    return null;
  }
}

const nothing = (): void => undefined;

/** Where a part points to: kind (the end of its type's address) and the part, by id. */
export interface Relation {
  readonly kind: string;
  readonly part: string;
}

/** The relations of a part ("" = of the archive). */
export async function relationsOf(archive: Archive, part: string): Promise<Result<ReadonlyMap<string, Relation>, IntakeError>> {
  const folder = part.slice(0, part.lastIndexOf("/") + 1);
  const found = new Map<string, Relation>();
  const read = await readPart(archive, `${folder}_rels/${part.slice(folder.length)}.rels`, {
    open: (name, written) => {
      const said = attributesOf(written);
      const target = said.get("Target") ?? "";
      if (name !== "Relationship" || said.get("TargetMode") === "External") return;
      found.set(said.get("Id") ?? "", {
        kind: (said.get("Type") ?? "").split("/").at(-1) ?? "",
        part: target.startsWith("/") ? target.slice(1) : `${folder}${target}`,
      });
    },
    text: nothing,
    close: nothing,
  });
  return read.ok ? succeed(found) : read;
}

/** One sheet as the workbook lists it. */
export interface SheetEntry {
  readonly name: string;
  readonly part: string;
  readonly isHidden: boolean;
}

/** What a workbook says of itself. */
export async function readBook(
  archive: Archive,
): Promise<
  Result<{ readonly sheets: readonly SheetEntry[]; readonly is1904: boolean; readonly strings: string; readonly styles: string }, IntakeError>
> {
  const top = await relationsOf(archive, "");
  if (!top.ok) return top;
  const book = [...top.value.values()].find(({ kind }) => kind === "officeDocument")?.part;
  if (book === undefined || !/workbook\d*\.xml$/i.test(book)) return fail("not-workbook");
  const relations = await relationsOf(archive, book);
  if (!relations.ok) return relations;
  const sheets: SheetEntry[] = [];
  let is1904 = false;
  const read = await readPart(archive, book, {
    open: (name, written) => {
      const said = attributesOf(written);
      if (name === "workbookPr") is1904 = /^(?:1|true)$/.test(said.get("date1904") ?? "");
      const relation = name === "sheet" ? relations.value.get(said.get("id") ?? "") : undefined;
      if (relation?.kind === "worksheet")
        sheets.push({ name: said.get("name") ?? "", part: relation.part, isHidden: (said.get("state") ?? "visible") !== "visible" });
    },
    text: nothing,
    close: nothing,
  });
  if (!read.ok) return read;
  const partOf = (kind: string): string => [...relations.value.values()].find((each) => each.kind === kind)?.part ?? "";
  return succeed({ sheets, is1904, strings: partOf("sharedStrings"), styles: partOf("styles") });
}

/** Characters of all shared texts, at most. */
const mostCharacters = 2 ** 26;

/** The texts cells share, by their number. Phonetic readings are no part of them. */
export async function readStrings(archive: Archive, part: string): Promise<Result<readonly string[], IntakeError>> {
  const strings: string[] = [];
  let [text, isText, isPhonetic, characters] = ["", false, false, 0];
  if (part === "") return succeed(strings);
  const read = await readPart(archive, part, {
    open: (name) => {
      if (name === "si") text = "";
      if (name === "t") isText = true;
      if (name === "rPh") isPhonetic = true;
    },
    text: (said) => {
      if (isText && !isPhonetic) text += said;
    },
    close: (name) => {
      if (name === "t") isText = false;
      if (name === "rPh") isPhonetic = false;
      if (name !== "si") return;
      characters += text.length;
      if (characters <= mostCharacters) strings.push(workbookText(text));
    },
  });
  if (!read.ok) return read;
  return characters > mostCharacters ? fail("too-complex") : succeed(strings);
}

/** The forms of numbers, by the number of a cell's style. */
export async function readForms(archive: Archive, part: string): Promise<Result<readonly NumberForm[], IntakeError>> {
  const forms: NumberForm[] = [];
  const codes = new Map<number, string>();
  let isCellStyles = false;
  if (part === "") return succeed(forms);
  const read = await readPart(archive, part, {
    open: (name, written) => {
      if (name === "cellXfs") isCellStyles = true;
      if (name !== "numFmt" && !(name === "xf" && isCellStyles)) return;
      const said = attributesOf(written);
      const id = Number(said.get("numFmtId") ?? 0);
      if (name === "numFmt") codes.set(id, said.get("formatCode") ?? "");
      else forms.push(formOf(id, codes.get(id)));
    },
    text: nothing,
    close: (name) => {
      if (name === "cellXfs") isCellStyles = false;
    },
  });
  return read.ok ? succeed(forms) : read;
}
