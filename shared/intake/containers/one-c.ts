import { fail, type Result, succeed } from "../../kernel/result.ts";
import { type ByteSource, headOf } from "../byte-source.ts";
import type { IntakeError, ReadingChoices } from "../model.ts";
import { unclosedColumn } from "../one-c-words.ts";
import { type Cells, type RawTable, type Table, tableOf } from "../table.ts";
import { findTextForm, type TextForm, textPieces } from "./text-form.ts";

/** Whether a text begins as an exchange file of 1C with a bank's client. */
export const isOneCLike = (beginning: string): boolean => /^\ufeff?\s*1CClientBankExchange\b/i.test(beginning);

interface Section {
  readonly name: "header" | "account" | "document";
  readonly values: Map<string, string>;
}

/**
 * An exchange file of 1C with a bank's client as two tables: its accounts (`СекцияРасчСчет`) and its documents (`СекцияДокумент`), a row for each, a column
 * for each key. A key that is there twice in one section is a column of its own ("Ключ #2"); a line without "=" goes on the value above it.
 *
 * Holds   the sections: such a file is of one client and one period, and within the size of a file we read.
 * Fails   as `findTextForm`.
 * Source  1CClientBankExchange of 1C, with the Kazakh keys (domain facts §2.6).
 */
export async function openOneC(source: ByteSource, choices: ReadingChoices): Promise<Result<readonly Table[], IntakeError>> {
  const form = await findTextForm(source, choices.encoding ?? (await saidEncoding(source)));
  if (!form.ok) return form;
  const sections = await sectionsOf(source, form.value);
  const header = sections.filter(({ name }) => name === "header").flatMap(({ values }) => [...values].map(([key, value]) => [`${key}=${value}`]));
  const tables: Table[] = [];
  for (const [name, sheet] of [
    ["account", "РасчСчет"],
    ["document", "Документ"],
  ] as const) {
    const raw = rawTable(
      sheet,
      sections.filter((section) => section.name === name),
      header,
      form.value,
    );
    const table = await tableOf(raw);
    if (!table.ok) return table;
    if (table.value !== null) tables.push(table.value);
  }
  return tables.length === 0 ? fail("no-rows") : succeed(tables);
}

/** "Кодировка=DOS" at the head of a file is written in the encoding it names, whose letters we do not know yet: the word itself is plain. */
async function saidEncoding(source: ByteSource): Promise<"ibm866" | undefined> {
  const head = new TextDecoder("ibm866").decode(await headOf(source, headBytes));
  return /^кодировка\s*=\s*dos\s*$/im.test(head) ? "ibm866" : undefined;
}
const headBytes = 1024;

function rawTable(sheet: string, sections: readonly Section[], preamble: readonly Cells[], { encoding, markBytes }: TextForm): RawTable {
  const headers = [...new Set(sections.flatMap(({ values }) => [...values.keys()]))];
  const rows = sections.map(({ values }) => headers.map((key) => values.get(key) ?? ""));
  return {
    sheet,
    layout: { container: "one-c", encoding, hasMark: markBytes > 0, delimiter: "" },
    headers,
    preamble,
    rows: async function* () {
      yield await Promise.resolve(succeed(rows));
    },
  };
}

async function sectionsOf(source: ByteSource, form: TextForm): Promise<readonly Section[]> {
  const cutter = new SectionCutter();
  let rest = "";
  for await (const piece of textPieces(source, form)) {
    const lines = `${rest}${piece}`.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    for (const line of lines) cutter.take(line);
  }
  cutter.take(rest);
  return cutter.finish();
}

/** Puts lines into sections as they come. */
class SectionCutter {
  readonly #sections: Section[] = [{ name: "header", values: new Map() }];
  #open: Section | null = null;
  #lastKey = "";

  take(line: string): void {
    const parts = /^\s*([^=]{1,100}?)\s*=(.*)$/.exec(line);
    const word = (parts?.[1] ?? line).trim().toLowerCase();
    if (word === "секциярасчсчет" || word === "секциядокумент") this.#begin(word === "секциядокумент" ? "document" : "account", parts);
    else if (word === "конецрасчсчет" || word === "конецдокумента") this.#end();
    else if (word !== "конецфайла" && word !== "1cclientbankexchange") this.#add(line, parts);
  }

  finish(): readonly Section[] {
    this.#leave();
    return this.#sections;
  }

  #begin(name: "account" | "document", parts: RegExpExecArray | null): void {
    this.#leave();
    this.#open = { name, values: new Map(name === "document" ? [["СекцияДокумент", parts?.[2]?.trim() ?? ""]] : []) };
    this.#sections.push(this.#open);
    this.#lastKey = "";
  }
  #end(): void {
    this.#open = null;
    this.#lastKey = "";
  }
  /** What is left without its end word is told as such. */
  #leave(): void {
    if (this.#open?.name === "document") this.#open.values.set(unclosedColumn, "—");
    this.#end();
  }
  #add(line: string, parts: RegExpExecArray | null): void {
    const values = this.#open?.values ?? this.#sections[0]?.values;
    if (values === undefined || line.trim() === "") return;
    const key = parts?.[1];
    // A purpose of payment may have "=" in it; a key has neither spaces nor signs.
    if (key === undefined || !/^[\p{L}\d_]+$/u.test(key)) return this.#goOn(values, line);
    this.#lastKey = freeKey(values, key);
    values.set(this.#lastKey, parts?.[2]?.trim() ?? "");
  }
  #goOn(values: Map<string, string>, line: string): void {
    const before = values.get(this.#lastKey);
    if (before === undefined) values.set(freeKey(values, "—"), line.trim());
    else values.set(this.#lastKey, `${before}\n${line.trim()}`);
  }
}

function freeKey(values: ReadonlyMap<string, string>, key: string): string {
  if (!values.has(key)) return key;
  let count = 2;
  while (values.has(`${key} #${count}`)) count += 1;
  return `${key} #${count}`;
}
