import { expect, test } from "vitest";
import type { ReadingProgress } from "../../../shared/intake/door.ts";
import { createIntakeService } from "../../../shared/intake/serve-intake.ts";
import { createAgency, expectValue } from "../../kit/agency.ts";

/** Two megabytes and more: several pieces. */
const sites = Array.from({ length: 40_000 }, (_, at) => `a-site-of-many-with-a-name-as-long-as-scams-like-${at}.example`);
const big = new Blob([`domain\n${sites.join("\n")}\n`]);
const look = { file: big, fileName: "sites.csv", profile: null, choices: {} } as const;

/** A service, what it told, and a promise for the first word that fits. */
function serve() {
  const told: ReadingProgress[] = [];
  const waiting: { fits(progress: ReadingProgress): boolean; go(): void }[] = [];
  const service = createIntakeService((progress) => {
    told.push(progress);
    for (const each of waiting) if (each.fits(progress)) each.go();
  });
  const once = (fits: (progress: ReadingProgress) => boolean): Promise<void> =>
    new Promise((resolve) => {
      waiting.push({ fits, go: resolve });
    });
  return { ...service, told, once };
}

test("a reading tells its bytes and rows, up to all of them, and its end", async () => {
  const { windowDoor, told } = serve();
  expect((await windowDoor.preview(look)).ok).toBe(true);
  expect(told.every(({ done, total }) => done <= total && total === 3 * big.size)).toBe(true);
  expect(told.map(({ rows }) => rows)).toEqual(told.map(({ rows }) => rows).sort((a, b) => a - b));
  expect(told.at(-1)).toMatchObject({ rows: sites.length, isEnded: true, done: 3 * big.size });
});

test("a paused reading stands still until it goes on, and then gives what it would have given", async () => {
  const { windowDoor, told, once } = serve();
  const reading = windowDoor.preview(look);
  await once(({ rows }) => rows > 0);
  await windowDoor.steer({ job: "preview", how: "pause" });
  const before = told.length;
  expect(told.at(-1)?.isPaused).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(told).toHaveLength(before);
  await windowDoor.steer({ job: "preview", how: "go-on" });
  expect(expectValue(await reading)).toMatchObject({ rows: sites.length, accepted: sites.length });
});

test("a stopped reading is cancelled, paused or not; a later look ends an earlier one", async () => {
  const { windowDoor, once } = serve();
  const first = windowDoor.preview(look);
  await once(({ done }) => done > 0);
  await windowDoor.steer({ job: "preview", how: "pause" });
  await windowDoor.steer({ job: "preview", how: "stop" });
  expect(await first).toMatchObject({ ok: false, error: { kind: "cancelled" } });
  const [second, third] = [windowDoor.preview(look), windowDoor.preview({ ...look, file: new Blob(["domain\na.example\n"]) })];
  expect(await second).toMatchObject({ ok: false, error: { kind: "cancelled" } });
  expect(await third).toMatchObject({ ok: true, value: { rows: 1 } });
});

test("an import that is stopped while it reads leaves nothing: no act, no exhibit", async () => {
  const { door, entities } = await createAgency("afm");
  expectValue(await door.openCase({ caseId: expectValue(await door.createCase({ number: "1", title: "Stop", handling: "amber" })) }));
  const [things, commits] = [entities.size, expectValue(await door.audit(null)).length];
  const running = door.importFile({ file: big, fileName: "sites.csv", profile: "", grade: "B2", handling: "amber" });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expectValue(await door.cancel({ job: "import-file" }));
  expect(await running).toMatchObject({ ok: false, error: { kind: "cancelled" } });
  expect([entities.size, expectValue(await door.audit(null)).length]).toEqual([things, commits]);
  // What was not read is not there to be undone, and the same file can be imported after all.
  expectValue(await door.importFile({ file: new Blob(["domain\na.example\n"]), fileName: "a.csv", profile: "", grade: "B2", handling: "amber" }));
});
