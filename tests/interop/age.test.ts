import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Decrypter, Encrypter } from "age-encryption";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAgeKeys } from "../../shared/crypto/age-keys.ts";
import { decryptAll, encryptTo } from "../../shared/crypto/age-stream.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { collect } from "../kit/exchange.ts";
import { createSeededRandom } from "../kit/seeded-random.ts";
import { hasTool, openWorkbench, runTool, type Workbench } from "./tools.ts";

const sizes = [0, 1, 511, 65_535, 65_536, 65_537, 131_072, 1_000_007];
const plainOf = (size: number): Bytes => createSeededRandom(`plain ${size}`).bytes(size);
async function* once(bytes: Bytes): AsyncGenerator<Bytes, void, void> {
  yield bytes;
}

let keys = { identity: "", recipient: "" };
let bench: Workbench | undefined;
const need = (): Workbench => {
  if (bench === undefined) throw new Error("not set up");
  return bench;
};
beforeAll(async () => {
  keys = await createAgeKeys();
  bench = openWorkbench();
});
afterAll(() => bench?.remove());

describe("the age-encryption package", () => {
  it.each(sizes)("opens what we seal and seals what we open: %i bytes", async (size) => {
    const decrypter = new Decrypter();
    decrypter.addIdentity(keys.identity);
    const ours = await collect(encryptTo([keys.recipient], once(plainOf(size)), createSeededRandom("n")));
    expect(Buffer.from(await decrypter.decrypt(ours)).equals(plainOf(size))).toBe(true);
    const encrypter = new Encrypter();
    encrypter.addRecipient(keys.recipient);
    const theirs = new Uint8Array(await encrypter.encrypt(plainOf(size)));
    expect(await decryptAll(keys.identity, new Blob([theirs]))).toEqual({ ok: true, value: plainOf(size) });
  });
});

describe.skipIf(!hasTool("age"))("the age command", () => {
  // It writes no file at all for an empty plain text.
  it.each(sizes.slice(1))("opens what we seal and seals what we open: %i bytes", async (size) => {
    const key = need().write("key.txt", `# a key for this test\n${keys.identity}\n`);
    const ours = need().write("ours.age", await collect(encryptTo([keys.recipient], once(plainOf(size)), createSeededRandom("n"))));
    const out = join(need().folder, "out.bin");
    expect(runTool("age", ["-d", "-i", key, "-o", out, ours]).status).toBe(0);
    expect(readFileSync(out).equals(plainOf(size))).toBe(true);
    const theirs = join(need().folder, "theirs.age");
    expect(runTool("age", ["-r", keys.recipient, "-o", theirs, need().write("plain.bin", plainOf(size))]).status).toBe(0);
    expect(await decryptAll(keys.identity, new Blob([new Uint8Array(readFileSync(theirs))]))).toEqual({ ok: true, value: plainOf(size) });
  });

  it("opens what we seal to several, with the key of each", async () => {
    const others = [await createAgeKeys(), await createAgeKeys()];
    const all = [keys, ...others];
    const file = need().write(
      "many.age",
      await collect(
        encryptTo(
          all.map(({ recipient }) => recipient),
          once(plainOf(511)),
          createSeededRandom("n"),
        ),
      ),
    );
    for (const { identity } of all) expect(runTool("age", ["-d", "-i", need().write("one.txt", identity), file]).status).toBe(0);
  });
});
