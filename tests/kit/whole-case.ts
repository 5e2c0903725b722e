import { sha256Hex } from "../../shared/crypto/hash.ts";
import { type EntityId, parseCommitId, parseFileHash } from "../../shared/kernel/brand.ts";
import { utf8ToBytes } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { type Commit, handlings, type Signer, type Statement, type Value } from "../../shared/ledger/model.ts";
import { type DraftValues, draftEntity, draftLink } from "../../shared/ontology/drafts.ts";
import { entityIdFor, mintEntityId } from "../../shared/ontology/identity.ts";
import { acceptsProperty, type PropertyEntry, setsAsideProperty, type TypeEntry } from "../../shared/ontology/model.ts";
import { canLink, linkTypes, nodeTypes } from "../../shared/ontology/read.ts";
import { tellingsToTexts } from "../../shared/projections/tellings.ts";
import { say, someAddresses } from "./exchange.ts";
import { createSeededRandom } from "./seeded-random.ts";

/** A file of the case that holds everything. */
export const wholeCaseFile = parseFileHash(sha256Hex(utf8ToBytes("everything")));

const domain = "xn--80ak6aa92e.kz";
/** Texts that naive writers break on. */
export const hardText = 'Әлия "Қасымова" \\ <Ұлт>\n=1+1\t\u2028 😀 \u202eжаман';
/** A valid value of each property that has a check. */
const checked: Readonly<Record<string, string>> = {
  "wallet-address": someAddresses[0],
  domain,
  iin: "900101300017",
  bin: "990140000015",
  iban: "KZ86125KZT5004100100",
  url: "https://example.kz/жол?q=1",
  region: "12.5,30,40,10",
  "time-code": "00:03:07",
};

const commitElsewhere = parseCommitId("ab".repeat(32));
const elsewhere = commitElsewhere === null ? [] : tellingsToTexts(new Map([[commitElsewhere, new Set([0])]]));

/** One text of each thing that is a choice, a text and so on; several where several may be said. */
function valuesFor(name: string, entry: PropertyEntry): readonly Value[] {
  switch (entry.kind) {
    case "text":
      // Which statements an acceptance names is written and read by us alone, in one form: here those of a commit that is not in the case.
      if (name === acceptsProperty || name === setsAsideProperty) return elsewhere.map((text) => ({ kind: "text", text }));
      return name === "country" || name === "citizenship"
        ? ["Қазақстан", "KAZ", "Атлантида"].map((text) => ({ kind: "text", text }))
        : [{ kind: "text", text: `${hardText} ${name}` }];
    case "identifier":
      return identifiersFor(name, entry);
    case "decimal":
      return [{ kind: "decimal", text: "36.5", ...(entry.units?.[0] === undefined ? {} : { unit: entry.units[0] }) }];
    case "amount":
      return [
        { kind: "amount", text: "60000000000.01", asset: "KZT" },
        { kind: "amount", text: "118.289735", asset: "USDT" },
      ];
    case "date":
      return dates.map((date) => ({ kind: "date", ...date }));
    case "choice":
      return (entry.choices ?? []).slice(0, 2).map((text) => ({ kind: "text", text }));
    case "file":
      invariant(wholeCaseFile !== null, "a hash is a hash");
      return [{ kind: "file", sha256: wholeCaseFile, sizeBytes: 10, mediaType: "text/csv" }];
  }
}

/** Of every precision, and none at all. */
const dates = [
  { from: "2024-03-28T11:38:00.5+05:00", to: "2024-03-28T11:38:00.5+05:00" },
  { from: "2024", to: "2024" },
  { from: "2024-02", to: "2024-02" },
  { from: "2024-02-29", to: "2024-02-29" },
  { from: "2024-02-01", to: "2024-02-29" },
  { from: "2023-01-01", to: "2023-12-31" },
  { from: "2024-01-05", to: "2024-03-01" },
  { from: "2024-03-28T06:38", to: "2024-03-28T06:38" },
  { from: "0987-01-01", to: "0987-01-01" },
  { from: "", to: "2024" },
] as const;

function identifiersFor(name: string, entry: PropertyEntry): readonly Value[] {
  if (entry.check === "sha256") return [{ kind: "identifier", text: wholeCaseFile ?? "" }];
  if (entry.check !== undefined) return [{ kind: "identifier", text: checked[entry.check] ?? "" }];
  if (name === "phone") return ["8 (701) 123-45-67", "+7 701 123 45 68", "call me"].map((text) => ({ kind: "identifier", text }));
  if (name === "email") return ["Ivan@Example.KZ", "no mail"].map((text) => ({ kind: "identifier", text }));
  return [
    { kind: "identifier", text: `№ ${name} 17/ә` },
    { kind: "identifier", text: "9".repeat(70) },
  ];
}

