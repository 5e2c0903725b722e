import type { ClaimId, EntityId, FileHash } from "../kernel/brand.ts";
import { canonicalText } from "../kernel/canonical.ts";
import type { Handling } from "../ledger/model.ts";
import { custodyEventType } from "../ontology/custody.ts";
import { propertyEntry } from "../ontology/read.ts";
import { isStricter } from "../partner/admit.ts";
import type { Partner } from "../partner/model.ts";
import type { Choice } from "./choose-entities.ts";
import type { GuardedPeople } from "./guarded-people.ts";
import type { ClaimIndex, LiveClaim } from "./index-claims.ts";
import type { Selection, ShareWarning } from "./model.ts";

interface WarnInput {
  readonly index: ClaimIndex;
  readonly choice: Choice;
  /** Live claims that leave. */
  readonly live: ReadonlySet<ClaimId>;
  readonly withheldBefore: ReadonlySet<ClaimId>;
  readonly people: GuardedPeople;
  readonly ownAgency: string;
  readonly recipients: readonly Partner[];
  /** Chosen files that stay: since something read from them does; or since the exhibit that names them does. */
  readonly leftOut: { readonly asRead: number; readonly asExhibit: number };
  readonly untold: number;
}
/** What is known of a choice by its claims alone; of stolen keys the case knows. */
type Kind = Exclude<ShareWarning["kind"], "kept-stolen" | "contested-stolen" | "stays-stolen" | "own-revoked">;

const kinds = [
  "withheld-before",
  "let-go",
  "victim-data",
  "minor-data",
  "stricter-origin",
  "orphan-link",
  "personal-data",
  "file-left-out",
  "file-without-exhibit",
  "above-marking",
  "taken-back-untold",
] as const satisfies readonly Kind[];

/** What a person should look at before signing, with the things it is about. People are counted as people, all else as claims, links or files. */
export function warnOf(input: WarnInput): Pick<Selection, "warnings" | "warned"> {
  const { index, choice, live, people, leftOut, untold, withheldBefore } = input;
  const all = [...index.liveByEntity.values()].flat();
  const leaving = all.filter(({ id }) => live.has(id));
  const personal = leaving.filter((claim) => isPersonal(index, claim));
  const stricter = stricterElsewhere(input, all, leaving);
  const told = new Set(leaving.map(({ statement }) => statement.subject));
  const [victims, minors] = [[...people.victims.intersection(told)], [...people.minors.intersection(told)]];
  const held = all.filter((claim) => choice.reasonOf(claim) === "withheld-before");
  const letGo = leaving.filter(({ id }) => withheldBefore.has(id));
  const counts: Readonly<Record<Kind, number>> = {
    "withheld-before": held.length,
    "let-go": letGo.length,
    "victim-data": victims.length,
    "minor-data": minors.length,
    "stricter-origin": stricter.length,
    "orphan-link": choice.orphanLinks.length,
    "personal-data": personal.length,
    "file-left-out": leftOut.asRead,
    "file-without-exhibit": leftOut.asExhibit,
    "above-marking": all.filter((claim) => choice.reasonOf(claim) === "above-ceiling").length,
    "taken-back-untold": untold,
  };
  const about: readonly (readonly [Kind, readonly EntityId[]])[] = [
    ["withheld-before", subjectsOf(held)],
    ["let-go", subjectsOf(letGo)],
    ["victim-data", victims],
    ["minor-data", minors],
    ["stricter-origin", subjectsOf(stricter)],
    ["orphan-link", choice.orphanLinks],
    ["personal-data", subjectsOf(personal)],
  ];
  return {
    warnings: kinds.flatMap((kind) => (counts[kind] > 0 ? [{ kind, count: counts[kind] }] : [])),
    warned: new Map(about.filter(([, entities]) => entities.length > 0)),
  };
}

const subjectsOf = (claims: readonly LiveClaim[]): readonly EntityId[] => [...new Set(claims.map(({ statement }) => statement.subject))];

function isPersonal(index: ClaimIndex, { statement }: LiveClaim): boolean {
  return propertyEntry(index.typeOf(statement.subject) ?? "", statement.property)?.isPersonal === true;
}

/**
 * Claims that leave and that somebody marked stricter where they come from: the exhibit they were read from is, or another agency that is no recipient
 * says the very same under a stricter marking. The marking of a claim is its author's, so that this is told and not forbidden.
 */
function stricterElsewhere(
  { index, recipients, ownAgency }: WarnInput,
  all: readonly LiveClaim[],
  leaving: readonly LiveClaim[],
): readonly LiveClaim[] {
  const ofFiles = new Map<FileHash, Handling>();
  for (const [entity, claims] of index.liveByEntity) {
    const file = index.fileOf(entity);
    // What was done with an exhibit has markings of its own.
    if (file === undefined || index.typeOf(entity) === custodyEventType) continue;
    for (const { statement } of claims) ofFiles.set(file, strictest(ofFiles.get(file), statement.handling));
  }
  const receiving = new Set(recipients.map(({ agency }) => agency));
  const foreign = all.filter(({ agencies }) => !agencies.includes(ownAgency) && !agencies.every((agency) => receiving.has(agency)));
  const saidOf = Map.groupBy(foreign, placeOf);
  return leaving.filter((claim) => {
    const { source, handling } = claim.statement;
    if (source !== null && isStricter(ofFiles.get(source.file) ?? "clear", handling)) return true;
    const others = saidOf.get(placeOf(claim)) ?? [];
    return others.some((other) => isStricter(other.statement.handling, handling) && isSameValue(claim, other));
  });
}

const strictest = (one: Handling | undefined, other: Handling): Handling => (one !== undefined && isStricter(one, other) ? one : other);

const placeOf = ({ statement: { subject, property } }: LiveClaim): string => `${subject} ${property}`;

function isSameValue({ statement: one }: LiveClaim, { statement: other }: LiveClaim): boolean {
  return canonicalText({ ...one.value }) === canonicalText({ ...other.value });
}
