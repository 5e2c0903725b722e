import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Work, works } from "./acts.ts";
import { type Book, openBook } from "./book.ts";
import { type Moment, watchStart } from "./killing-moment.ts";
import { startBrowser } from "./killed-browser.ts";
import { type ServedPage, servePage } from "./served-page.ts";

/**
 * The browser is killed (SIGKILL to its whole group) at random moments; then the profile is opened again and judged by what was told before.
 * A life is one profile that is killed many times: `DALEL_KILLS` in all, 10 where nothing is said.
 */
const kills = Number(process.env["DALEL_KILLS"] ?? "10");
const killsPerLife = 12;
/** After the making of the vault, in turn; opening as often as each kind of work: it finishes what was cut short before. */
const moments: readonly Moment[] = [
  "delete",
  "opening",
  "unite",
  "restore",
  "repair",
  "commits",
  "rekey",
  "opening",
  "copy",
  "unite",
  "recovery",
  "imports",
  "snapshot",
  "exhibits",
  "backup",
];

let page: ServedPage;
const struck = new Map<Moment, { kills: number; underWay: number }>();
beforeAll(async () => {
  page = await servePage();
});
afterAll(async () => {
  await page.close();
  const said = [...struck].map(([moment, { kills: count, underWay }]) => `${count}× in ${moment} (${underWay} with something under way)`);
  console.log(`crash: killed ${said.join(", ")}`);
});

const lives = Math.ceil(kills / killsPerLife);
test.each(Array.from({ length: lives }, (_, life) => life))(
  "life %i: after every kill what was acknowledged is there, and nothing by halves",
  async (life) => {
    const profile = await mkdtemp(join(tmpdir(), "dalel-crash-"));
    const book = openBook("passphrase number one");
    try {
      const count = Math.min(killsPerLife, kills - life * killsPerLife);
      for (let n = 0; n < count; n++) {
        // Each life goes through the moments from another beginning; a profile is made once.
        const moment = n === 0 ? "making" : (moments[(n - 1 + life * 3) % moments.length] ?? "opening");
        await liveOnce(profile, book, { moment, prefix: `n${life}x${n}` });
      }
      await liveOnce(profile, book, { moment: null, prefix: "end" });
    } finally {
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  },
);

interface Plan {
  /** null = killed only after everything was looked at. */
  readonly moment: Moment | null;
  readonly prefix: string;
}

/** Starts the browser over the profile, judges what is there, lets it work, kills it. */
async function liveOnce(profile: string, book: Book, { moment, prefix }: Plan): Promise<void> {
  const work: Work = works.find((each) => each === moment) ?? "commits";
  const watch = watchStart(book, moment);
  const restored = [...(book.asked.get("restore") ?? [])];
  page.give({ passphrases: book.passphrases, recoveryCodes: book.recoveryCodes, files: [...book.files], restored, work, prefix }, watch.hear);
  const browser = await startBrowser(profile, page.origin, `${page.origin}/page.html`);
  try {
    await Promise.race([watch.timeToKill, browser.ended]);
  } finally {
    watch.close();
    if (moment !== null) count(moment, watch.isUnderWay());
    await browser.kill();
  }
  expect(watch.faults, `start ${prefix}, to be killed in ${moment}`).toEqual([]);
}

function count(moment: Moment, isUnderWay: boolean): void {
  const { kills: before, underWay } = struck.get(moment) ?? { kills: 0, underWay: 0 };
  struck.set(moment, { kills: before + 1, underWay: underWay + (isUnderWay ? 1 : 0) });
}
