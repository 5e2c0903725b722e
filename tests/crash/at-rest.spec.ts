import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findAtRest, makeMark } from "../kit/find-at-rest.ts";
import type { Job } from "./acts.ts";
import { startBrowser } from "./killed-browser.ts";
import { type ServedPage, servePage } from "./served-page.ts";

/** What only the core is given, in every byte of the profile: after a kill at the end of the last act, and after the case was deleted. */
let page: ServedPage;
let profile: string;
beforeAll(async () => {
  [page, profile] = [await servePage(), await mkdtemp(join(tmpdir(), "dalel-at-rest-"))];
});
afterAll(async () => {
  await page.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

const [mark, one, two] = [makeMark("latin"), makeMark("latin"), makeMark("cyrillic")];
const job: Job = { passphrases: [`${one} granite`, `${two} lantern`], recoveryCodes: null, files: [], restored: [], work: "plant", prefix: mark };

/** Starts the browser, waits for the end of the work, and kills it. Gives what it told. */
async function run(work: Job["work"]): Promise<readonly string[]> {
  const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>();
  page.give({ ...job, work }, (told) => {
    if (told.what === "planted") resolve(told.texts);
    if (told.what === "bug") reject(new Error(told.text));
  });
  const browser = await startBrowser(profile, page.origin, `${page.origin}/page.html`);
  try {
    return await Promise.race([promise, browser.ended]);
  } finally {
    await browser.kill();
  }
}

test("no text, id, number, name or secret that the core was given lies in the profile in the clear, nor after its case was deleted", async () => {
  const texts = [mark, one, two, ...(await run("plant"))];
  expect(texts.length).toBeGreaterThan(10);
  expect(await findAtRest(profile, texts)).toEqual([]);
  await run("remove");
  expect(await findAtRest(profile, texts)).toEqual([]);
});
