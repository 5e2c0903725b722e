import { expect, test } from "vitest";
import { circlesIn, closureOf, laws } from "./laws.ts";
import { parseSource } from "./sources.ts";

/** A law that cannot fail is no law: each is shown a fault, and its nearest innocent neighbour. */
const faults: readonly (readonly [keyof typeof laws, string, string, string])[] = [
  ["every file parses", "shared/kernel/a.ts", "export const = 1;", "export const a = 1;"],
  ["every import goes down the house", "shared/kernel/a.ts", 'import type { Box } from "../vault/model.ts";', 'import type { B } from "./b.ts";'],
  [
    "every import goes down the house",
    "shared/vault/a.ts",
    'import { table } from "../ontology/table.ts";',
    'import { sha256 } from "../crypto/hash.ts";',
  ],
  ["every import goes down the house", "shared/case/a.ts", 'import { x } from "../crypto/hash.ts";', 'import { x } from "../vault/x.ts";'],
  ["every import goes down the house", "renderer/features/graph/a.ts", 'import { x } from "../table/x.ts";', 'import { x } from "../../ui/x.ts";'],
  [
    "every import goes down the house",
    "renderer/features/graph/a.ts",
    'import u from "../../workers/case.worker.ts?worker&url";',
    'import { x } from "./x.ts";',
  ],
  [
    "every import goes down the house",
    "renderer/app/a.ts",
    'import { x } from "../workers/case.worker.ts";',
    'import u from "../workers/case.worker.ts?worker&url";',
  ],
  [
    "every import goes down the house",
    "electron/main/a.ts",
    'import { x } from "../../shared/case/door.ts";',
    'import { x } from "../../shared/host/host.ts";',
  ],
  [
    "every import goes down the house",
    "renderer/state/a.ts",
    'import { card } from "../../shared/partner/model.ts";',
    'import type { Card } from "../../shared/partner/model.ts";',
  ],
  [
    "every import goes down the house",
    "renderer/state/a.ts",
    'import type { Box } from "../../shared/vault/model.ts";',
    'import { x } from "./x.ts";',
  ],
  ["every package comes in by its own door", "shared/ledger/a.ts", 'import { sha256 } from "@noble/hashes/sha2.js";', 'import { x } from "./x.ts";'],
  ["every package comes in by its own door", "renderer/ui/a.tsx", 'import left from "left-pad";', 'import { useState } from "react";'],
  ["every package comes in by its own door", "electron/main/a.ts", 'import { get } from "node:http";', 'import { join } from "node:path";'],
  [
    "every package comes in by its own door",
    "renderer/app/a.ts",
    'import { join } from "node:path";',
    'import { createRoot } from "react-dom/client";',
  ],
  ["no import is computed at run time", "shared/case/a.ts", 'const name = "x"; export const x = import(name);', 'export const x = import("./x.ts");'],
  ["nothing speaks to a network", "renderer/ui/a.ts", 'export const a = () => fetch("/x");', "export const a = () => prefetched();"],
  ["nothing speaks to a network", "electron/main/a.ts", 'import { connect } from "node:tls";', 'import { join } from "node:path";'],
  ["no file grows too long", "shared/case/a.ts", "// line\n".repeat(401), "// line\n".repeat(400)],
  ["no function grows too long", "shared/case/a.ts", `export function long() {${"\n".repeat(60)}}`, `export function long() {${"\n".repeat(59)}}`],
  [
    "no function grows too long",
    "shared/case/a.ts",
    `export const long = () => {${"\n".repeat(60)}};`,
    `export const long = () => {${"\n".repeat(59)}};`,
  ],
  ["no default export outside a tool's configuration", "shared/case/a.ts", "export default 1;", "export const one = 1;"],
  ["no file hands on what another file exports", "shared/case/a.ts", 'export * from "./b.ts";', 'import { b } from "./b.ts"; export const c = b;'],
  ["no file hands on what another file exports", "shared/case/index.ts", "export const a = 1;", ""],
  ["the type any is not used", "shared/case/a.ts", "export const a: any = 1;", "export const any: unknown = 1;"],
  ["dates and numbers are written by renderer/ui/format alone", "renderer/app/a.ts", "new Date().toLocaleString();", "new Date().toISOString();"],
];

test.each(faults)("%s: %s is refused", (name, path, fault, innocent) => {
  expect(laws[name]([parseSource(path, fault)])).toHaveLength(1);
  const neighbour = innocent === "" ? "shared/case/other.ts" : path;
  expect(laws[name]([parseSource(neighbour, innocent)])).toEqual([]);
});

test("a circle of two files is found once, in the whole house", () => {
  const a = parseSource("shared/case/a.ts", 'import { b } from "./b.ts"; export const a = b;');
  const b = parseSource("shared/case/b.ts", 'import type { a } from "./a.ts"; export type B = typeof a;');
  expect(laws["no two files import each other in a circle"]([a, b])).toEqual(["shared/case/a.ts > shared/case/b.ts > shared/case/a.ts"]);
  expect(
    circlesIn([
      ["a", "b"],
      ["b", "c"],
      ["a", "c"],
    ]),
  ).toEqual([]);
});

test("a closure follows imports through files, and not the address of a worker", () => {
  const entry = parseSource(
    "renderer/workers/intake.worker.ts",
    'import { x } from "../../shared/intake/x.ts"; import u from "./case.worker.ts?worker&url";',
  );
  const middle = parseSource("shared/intake/x.ts", 'import type { V } from "../vault/v.ts"; export const x = 1;');
  expect([...closureOf([entry, middle], entry.path)]).toEqual([entry.path, middle.path, "shared/vault/v.ts"]);
});
