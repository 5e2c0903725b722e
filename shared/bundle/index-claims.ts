import { type ClaimId, type EntityId, type FileHash, parseFileHash } from "../kernel/brand.ts";
import type { Assertion, Claim, Commit } from "../ledger/model.ts";
import { custodyEventType } from "../ontology/custody.ts";
import { fromProperty, toProperty, typeProperty } from "../ontology/model.ts";
import { identityProperty, typeEntry } from "../ontology/read.ts";

/** A readable claim and the agencies that said it: mostly one; the same id in another commit is the same words said again. */
export interface Said {
  readonly claim: Claim;
  readonly agencies: readonly string[];
}
/** A live assertion: what a person sees. */
export interface LiveClaim extends Said {
  readonly id: ClaimId;
  readonly statement: Assertion;
}

/** What the choice of claims asks of a case: live claims by entity, and who takes what back. Built once, O(claims). */
export interface ClaimIndex {
  readonly said: ReadonlyMap<ClaimId, Said>;
  /** Every retraction of a claim, live or not. */
  readonly retractionsOf: ReadonlyMap<ClaimId, readonly Said[]>;
  readonly liveByEntity: ReadonlyMap<EntityId, readonly LiveClaim[]>;
  /** Live claims read from a file. */
  readonly readersOf: ReadonlyMap<FileHash, readonly LiveClaim[]>;
  /** The type first said; undefined when no type is live. */
  typeOf(entity: EntityId): string | undefined;
  /** The file an exhibit or dataset stands for, and an event of custody is about. */
  fileOf(entity: EntityId): FileHash | undefined;
}

/** A claim is live when no live retraction of it is by the agency that said it (decision 0001). Any order of commits gives the same index. */
export function indexClaims(commits: readonly Commit[]): ClaimIndex {
  const said = new Map<ClaimId, Said>();
  const retractionsOf = new Map<ClaimId, Said[]>();
  for (const { claims, header } of commits) {
    // One list for all claims of a commit: there are many of them.
    const alone = [header.agency];
    for (const claim of claims) {
      const before = said.get(claim.id)?.agencies ?? [];
      const agencies = before.length === 0 ? alone : [...new Set([...before, header.agency])];
      said.set(claim.id, { claim, agencies });
    }
  }
  for (const each of said.values()) {
    if (each.claim.statement.op === "retract") append(retractionsOf, each.claim.statement.claim, each);
  }
  const liveByEntity = collectLive(said, retractionsOf);
  const types = new Map([...liveByEntity].map(([entity, claims]) => [entity, firstType(claims)]));
  const typeOf = (entity: EntityId): string | undefined => types.get(entity);
  const fileOf = (entity: EntityId): FileHash | undefined => fileOfEntity(liveByEntity.get(entity) ?? [], typeOf(entity));
  return { said, retractionsOf, liveByEntity, readersOf: collectReaders(liveByEntity), typeOf, fileOf };
}

function collectLive(
  said: ReadonlyMap<ClaimId, Said>,
  retractionsOf: ReadonlyMap<ClaimId, readonly Said[]>,
): ReadonlyMap<EntityId, readonly LiveClaim[]> {
  const known = new Map<ClaimId, readonly string[]>();
  /** Agencies that said it and stand by it. Ids are hashes, so no chain of retractions comes back to itself. */
  const standing = ({ claim, agencies }: Said): readonly string[] => {
    const retractions = retractionsOf.get(claim.id);
    if (retractions === undefined) return agencies;
    const before = known.get(claim.id);
    if (before !== undefined) return before;
    const stand = agencies.filter((agency) => !retractions.some((each) => standing(each).includes(agency)));
    known.set(claim.id, stand);
    return stand;
  };
  const byEntity = new Map<EntityId, LiveClaim[]>();
  for (const each of said.values()) {
    const { statement, id } = each.claim;
    if (statement.op === "assert" && standing(each).length > 0) append(byEntity, statement.subject, { ...each, id, statement });
  }
  return byEntity;
}

/** By name when several are said, so that the order of commits does not matter; only types of the table count. */
function firstType(claims: readonly LiveClaim[]): string | undefined {
  const names = claims.flatMap(({ statement }) => (statement.property === typeProperty ? textOf(statement) : []));
  return names.sort().find((name) => typeEntry(name) !== undefined);
}

function fileOfEntity(claims: readonly LiveClaim[], type: string | undefined): FileHash | undefined {
  if (type !== "exhibit" && type !== "dataset" && type !== custodyEventType) return undefined;
  const identity = identityProperty(type) ?? "fileHash";
  const named = claims.find(({ statement }) => statement.property === identity);
  return parseFileHash(named && textOf(named.statement)[0]) ?? undefined;
}

function collectReaders(liveByEntity: ReadonlyMap<EntityId, readonly LiveClaim[]>): ReadonlyMap<FileHash, readonly LiveClaim[]> {
  const readers = new Map<FileHash, LiveClaim[]>();
  for (const claim of [...liveByEntity.values()].flat()) {
    if (claim.statement.source !== null) append(readers, claim.statement.source.file, claim);
  }
  return readers;
}

/** The text of a text or identifier, as a list of one or none. */
export function textOf({ value }: Assertion): readonly string[] {
  return value.kind === "text" || value.kind === "identifier" ? [value.text] : [];
}

/** Whether a claim is one of a link's two ends. */
export function isEnd({ property }: Assertion): boolean {
  return property === fromProperty || property === toProperty;
}

export function append<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
