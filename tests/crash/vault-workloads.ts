import type { CaseId } from "../../shared/kernel/brand.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { mainTitle, peoplePerBatch, type Work } from "./acts.ts";
import { type Counter, need } from "./counter.ts";
import { act, type Doing, makeSideCase, person, writeBackup } from "./doing.ts";
import { repairFrom } from "./inspect.ts";

type VaultWork = Extract<Work, "unite" | "recovery" | "restore" | "copy" | "repair">;

/** What is done to whole runs, to the keys, and to whole vaults. */
export function vaultDoings(passphrase: string): Readonly<Record<VaultWork, Doing>> {
  return {
    unite: (counter, name) => unite(counter, name, passphrase),
    recovery: (counter) => renewRecovery(counter, passphrase),
    restore: (counter, name) => restore(counter, name, passphrase),
    copy: copyAndRename,
    repair: (counter, name) => repair(counter, name, passphrase),
  };
}

async function mainCase({ door }: Counter): Promise<CaseId> {
  const main = need(await door.listCases(null)).find(({ title }) => title === mainTitle);
  invariant(main !== undefined, "it was found on opening");
  return main.caseId;
}

/** Many commits, then a wait until their boxes are few. */
async function unite(counter: Counter, batch: string, passphrase: string): Promise<void> {
  const { door, shapes } = counter;
  await act({ kind: "batch", id: batch }, async () => {
    for (let n = 0; n < peoplePerBatch; n++) need(await door.addEntity(person(`${batch}#${n}`)));
  });
  const asked = { passphrase, caseId: await mainCase(counter) };
  await act({ kind: "unite", id: batch }, async () => {
    while ((await shapes.countBoxes(asked)) > peoplePerBatch) await new Promise((resolve) => setTimeout(resolve, 10));
  });
}

/** The code is known before it counts. */
async function renewRecovery({ door }: Counter, text: string): Promise<void> {
  const { recoveryCode } = need(await door.renewRecovery({ proof: { kind: "passphrase", text } }));
  await act({ kind: "recovery", id: recoveryCode }, async () => need(await door.confirmRecovery(null)));
}

/** A backup goes into an empty database beside the vault. */
async function restore(counter: Counter, name: string, passphrase: string): Promise<void> {
  const { door, shapes } = counter;
  const entries = await shapes.countEntries({ passphrase, caseId: await mainCase(counter) });
  const { token, file } = await writeBackup(counter);
  need(await door.dropBackup({ token }));
  const id = `${name}~${entries}~${passphrase}`;
  await act({ kind: "restore", id }, () => shapes.restore({ id, file, passphrase }));
}

/** A case is made, copied, and each of them renamed. */
const copyAndRename: Doing = async (counter, title) => {
  const { door } = counter;
  const caseId = await makeSideCase(counter, title);
  const copy = `${title} copy`;
  const copied = await act({ kind: "copy", id: copy }, async () => need(await door.copyCase({ caseId, number: "", title: copy, note: "copied" })));
  for (const [id, from] of [
    [caseId, title],
    [copied.caseId, copy],
  ] as const)
    await act({ kind: "rename", id: `${from}>${from} renamed` }, async () =>
      need(await door.renameCase({ caseId: id, number: "", title: `${from} renamed` })),
    );
};

/** A case is damaged after a backup, and repaired from it. */
async function repair(counter: Counter, title: string, passphrase: string): Promise<void> {
  const { door, shapes } = counter;
  const caseId = await makeSideCase(counter, title);
  const { token, file } = await writeBackup(counter);
  need(await door.dropBackup({ token }));
  await act({ kind: "repair", id: title }, async () => {
    await shapes.damage({ passphrase, caseId });
    need(await door.openCase({ caseId }));
    await repairFrom(counter, { kind: "backup", file });
    need(await door.closeCase(null));
  });
}
