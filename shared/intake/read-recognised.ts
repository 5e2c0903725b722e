import { fail, type Result, succeed } from "../kernel/result.ts";
import type { ByteSource } from "./byte-source.ts";
import { type ReadDocument, readDocument, recognisedIn } from "./containers/document.ts";
import type { IntakeError, ReadingChoices } from "./model.ts";
import { openTables } from "./open-tables.ts";
import type { Recognised, RecognisedFile, RecognisedItem } from "./recognise/model.ts";
import { documentContainers } from "./recognise/names.ts";
import { canBeThing, fateOf, isTakenByItself, readPicks } from "./recognise/picks.ts";

/** Values a person looks through, at most. */
const mostShown = 20_000;
/** Characters around a value that are shown with it. */
const around = 40;

/** What is recognised in a document, with what becomes of each value: a list to be gone through. O(bytes). */
export async function readRecognised(source: ByteSource, choices: ReadingChoices): Promise<Result<RecognisedFile, IntakeError>> {
  const tables = await openTables(source, choices);
  if (!tables.ok) return tables;
  const found = tables.value[0]?.layout.container;
  const container = documentContainers.find((name) => name === found);
  if (container === undefined || tables.value[0]?.reader?.name !== "recognised") return fail("other-layout");
  const document = await readDocument(source, container, choices);
  if (!document.ok) return document;
  const { items } = recognisedIn(document.value);
  const picked = readPicks(choices.picked);
  const shown = items.slice(0, mostShown).map((one, at): RecognisedItem => {
    const fate = fateOf(one, at + 1, picked);
    return { ...one, ...contextOf(one, document.value), row: at + 1, fate, isTakenByItself: isTakenByItself(one), canBeThing: canBeThing(one) };
  });
  return succeed({ items: shown, total: items.length, pages: container === "pdf" ? document.value.pages.length : 0 });
}

/** The words around a value on its line, so that a person sees what is said of it. */
function contextOf({ page, offset, written }: Recognised, { pages }: ReadDocument): { readonly before: string; readonly behind: string } {
  const text = pages[Math.max(0, page - 1)] ?? "";
  const end = offset + written.length;
  const before = text.slice(Math.max(0, offset - around), offset).replace(/^[\s\S]*[\r\n]/, "");
  const behind = text.slice(end, end + around).replace(/[\r\n][\s\S]*$/, "");
  return { before: before.toWellFormed(), behind: behind.toWellFormed() };
}
