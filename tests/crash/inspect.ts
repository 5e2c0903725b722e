import type { RepairSource } from "../../shared/case/damage-door.ts";
import type { CaseId } from "../../shared/kernel/brand.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import type { Entity } from "../../shared/projections/model.ts";
import { type Job, mainTitle, type Report } from "./acts.ts";
import { type Counter, need, tell } from "./counter.ts";

const person = { agency: "afm", agencyName: "Crash", officer: "Crash" } as const;

/** Makes the vault in an empty profile, or opens the one there is; gives the passphrase that opens. Until its making was told, it may be half way. */
export async function openVault({ door }: Counter, { passphrases, recoveryCodes }: Job): Promise<string> {
  let [code] = recoveryCodes ?? [];
  const isEmpty = need(await door.gateStatus(null)) === "empty";
  if (isEmpty && recoveryCodes !== null) throw new Error("the vault is gone");
  if (isEmpty) code = need(await door.createVault({ passphrase: passphrases[0] ?? "", person })).recoveryCode;
  const passphrase = isEmpty ? (passphrases[0] ?? "") : await unlock(door, passphrases);
  const hasMain = need(await door.listCases(null)).some(({ title }) => title === mainTitle);
  if (!hasMain && recoveryCodes !== null) throw new Error("the main case is gone");
  if (!hasMain) need(await door.createCase({ number: "", title: mainTitle, handling: "amber" }));
  if (recoveryCodes === null) await tell({ what: "made", recoveryCode: code ?? "" });
  return passphrase;
}

async function unlock(door: Counter["door"], passphrases: readonly string[]): Promise<string> {
  for (const text of passphrases) {
    const opened = await door.unlock({ kind: "passphrase", text });
    if (opened.ok) return text;
    if (opened.error.kind !== "wrong-secret-or-damaged") need(opened);
  }
  throw new Error("no passphrase opens the vault");
}

/** Everything that can be told of the profile as it was found; leaves the main case open. */
export async function inspect(counter: Counter, job: Job, passphrase: string): Promise<Report> {
  const { door, shapes } = counter;
  const cases = need(await door.listCases(null));
  const main = cases.find(({ title }) => title === mainTitle);
  invariant(main !== undefined, "it was found on opening");
  const shownWrongly: string[] = [];
  const sideCases: Mutable<Report["sideCases"]> = [];
  for (const { caseId, title } of cases.filter((each) => each !== main)) {
    const isDamaged = (await open(counter, caseId, shownWrongly)).length > 0;
    sideCases.push({ title, people: peopleIn(counter).length, isDamaged });
    // It is looked at as it was found; what follows needs a vault without damage.
    if (isDamaged) await repairFrom(counter, { kind: "here" });
  }
  const damages = await open(counter, main.caseId, shownWrongly);
  const chain = need(await door.verifyChain(null));
  const backups = need(await door.listBackups(null)).map(({ sha256 }) => sha256);
  const destroyed = need(await door.listDestroyed(null)).map(({ title, isFinished }) => ({ title, isFinished }));
  const files = await filesIn(counter);
  return {
    ...files,
    ...(await shapes.countChunks({ passphrase, files: job.files })),
    strays: await shapes.countStrays({ passphrase, cases: cases.map(({ caseId }) => caseId) }),
    restored: await shapes.inspectRestored({ ids: job.restored, caseId: main.caseId }),
    passphrase,
    recoveryCode: await codeThatOpens(counter, job.recoveryCodes ?? [""], main.caseId),
    damages,
    forks: counter.history()?.forks ?? -1,
    gaps: counter.history()?.gaps ?? -1,
    chainHolds: chain.fault === null,
    people: peopleIn(counter),
    sideCases,
    destroyed,
    backups,
    shownWrongly,
  };
}

type Mutable<List> = List extends readonly (infer Item)[] ? Item[] : never;

/** Repairs the open case. */
export async function repairFrom({ door }: Counter, source: RepairSource): Promise<void> {
  const { token } = need(await door.planRepair({ source }));
  need(await door.applyRepair({ token }));
}

/**
 * Opens a case; gives its damage, and notes it when what was shown first is not what its records say. Where records are damaged it may say more than they:
 * it was sealed when they were whole, is marked as unchecked, and is gone when the damage is told.
 */
async function open({ door, mirror, takeUnchecked }: Counter, caseId: CaseId, shownWrongly: string[]): Promise<readonly string[]> {
  takeUnchecked();
  const { damage, title } = need(await door.openCase({ caseId }));
  const first = takeUnchecked();
  const isSame = (row: Entity, now: Entity | undefined): boolean =>
    row.type === now?.type && row.title === now.title && row.ends?.to === now.ends?.to;
  if (
    damage === null &&
    first !== null &&
    (first.size !== mirror.entities.size || [...first].some(([id, row]) => !isSame(row, mirror.entities.get(id))))
  )
    shownWrongly.push(title);
  return damage === null ? [] : [`${title}: ${damage.kind} ${damage.where ?? ""}`];
}

/** Locks, opens by the first code that opens, and opens the case again. A code nobody saw is not asked for. */
async function codeThatOpens({ door }: Counter, codes: readonly string[], caseId: CaseId): Promise<string | null> {
  if (codes.includes("")) return "";
  await door.lock(null);
  for (const code of codes) {
    const opened = await door.unlock({ kind: "recovery", code });
    if (!opened.ok) continue;
    need(await door.openCase({ caseId }));
    return code;
  }
  return null;
}

const textsOf = (entity: Entity, property: string): readonly string[] =>
  (entity.facts[property] ?? []).flatMap(({ value }) => (value.kind === "text" || value.kind === "identifier" ? [value.text] : []));

const peopleIn = ({ mirror }: Counter): readonly string[] =>
  [...mirror.entities.values()].filter(({ type }) => type === "person").flatMap((entity) => textsOf(entity, "fullName"));

/** Lists that were imported with the rows there are of them, and exhibits kept unread, each checked whole. */
async function filesIn({ door, mirror }: Counter): Promise<Pick<Report, "imports" | "exhibits">> {
  const checked = need(await door.verifyExhibits({ exhibits: null })).exhibits;
  const isList = (fileName: string): boolean => fileName.endsWith(".csv");
  const rows = Map.groupBy(
    [...mirror.entities.values()].filter(({ type }) => type === "site").flatMap((site) => textsOf(site, "domain")),
    (domain) => domain.split(".")[1] ?? "",
  );
  const reads = new Map(checked.map(({ fileName, state }) => [fileName, state === "sound"]));
  const ids = new Set([...rows.keys(), ...checked.flatMap(({ fileName }) => (isList(fileName) ? [fileName.slice(0, -4)] : []))]);
  return {
    imports: [...ids].map((id) => ({ id, rows: rows.get(id)?.length ?? 0, reads: reads.get(`${id}.csv`) ?? false })),
    exhibits: checked.filter(({ fileName }) => !isList(fileName)),
  };
}
