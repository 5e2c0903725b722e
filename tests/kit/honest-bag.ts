import { describeFiles } from "../../shared/bundle/describe-files.ts";
import type { FileEntry } from "../../shared/bundle/jsonl.ts";
import type { BundleStatement } from "../../shared/bundle/model.ts";
import { discloseCommits } from "../../shared/bundle/select.ts";
import { createPayload, type Payload } from "../../shared/bundle/write-bag.ts";
import { decryptAll, encryptTo } from "../../shared/crypto/age-stream.ts";
import { sha256Hex } from "../../shared/crypto/hash.ts";
import { parseFileHash } from "../../shared/kernel/brand.ts";
import type { Bytes } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { collect, type Correspondent, createCorrespondent, createSmallCase, planFor, sealFor } from "./exchange.ts";
import { createSeededRandom } from "./seeded-random.ts";

/** An honest bundle, taken apart: what hostile ones and mutants are made from. One claim of it is withheld. */
export interface HonestBag {
  readonly sender: Correspondent;
  readonly recipient: Correspondent;
  /** Somebody the recipient does not know. */
  readonly stranger: Correspondent;
  readonly sealed: Bytes;
  /** Another bundle of the same sender to the same recipient: what is spliced in. */
  readonly other: Bytes;
  readonly archive: Bytes;
  readonly statement: BundleStatement;
  readonly statementHash: string;
  readonly payload: Payload;
  readonly entries: readonly FileEntry[];
  readonly evidence: ReadonlyMap<string, Bytes>;
}

/** Takes bytes of evidence: 150,000 make three pieces of the age stream, which can be moved about. */
export async function makeHonestBag(recipient: Correspondent, evidenceBytes = 150_000): Promise<HonestBag> {
  const [sender, stranger] = [await createCorrespondent("afm"), await createCorrespondent("knb")];
  const content = createSeededRandom("evidence").bytes(evidenceBytes);
  const file = parseFileHash(sha256Hex(content));
  invariant(file !== null, "a hash is a file hash");
  const { commits } = await createSmallCase(sender.signer, file, content);
  const evidence = new Map([[file, content]]);
  const iin = commits.flatMap(({ claims }) => claims).find(({ statement }) => statement.op === "assert" && statement.property === "iin");
  const plan = planFor([recipient], { files: [file], withhold: iin === undefined ? [] : [iin.id] });
  const made = await sealFor(sender, [recipient], commits, plan, { files: evidence });
  const spliced = await sealFor(sender, [recipient], commits, { ...plan, purpose: "Another inquiry" }, { files: evidence });
  const archive = await decryptAll(recipient.ageIdentity, made.file);
  invariant(archive.ok, "an honest bundle opens");
  const disclosed = discloseCommits(commits, made.selection.disclosed);
  const entries = describeFiles(disclosed, [file]);
  const payload = createPayload(disclosed, entries, sender.identityFile);
  const [sealed, other] = [new Uint8Array(await made.file.arrayBuffer()), new Uint8Array(await spliced.file.arrayBuffer())];
  const { statement, statementHash } = made.sealed;
  return { sender, recipient, stranger, sealed, other, archive: archive.value, statement, statementHash, payload, entries, evidence };
}

/** Sealed by somebody who has the plain archive, whoever he is. */
export async function sealArchive(archive: Bytes, recipient: Correspondent, seed = "sealed on"): Promise<Bytes> {
  async function* once(): AsyncGenerator<Bytes, void, void> {
    yield archive;
  }
  return collect(encryptTo([recipient.identity.ageRecipient], once(), createSeededRandom(seed)));
}
