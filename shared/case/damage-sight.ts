import type { AuthorId, CaseId } from "../kernel/brand.ts";
import { entryName } from "../vault/entry-name.ts";
import type { Bytes } from "../kernel/bytes.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { decodeCommit, packedOf } from "../ledger/codec.ts";
import { createLedger, type Ledger } from "../ledger/ledger.ts";
import type { Commit } from "../ledger/model.ts";
import { verifyCommit } from "../ledger/verify.ts";
import type { OpenVault, RunSight, StorageError } from "../vault/model.ts";
import type { CaseError } from "./answer.ts";

type SeenBox = Extract<RunSight, { readonly kind: "box" }>;

/** The run of a case, seen whole. */
export interface CaseSight {
  readonly boxes: number | null;
  /** The hash the tail names last; "" when it is lost. */
  readonly last: string;
  /** Records there should be; null when nothing says it. */
  readonly entries: number | null;
  /** SHA-256 of every record that opens. */
  readonly opened: ReadonlySet<string>;
  readonly seen: readonly SeenBox[];
  /** Verified, in stored order, damaged places left out. */
  readonly commits: readonly Commit[];
}

/** What to tell and to ask while looking. */
export interface SightWatch {
  onBox(done: number, total: number): void;
  isStopped(): boolean;
}

/** Looks at every box of a case. Fails `cancelled`, and `newer-format` for a commit this version cannot read: rewriting the run would lose it. */
export async function seeCase(
  vault: OpenVault,
  caseId: CaseId,
  tail: Bytes | null,
  watch: SightWatch,
): Promise<Result<CaseSight, StorageError | CaseError>> {
  const [seen, commits]: [SeenBox[], Commit[]] = [[], []];
  let [boxes, last, entries]: [number | null, string, number | null] = [null, "", null];
  const opened = new Set<string>();
  for await (const sight of vault.inspectRun(`case/${caseId}`, tail)) {
    if (!sight.ok) return sight;
    if (watch.isStopped()) return fail("cancelled");
    if (sight.value.kind === "tail") [boxes, last, entries] = [sight.value.boxes, sight.value.last, sight.value.entries];
    else if (sight.value.kind === "box") watch.onBox(seen.push(sight.value), Math.max(boxes ?? 0, seen.length + 1));
    else {
      opened.add(entryName(sight.value.bytes));
      const commit = await soundCommit(sight.value.bytes, caseId);
      if (!commit.ok) return commit;
      if (commit.value !== null) commits.push(commit.value);
    }
  }
  return succeed({ boxes, last, entries, opened, seen, commits });
}

/** A commit of this case as its author signed it, or null: what is none of these is no loss. */
export async function soundCommit(bytes: Bytes, caseId: CaseId): Promise<Result<Commit | null, CaseError>> {
  const commit = decodeCommit(bytes);
  if (!commit.ok) return commit.error.kind === "newer-format" ? fail("newer-format") : succeed(null);
  const isSound = commit.value.header.case === caseId && (await verifyCommit(commit.value)).ok;
  return succeed(isSound ? commit.value : null);
}

/** Commits put together, with the order in which they came kept: what tells nothing new is left out. */
export class Gathered {
  readonly ledger: Ledger;
  /** Each as it came: a commit may come again when more of it is disclosed. */
  readonly entries: Commit[] = [];

  constructor(caseId: CaseId) {
    this.ledger = createLedger(caseId);
  }

  /** How many commits are new by it, and how many claims can be read that could not. Two that contradict each other: the first stays. */
  add(commits: readonly Commit[]): { readonly commits: number; readonly claims: number } {
    const before = { commits: this.ledger.size, claims: this.claims };
    for (const commit of commits) {
      const added = this.ledger.append([commit]);
      if (added.ok && added.value.length > 0) this.entries.push(commit);
    }
    return { commits: this.ledger.size - before.commits, claims: this.claims - before.claims };
  }

  get claims(): number {
    return this.ledger.commits().reduce((sum, commit) => sum + packedOf(commit).length, 0);
  }

  /** Commits that an author's commits build on and that are not here. What others build on may never have come: a bundle carries a part. */
  missingTo(author: AuthorId): number {
    const missing = new Set<string>();
    for (const { header } of this.ledger.commits())
      if (header.author === author) for (const parent of header.parents) if (!this.ledger.has(parent)) missing.add(parent);
    return missing.size;
  }
}
