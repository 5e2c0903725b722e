import { expect, test } from "vitest";
import { type EntityId, parseEntityId } from "../../../shared/kernel/brand.ts";
import { hexToBytes } from "../../../shared/kernel/bytes.ts";
import { EntityNumbers } from "../../../shared/projections/entity-numbers.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";
import { bytesToHex } from "../../../shared/kernel/bytes.ts";

const idOf = (text: string): EntityId => parseEntityId(text) ?? expect.fail(text);

test("ten thousand ids keep the numbers they were given, by text and by bytes, also those that differ in one digit or share their leading half", () => {
  const random = createSeededRandom("numbers");
  const chance = Array.from({ length: 4000 }, () => bytesToHex(random.bytes(16)));
  const near = chance.slice(0, 3000).map((text) => `${text.slice(0, 31)}${text.endsWith("0") ? "1" : "0"}`);
  const counted = Array.from({ length: 3000 }, (_, n) => `${"ab".repeat(8)}${n.toString(16).padStart(16, "0")}`);
  const ids = [...new Set([...chance, ...near, ...counted])].map(idOf);
  const numbers = new EntityNumbers();
  for (const [at, id] of ids.entries()) expect(numbers.numberOf(id)).toBe(at);
  const around = new Uint8Array(20);
  for (const [at, id] of ids.entries()) {
    around.set(hexToBytes(id) ?? expect.fail(), 3);
    expect([numbers.find(id), numbers.findIn(around, 3), numbers.numberIn(around, 3), numbers.idOf(at)]).toEqual([at, at, at, id]);
  }
  expect(numbers.size).toBe(ids.length);
  expect(numbers.find(idOf("f".repeat(32)))).toBe(-1);
  expect(numbers.find("no id" as EntityId)).toBe(-1);
  expect(() => numbers.idOf(ids.length)).toThrow();
});
