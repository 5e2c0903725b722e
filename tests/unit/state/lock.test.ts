import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { askCore, tellFailure } from "../../../renderer/state/ask.ts";
import { attachMachine, caseWorker, quietCaseWorker, stopCaseWorker } from "../../../renderer/state/bridge.ts";
import { useCaseMirror } from "../../../renderer/state/case-mirror.ts";
import { showScreen } from "../../../renderer/state/desk.ts";
import { clearJobs, notify, useJobs } from "../../../renderer/state/jobs.ts";
import type { CaseNews } from "../../../shared/case/door.ts";
import { serveDoor, type Teller } from "../../../shared/host/rpc.ts";

/** The far side of the bridge: a door that answers when it is told to. */
let worker: Teller<CaseNews>;
let answer: (() => void)[] = [];
const ports: MessagePort[] = [];

beforeEach(() => {
  answer = [];
  const startCaseWorker = () => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    const slowly = () => new Promise((resolve) => answer.push(() => resolve({ ok: true, value: [] })));
    worker = serveDoor<CaseNews>(port2, { listCases: slowly, listVaults: () => Promise.resolve({ ok: true, value: [] }) });
    for (const port of [port1, port2]) port.start();
    return { channel: port1, stop: () => undefined };
  };
  attachMachine({ host: null as never, startCaseWorker });
  clearJobs();
  showScreen("workbench");
});
afterEach(() => {
  stopCaseWorker();
  for (const port of ports.splice(0)) port.close();
});

const sealing = (): void => worker.tell({ kind: "progress", job: "seal-bundle", done: 99, total: 100 });
const jobs = (): readonly string[] => useJobs.getState().jobs.map(({ id }) => id);
const told = (): readonly string[] => useJobs.getState().notices.map(({ key }) => key);
const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));

test("work of the case worker ends with it, also what it tells while it is being ended", async () => {
  caseWorker();
  sealing();
  await vi.waitFor(() => expect(jobs()).toEqual(["seal-bundle"]));
  showScreen("locked");
  quietCaseWorker();
  expect(jobs()).toEqual([]);
  // It has not heard of the lock yet.
  sealing();
  worker.tell({ kind: "quarantine", exhibits: [] });
  await aMoment();
  expect(jobs()).toEqual([]);
  stopCaseWorker();
  sealing();
  await aMoment();
  expect([jobs(), useCaseMirror.getState().opened]).toEqual([[], null]);
});

test("a thread that dies leaves no work behind", async () => {
  caseWorker();
  sealing();
  await vi.waitFor(() => expect(jobs()).toEqual(["seal-bundle"]));
  stopCaseWorker("bug");
  expect(jobs()).toEqual([]);
});

test("what was asked before the lock and is answered after it counts as cut off; what the gate asks meanwhile is answered", async () => {
  const asked = askCore("listCases", null);
  await vi.waitFor(() => expect(answer).toHaveLength(1));
  showScreen("locked");
  quietCaseWorker();
  expect(await askCore("listVaults", null)).toEqual({ ok: true, value: [] });
  answer[0]?.();
  expect(await asked).toEqual({ ok: false, error: { kind: "locked" } });
});

test("nothing done in a case is told on a locked screen; what is of the vault is", () => {
  notify("success", "exchange:review.accepted", { claims: 2 });
  expect(told()).toEqual(["exchange:review.accepted"]);
  clearJobs();
  showScreen("locked");
  notify("success", "exchange:review.accepted", { claims: 2 });
  tellFailure({ kind: "locked" });
  expect(told()).toEqual([]);
  tellFailure({ kind: "bug" });
  notify("success", "keys:passphrase.changed");
  expect(told()).toEqual(["failure:bug", "keys:passphrase.changed"]);
});
