import { type IdentifierKind, identifierKinds } from "../deconfliction/model.ts";
import type { AuthorId, InstantMs } from "../kernel/brand.ts";
import { type Result, succeed } from "../kernel/result.ts";
import { draftEntity } from "../ontology/drafts.ts";
import { mintEntityId } from "../ontology/identity.ts";
import type { Partner } from "../partner/model.ts";
import type { Entity } from "../projections/model.ts";
import type { CaseError } from "./answer.ts";
import type { CaseDeps } from "./deps.ts";
import type { OpenCase } from "./open-case.ts";

const recordType = "deconfliction";
export type ExchangeStep = "asked" | "read" | "answered" | "refused" | "answer-read" | "answer-refused";

/** One step of an exchange as the case remembers it: who, when, with whom, how many. No identifier, no digest, no secret. */
export interface DeconflictionRecord {
  readonly step: ExchangeStep;
  readonly partnerKey: AuthorId;
  /** The random name of the exchange. */
  readonly exchange: string;
  /** Of the file that was made or read. */
  readonly hash: string;
  readonly kinds: readonly IdentifierKind[];
  /** Identifiers of ours that were asked about or compared. */
  readonly compared: number;
  readonly hits: number;
  /** Of those, what stayed here. */
  readonly keptBack: number;
}

/** Says a step in the case, as an act of its own that nothing undoes. */
export async function recordStep(
  deps: CaseDeps,
  open: OpenCase,
  partner: Partner,
  record: Omit<DeconflictionRecord, "partnerKey">,
): Promise<Result<null, CaseError>> {
  const count = (value: number) => ({ kind: "decimal", text: String(value) }) as const;
  const statements = draftEntity({
    id: mintEntityId(deps.random),
    type: recordType,
    source: null,
    grade: "A1",
    handling: "amber",
    values: {
      partnerAgency: { kind: "text", text: partner.agencyName },
      partnerKey: { kind: "identifier", text: partner.author },
      exchangeStep: { kind: "text", text: record.step },
      exchangeName: { kind: "identifier", text: record.exchange },
      hitsFileHash: { kind: "identifier", text: record.hash },
      comparedKinds: { kind: "text", text: record.kinds.join(" ") },
      compared: count(record.compared),
      hits: count(record.hits),
      keptBack: count(record.keptBack),
    },
  });
  const said = await open.inTurn(() => open.say("deconflict", statements));
  return said.ok ? succeed(null) : said;
}

/** The steps of one exchange this case remembers, with when they were said. O(rows of the case). */
export function stepsOf(open: OpenCase, exchange: string): readonly (DeconflictionRecord & { readonly at: InstantMs })[] {
  return [...open.entities.all().values()].flatMap((entity) => {
    if (entity.type !== recordType) return [];
    const record = recordOf(entity);
    return record !== null && record.exchange === exchange ? [record] : [];
  });
}

const steps: readonly ExchangeStep[] = ["asked", "read", "answered", "refused", "answer-read", "answer-refused"];

function recordOf({ facts }: Entity): (DeconflictionRecord & { readonly at: InstantMs }) | null {
  const textOf = (property: string): string => {
    const value = facts[property]?.[0]?.value;
    return value !== undefined && "text" in value ? value.text : "";
  };
  const step = steps.find((each) => each === textOf("exchangeStep"));
  const at = facts["exchangeStep"]?.[0]?.saidAt;
  if (step === undefined || at === undefined) return null;
  const kinds = textOf("comparedKinds").split(" ");
  return {
    step,
    at,
    partnerKey: textOf("partnerKey") as AuthorId,
    exchange: textOf("exchangeName"),
    hash: textOf("hitsFileHash"),
    kinds: identifierKinds.filter((kind) => kinds.includes(kind)),
    compared: Number(textOf("compared")),
    hits: Number(textOf("hits")),
    keptBack: Number(textOf("keptBack")),
  };
}
