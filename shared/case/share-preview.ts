import { isCountedAsKept, keptBackOf } from "../bundle/held-before.ts";
import { type ClaimId, type EntityId, type FileHash, parseFileHash } from "../kernel/brand.ts";
import { discloseCommits } from "../bundle/select.ts";
import type { Selection, SharePlan, WithholdReason } from "../bundle/model.ts";
import { foldCase } from "../projections/case-fold.ts";
import { custodyEventType } from "../ontology/custody.ts";
import { entityIdFor } from "../ontology/identity.ts";
import { isIdentityType } from "../ontology/read.ts";
import { countedAs } from "../projections/counted.ts";
import type { Entity } from "../projections/model.ts";
import { textOf } from "./datasets.ts";
import type { SharedEntity, SharePreview } from "./door.ts";
import type { OpenCase } from "./open-case.ts";

/** What the recipients will see: the same fold over the disclosed subset, nothing else; of no agency's rulings in particular. */
export function foldAsRecipient(open: OpenCase, disclosed: ReadonlySet<ClaimId>): ReadonlyMap<EntityId, Entity> {
  const { day } = open.fold.now.viewpoint;
  return foldCase(discloseCommits(open.inForce(), disclosed), { own: "", day, isDated: false }).rows;
}

/**
 * Mine beside theirs, claim by claim. `absent`: files that are not here. Rows: what was chosen and what travels with it, also what is listed nowhere else, such
 * as records of custody; nodes first, then links, by title. Every claim that leaves stands in a row, but for those that only take something back.
 */
export function previewOf(open: OpenCase, plan: SharePlan, selection: Selection, absent: ReadonlySet<FileHash>): SharePreview {
  const theirs = foldAsRecipient(open, selection.disclosed);
  const chosen = plan.entities === null ? null : new Set(plan.entities);
  const filesOf = (files: readonly FileHash[]): SharePreview["files"] => files.map((sha256) => ({ sha256, ...fileFacts(open.fold.rows, sha256) }));
  const isListed = (entity: Entity): boolean => countedAs(entity) !== null || isIdentityType(entity.type);
  const isRow = (entity: Entity): boolean =>
    isListed(entity) ? chosen === null || chosen.has(entity.id) || seenBy(theirs, entity) !== undefined : isUnlistedRow(entity, selection);
  const rows = [...open.entities.all().values()].filter(isRow).map((entity) => rowOf(open, entity, seenBy(theirs, entity), selection));
  return {
    entities: rows.sort((a, b) => (a.form === b.form ? (a.title < b.title ? -1 : 1) : a.form === "node" ? -1 : 1)),
    disclosedClaims: selection.disclosed.size,
    withdrawals: selection.withdrawals,
    withheldClaims: selection.withheld.size,
    keptBack: keptBackOf(selection),
    files: filesOf(selection.files.filter((sha256) => !absent.has(sha256))),
    absent: filesOf(plan.files.filter((sha256) => absent.has(sha256))),
    warnings: selection.warnings,
    warned: Object.fromEntries([...selection.warned].map(([kind, entities]) => [kind, entities.map((id) => open.entities.get(id)?.id ?? id)])),
    blocked: selection.blocked,
    stays: countByReason(selection),
    withheldBefore: [...selection.stays].flatMap(([id, reason]) => (reason === "withheld-before" ? [id] : [])),
    ruleCounts: selection.ruleCounts,
    charted: selection.charts.reduce((sum, { nodes }) => sum + nodes.length, 0),
  };
}

/** Live claims of a choice that stay, by reason. */
export function countByReason({ stays }: Selection): SharePreview["stays"] {
  const counts: Partial<Record<WithholdReason, number>> = {};
  for (const reason of stays.values()) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

/** What they see of a thing of ours: under its own id, or under one of those merged with it when only a part travels. */
export function seenBy(theirs: ReadonlyMap<EntityId, Entity>, { id, members }: Entity): Entity | undefined {
  return [id, ...members].flatMap((each) => theirs.get(each) ?? [])[0];
}

/** A thing that is listed nowhere, of which something leaves, or would but for what keeps it at home: each that is counted as staying stands in a row. */
function isUnlistedRow({ facts }: Entity, { disclosed, stays }: Selection): boolean {
  return Object.values(facts).some((said) => said.some(({ claim }) => disclosed.has(claim) || isKeptBack(stays.get(claim))));
}

const isKeptBack = (reason: WithholdReason | undefined): boolean => reason !== undefined && isCountedAsKept(reason);

const titleOf = ({ fold }: OpenCase, entity: Entity): string => custodyFileName(fold.rows, entity) || entity.title;

/** A record of custody is known by its exhibit: the name of that; "" for anything else, and where there is none. */
export function custodyFileName(entities: ReadonlyMap<EntityId, Entity>, entity: Entity): string {
  const file = entity.type === custodyEventType ? parseFileHash(textOf(entity, "fileHash")) : null;
  return file === null ? "" : fileFacts(entities, file).name;
}

function rowOf(open: OpenCase, mine: Entity, theirs: Entity | undefined, selection: Selection): SharedEntity {
  const claims = Object.values(mine.facts).flatMap((facts) =>
    facts.map(({ claim, property, value, note }) => {
      const leaves = selection.disclosed.has(claim);
      return {
        claim,
        property,
        value,
        note,
        leaves,
        reason: leaves ? null : (selection.withheld.get(claim) ?? selection.stays.get(claim) ?? "not-selected"),
      };
    }),
  );
  return {
    entity: mine.id,
    type: mine.type,
    title: titleOf(open, mine),
    form: mine.form,
    counted: countedAs(mine),
    theirTitle: theirs === undefined ? null : mine.type === custodyEventType ? titleOf(open, mine) : theirs.title,
    claims,
  };
}

/** Name and size of an exhibit as its entity says. */
export function fileFacts(entities: ReadonlyMap<EntityId, Entity>, sha256: FileHash): { readonly name: string; readonly sizeBytes: number } {
  const exhibit = exhibitOf(entities, sha256);
  const file = exhibit?.facts["file"]?.[0]?.value;
  return {
    name: exhibit === undefined ? "" : textOf(exhibit, "fileName"),
    sizeBytes: file?.kind === "file" ? file.sizeBytes : 0,
  };
}

/** Its id derives from the hash; one that was merged into another is looked for. */
function exhibitOf(entities: ReadonlyMap<EntityId, Entity>, sha256: FileHash): Entity | undefined {
  const id = entityIdFor("exhibit", sha256);
  const own = id === null ? undefined : entities.get(id);
  if (own !== undefined) return own;
  for (const entity of entities.values()) {
    if (entity.type === "exhibit" && textOf(entity, "fileHash") === sha256) return entity;
  }
  return undefined;
}
