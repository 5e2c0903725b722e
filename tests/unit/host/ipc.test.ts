import { expect, test } from "vitest";
import { doorLimits, parseAsk } from "../../../shared/host/ipc.ts";

const offer = (name: string): unknown => ({ ask: "saveFile", offer: { name, mediaType: "application/octet-stream" } });
const item = { command: "case.new", label: "Новое дело", accelerator: "", enabled: true };
const inFolder = (name: unknown, folder: unknown = "dG9r"): unknown => ({ ask: "writeToFolder", folder, name });
const menu = (items: unknown): unknown => ({ ask: "setMenu", menu: [{ label: "Дело", items }] });

test.each([
  { ask: "about" },
  { ask: "quit" },
  offer("Қорытынды № 7 (FMA).dalel"),
  { ask: "writeFile", file: 1, chunk: Uint8Array.of(1) },
  { ask: "closeFile", file: 1 },
  { ask: "abortFile", file: 2 },
  menu([item]),
  { ask: "readFile", file: 2, offset: 0 },
  { ask: "chooseFolder" },
  { ask: "listFolder", folder: "dG9r" },
  inFolder("dalel-20261126-150405-0f3a9c.dalel-backup"),
])("an ask of the contract is read as it is: %#", (ask) => expect(parseAsk(ask)).toEqual(ask));

test.each([
  null,
  "about",
  [],
  { ask: "toString" },
  ...["", ".hidden", "a/b", "a\\b", "C:x", "a\u0000b", "a\u202eb", "x".repeat(doorLimits.nameLength + 1)].map(offer),
  { ask: "saveFile", offer: { name: "a" } },
  { ask: "writeFile", file: 0, chunk: Uint8Array.of(1) },
  { ask: "writeFile", file: 1.5, chunk: Uint8Array.of(1) },
  { ask: "writeFile", file: 1, chunk: [1] },
  { ask: "writeFile", file: 1, chunk: new Uint8Array(doorLimits.chunkBytes + 1) },
  { ask: "writeFile", file: 1, chunk: new Uint8Array(new SharedArrayBuffer(1)) },
  { ask: "closeFile", file: "1" },
  { ask: "readFile", file: 1, offset: -1 },
  { ask: "listFolder", folder: "/home/officer" },
  { ask: "listFolder", folder: "x".repeat(9000) },
  ...["notes.txt", "../dalel-20261126-150405-0f3a9c.dalel-backup", "dalel-20261126-150405-0f3a9c.dalel-backup/x"].map((name) => inFolder(name)),
  inFolder("dalel-20261126-150405-0f3a9c.dalel-backup", ""),
  menu([{ ...item, enabled: "yes" }]),
  menu([{ ...item, label: "x".repeat(doorLimits.textLength + 1) }]),
  menu(Array.from({ length: doorLimits.itemsPerSection + 1 }, () => item)),
  { ask: "setMenu", menu: Array.from({ length: doorLimits.sections + 1 }, () => ({ label: "x", items: [] })) },
])("anything else is refused: %#", (ask) => expect(parseAsk(ask)).toBeNull());

test("what is not in the contract does not get through", () => {
  expect(parseAsk({ ask: "about", with: "more" })).toEqual({ ask: "about" });
  expect(parseAsk({ ...Object(menu([{ ...item, role: "quit", click: 1 }])) })).toEqual(menu([item]));
});
