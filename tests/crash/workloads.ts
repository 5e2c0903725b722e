import { invariant } from "../../shared/kernel/invariant.ts";
import { exhibitBytes, type Job, rowsPerImport, type Work } from "./acts.ts";
import { type Counter, need, tell } from "./counter.ts";
import { act, type Doing, hashOf, makeSideCase, marks, person, writeBackup } from "./doing.ts";
import { vaultDoings } from "./vault-workloads.ts";

/** Does one kind of work without end: whoever listens kills the browser in the middle of it. */
export async function workOn(counter: Counter, { work, prefix }: Job, passphrase: string): Promise<void> {
  invariant(work !== "plant" && work !== "remove", "planting has an end");
  const doing = doings(passphrase)[work];
  for (let n = 0; ; n++) await doing(counter, `${prefix}-${n}`);
}

async function tellFile(file: Blob): Promise<string> {
  const sha256 = await hashOf(file);
  await tell({ what: "file", sha256 });
  return sha256;
}

/** Two asks at a time: the second is asked before the first is durable. */
const commits: Doing = async ({ door }, name) => {
  const say = (id: string) => act({ kind: "person", id }, async () => need(await door.addEntity(person(id))));
  await Promise.all([say(`${name}a`), say(`${name}b`)]);
};

const imports: Doing = async ({ door }, name) => {
  const list = Array.from({ length: rowsPerImport }, (_, row) => `s${row}.${name.toLowerCase()}.kz`).join("\n");
  const [file, id] = [new Blob([`domain\n${list}\n`]), name.toLowerCase()];
  await tellFile(file);
  await act({ kind: "import", id }, async () => need(await door.importFile({ file, fileName: `${id}.csv`, profile: "domain-list", ...marks })));
};

const exhibits: Doing = async ({ door }, name) => {
  const content = new Uint8Array(exhibitBytes);
  for (let at = 0; at < content.length; at += 65_536) crypto.getRandomValues(content.subarray(at, at + 65_536));
  const draft = { file: new Blob([content]), fileName: `${name}.bin`, title: "", publisher: "", publishedAt: "", ...marks };
  await act({ kind: "exhibit", id: await tellFile(draft.file) }, async () => need(await door.addExhibit(draft)));
};

/** Each passphrase after the one before; the recovery code stays what it is. */
function rekeyFrom(first: string): Doing {
  let text = first;
  return async ({ door }, name) => {
    const next = `passphrase number ${name}`;
    await act({ kind: "passphrase", id: next }, async () => need(await door.changePassphrase({ proof: { kind: "passphrase", text }, next })));
    text = next;
  };
}

/** A backup, while something is said. */
const backup: Doing = async (counter, name) => {
  const { door } = counter;
  const { token, file } = await writeBackup(counter, () => commits(counter, name));
  await act({ kind: "backup", id: await hashOf(file) }, async () => need(await door.finishBackup({ token, file })));
};

/** What the case shows is kept for the next opening, again and again after something was said, and once while something is. */
const snapshot: Doing = async (counter, name) => {
  const { door } = counter;
  await commits(counter, name);
  await act({ kind: "snapshot", id: name }, async () => need(await door.keepSnapshot(null)));
  await act({ kind: "snapshot", id: `${name} while` }, async () => {
    const keeping = door.keepSnapshot(null);
    await commits(counter, `${name}w`);
    need(await keeping);
  });
};

/** A case is made, filled and destroyed; every fourth one stays. */
function deleteOneOfTwo(): Doing {
  let count = 0;
  return async (counter, title) => {
    const { door } = counter;
    const caseId = await makeSideCase(counter, title, async () => {
      const file = new Blob([`exhibit of ${title}`]);
      await tellFile(file);
      need(await door.addExhibit({ file, fileName: "of.bin", title: "", publisher: "", publishedAt: "", ...marks }));
    });
    count += 1;
    if (count % 4 === 0) return;
    await act({ kind: "delete", id: title }, async () => need(await door.deleteCase({ caseId, typed: title, keepsName: true })));
  };
}

function doings(passphrase: string): Readonly<Record<Work, Doing>> {
  const [rekey, remove] = [rekeyFrom(passphrase), deleteOneOfTwo()];
  return { commits, imports, exhibits, rekey, backup, delete: remove, snapshot, ...vaultDoings(passphrase) };
}
