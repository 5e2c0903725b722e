import { appendFileSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type Book, openBook } from "./book.ts";
import { startBrowser } from "./killed-browser.ts";
import { type Moment, watchStart } from "./killing-moment.ts";
import { type ServedPage, servePage } from "./served-page.ts";

/**
 * What a kill in the middle of the browser's own write leaves, and what a bit that turned in its files does. Chromium writes on behind a record that was
 * cut short, and two starts later deletes every database of the program: decision 0063.
 */
let page: ServedPage;
let profile: string;
let book: Book;
beforeAll(async () => {
  page = await servePage();
});
afterAll(() => page.close());
beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), "dalel-torn-"));
  book = openBook("passphrase number one");
});
afterEach(() => rm(profile, { recursive: true, force: true, maxRetries: 5 }));

/** One start of the browser, killed in this moment; null = once everything was looked at. Gives the faults. */
async function live(moment: Moment | null, prefix: string): Promise<readonly string[]> {
  const watch = watchStart(book, moment);
  const { passphrases, recoveryCodes, files } = book;
  page.give({ passphrases, recoveryCodes, files: [...files], restored: [], work: "commits", prefix }, watch.hear);
  const browser = await startBrowser(profile, page.origin, `${page.origin}/page.html`);
  try {
    await Promise.race([watch.timeToKill, browser.ended]);
  } finally {
    watch.close();
    await browser.kill();
  }
  return watch.faults;
}

/** The browser's log of the origin: LevelDB's, in blocks of 32 KiB. */
function logOf(): string {
  const databases = join(profile, "Default/IndexedDB");
  const [folder = ""] = readdirSync(databases).filter((name) => name.endsWith(".leveldb"));
  const logs = readdirSync(join(databases, folder)).filter((name) => name.endsWith(".log"));
  return join(databases, folder, logs.sort().at(-1) ?? "");
}

/** A record as a kill leaves it: its head (checksum, length, kind: whole), and half of what it promises. */
function tear(log: string): void {
  const left = 32_768 - (statSync(log).size % 32_768);
  const length = Math.min(300, left - 7);
  if (length < 2) return appendFileSync(log, new Uint8Array(left));
  const record = new Uint8Array(7 + Math.floor(length / 2)).fill(7);
  new DataView(record.buffer).setUint16(4, length, true);
  record[6] = 1;
  appendFileSync(log, record);
}

test("a log whose last record was cut short costs nothing: what was said before and after it is there at every later start", async () => {
  expect(await live("commits", "first")).toEqual([]);
  for (const round of [1, 2, 3]) {
    tear(logOf());
    expect(await live("commits", `torn${round}`), `start after tear ${round}`).toEqual([]);
    expect(await live("commits", `then${round}`), `second start after tear ${round}`).toEqual([]);
  }
  expect(await live(null, "end")).toEqual([]);
});

test("a database that the browser deletes because a bit of it turned is told as a lost vault, never as none", async () => {
  expect(await live("commits", "first")).toEqual([]);
  const log = logOf();
  const bytes = readFileSync(log);
  bytes[30] = (bytes[30] ?? 0) ^ 1;
  writeFileSync(log, bytes);
  for (const start of ["second", "third"]) {
    const [fault = "", ...more] = await live(null, start);
    expect([fault.split("\n")[0]?.trim(), more]).toEqual(["vault-lost", []]);
  }
});
