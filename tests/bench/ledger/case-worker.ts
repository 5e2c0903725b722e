import { bagPort } from "../../../shared/bundle/bag-port.ts";
import type { CaseNews } from "../../../shared/case/door.ts";
import { openCaseDoor } from "../../../shared/case/open-door.ts";
import { movedOf } from "../../../shared/case/parts.ts";
import { serveDoor } from "../../../shared/host/rpc.ts";
import { intakePort } from "../../../shared/intake/serve-intake.ts";
import type { CaseId } from "../../../shared/kernel/brand.ts";
import { parseAuthorId } from "../../../shared/kernel/brand.ts";
import { bytesToHex } from "../../../shared/kernel/bytes.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import { decodeCommit, encodeCommit } from "../../../shared/ledger/codec.ts";
import type { BoxStore } from "../../../shared/vault/model.ts";
import { createVault } from "../../../shared/vault/vault.ts";
import { createDexieBoxStore } from "../../../renderer/storage/dexie-box-store.ts";
import { systemClock, systemRandom } from "../../../renderer/workers/platform.ts";
import { createMemoryBoxStore } from "../../kit/memory-box-store.ts";
import { bigCase } from "./big-case.ts";

/** Quick key stretching: not what is measured. */
const kdf = { memoryKiB: 256, passes: 1 } as const;
const passphrase = "a long passphrase for the bench";

function need<Value>(answer: Result<Value, { readonly kind: string; readonly where?: string }>): Value {
  if (!answer.ok) throw new Error(`${answer.error.kind} ${answer.error.where ?? ""}`);
  return answer.value;
}

/** A vault with one case of 1.2 million claims, said by its officer in 40 acts; then the real counter over it, served to the window. */
async function serve(where: "memory" | "disk", port: MessagePort): Promise<void> {
  const store: BoxStore = where === "memory" ? createMemoryBoxStore() : createDexieBoxStore(`bench-${Date.now()}`);
  const told: { tell(news: CaseNews): void } = { tell: () => undefined };
  const deps = { clock: systemClock, random: systemRandom, intake: intakePort, bag: bagPort };
  const door = openCaseDoor({ ...deps, vault: createVault({ store, random: systemRandom, kdf }), tell: (news) => told.tell(news) });
  need(await door.createVault({ passphrase, person: { agency: "afm", agencyName: "Bench", officer: "Bench" } }));
  const caseId = need(await door.createCase({ number: "", title: "Bench", handling: "amber" }));
  need(await door.lock(null));
  await fill(store, caseId);
  need(await door.unlock({ kind: "passphrase", text: passphrase }));
  told.tell = serveDoor<CaseNews>(port, door, { movedOf }).tell;
  port.start();
  self.postMessage({ caseId });
}

async function fill(store: BoxStore, caseId: CaseId): Promise<void> {
  const vault = need(await createVault({ store, random: systemRandom, kdf }).unlock({ kind: "passphrase", text: passphrase }));
  const run = need(await vault.run(`case/${caseId}`));
  const first = [];
  for await (const entry of run.entries()) first.push(need(decodeCommit(need(entry))));
  const author = parseAuthorId(bytesToHex(vault.keys.signPublic));
  invariant(author !== null, "an Ed25519 key has 32 bytes");
  const signer = { author, agency: "afm", sign: (message: Uint8Array<ArrayBuffer>) => vault.keys.sign(message) };
  const commits = await bigCase(100_000, 40, { signer, clock: systemClock, random: systemRandom }, first);
  for (const commit of commits) need(await run.append([encodeCommit(commit)]));
  vault.lock();
}

self.addEventListener("message", ({ data, ports: [port] }: MessageEvent<{ readonly where: "memory" | "disk" }>) => {
  if (port === undefined) return;
  void serve(data.where, port).catch((bug: unknown) => self.postMessage({ bug: String(bug) }));
});
self.postMessage({ isReady: true });