const valuesOf = (entry: TypeEntry): DraftValues =>
  Object.fromEntries(Object.entries(entry.properties).map(([name, property]) => [name, valuesFor(name, property)]));

/** What the id of a second thing of a type derives from. */
function otherNames(entry: TypeEntry): DraftValues {
  const others: Readonly<Record<string, string>> = { "wallet-address": someAddresses[1], domain: "example.kz", sha256: "ab".repeat(32) };
  const named = Object.entries(entry.properties).find(([, { match }]) => match === "identity");
  return named === undefined ? {} : { [named[0]]: { kind: "identifier", text: others[named[1].check ?? ""] ?? "" } };
}
function otherId(type: string, names: DraftValues): EntityId | null {
  const [name] = Object.values(names).flatMap((value) => ("kind" in value && value.kind === "identifier" ? [value.text] : []));
  return name === undefined ? null : entityIdFor(type, name);
}

/**
 * A case that says everything the ontology knows: of each type one thing with every property, and one without any but what its id derives from; of each
 * link type one link for every pair of types it may join; every handling; a thing of a type nobody knows, a link whose other end is not here, a merge.
 */
export async function createWholeCase(signer: Signer): Promise<readonly Commit[]> {
  const random = createSeededRandom("whole case");
  const statements: Statement[] = [];
  const full = new Map<string, EntityId>();
  const bare = new Map<string, EntityId>();
  for (const [at, [type, entry]] of nodeTypes().entries()) {
    const place = { page: 2, row: 7, column: "амаунт" };
    const source = wholeCaseFile === null || type === "exhibit" ? null : { file: wholeCaseFile, place };
    const marks = { source, grade: "B2", handling: handlings[at % handlings.length] ?? "amber", note: `Сөз: ${hardText}` } as const;
    const values = valuesOf(entry);
    const named = Object.entries(values).find(([name]) => entry.properties[name]?.match === "identity")?.[1];
    const first = Array.isArray(named) ? (named[0] as Value | undefined) : undefined;
    const id = first?.kind === "identifier" ? entityIdFor(type, first.text) : null;
    full.set(type, id ?? mintEntityId(random));
    statements.push(
      ...draftEntity({ id: full.get(type) ?? mintEntityId(random), type, values, ...marks, nationalMark: at % 2 === 0 ? "official-use" : "" }),
    );
    const other = id === null ? {} : otherNames(entry);
    bare.set(type, otherId(type, other) ?? mintEntityId(random));
    statements.push(
      ...draftEntity({ id: bare.get(type) ?? mintEntityId(random), type, values: other, source: null, grade: "F6", handling: "clear" }),
    );
  }
  for (const [type, entry] of linkTypes()) {
    for (const from of entry.from) {
      for (const to of entry.to) {
        if (!canLink(entry, from, to) || entry.isIdentity === true) continue;
        const ends = {
          from: full.get(from) ?? mintEntityId(random),
          to: (from === to ? bare.get(to) : undefined) ?? full.get(to) ?? mintEntityId(random),
        };
        const marks = { source: null, grade: "C3", handling: "green" } as const;
        statements.push(...draftLink({ id: mintEntityId(random), type, ...ends, values: valuesOf(entry), ...marks }));
      }
    }
  }
  return say([], signer, "add", [...statements, ...oddities(random, full, bare)]);
}

function oddities(
  random: ReturnType<typeof createSeededRandom>,
  full: ReadonlyMap<string, EntityId>,
  bare: ReadonlyMap<string, EntityId>,
): readonly Statement[] {
  const marks = { source: null, grade: "A1", handling: "amber+strict" } as const;
  const [person, other] = [full.get("person"), bare.get("person")];
  invariant(person !== undefined && other !== undefined, "there are two people");
  const text = (said: string): Value => ({ kind: "text", text: said });
  return [
    ...draftEntity({ id: mintEntityId(random), type: "spacecraft", values: { name: text("Восток") }, ...marks }),
    ...draftEntity({ id: mintEntityId(random), type: "person", values: { fullName: text("x".repeat(500)), note: text(hardText) }, ...marks }),
    ...draftLink({ id: mintEntityId(random), type: "operates", from: person, to: mintEntityId(random), values: {}, ...marks }),
    ...draftLink({ id: mintEntityId(random), type: "related", from: person, to: person, values: {}, ...marks }),
    ...draftLink({ id: mintEntityId(random), type: "sameAs", from: other, to: person, values: {}, ...marks, note: "same IIN" }),
    // Two accounts that are one observable.
    ...[1, 2].flatMap(() =>
      draftEntity({ id: mintEntityId(random), type: "account", values: { handle: { kind: "identifier", text: "@twice" } }, ...marks }),
    ),
  ];
}
