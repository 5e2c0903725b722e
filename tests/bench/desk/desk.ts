import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { buildWindow } from "../../../electron/launch/build-window.ts";
import { importFile, makeCase, selectByName } from "../../e2e/case-steps.ts";
import { type Enrolled, enrol } from "../../e2e/gate-steps.ts";
import { leaveAccessibilityToOthers, openOffice, openWorkstation, removeFolder } from "../../e2e/office.ts";
import { type Bar, median, type Report } from "../measure.ts";

/** Websites of the case: a block list as an agency gets it. */
const sites = 40_000;
const rounds = 5;
/** Nobody feels a wait shorter than this (RAIL: an answer within 100 ms, half of it for the drawing). */
const unfelt = 50;
const felt = 100;
/** What happens once in a while: a first search reads all names, a sort orders all rows. */
const rare = 250;

/** The longest tasks of a page, in ms; what is shorter than 50 is none. */
interface LongTasks {
  readonly durations: number[];
}
declare global {
  interface Window {
    dalelLongTasks?: LongTasks;
  }
}

/** The built window with a big case in it: how long each act of a person keeps it from answering. */
export async function benchDesk(): Promise<Report> {
  leaveAccessibilityToOthers();
  if ((await buildWindow()) !== 0) throw new Error("the window could not be built");
  const office = await openOffice();
  const station = await openWorkstation({ origin: office.origin });
  const files = await mkdtemp(join(tmpdir(), "dalel-bench-desk-"));
  try {
    const { page } = station;
    const me = await enrol(page, { language: "en", languageName: "English", agencyKey: "gate:agency.afm", officer: "Bench", passphrase });
    await makeCase(page, me, caseTitle, "B-1");
    const list = join(files, "sites.csv");
    await writeFile(list, ["domain", ...Array.from({ length: sites }, (_, at) => `site-${at}-casino.example`)].join("\n"));
    await importFile(page, me, list);
    await page.evaluate(watchLongTasks);
    return { facts: [`${sites} websites, read from one file`], bars: await measureActs(page, me) };
  } finally {
    await station.close();
    await office.close();
    await removeFolder(station.profile);
    await rm(files, { recursive: true, force: true });
  }
}

const passphrase = "bench quartz passphrase 7314";
const caseTitle = "Bench";

function watchLongTasks(): void {
  const durations: number[] = [];
  window.dalelLongTasks = { durations };
  new PerformanceObserver((list) => durations.push(...list.getEntries().map(({ duration }) => duration))).observe({ entryTypes: ["longtask"] });
}

interface Act {
  readonly name: string;
  readonly most: number;
  /** How often it is measured; 1 for what is slow only the first time. */
  readonly rounds: number;
  /** What comes before it and is not measured. */
  ready?(round: number): Promise<void>;
  run(round: number): Promise<void>;
}

async function measureActs(page: Page, me: Enrolled): Promise<readonly Bar[]> {
  const bars: Bar[] = [];
  for (const act of actsOf(page, me)) {
    const longest: number[] = [];
    for (let round = 0; round < act.rounds; round++) {
      await act.ready?.(round);
      await page.waitForTimeout(restMs);
      await page.evaluate(() => window.dalelLongTasks?.durations.splice(0));
      await act.run(round);
      await page.waitForTimeout(restMs);
      longest.push(Math.max(0, ...((await page.evaluate(() => window.dalelLongTasks?.durations)) ?? [])));
    }
    const detail = `longest task of each round: ${longest.map((each) => (each === 0 ? "under 50" : each.toFixed(0))).join(", ")}`;
    bars.push({ name: `the window is kept by ${act.name}`, measured: median(longest), most: act.most, unit: "ms", detail });
  }
  return bars;
}
/** Longer than anything an act leaves to be done behind it. */
const restMs = 800;
/** Until a case of this size is read, checked and drawn. */
const openingMs = 8000;

/** In the order in which a person does them. */
function actsOf(page: Page, { typist, words }: Enrolled): readonly Act[] {
  const grid = page.locator("[data-scope=table] .ui-grid");
  const filter = page.locator("#table-filter");
  const picker = page.getByRole("combobox", { name: words("entity:link.to"), exact: true });
  return [
    { name: "the first letter of a filter", most: rare, rounds: 1, run: () => filter.fill("c") },
    { name: "a letter of a filter", most: felt, rounds, run: (round) => filter.fill("casino".slice(0, round + 2)) },
    { name: "emptying the filter", most: felt, rounds: 1, run: () => filter.fill("") },
    { name: "choosing a thing", most: unfelt, rounds, run: () => grid.press("ArrowDown") },
    {
      name: "an edit",
      most: unfelt,
      rounds,
      ready: async (round) => {
        await selectByName(page, { typist }, `site-${7 + round}-casino`);
        await grid.focus();
      },
      run: async (round) => {
        await typist.press("F2");
        await page.keyboard.insertText(`Renamed ${round}`);
        await page.keyboard.press("Enter");
      },
    },
    { name: "undoing", most: unfelt, rounds, ready: () => grid.focus(), run: () => typist.press("Control+KeyZ") },
    { name: "redoing", most: unfelt, rounds, ready: () => grid.focus(), run: () => typist.press("Control+Shift+KeyZ") },
    {
      name: "looking back by a step",
      most: felt,
      rounds,
      ready: async (round) => {
        await grid.focus();
        if (round === 0) await typist.press("Control+Shift+KeyB");
      },
      run: () => page.getByRole("button", { name: words("looking:earlier") }).click(),
    },
    {
      name: "coming back to now",
      most: felt,
      rounds: 1,
      run: async () => {
        await typist.press("Escape");
        await page.waitForTimeout(openingMs / 4);
      },
    },
    { name: "sorting by name", most: rare, rounds: 1, run: () => page.getByRole("columnheader", { name: words("table:column.title") }).click() },
    { name: "choosing everything", most: rare, rounds: 1, run: () => grid.press("Control+A") },
    { name: "choosing one again", most: felt, rounds: 1, run: () => grid.press("ArrowDown") },
    { name: "opening the search", most: felt, rounds: 1, run: () => typist.press("Control+KeyK") },
    { name: "a letter of the search", most: felt, rounds, run: () => page.keyboard.type("s") },
    { name: "closing the search", most: felt, rounds: 1, run: () => page.keyboard.press("Escape") },
    { name: "opening the form of a link", most: felt, rounds: 1, ready: () => grid.focus(), run: () => typist.press("Control+Shift+KeyL") },
    { name: "the first letter of an end", most: rare, rounds: 1, run: () => picker.fill("s") },
    { name: "a letter of an end", most: felt, rounds, run: (round) => picker.fill("site-77".slice(0, round + 2)) },
    {
      name: "opening the case",
      most: felt,
      rounds: 2,
      ready: async () => {
        for (let presses = 0; presses < 3; presses++) await page.keyboard.press("Escape");
        await page.getByRole("button", { name: words("shell:cases") }).click();
        await page.getByText(caseTitle).first().waitFor();
      },
      run: async () => {
        await page.getByText(caseTitle).first().dblclick();
        await grid.waitFor();
        await page.waitForTimeout(openingMs);
      },
    },
  ];
}
