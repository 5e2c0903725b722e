import { ageRecipientOf, createAgeKeys, hybridIdentityOf } from "../../shared/crypto/age-keys.ts";
import { sha256Hex } from "../../shared/crypto/hash.ts";
import type { Selection, SharePlan } from "../../shared/bundle/model.ts";
import type { OpenDeps } from "../../shared/bundle/open.ts";
import { type SealDeps, type SealInput, type SealedBundle, sealBundle } from "../../shared/bundle/seal.ts";
import { selectClaims } from "../../shared/bundle/select.ts";
import type { EntityId, FileHash } from "../../shared/kernel/brand.ts";
import { type Bytes, concatBytes, hexToBytes } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import type { Commit, Handling, Signer, Statement } from "../../shared/ledger/model.ts";
import { createLedger } from "../../shared/ledger/ledger.ts";
import { writeAct } from "../../shared/ledger/write.ts";
import { draftEntity, draftLink } from "../../shared/ontology/drafts.ts";
import { entityIdFor, mintEntityId } from "../../shared/ontology/identity.ts";
import { ontologyVersion } from "../../shared/ontology/table.ts";
import { writeHybridKey } from "../../shared/partner/hybrid-key.ts";
import { readIdentity, writeIdentity } from "../../shared/partner/identity-file.ts";
import type { Identity, Partner } from "../../shared/partner/model.ts";
import { plainTrust, untouched } from "../../shared/partner/standing.ts";
import { createFixedClock, instant } from "./fixed-clock.ts";
import { aCaseId, actNumber } from "./ledger-generators.ts";
import { createOfficer, officerSecret } from "./officer.ts";
import { createSeededRandom } from "./seeded-random.ts";

/** An officer who exchanges: signing key by name, a fresh age key, an identity file. */
export interface Correspondent {
  readonly signer: Signer;
  readonly ageIdentity: string;
  readonly identity: Identity;
  readonly identityFile: Bytes;
}

export async function createCorrespondent(
  agency: string,
  officer = `Officer of ${agency}`,
  age?: { readonly identity: string; readonly recipient: string },
): Promise<Correspondent> {
  const signer = await createOfficer(`${agency} ${officer}`, agency);
  const { identity: ageIdentity, recipient: ageRecipient } = age ?? (await createAgeKeys());
  const signPublic = hexToBytes(signer.author);
  invariant(signPublic !== null, "an author is hex");
  const person = { agency, agencyName: `Agency ${agency.toUpperCase()}`, officer };
  const identityFile = await writeIdentity(person, { signPublic, ageRecipient, sign: (message) => signer.sign(message) }, instant(1_772_000_000_000));
  const identity = await readIdentity(identityFile);
  invariant(identity.ok, "an identity we write can be read");
  return { signer, ageIdentity, identity: identity.value, identityFile };
}

/** An officer with the post-quantum key that belongs to his signing key, and the identity file that says so. */
export interface HybridCorrespondent extends Correspondent {
  readonly hybridIdentity: string;
  /** Two lines behind the two of the identity. */
  readonly hybridNote: Bytes;
  /** All four. */
  readonly wholeFile: Bytes;
}

export async function withHybridKey(who: Correspondent): Promise<HybridCorrespondent> {
  const { author, agency } = who.signer;
  const hybridIdentity = await hybridIdentityOf(officerSecret(`${agency} ${who.identity.officer}`));
  const hybridRecipient = await ageRecipientOf(hybridIdentity);
  const hybridNote = await writeHybridKey({ author, hybridRecipient }, (message) => who.signer.sign(message));
  const wholeFile = concatBytes(who.identityFile, hybridNote);
  return { ...who, identity: { ...who.identity, hybridRecipient }, hybridIdentity, hybridNote, wholeFile };
}

/** The other side, met in person. */
export function asPartner({ identity }: Correspondent, ceiling: Handling = "red"): Partner {
  return { ...identity, ...plainTrust, ...untouched, verified: "in-person", verifiedAt: instant(1_772_100_000_000), ceiling, officialUse: true };
}

/** A small case of one officer: two wallets, an exchange, a person, links, an exhibit, the case itself. */
export interface SmallCase {
  readonly commits: readonly Commit[];
  readonly entities: Readonly<Record<"caseItself" | "collector" | "payout" | "exchange" | "person" | "operates" | "owns" | "exhibit", EntityId>>;
  readonly file: FileHash;
  readonly fileContent: Bytes;
}

