import { bagPort } from "../../shared/bundle/bag-port.ts";
import type { CaseDoor, CaseNews } from "../../shared/case/door.ts";
import { openCaseDoor } from "../../shared/case/open-door.ts";
import { hashHere, type StartPieceHash } from "../../shared/crypto/hash.ts";
import type { Teller } from "../../shared/host/rpc.ts";
import { intakePort } from "../../shared/intake/serve-intake.ts";
import { type CaseId, parseAuthorId } from "../../shared/kernel/brand.ts";
import { bytesToHex } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { decodeCommit, encodeCommit } from "../../shared/ledger/codec.ts";
import type { BoxStore, OpenVault } from "../../shared/vault/model.ts";
import { createVault } from "../../shared/vault/vault.ts";
import { systemClock, systemRandom } from "../../renderer/workers/platform.ts";
import { bigCase } from "./ledger/big-case.ts";
import { need } from "./need.ts";

/** Quick key stretching: not what is measured. */
const kdf = { memoryKiB: 256, passes: 1 } as const;
const passphrase = "a long passphrase for the bench";

/** Who is told, once the door is served. */
export interface Told {
  teller: Teller<CaseNews> | null;
}

/** The real counter over a store, locked. */
export function doorOver(store: BoxStore, told: Told = { teller: null }): CaseDoor {
  const deps = { clock: systemClock, random: systemRandom, intake: intakePort, bag: bagPort };
  const telling = { tell: (news: CaseNews) => told.teller?.tell(news), heard: async () => told.teller?.heard() };
  return openCaseDoor({ ...deps, ...telling, vault: createVault({ store, random: systemRandom, kdf }) });
}

export async function unlock(door: CaseDoor): Promise<void> {
  need(await door.unlock({ kind: "passphrase", text: passphrase }));
}

export async function unlockedVault(store: BoxStore, hashPieces: StartPieceHash = hashHere): Promise<OpenVault> {
  return need(await createVault({ store, random: systemRandom, kdf, hashPieces }).unlock({ kind: "passphrase", text: passphrase }));
}

/** Makes a vault with no case, and leaves it unlocked. */
export async function makeEmptyVault(door: CaseDoor): Promise<void> {
  need(await door.createVault({ passphrase, person: { agency: "afm", agencyName: "Bench", officer: "Bench" } }));
}

/** A vault with one case of 100,000 things and 300,000 links, said by its officer in 40 acts. Left locked. */
export async function makeVault(store: BoxStore): Promise<CaseId> {
  const door = doorOver(store);
  await makeEmptyVault(door);
  const caseId = need(await door.createCase({ number: "", title: "Bench", handling: "amber" }));
  need(await door.lock(null));
  await fill(store, caseId);
  return caseId;
}

async function fill(store: BoxStore, caseId: CaseId): Promise<void> {
  const vault = await unlockedVault(store);
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
