import { type Bytes, concatBytes, utf8ToBytes } from "../kernel/bytes.ts";
import type { Rows } from "./case-rows.ts";
import { type InteropKind, interopKinds, type InteropPath } from "./model.ts";
import { writeInterop } from "./write-interop.ts";

/** The files asked for, as a bag takes them, and what each cannot say. */
export interface GatheredInterop {
  readonly files: Readonly<Partial<Record<InteropPath, Bytes>>>;
  readonly left: Readonly<Partial<Record<InteropKind, ReadonlyMap<string, number>>>>;
}

/** Writes a case in the formats asked for, each once. Memory: the files themselves. */
export function gatherInterop(asked: readonly InteropKind[], rows: Rows): GatheredInterop {
  const gathered = interopKinds
    .filter((kind) => asked.includes(kind))
    .map((kind) => {
      const { path, chunks, left } = writeInterop(kind, rows);
      return { kind, path, bytes: concatBytes(...[...chunks].map(utf8ToBytes)), left };
    });
  return {
    files: Object.fromEntries(gathered.map(({ path, bytes }) => [path, bytes])),
    left: Object.fromEntries(gathered.map(({ kind, left }) => [kind, left])),
  };
}
