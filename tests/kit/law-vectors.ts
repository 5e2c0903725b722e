import { isDeepStrictEqual } from "node:util";
import { type CommitId, parseClaimId, parseCommitId } from "../../shared/kernel/brand.ts";
import { bytesToHex, hexToBytes } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { parseHeader } from "../../shared/ledger/header.ts";
import { parseLine } from "../../shared/ledger/line.ts";
import type { Commit } from "../../shared/ledger/model.ts";
import { verifyCommit } from "../../shared/ledger/verify.ts";
import { foldCase } from "../../shared/projections/case-fold.ts";
import type { Viewpoint } from "../../shared/projections/viewpoint.ts";

/** What a reader sees, as plain data that any program can recompute. */
export interface Sight {
  /** Live claims, each with the agencies that dispute it. */
  readonly live: Readonly<Record<string, readonly string[]>>;
  /** Live claims of one property of one thing in the order they are relied on, where there are several: by "<entity>/<property>". */
  readonly order: Readonly<Record<string, readonly string[]>>;
  /** Independent origins that say a value, where more than one does: by claim. */
  readonly corroboration: Readonly<Record<string, number>>;
  /** What is merged: the other ids of a thing by the one it is shown under. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Where exhibits go back to, of those that copy another or are copied. */
  readonly origins: Readonly<Record<string, readonly string[]>>;
}
/** Somebody who holds some of the commits, in the order they came, and of each some claims. */
export interface Reading {
  readonly name: string;
  readonly holds: readonly { readonly commit: number; readonly claims: readonly number[] }[];
  readonly viewpoint: Viewpoint;
  readonly sees: Sight;
}
/** What the law says of readings, by name. */
export type Law =
  /** They see the same. */
  | { readonly kind: "same"; readonly readings: readonly string[] }
  /** They do not: the vector shows something. */
  | { readonly kind: "different"; readonly readings: readonly string[] }
  /** What each holds is the beginning of what the next holds, and shorter. */
  | { readonly kind: "grows"; readonly readings: readonly string[] }
  /** The second sees of its claims what the first sees of them. */
  | { readonly kind: "restricts"; readonly readings: readonly string[] };
export interface Vector {
  readonly law: string;
  readonly about: string;
  readonly commits: readonly {
    readonly id: string;
    readonly header: string;
    readonly signature: string;
    readonly saltKey: string;
    readonly claims: readonly { readonly id: string; readonly salt: string; readonly line: string }[];
  }[];
  readonly readings: readonly Reading[];
  readonly laws: readonly Law[];
}

/** What our own program sees. */
export function sightOf(commits: readonly Commit[], viewpoint: Viewpoint): Sight {
  const { rows, now } = foldCase(commits, viewpoint);
  const facts = [...rows.values()].flatMap((row) => Object.values(row.facts).flat());
  const several = [...rows.values()].flatMap(({ id, facts: all }) =>
    Object.entries(all).flatMap(([property, list]) => (list.length > 1 ? [[`${id}/${property}`, list.map(({ claim }) => claim)] as const] : [])),
  );
  const copied = [...now.relating().values()].flatMap(({ type, pair }) => (type === "copyOf" ? [pair.from, pair.to] : []));
  const merged = [...now.sameness.ids()].filter((id) => now.sameness.keyOf(id) === id);
  return {
    live: sorted(facts.map(({ claim, disputedBy }) => [claim, disputedBy])),
    order: sorted(several),
    corroboration: sorted(facts.flatMap(({ claim, corroboration }) => (corroboration > 1 ? [[claim, corroboration] as const] : []))),
    groups: sorted(merged.map((key) => [key, now.sameness.membersOf(key)])),
    origins: sorted(copied.map((exhibit) => [exhibit, now.lineage.originsOfExhibit(exhibit)])),
  };
}

function sorted<Member>(entries: readonly (readonly [string, Member])[]): Readonly<Record<string, Member>> {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** The commits a reading holds, with the claims it may read. */
export function held(commits: readonly Commit[], { holds }: Pick<Reading, "holds">): readonly Commit[] {
  return holds.map(({ commit, claims }) => {
    const whole = commits[commit];
    invariant(whole !== undefined, "a vector has the commits its readings hold");
    return { ...whole, claims: whole.claims.filter(({ index }) => claims.includes(index)), saltKey: null };
  });
}

/** The first thing in a vector that is not as our program computes it; null when all of it is. */
export async function faultOf(vector: Vector): Promise<string | null> {
  const commits: Commit[] = [];
  for (const given of vector.commits) {
    const commit = readCommit(given);
    if (commit === null) return `${given.id} cannot be read`;
    const verified = await verifyCommit(commit);
    if (!verified.ok) return `${verified.error.kind} ${verified.error.where ?? ""}`;
    commits.push(commit);
  }
  for (const reading of vector.readings) {
    if (!isDeepStrictEqual(sightOf(held(commits, reading), reading.viewpoint), reading.sees)) return `${reading.name} sees something else`;
  }
  return vector.laws.find((law) => !doesHold(law, vector))?.kind ?? null;
}

function readCommit({ id, header, signature, saltKey, claims }: Vector["commits"][number]): Commit | null {
  const parsed = parseHeader(header);
  const [commitId, signed, key]: [CommitId | null, ...(Uint8Array<ArrayBuffer> | null)[]] = [
    parseCommitId(id),
    hexToBytes(signature),
    hexToBytes(saltKey),
  ];
  if (!parsed.ok || commitId === null || signed === null || signed === undefined || key === null || key === undefined) return null;
  const read = claims.flatMap((claim, index) => {
    const [claimId, salt, statement] = [parseClaimId(claim.id), hexToBytes(claim.salt), parseLine(claim.line)];
    return claimId === null || salt === null || statement === null ? [] : [{ id: claimId, index, salt, line: claim.line, statement }];
  });
  if (read.length !== claims.length) return null;
  return { id: commitId, header: parsed.value, signature: signed, claimIds: read.map((claim) => claim.id), claims: read, saltKey: key };
}

function doesHold({ kind, readings }: Law, vector: Vector): boolean {
  const named = readings.map((name) => vector.readings.find((reading) => reading.name === name));
  const found = named.filter((reading) => reading !== undefined);
  const [first, ...rest] = found;
  if (first === undefined || found.length !== readings.length) return false;
  switch (kind) {
    case "same":
      return rest.every(({ sees }) => isDeepStrictEqual(sees, first.sees));
    case "different":
      return rest.every(({ sees }) => !isDeepStrictEqual(sees, first.sees));
    case "grows":
      return rest.every(({ holds }, i) => {
        const before = found[i]?.holds ?? [];
        return before.length < holds.length && isDeepStrictEqual(holds.slice(0, before.length), before);
      });
    case "restricts":
      return rest.every(({ sees }) => Object.entries(sees.live).every(([claim, disputed]) => isDeepStrictEqual(first.sees.live[claim], disputed)));
  }
}

/** A commit as a vector carries it. */
export function commitToVector({ id, signature, saltKey, claims }: Commit, header: string): Vector["commits"][number] {
  invariant(saltKey !== null, "a vector shows where the salts come from");
  return {
    id,
    header,
    signature: bytesToHex(signature),
    saltKey: bytesToHex(saltKey),
    claims: claims.map(({ id: claim, salt, line }) => ({ id: claim, salt: bytesToHex(salt), line })),
  };
}
