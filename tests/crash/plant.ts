import { systemClock, systemRandom } from "../../renderer/workers/platform.ts";
import { bagPort } from "../../shared/bundle/bag-port.ts";
import { openCaseDoor } from "../../shared/case/open-door.ts";
import { intakePort } from "../../shared/intake/serve-intake.ts";
import type { EntityId } from "../../shared/kernel/brand.ts";
import { createVault } from "../../shared/vault/vault.ts";
import { createMemoryBoxStore } from "../kit/memory-box-store.ts";
import type { Job } from "./acts.ts";
import { writeBackup } from "./doing.ts";
import { type Counter, need } from "./counter.ts";

/** Positions of a chart as nobody else has them. */
const position = 48_151_623.420_815;
const wallet = "TBayr7W7qqQBX8GCW7fTAStruv381VMp1r";
const marks = { grade: "B2", handling: "amber" } as const;

/** Puts the mark wherever the core takes a text; gives what else must not be found: secrets, ids, numbers. */
export async function plant({ door, mirror }: Counter, { passphrases: [first = "", second = ""], prefix: mark }: Job): Promise<readonly string[]> {
  const person = { agency: "afm", agencyName: `Agency ${mark}`, officer: `Officer ${mark}` };
  const { recoveryCode, me } = need(await door.createVault({ passphrase: first, person }));
  const caseId = need(await door.createCase({ number: `N-${mark}`, title: `Title ${mark}`, handling: "amber" }));
  need(await door.openCase({ caseId }));
  const entity = await sayAll({ door, mirror }, mark);
  const positions = JSON.stringify({ positions: { [entity]: [position, -position] }, search: mark });
  for (const name of [`chart/${caseId}`, `panels/${caseId}`, "desk"]) need(await door.keepNote({ name, text: positions }));
  await befriend({ door, mirror }, mark);
  need(await door.renameCase({ caseId, number: `M-${mark}`, title: `Other ${mark}` }));
  await backUp({ door, mirror });
  need(await door.changePassphrase({ proof: { kind: "passphrase", text: first }, next: second }));
  await door.keepNote({ name: "desk", text: `last ${mark}` });
  if (!need(await door.keepSnapshot(null))) throw new Error("what is shown is kept");
  return [first, second, recoveryCode, recoveryCode.replaceAll("-", ""), me.fingerprint, entity, caseId, String(position), wallet];
}

type Half = Pick<Counter, "door" | "mirror">;

/** Every kind of statement; gives the id of a person. */
async function sayAll({ door, mirror }: Half, mark: string): Promise<EntityId> {
  const text = (said: string) => ({ kind: "text", text: said }) as const;
  const said = { source: null, note: `note ${mark}`, ...marks };
  const add = async (type: string, property: string, value: ReturnType<typeof text> | { readonly kind: "identifier"; readonly text: string }) => {
    const [id] = need(await door.addEntity({ type, values: [{ property, value }], ...said })).entities;
    if (id === undefined) throw new Error("an entity was added");
    return id;
  };
  const human = await add("person", "fullName", text(`Person ${mark}`));
  const hub = await add("exchange", "name", text(`Exchange ${mark}`));
  const site = await add("site", "domain", { kind: "identifier", text: `${mark}.kz` });
  await add("wallet", "address", { kind: "identifier", text: wallet });
  need(await door.addLink({ type: "operates", from: human, to: hub, values: [], ...said }));
  need(await door.setValue({ entity: hub, property: "alias", value: text(`Alias ${mark}`), replaces: null, ...said }));
  const [claim] = mirror.entities.get(hub)?.facts["name"] ?? [];
  if (claim !== undefined) need(await door.rule({ entity: hub, claim: claim.claim, why: `why ${mark}`, until: "", handling: "amber" }));
  need(await door.removeEntities({ entities: [site] }));
  const list = new Blob([`domain\n${mark}-1.kz\n${mark}-2.kz\n`]);
  need(await door.importFile({ file: list, fileName: `list ${mark}.csv`, profile: "domain-list", ...marks }));
  const file = new Blob([`content ${mark} `.repeat(400_000)]);
  const about = { title: `Page ${mark}`, publisher: `Publisher ${mark}`, publishedAt: "" };
  need(await door.addExhibit({ file, fileName: `kept ${mark}.txt`, ...about, ...marks }));
  return human;
}

/** A partner whose officer and agency bear the mark. */
async function befriend({ door }: Half, mark: string): Promise<void> {
  const deps = { clock: systemClock, random: systemRandom, intake: intakePort, bag: bagPort, tell: () => undefined };
  const vault = createVault({ store: createMemoryBoxStore(), random: systemRandom, kdf: { memoryKiB: 256, passes: 1 } });
  const other = openCaseDoor({ ...deps, vault });
  const person = { agency: "mci", agencyName: `Partner agency ${mark}`, officer: `Partner ${mark}` };
  const { me } = need(await other.createVault({ passphrase: "the partner's own passphrase", person }));
  const { bytes } = need(await other.identityFile(null));
  need(await door.admitPartner({ bytes, typedGroup: me.fingerprint.slice(-5), verified: "phone", ceiling: "red" }));
}

async function backUp(half: Half): Promise<void> {
  need(await half.door.finishBackup(await writeBackup(half)));
}

/** Unlocks by the second passphrase, reads everything once, and deletes the case with its name. */
export async function removePlanted({ door }: Counter, { passphrases: [, second = ""], prefix: mark }: Job): Promise<readonly string[]> {
  need(await door.unlock({ kind: "passphrase", text: second }));
  const [entry] = need(await door.listCases(null));
  if (entry === undefined || entry.title !== `Other ${mark}`) throw new Error("the case is not in the list");
  need(await door.openCase({ caseId: entry.caseId }));
  need(await door.verifyExhibits({ exhibits: null }));
  need(await door.closeCase(null));
  need(await door.deleteCase({ caseId: entry.caseId, typed: `M-${mark}`, keepsName: true }));
  return [];
}
