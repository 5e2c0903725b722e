import { base64ToBytes, bytesToBase64 } from "../kernel/base64.ts";
import { ByteReader, ByteWriter } from "../kernel/byte-stream.ts";
import { type CommitId, parseCommitId } from "../kernel/brand.ts";
import { bytesToHex, hexToBytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Commit } from "../ledger/model.ts";
import { packedOf } from "../ledger/codec.ts";

/** Claims as told by commits: of each commit the places of the claims in it (0 …), each once, in any order. The same claim told by another commit is another telling. */
export type Tellings = ReadonlyMap<CommitId, ReadonlySet<number>>;

/** All that may be read of these commits. O(claims). */
export function tellingsOf(commits: readonly Commit[]): Tellings {
  return new Map(commits.map((commit) => [commit.id, new Set(packedOf(commit).indexes)]));
}

/** How many they are. */
export function countTellings(tellings: Tellings): number {
  let count = 0;
  for (const places of tellings.values()) count += places.size;
  return count;
}

/** Those of `some` that are not among `others`; commits of which nothing is left are left out. O(tellings). */
export function tellingsBeyond(some: Tellings, others: Tellings): Tellings {
  const left = new Map<CommitId, ReadonlySet<number>>();
  for (const [commit, places] of some) {
    const rest = places.difference(others.get(commit) ?? none);
    if (rest.size > 0) left.set(commit, rest);
  }
  return left;
}
const none: ReadonlySet<number> = new Set();

/** Adds some to others. */
export function addTellings(to: Map<CommitId, Set<number>>, more: Tellings): void {
  for (const [commit, places] of more) {
    const known = to.get(commit);
    if (known === undefined) to.set(commit, new Set(places));
    else for (const place of places) known.add(place);
  }
}

/** Bytes of one text: base64 of them stays below the longest value of a property. */
const mostBytes = 7_200;
const idBytes = 32;
const mostRunsPerEntry = 500;

/**
 * As texts of at most 9,600 characters, each to be read for itself: base64 of entries "commit id (32) ‖ number of runs ‖ of each run how many places lie
 * between it and the one before, and how many it has" (LEB128), commits ascending. A commit with very many runs is in several entries.
 * O(tellings log tellings).
 */
export function tellingsToTexts(tellings: Tellings): readonly string[] {
  const [texts, whole]: [string[], ByteWriter] = [[], new ByteWriter()];
  const flush = (): void => {
    if (whole.length > 0) texts.push(bytesToBase64(whole.take()));
    whole.clear();
  };
  for (const commit of [...tellings.keys()].sort()) {
    const runs = runsOf(tellings.get(commit) ?? none);
    for (let at = 0; at < runs.length; at += mostRunsPerEntry) {
      const entry = writeEntry(commit, runs.slice(at, at + mostRunsPerEntry));
      if (whole.length + entry.length > mostBytes) flush();
      whole.raw(entry);
    }
  }
  flush();
  return texts;
}

interface Run {
  readonly from: number;
  readonly length: number;
}

function runsOf(places: ReadonlySet<number>): readonly Run[] {
  const runs: { from: number; length: number }[] = [];
  for (const place of Uint32Array.from(places).sort()) {
    const last = runs.at(-1);
    if (last !== undefined && last.from + last.length === place) last.length += 1;
    else runs.push({ from: place, length: 1 });
  }
  return runs;
}

function writeEntry(commit: CommitId, runs: readonly Run[]): Uint8Array {
  const id = hexToBytes(commit);
  invariant(id?.length === idBytes, "a commit id is 32 bytes");
  const writer = new ByteWriter();
  writer.raw(id);
  writer.number(runs.length);
  let end = 0;
  for (const { from, length } of runs) {
    writer.number(from - end);
    writer.number(length);
    end = from + length;
  }
  return writer.take();
}

/** Reads one text of `tellingsToTexts`: it is for what this program wrote and sealed itself. */
export function textToTellings(text: string): Tellings {
  const bytes = base64ToBytes(text);
  invariant(bytes !== null, "tellings are read as they were written");
  const tellings = new Map<CommitId, Set<number>>();
  const reader = new ByteReader(bytes, 0);
  while (reader.place < bytes.length) {
    const at = reader.skip(idBytes);
    const commit = parseCommitId(bytesToHex(bytes.subarray(at, at + idBytes)));
    invariant(commit !== null, "tellings are read as they were written");
    const places = tellings.get(commit) ?? new Set();
    tellings.set(commit, places);
    let place = 0;
    for (let runs = reader.number(); runs > 0; runs--) {
      place += reader.number();
      for (let left = reader.number(); left > 0; left--) places.add(place++);
    }
  }
  return tellings;
}