export const someAddresses = ["TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "TLyqzVGLV1srkB7dToTAEqgDSfPtXRJZYH"] as const;

/** Appends an act and gives the ledger after it. */
export async function say(
  commits: readonly Commit[],
  signer: Signer,
  intent: Commit["header"]["intent"],
  statements: readonly Statement[],
  undoes: Commit["header"]["undoes"] = "",
): Promise<readonly Commit[]> {
  const ledger = createLedger(aCaseId);
  ledger.append(commits);
  const act = actNumber(ledger.size + 1);
  const written = await writeAct(
    { signer, clock: createFixedClock(1_772_442_000_000 + 60_000 * ledger.size), random: createSeededRandom(`${signer.author} ${ledger.size}`) },
    { caseId: aCaseId, parents: ledger.heads, clockAfter: ledger.clock, intent, act, undoes, ontology: ontologyVersion, statements },
  );
  return [...commits, ...written];
}

/** A plan for everything, marked AMBER. */
export function planFor(to: readonly Correspondent[], changes: Partial<SharePlan> = {}): SharePlan {
  return {
    entities: null,
    withhold: [],
    files: [],
    to: to.map(({ signer }) => signer.author),
    marking: "amber",
    legalBasis: "Agreement 12, §4",
    purpose: "Joint inquiry",
    retainUntil: "",
    ...changes,
  };
}

/** Selects and seals as the share command does; the file is in memory. */
export async function sealFor(
  sender: Correspondent,
  to: readonly Correspondent[],
  commits: readonly Commit[],
  plan: SharePlan,
  options: { readonly files?: ReadonlyMap<FileHash, Bytes>; readonly sequence?: number; readonly previous?: string } = {},
): Promise<{ readonly sealed: SealedBundle; readonly selection: Selection; readonly file: Blob }> {
  const recipients = to.map((each) => asPartner(each));
  const selection = selectClaims({ commits, plan, recipients, ownAgency: sender.signer.agency });
  const input: SealInput = {
    caseId: aCaseId,
    commits,
    plan,
    selection,
    recipients,
    sequence: options.sequence ?? 1,
    previous: options.previous ?? "",
  };
  const sealed = await sealBundle(sealDeps(sender, options.files ?? new Map()), input);
  if (!sealed.ok) throw new Error(`${sealed.error.kind} ${sealed.error.where ?? ""}`);
  return { sealed: sealed.value, selection, file: new Blob([await collect(sealed.value.stream)]) };
}

export function sealDeps(sender: Correspondent, files: ReadonlyMap<FileHash, Bytes>): SealDeps {
  return {
    sign: (message) => sender.signer.sign(message),
    identityFile: sender.identityFile,
    checkFile: async (sha256) => {
      const content = files.get(sha256);
      return content !== undefined && sha256Hex(content) === sha256
        ? { ok: true, value: content.length }
        : { ok: false, error: { kind: content === undefined ? "missing" : "box-damaged" } };
    },
    readFile: async function* (sha256) {
      const content = files.get(sha256);
      if (content === undefined) return yield { ok: false, error: { kind: "missing" } } as const;
      // In two pieces, as a large file comes.
      const half = Math.ceil(content.length / 2);
      for (const value of [content.slice(0, half), content.slice(half)]) yield { ok: true, value } as const;
    },
    clock: createFixedClock(1_772_500_000_000),
    random: createSeededRandom("seal"),
  };
}

/** What a recipient who knows the sender opens with. */
export function openDeps(recipient: Correspondent, partners: readonly Correspondent[], changes: Partial<OpenDeps> = {}): OpenDeps {
  return {
    secret: recipient.ageIdentity,
    own: { author: recipient.signer.author, agency: recipient.signer.agency },
    partners: partners.map((each) => asPartner(each)),
    lastBundle: () => null,
    hasCommit: () => false,
    now: instant(1_772_600_000_000),
    ...changes,
  };
}

export async function collect(stream: AsyncIterable<Bytes>): Promise<Bytes> {
  const parts: Bytes[] = [];
  for await (const part of stream) parts.push(part);
  return concatBytes(...parts);
}

/** The small case, said by one officer in four acts. */
export async function createSmallCase(signer: Signer, file: FileHash, fileContent: Bytes): Promise<SmallCase> {
  const random = createSeededRandom("small case");
  const derived = (type: string, text: string): EntityId => {
    const id = entityIdFor(type, text);
    invariant(id !== null, "the name derives an id");
    return id;
  };
  const mint = (): EntityId => mintEntityId(random);
  const [first, second] = someAddresses;
  const entities = {
    caseItself: mint(),
    collector: derived("wallet", first),
    payout: derived("wallet", second),
    exchange: mint(),
    person: mint(),
    operates: mint(),
    owns: mint(),
    exhibit: derived("exhibit", file),
  };
  const marks = { source: null, grade: "B2", handling: "amber" as const };
  const fromFile = { ...marks, source: { file, place: { page: 0, row: 1, column: "from" } } };
  const text = (value: string) => ({ kind: "text" as const, text: value });
  const identifier = (value: string) => ({ kind: "identifier" as const, text: value });
  let commits = await say(
    [],
    signer,
    "create-case",
    draftEntity({ id: entities.caseItself, type: "case", values: { title: text("Case Үміт"), number: identifier("2026-17") }, ...marks }),
  );
  commits = await say(commits, signer, "import", [
    ...draftEntity({
      id: entities.exhibit,
      type: "exhibit",
      values: {
        fileHash: identifier(file),
        file: { kind: "file", sha256: file, sizeBytes: fileContent.length, mediaType: "text/csv" },
        fileName: text("Көшірме выписка.csv"),
      },
      ...marks,
    }),
    ...draftEntity({ id: entities.collector, type: "wallet", values: { address: identifier(first) }, ...fromFile }),
    ...draftEntity({ id: entities.payout, type: "wallet", values: { address: identifier(second) }, ...fromFile }),
  ]);
  commits = await say(commits, signer, "add", [
    ...draftEntity({ id: entities.exchange, type: "exchange", values: { name: text("SwapHub OTC") }, ...marks }),
    ...draftEntity({ id: entities.person, type: "person", values: { fullName: text("Серік Сапаров"), iin: identifier("900101300017") }, ...marks }),
  ]);
  commits = await say(commits, signer, "link", [
    ...draftLink({
      id: entities.operates,
      type: "operates",
      from: entities.person,
      to: entities.exchange,
      values: { role: text("owner") },
      ...marks,
    }),
    ...draftLink({ id: entities.owns, type: "owns", from: entities.person, to: entities.collector, values: {}, ...marks }),
  ]);
  return { commits, entities, file, fileContent };
}
