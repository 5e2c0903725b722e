import type { CaseId } from "../../../shared/kernel/brand.ts";
import { decodeCommit } from "../../../shared/ledger/codec.ts";
import { createLedger } from "../../../shared/ledger/ledger.ts";
import type { Commit } from "../../../shared/ledger/model.ts";
import { CaseFold } from "../../../shared/projections/case-fold.ts";
import { packPatch } from "../../../shared/projections/pack-rows.ts";
import type { BoxStore, OpenVault } from "../../../shared/vault/model.ts";
import { need } from "../need.ts";

/** What opening consists of, each step by itself, ms. */
export interface Split {
  readonly readMs: number;
  readonly entriesMs: number;
  readonly decodeMs: number;
  readonly foldMs: number;
  readonly buildMs: number;
  readonly packMs: number;
}

/** Does what opening does, one step after the other. `entriesMs` holds the reading as well: boxes read, opened, unpacked, hashed and put together. */
export async function splitOpening(store: BoxStore, vault: OpenVault, caseId: CaseId): Promise<Split> {
  const clock = { last: performance.now() };
  const lap = (): number => {
    const [now, { last }] = [performance.now(), clock];
    clock.last = now;
    return now - last;
  };
  const readMs = await readAlone(store).then(lap);
  const entries: Uint8Array<ArrayBuffer>[] = [];
  for await (const entry of need(await vault.run(`case/${caseId}`)).entries()) entries.push(need(entry));
  const entriesMs = lap();
  const commits: Commit[] = entries.map((entry) => need(decodeCommit(entry)));
  const decodeMs = lap();
  const fold = new CaseFold({ own: "afm", day: "2026-11-26", isDated: false });
  const ledger = createLedger(caseId);
  for (const commit of commits) fold.add(need(ledger.append([commit])));
  const foldMs = lap();
  let [buildMs, packMs] = [0, 0];
  for (const part of fold.changes()) {
    buildMs += lap();
    packPatch(part);
    packMs += lap();
  }
  return { readMs, entriesMs, decodeMs, foldMs, buildMs, packMs };
}

async function readAlone(store: BoxStore): Promise<void> {
  const runs = new Set<string>();
  for await (const piece of store.scanAll()) {
    const read = need(piece);
    if (read.kind === "box") runs.add(read.run);
  }
}
