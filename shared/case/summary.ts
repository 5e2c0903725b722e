import { type CaseId, parseInstantMs } from "../kernel/brand.ts";
import { rest } from "../kernel/rest.ts";
import { utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, parseCanonical } from "../kernel/canonical.ts";
import type { Clock } from "../kernel/ports.ts";
import { possibleMatchType } from "../ontology/model.ts";
import { typeEntry } from "../ontology/read.ts";
import { countedAs, countRows } from "../projections/counted.ts";
import type { OpenVault } from "../vault/model.ts";
import { countExhibits } from "./count-exhibits.ts";
import type { CaseEntry } from "./door.ts";
import type { OpenCase } from "./open-case.ts";

export const summaryNote = (caseId: CaseId): string => `summary/${caseId}`;

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
      // A turn later: who said something is answered first.
      writing ??= rest().then(write);
    },
    settled: () => writing ?? Promise.resolve(),
  };
}

/** The list needs no case opened: each case leaves a sealed summary, which is only a cache of what its ledger says. */
async function keepSummary(clock: Clock, vault: OpenVault, open: OpenCase): Promise<void> {
  const { number, title } = open.opened();
  const { types, agencies } = open.fold.rows.tally();
  const { entities, links } = countedIn(open, types);
  const summary = {
    number,
    title,
    changedAt: open.lastSavedAt ?? clock.now(),
    entities,
    links,
    agencies: [...agencies.keys()].sort(),
    claims: open.fold.facts.size,
    ...(await countExhibits(vault, open, types.get("exhibit") ?? 0)),
    countedApart: true,
  };
  await vault.keepNote(summaryNote(open.caseId), utf8ToBytes(canonicalText(summary)));
}

/** Entities and links as everywhere else. By type, since all rows of a type count alike; only where a possible match may have been answered are all outlines gone through. */
function countedIn(open: OpenCase, types: ReadonlyMap<string, number>): Pick<Summary, "entities" | "links"> {
  if (types.has(possibleMatchType)) return countRows(open.fold.rows.outlines().values());
  let [entities, links] = [0, 0];
  for (const [type, rows] of types) {
    const as = countedAs({ type, form: typeEntry(type)?.form ?? "node", ends: null });
    if (as === "entity") entities += rows;
    else if (as === "link") links += rows;
  }
  return { entities, links };
}

const firstKeys = ["number", "title", "changedAt", "entities", "links", "agencies"] as const;
const secondKeys = [...firstKeys, "claims", "exhibits", "exhibitBytes"] as const;
/** Since then exhibits are not counted among the entities. */
const thirdKeys = [...secondKeys, "countedApart"] as const;
/** Since then the bytes are those of files that lie here: before, what was said of the others was counted too. */
const keys = [...thirdKeys, "absentExhibits"] as const;
type Summary = Omit<CaseEntry, "caseId" | "isArchived" | "isDamaged">;

/**
 * A summary as it was kept, or null. Those of the first version count neither claims nor exhibits; those of the second count exhibits as entities too, and
 * those before the last tell no bytes of exhibits.
 */
export function readSummary(text: string): Summary | null {
  const json = parseCanonical(text);
  if (json === null) return null;
  const isStored = hasExactKeys(json, keys);
  const isApart = isStored || hasExactKeys(json, thirdKeys);
  const isCounted = isApart || hasExactKeys(json, secondKeys);
  if (!isCounted && !hasExactKeys(json, firstKeys)) return null;
  const { number, title, entities, links, agencies } = json;
  const changedAt = parseInstantMs(json["changedAt"] ?? null);
  if (
    typeof number !== "string" ||
    typeof title !== "string" ||
    typeof entities !== "number" ||
    typeof links !== "number" ||
    changedAt === null ||
    !Array.isArray(agencies)
  )
    return null;
  const count = (name: "claims" | "exhibits" | "exhibitBytes" | "absentExhibits"): number | null => {
    const said = name in json && isCounted ? (json as Readonly<Record<string, unknown>>)[name] : null;
    return typeof said === "number" ? said : null;
  };
  const exhibits = count("exhibits");
  return {
    number,
    title,
    changedAt,
    entities: isApart ? entities : Math.max(0, entities - (exhibits ?? 0)),
    links,
    agencies: agencies.filter((agency) => typeof agency === "string"),
    claims: count("claims"),
    exhibits,
    exhibitBytes: isStored || exhibits === 0 ? count("exhibitBytes") : null,
    absentExhibits: exhibits === 0 ? 0 : count("absentExhibits"),
  };
}
