import type { HashFile } from "../../../shared/bundle/hash-file.ts";
import { type BundleContents, type ReadPorts, readBundle } from "../../../shared/bundle/open.ts";
import { type SealDeps, type SealedBundle, sealBundle } from "../../../shared/bundle/seal.ts";
import { selectClaims } from "../../../shared/bundle/select.ts";
import type { SharePlan } from "../../../shared/bundle/model.ts";
import { createAgeKeys } from "../../../shared/crypto/age-keys.ts";
import { type FileHash, parseFileHash } from "../../../shared/kernel/brand.ts";
import { BlobReader } from "../../../shared/kernel/blob-reader.ts";
import { type Bytes, hexToBytes } from "../../../shared/kernel/bytes.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import type { Commit, Signer, Statement } from "../../../shared/ledger/model.ts";
import { writeAct } from "../../../shared/ledger/write.ts";
import { draftEntity } from "../../../shared/ontology/drafts.ts";
import { entityIdFor, mintEntityId } from "../../../shared/ontology/identity.ts";
import { ontologyVersion } from "../../../shared/ontology/table.ts";
import { readIdentity, writeIdentity } from "../../../shared/partner/identity-file.ts";
import type { Partner } from "../../../shared/partner/model.ts";
import { plainTrust, untouched } from "../../../shared/partner/standing.ts";
import { createOfficer } from "../../kit/officer.ts";
import { systemClock, systemRandom } from "../../../renderer/workers/platform.ts";
import { actOf, benchCase } from "../ledger/big-case.ts";
import { need } from "../need.ts";

/** Who exchanges in this bench: both keys of one, and what the other knows of him. */
export interface Pair {
  readonly signer: Signer;
  readonly identityFile: Bytes;
  readonly secret: string;
  readonly partner: Partner;
}

export async function createPair(): Promise<Pair> {
  const [signer, reader] = [await createOfficer("sender", "afm"), await createOfficer("recipient", "knb")];
  const [own, theirs] = [await createAgeKeys(), await createAgeKeys()];
  const identityFile = await identityOf(signer, own.recipient);
  const identity = need(await readIdentity(await identityOf(reader, theirs.recipient)));
  const met = { verified: "in-person", verifiedAt: systemClock.now(), ceiling: "red", officialUse: true } as const;
  return { signer, identityFile, secret: theirs.identity, partner: { ...identity, ...plainTrust, ...untouched, ...met } };
}

function identityOf(signer: Signer, ageRecipient: string): Promise<Bytes> {
  const signPublic = hexToBytes(signer.author);
  invariant(signPublic !== null, "an author is hex");
  const person = { agency: signer.agency, agencyName: signer.agency, officer: "Bench" };
  return writeIdentity(person, { signPublic, ageRecipient, sign: (message) => signer.sign(message) }, systemClock.now());
}

/** The bytes of a file, a quarter of a megabyte at a time. */
export async function* readOf(file: Blob): AsyncGenerator<Result<Bytes, never>, void, void> {
  const reader = new BlobReader(file);
  for (;;) {
    const value = await reader.fill(new Uint8Array(2 ** 18));
    if (value.length === 0) return;
    yield { ok: true, value };
  }
}

/** What a vault does before a transfer: reads the file and compares its hash. */
export async function checkOf(file: Blob, sha256: FileHash, hash: HashFile): Promise<Result<number, { readonly kind: string }>> {
  return (await hash(file)) === sha256 ? { ok: true, value: file.size } : { ok: false, error: { kind: "box-damaged" } };
}

export function hashOf(text: string): FileHash {
  const sha256 = parseFileHash(text);
  invariant(sha256 !== null, "a hash that was told");
  return sha256;
}

/** A case of one exhibit, as it is said when it is kept. */
export function sayExhibit(
  { signer }: Pair,
  { sha256, sizeBytes }: { readonly sha256: FileHash; readonly sizeBytes: number },
): Promise<readonly Commit[]> {
  const marks = { source: null, grade: "B2", handling: "amber" } as const;
  const id = entityIdFor("exhibit", sha256);
  invariant(id !== null, "an exhibit has its id from its hash");
  const statements: readonly Statement[] = [
    ...draftEntity({ id: mintEntityId(systemRandom), type: "case", values: { title: { kind: "text", text: "Bench" } }, ...marks }),
    ...draftEntity({
      id,
      type: "exhibit",
      values: {
        fileHash: { kind: "identifier", text: sha256 },
        file: { kind: "file", sha256, sizeBytes, mediaType: "application/octet-stream" },
      },
      ...marks,
    }),
  ];
  return writeAct(
    { signer, clock: systemClock, random: systemRandom },
    { caseId: benchCase, parents: [], clockAfter: 0, intent: "import", act: actOf(1), undoes: "", ontology: ontologyVersion, statements },
  );
}

/** Chooses all of a case, settles, signs, and gives the stream: as the share command does. */
export async function sealCase(
  { signer, identityFile, partner }: Pair,
  commits: readonly Commit[],
  deps: Pick<SealDeps, "checkFile" | "readFile" | "startCipher">,
  files: readonly FileHash[] = [],
): Promise<SealedBundle> {
  const said = { legalBasis: "Agreement 12", purpose: "Joint inquiry", retainUntil: "" };
  const plan: SharePlan = { entities: null, withhold: [], files, to: [partner.author], marking: "amber", ...said };
  const recipients = [partner];
  const selection = selectClaims({ commits, plan, recipients, ownAgency: signer.agency });
  const ports = { sign: (message: Bytes) => signer.sign(message), identityFile, clock: systemClock, random: systemRandom };
  return need(await sealBundle({ ...ports, ...deps }, { caseId: benchCase, commits, plan, selection, recipients, sequence: 1, previous: "" }));
}

export async function openCase({ secret }: Pair, file: Blob, ports: ReadPorts): Promise<BundleContents> {
  return need(await readBundle(secret, file, ports));
}
