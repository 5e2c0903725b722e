import {
  type ActId,
  type CaseId,
  type EntityId,
  type FileHash,
  parseActId,
  parseAuthorId,
  parseCaseId,
  parseEntityId,
  parseFileHash,
  parseInstantMs,
} from "../../../shared/kernel/brand.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import { decodeCommit, encodeCommit } from "../../../shared/ledger/codec.ts";
import type { Assertion, Commit, Statement, Value } from "../../../shared/ledger/model.ts";
import { type WriteDeps, writeAct } from "../../../shared/ledger/write.ts";

/** Numbers from a seed (xorshift32): the same case in every run. */
function createDice(seed: number): (sides: number) => number {
  let state = seed | 1;
  return (sides) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % sides;
  };
}

function certain<Value>(value: Value | null): Value {
  invariant(value !== null, "the bench makes valid ids");
  return value;
}
const hex = (n: number, digits: number): string => (n >>> 0).toString(16).padStart(digits, "0");
export const benchCase: CaseId = certain(parseCaseId("be".repeat(16)));
/** Digits that no packing makes shorter, as those of real ids: another for each number. */
const chance = (n: number): string =>
  [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35]
    .map((by, i) => hex(Math.imul(n + i + 1, by) ^ (Math.imul(n + 7 * i, by) >>> 15), 8))
    .join("")
    .slice(1);
const nodeId = (n: number): EntityId => certain(parseEntityId(`a${chance(n)}${hex(n, 8)}`));
const linkId = (n: number): EntityId => certain(parseEntityId(`b${chance(n)}${hex(n, 8)}`));
const fileOf = (n: number): FileHash => certain(parseFileHash(hex(n, 64)));
export const actOf = (n: number): ActId => certain(parseActId(hex(n, 32)));

/** An officer whose signature is nobody's: folding does not read it. */
export const benchDeps: WriteDeps = {
  signer: { author: certain(parseAuthorId("cd".repeat(32))), agency: "afm", sign: async () => new Uint8Array(64) },
  clock: { now: () => certain(parseInstantMs(1_780_000_000_000)) },
  random: { bytes: (count) => Uint8Array.from({ length: count }, (_, i) => (i * 37 + count) & 255) },
};

const marks = { during: null, grade: "B2", handling: "amber", nationalMark: "" } as const;

/**
 * The statements of a case of `nodes` things and three times as many links: four claims a thing where every tenth name has a rival, and links
 * of three claims (type, from, to), about twelve claims a thing in all. Sources are 200 files with row numbers.
 */
export function* bigCaseStatements(nodes: number): IterableIterator<Statement> {
  const dice = createDice(20_261_126);
  const say = (subject: EntityId, property: string, value: Value): Assertion => ({
    op: "assert",
    subject,
    property,
    value,
    source: { file: fileOf(1 + dice(200)), place: { page: 0, row: 1 + dice(60_000), column: property } },
    ...marks,
  });
  for (let n = 0; n < nodes; n++) {
    const id = nodeId(n);
    yield say(id, "type", { kind: "text", text: "person" });
    yield say(id, "fullName", { kind: "text", text: `Адам ${n}` });
    yield n % 10 === 0 ? say(id, "fullName", { kind: "text", text: `Адам ${n + 1}` }) : say(id, "alias", { kind: "text", text: `a${n}` });
    for (let link = 3 * n; link < 3 * n + 3; link++) {
      yield say(linkId(link), "type", { kind: "text", text: "related" });
      yield say(linkId(link), "from", { kind: "entity", entity: id });
      yield say(linkId(link), "to", { kind: "entity", entity: nodeId(dice(nodes)) });
    }
  }
}

/** What a partner sends: so many claims, a third about things the case has and the rest about new ones; another bundle each turn. */
export async function bundleOf(claims: number, turn: number): Promise<readonly Commit[]> {
  const dice = createDice(77 + turn);
  const statements = Array.from({ length: claims }, (_, n): Statement => {
    const isKnown = dice(3) === 0;
    const subject = isKnown ? nodeId(dice(100_000)) : certain(parseEntityId(`c${hex(turn, 7)}${hex(Math.floor(n / 3), 24)}`));
    const text = `Серіктес ${turn}/${n}`;
    return {
      op: "assert",
      subject,
      property: isKnown ? "alias" : n % 3 === 0 ? "type" : "fullName",
      value: { kind: "text", text },
      source: null,
      ...marks,
    };
  });
  const signer = { ...benchDeps.signer, author: certain(parseAuthorId("ef".repeat(32))), agency: "knb" };
  return readBack(
    await writeAct(
      { ...benchDeps, signer },
      { caseId: benchCase, parents: [], clockAfter: 10_000 + turn, intent: "add", act: actOf(1_000_000 + turn), undoes: "", ontology: 2, statements },
    ),
  );
}

function readBack(commits: readonly Commit[]): readonly Commit[] {
  return commits.map((commit) => {
    const read = decodeCommit(encodeCommit(commit));
    invariant(read.ok, "what was encoded can be read");
    return read.value;
  });
}

/** The commits of such a case as they come from rest: written, encoded and decoded. `acts` acts of equal size. */
export async function bigCase(nodes: number, acts: number, deps: WriteDeps = benchDeps, after: readonly Commit[] = []): Promise<readonly Commit[]> {
  const statements = [...bigCaseStatements(nodes)];
  const perAct = Math.ceil(statements.length / acts);
  const commits: Commit[] = [];
  for (let act = 0; act < acts; act++) {
    const last = commits.at(-1) ?? after.at(-1);
    const said = await writeAct(deps, {
      caseId: after[0]?.header.case ?? benchCase,
      parents: last === undefined ? [] : [last.id],
      clockAfter: last?.header.clock ?? 0,
      intent: "import",
      act: actOf(act),
      undoes: "",
      ontology: 2,
      statements: statements.slice(act * perAct, (act + 1) * perAct),
    });
    commits.push(...readBack(said));
  }
  return commits;
}
