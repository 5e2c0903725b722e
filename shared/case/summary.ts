import { parseInstantMs } from "../kernel/brand.ts";
import { utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, parseCanonical } from "../kernel/canonical.ts";
import type { Clock } from "../kernel/ports.ts";
import { isIdentityType } from "../ontology/read.ts";
import type { OpenVault } from "../vault/model.ts";
import type { CaseEntry } from "./door.ts";
import { isCounted, type OpenCase } from "./open-case.ts";

/** Keeps the list of cases true: a summary is written after each act, one at a time, the latest last. */
export interface SummaryKeeper {
  /** Something changed; the writing does not hold up the act. */
  note(open: OpenCase): void;
  /** Resolves when all that was noted is written. */
  settled(): Promise<void>;
}

export function createSummaryKeeper(clock: Clock, vault: OpenVault): SummaryKeeper {
  let waiting: OpenCase | null = null;
  let writing: Promise<void> | null = null;
  const write = async (): Promise<void> => {
    while (waiting !== null) {
      const open: OpenCase = waiting;
      waiting = null;
      await keepSummary(clock, vault, open);
    }
    writing = null;
  };
  return {
    note: (open) => {
      waiting = open;
      writing ??= write();
    },
    settled: () => writing ?? Promise.resolve(),
  };
}

/** The list needs no case opened: each case leaves a sealed summary, which is only a cache of what its ledger says. */
async function keepSummary(clock: Clock, vault: OpenVault, open: OpenCase): Promise<void> {
  const { number, title } = open.opened();
  const said = [...open.fold.rows.values()];
  const all = said.filter(isCounted);
  const agencies = [...new Set(said.flatMap((entity) => entity.agencies))].sort();
  const summary = {
    number,
    title,
    changedAt: open.history().lastSavedAt ?? clock.now(),
    entities: all.filter(({ form }) => form === "node").length,
    links: all.filter(({ form, type }) => form === "link" && !isIdentityType(type)).length,
    agencies,
  };
  await vault.keepNote(`summary/${open.caseId}`, utf8ToBytes(canonicalText(summary)));
}

/** A summary as it was kept, or null. */
export function readSummary(text: string): Omit<CaseEntry, "caseId"> | null {
  const json = parseCanonical(text);
  if (json === null || !hasExactKeys(json, ["number", "title", "changedAt", "entities", "links", "agencies"])) return null;
  const { number, title, entities, links, agencies } = json;
  const changedAt = parseInstantMs(json.changedAt);
  if (
    typeof number !== "string" ||
    typeof title !== "string" ||
    typeof entities !== "number" ||
    typeof links !== "number" ||
    changedAt === null ||
    !Array.isArray(agencies)
  )
    return null;
  return { number, title, changedAt, entities, links, agencies: agencies.filter((agency) => typeof agency === "string") };
}
