import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findAtRest, makeMark, needlesOf } from "../../kit/find-at-rest.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dalel-find-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const marks = [makeMark("latin"), makeMark("cyrillic"), "Үміт Инвест 42"];

test.each(["utf8", "utf16le"] as const)("a text is found in base64 of %s wherever it stands in what was encoded", (encoding) => {
  const around = fc.uint8Array({ maxLength: 20 });
  fc.assert(
    fc.property(fc.constantFrom(...marks), around, around, fc.constantFrom("base64" as const, "base64url" as const), (text, before, after, form) => {
      const written = Buffer.concat([before, Buffer.from(text, encoding), after]).toString(form);
      expect(needlesOf(text).some(({ bytes }) => written.includes(bytes.toString("latin1")))).toBe(true);
    }),
  );
});

test("every form is found in a file and in a name, and other words are not", async () => {
  const [text = ""] = marks;
  await mkdir(join(folder, "deep", text), { recursive: true });
  await Promise.all(needlesOf(text).map(({ bytes }, i) => writeFile(join(folder, "deep", `${i}`), Buffer.concat([Buffer.of(0, 255), bytes]))));
  const found = await findAtRest(folder, [text, makeMark("latin")]);
  for (let i = 0; i < needlesOf(text).length; i++) expect(found.some((said) => said.startsWith(join("deep", `${i}`)))).toBe(true);
  expect(found.some((said) => said.startsWith(join("deep", text)))).toBe(true);
  expect(found.every((said) => said.includes(text))).toBe(true);
});
