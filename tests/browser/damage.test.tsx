import "normalize.css/normalize.css";
import "@blueprintjs/core/lib/css/blueprint.css";
import "../../renderer/ui/tokens.css";
import { BlueprintProvider } from "@blueprintjs/core";
import { createRoot } from "react-dom/client";
import { beforeAll, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { DamageDialog } from "../../renderer/features/damage/damage-dialog.tsx";
import { damageCommands } from "../../renderer/features/damage/commands.ts";
import { attachMachine, caseDoor } from "../../renderer/state/bridge.ts";
import { closeCurrentCase, openCaseById } from "../../renderer/state/case-actions.ts";
import { isEditable, useCaseMirror } from "../../renderer/state/case-mirror.ts";
import { closeDialog, openDialog, showScreen, useDesk } from "../../renderer/state/desk.ts";
import { useJobs } from "../../renderer/state/jobs.ts";
import { createDexieBoxStore } from "../../renderer/storage/dexie-box-store.ts";
import { type BoxRow, openSchema } from "../../renderer/storage/schema.ts";
import { setUiLanguage } from "../../renderer/ui/translate.ts";
import { bagPort } from "../../shared/bundle/bag-port.ts";
import type { CaseDoor, CaseNews } from "../../shared/case/door.ts";
import { openCaseDoor } from "../../shared/case/open-door.ts";
import { movedOf } from "../../shared/case/parts.ts";
import { type Channel, serveDoor } from "../../shared/host/rpc.ts";
import { intakePort } from "../../shared/intake/serve-intake.ts";
import type { CaseId } from "../../shared/kernel/brand.ts";
import { type Bytes, bytesToUtf8 } from "../../shared/kernel/bytes.ts";
import { createVault } from "../../shared/vault/vault.ts";
import { axeFaults } from "../kit/axe-faults.ts";
import { expectValue, testStretching } from "../kit/agency.ts";
import { backupFile } from "../kit/damage.ts";
import { createFixedClock } from "../kit/fixed-clock.ts";
import { createSavingHost } from "../kit/saving-host.ts";
import { createSeededRandom } from "../kit/seeded-random.ts";
import { addPerson } from "../kit/shared-case.ts";

const database = "damage-in-browser";
const saved = new Map<string, Bytes>();
let door: CaseDoor;
let caseId: CaseId;
let early: Blob;
let late: Blob;
let claims: number;

/** A whole core over a real IndexedDB, reached through ports as in the program. */
function attachCore(): void {
  const random = createSeededRandom("damage");
  const startCaseWorker = () => {
    const core = new MessageChannel();
    const told: { tell(news: CaseNews): void } = { tell: () => undefined };
    const vault = createVault({ store: createDexieBoxStore(database), random, kdf: testStretching });
    const tell = (news: CaseNews): void => told.tell(news);
    const served = openCaseDoor({ vault, clock: createFixedClock(), random, intake: intakePort, bag: bagPort, tell });
    told.tell = serveDoor<CaseNews>(channelOf(core.port1), served, { movedOf }).tell;
    return { channel: channelOf(core.port2), stop: () => core.port2.close() };
  };
  attachMachine({ host: createSavingHost(saved), startCaseWorker });
}

function channelOf(port: MessagePort): Channel {
  port.start();
  return { postMessage: (message) => port.postMessage(message), addEventListener: (type, listener) => port.addEventListener(type, listener) };
}

beforeAll(async () => {
  await page.viewport(1280, 720);
  attachCore();
  door = caseDoor();
  setUiLanguage("en");
  useDesk.setState({ language: "en" });
  const person = { agency: "afm", agencyName: "AFM", officer: "Aigul Suleimenova" };
  expectValue(await door.createVault({ passphrase: "a long passphrase of afm", person }));
  caseId = expectValue(await door.createCase({ number: "2026-0417", title: "Үміт Инвест", handling: "amber" }));
  expectValue(await door.openCase({ caseId }));
  for (let i = 1; i <= 3; i++) await addPerson(door, `Person ${i}`);
  early = await backupFile(door);
  for (let i = 4; i <= 6; i++) await addPerson(door, `Person ${i}`);
  late = await backupFile(door);
  claims = useCaseMirror.getState().history.claims;
  expectValue(await door.closeCase(null));
  const root = document.createElement("div");
  document.body.append(root);
  createRoot(root).render(
    <BlueprintProvider>
      <DamageDialog />
    </BlueprintProvider>,
  );
  showScreen("cases");
});

/** Changes the rows of the case's run in the database, behind the program's back. */
async function damageRows(
  change: (rows: readonly BoxRow[]) => { readonly put?: readonly BoxRow[]; readonly drop?: readonly number[] },
): Promise<void> {
  const { boxes, database: opened } = openSchema(database);
  const all = await boxes.toArray();
  const runs = Map.groupBy(all, ({ run }) => run);
  const rows = [...runs.values()].find(({ length }) => length >= 5) ?? expect.fail("the case has a run");
  const { put = [], drop = [] } = change(rows);
  await boxes.bulkPut([...put]);
  for (const sequence of drop) await boxes.delete([rows[0]?.run ?? "", sequence]);
  opened.close();
}

const flipped = (row: BoxRow | undefined): BoxRow => {
  if (row === undefined) return expect.fail("there is such a box");
  const sealed = row.sealed.slice();
  sealed[80] = (sealed[80] ?? 0) ^ 4;
  return { ...row, sealed };
};
const button = (name: string | RegExp) => page.getByRole("button", { name });
async function choose(file: Blob, name: string): Promise<void> {
  const input = document.querySelector<HTMLInputElement>(".ui-dialog input[type=file]");
  await userEvent.upload(page.elementLocator(input ?? expect.fail("a file is asked for")), new File([file], name));
}
const noticed = (): readonly string[] => useJobs.getState().notices.map(({ key }) => key);

test("a case damaged under the program opens to be read, with a report in sight that says which box, since when and what to do", async () => {
  await damageRows((rows) => ({ put: [flipped(rows[3])] }));
  expect(await openCaseById(caseId)).toBe(true);
  expect(isEditable()).toBe(false);
  expect(damageCommands.every((command) => command.isEnabled())).toBe(true);
  await expect.element(page.getByText("A part of this case is damaged on this computer")).toBeVisible();
  await expect.element(page.getByText("damaged: 4; of 7 in all")).toBeVisible();
  await expect.element(page.getByText(/^1 signed record$/)).toBeVisible();
  // The tab that has the focus fades in.
  expect(await axeFaults()).toEqual([]);
});

test("the report is saved as a text in the words of the screen", async () => {
  await button("Save the report").click();
  await expect.poll(() => saved.has("damage-report.txt")).toBe(true);
  const text = bytesToUtf8(saved.get("damage-report.txt") ?? expect.fail()) ?? "";
  expect(text).toContain("Case: 2026-0417 Үміт Инвест");
  expect(text).toContain("Boxes: damaged: 4; of 7 in all");
  expect(text).toContain(`Readable behind the damage: 3 signed records`);
  expect(text).toContain("1. Save this report.");
});

test("a damaged backup is refused with a sentence; a sound one shows what comes back, and nothing is changed before it is asked", async () => {
  await button("Repair…").click();
  const altered = new Uint8Array(await late.arrayBuffer());
  altered[altered.length - 99] = (altered[altered.length - 99] ?? 0) ^ 1;
  await choose(new Blob([altered]), "a.dalel-backup");
  await expect.element(page.getByText(/The backup was altered or damaged/)).toBeVisible();
  await expect.element(button("Repair").last()).toBeDisabled();
  await choose(early, "b.dalel-backup");
  await expect.element(page.getByText("All of the case comes back")).toBeVisible();
  await expect.element(page.getByText(/^1 signed record, \d+ claims$/)).toBeVisible();
  await expect.element(page.getByText(new RegExp(`^7 signed records, ${claims} claims$`))).toBeVisible();
  expect(isEditable()).toBe(false);
});

test("Repair makes the case whole in the database, and it goes on", async () => {
  await button("Repair").last().click();
  await expect.poll(() => isEditable()).toBe(true);
  expect(useDesk.getState().dialog).toBeNull();
  expect(noticed()).toContain("damage:repaired");
  expect(useCaseMirror.getState().history.claims).toBe(claims);
  // It may still lack what a source has: only the report is gone.
  expect(damageCommands.filter((command) => command.isEnabled()).map(({ id }) => id)).toEqual(["damage.repair"]);
  await addPerson(door, "Person 7");
  await closeCurrentCase();
  expect(await openCaseById(caseId)).toBe(true);
  expect([isEditable(), useCaseMirror.getState().history.claims > claims]).toEqual([true, true]);
  await closeCurrentCase();
});

test("a case that is not damaged is filled up by the same command; a source that has nothing new is no failure", async () => {
  expect(await openCaseById(caseId)).toBe(true);
  openDialog({ kind: "damage", part: "repair" });
  await expect.element(page.getByText("Fill the case up")).toBeVisible();
  await choose(early, "b.dalel-backup");
  await expect.element(page.getByText("The source holds nothing of this case that is not here already.")).toBeVisible();
  await expect.element(button("Add to the case")).toBeDisabled();
  expect(await axeFaults()).toEqual([]);
  closeDialog();
  await closeCurrentCase();
});

test("boxes exchanged, cut off or gone in IndexedDB are found as well; without a source what is lost is said first", async () => {
  const before = openSchema(database);
  const kept = await before.boxes.toArray();
  const harm: readonly Parameters<typeof damageRows>[0][] = [
    ([a, b]) => ({
      put:
        a && b
          ? [
              { ...a, sealed: b.sealed },
              { ...b, sealed: a.sealed },
            ]
          : [],
    }),
    (rows) => ({ put: [{ ...(rows[1] ?? expect.fail()), sealed: (rows[1] ?? expect.fail()).sealed.slice(0, 40) }] }),
    (rows) => ({ drop: [rows.length - 1] }),
  ];
  // The repaired run is compact: it grows again, so that it has boxes to lose.
  expect(await openCaseById(caseId)).toBe(true);
  for (let i = 8; i <= 12; i++) await addPerson(door, `Person ${i}`);
  await closeCurrentCase();
  expect(kept.length).toBeGreaterThan(0);
  const whole = await before.boxes.toArray();
  for (const change of harm) {
    await damageRows(change);
    expect(await openCaseById(caseId)).toBe(true);
    expect(isEditable()).toBe(false);
    await expect.element(page.getByText("A part of this case is damaged on this computer")).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await closeCurrentCase();
    await before.boxes.bulkPut(whole);
  }
  await damageRows((rows) => ({ drop: [rows.length - 1] }));
  expect(await openCaseById(caseId)).toBe(true);
  await button("Repair…").click();
  await button("Without a source: only what is still readable here").click();
  await expect.element(page.getByText("A part of the case stays lost")).toBeVisible();
  await button("Repair").last().click();
  await expect.poll(() => isEditable()).toBe(true);
  expect(noticed()).toContain("damage:repairedInPart");
  before.database.close();
});
