import type { CommitId } from "../kernel/brand.ts";
import { packedOf } from "../ledger/codec.ts";
import type { Commit } from "../ledger/model.ts";
import { reliesOnProperty } from "../ontology/model.ts";
import { compareText } from "./compare-text.ts";
import type { AuditEntry, Patch } from "./model.ts";

/** What was done, by whom, in the ledger's one order. */
export interface Audit {
  /** Takes commits in any order, repeats included. Gives changed entries by "<author>/<act>"; entries are never dropped. */
  apply(commits: readonly Commit[]): Patch<string, AuditEntry>;
  /** All entries, oldest first by (clock, first commit). */
  entries(): readonly AuditEntry[];
}

/** Starts with none. An act is one author's: two authors who use the same act id have two entries. */
export function createAudit(): Audit {
  const commitsByAct = new Map<string, Map<CommitId, Commit>>();
  const rows = new Map<string, AuditEntry>();
  return {
    apply(commits) {
      const touched = new Set<string>();
      for (const commit of commits) {
        const key = `${commit.header.author}/${commit.header.act}`;
        const known = commitsByAct.get(key) ?? new Map<CommitId, Commit>();
        const before = known.get(commit.id);
        if (before !== undefined && packedOf(before).length >= packedOf(commit).length) continue;
        commitsByAct.set(key, known.set(commit.id, commit));
        touched.add(key);
      }
      const put = new Map([...touched].flatMap((key) => entryOf(commitsByAct.get(key)).map((entry) => [key, entry] as const)));
      for (const [key, entry] of put) rows.set(key, entry);
      return { put, drop: new Set() };
    },
    entries: () => [...rows.values()].sort((a, b) => a.clock - b.clock || compareText(a.commits[0] ?? "", b.commits[0] ?? "")),
  };
}

/** One entry, told by the act's first commit. */
function entryOf(known: ReadonlyMap<CommitId, Commit> | undefined): readonly AuditEntry[] {
  const commits = [...(known?.values() ?? [])].sort((a, b) => a.header.clock - b.header.clock || compareText(a.id, b.id));
  const first = commits[0]?.header;
  if (first === undefined) return [];
  const sum = (count: (commit: Commit) => number): number => commits.reduce((total, commit) => total + count(commit), 0);
  const readable = sum((commit) => packedOf(commit).length);
  const retracted = sum((commit) => packedOf(commit).retractions);
  const ruled = sum((commit) => [...packedOf(commit).placesOf(reliesOnProperty)].length);
  return [
    {
      act: first.act,
      commits: commits.map((commit) => commit.id),
      author: first.author,
      agency: first.agency,
      saidAt: first.saidAt,
      clock: first.clock,
      intent: first.intent,
      undoes: first.undoes,
      asserted: readable - retracted - ruled,
      retracted,
      ruled,
      withheld: sum((commit) => commit.header.count) - readable,
    },
  ];
}
