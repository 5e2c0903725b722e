import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Bytes, bytesToUtf8, concatBytes, utf8ToBytes } from "../../shared/kernel/bytes.ts";
import { byteChanges, type Chance, chanceOf } from "./chance.ts";

/** A file an investigator may be handed, as it is. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Bytes;
}
const folders = ["../fixtures/intake", "../fixtures/intake/tagpacks", "../../assets/samples"].map((folder) => join(import.meta.dirname, folder));
/** Mutants are made of files of at most so many bytes: a hundred thousand are to be read. */
const mostBytes = 60_000;

/** Every fixture of the intake and every sample. */
export function givenFiles(): readonly GivenFile[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const bytes = entry.isFile() ? Uint8Array.from(readFileSync(join(folder, entry.name))) : new Uint8Array(0);
      return bytes.length > 0 && bytes.length <= mostBytes ? [{ name: entry.name, bytes }] : [];
    }),
  );
}

/** What deceivers and broken programs put into tables. */
const oddities: readonly string[] = [
  ...['"', '""', '"\n', ",,,,", ";;", "\t", "|", "\r", "\r\n\r\n", "\u0000", "\ufeff", "\u202e", "\u200d", "\u2028"],
  ...["=cmd|' /C calc'!A0", "+1", "@SUM(1)", "1e309", "-0", "NaN", "999999999999999999999999999999999999999999", "0.1e-7"],
  ...["1.250,00", "1 250,00", "31.02.2025", "0000-00-00", "25-07-27 07:35:40", "9999/12/31 23:59:59", "__proto__", "constructor"],
  ...['{"a":', "[".repeat(600), "]".repeat(600), '{"__proto__":1}', '{"a":1,"a":2}', "]}", "<?xml version='1.0'?>", "&lol;", "</Root>"],
  ...['<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>', '<!DOCTYPE x SYSTEM "file:///etc/passwd">', "PK\u0003\u0004", "%PDF-1.7"],
  ...["- &a [*a, *a]", "!!js/function", "1CClientBankExchange", "КонецФайла", "age-encryption.org/v1\n", "a".repeat(5000)],
];

type Mutation = (file: GivenFile, all: readonly GivenFile[], chance: Chance) => Bytes;

const mutations: Readonly<Record<string, Mutation>> = {
  bytes: ({ bytes }, _, chance) => repeated(chance, bytes, (each) => chance.of(byteChanges)(each, chance)),
  oddity: ({ bytes }, _, chance) =>
    repeated(chance, bytes, (each) => {
      const at = chance.below(each.length + 1);
      return concatBytes(each.slice(0, at), utf8ToBytes(chance.of(oddities)), each.slice(at + chance.below(40)));
    }),
  splice: ({ bytes }, all, chance) => {
    const other = chance.of(all).bytes;
    return concatBytes(bytes.slice(0, chance.below(bytes.length)), other.slice(chance.below(other.length)));
  },
  lines: ({ bytes }, _, chance) => withLines(bytes, (lines) => shuffledLines(lines, chance)),
  cells: ({ bytes }, _, chance) => withLines(bytes, (lines) => spoiltCells(lines, chance)),
  encoding: ({ bytes }, _, chance) => reencoded(bytes, chance),
};

/** The kinds of mutants there are. */
export const mutationKinds: readonly string[] = Object.keys(mutations);

/** A mutant by its number: always the same of the same files. */
export function intakeMutant(all: readonly GivenFile[], number: number): { readonly kind: string; readonly of: string; readonly bytes: Bytes } {
  const chance = chanceOf(number);
  const file = chance.of(all);
  const kind = chance.of(mutationKinds);
  const bytes = mutations[kind]?.(file, all, chance) ?? file.bytes;
  return { kind, of: file.name, bytes };
}

function repeated(chance: Chance, bytes: Bytes, change: (bytes: Bytes) => Bytes): Bytes {
  let changed = bytes;
  for (let times = 1 + chance.below(4); times > 0 && changed.length > 0; times--) changed = change(changed);
  return changed;
}

function withLines(bytes: Bytes, change: (lines: readonly string[]) => readonly string[]): Bytes {
  const text = bytesToUtf8(bytes);
  return text === null ? bytes.slice(0, bytes.length >> 1) : utf8ToBytes(change(text.split("\n")).join("\n").toWellFormed());
}

function shuffledLines(lines: readonly string[], chance: Chance): readonly string[] {
  const taken = lines.slice();
  for (let times = 1 + chance.below(6); times > 0; times--) {
    const [from, to] = [chance.below(taken.length), chance.below(taken.length)];
    const [line = ""] = taken.splice(from, 1);
    taken.splice(to, 0, ...(chance.below(3) === 0 ? [line, line] : [line]));
  }
  return taken;
}

function spoiltCells(lines: readonly string[], chance: Chance): readonly string[] {
  return lines.map((line) => {
    if (chance.below(5) !== 0) return line;
    const separator = chance.of([",", ";", "\t"]);
    const cells = line.split(separator);
    cells[chance.below(cells.length)] = chance.of(oddities).replaceAll("\n", " ");
    return cells.join(separator);
  });
}

function reencoded(bytes: Bytes, chance: Chance): Bytes {
  const text = bytesToUtf8(bytes) ?? "";
  const isLittle = chance.below(2) === 0;
  const units = Array.from(text.slice(0, 8000), (sign) => sign.charCodeAt(0));
  const words = units.flatMap((unit) => (isLittle ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255]));
  const mark = chance.below(3) === 0 ? [] : isLittle ? [0xff, 0xfe] : [0xfe, 0xff];
  return Uint8Array.from([...mark, ...words]).slice(0, chance.below(4) === 0 ? -1 : undefined);
}
