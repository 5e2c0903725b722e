import { createBagPort } from "../../shared/bundle/bag-port.ts";
import { judgeBundle } from "../../shared/bundle/judge.ts";
import { type BundleNotice, readBundleNotice, readReplaces } from "../../shared/bundle/recall.ts";
import type { BagContents } from "../../shared/bundle/read-bag.ts";
import type { BundleError, OpenedBundle, ReportLine } from "../../shared/bundle/model.ts";
import { type PlainArchive, readBundle, recipientsOf } from "../../shared/bundle/open.ts";
import type { AgeSecret } from "../../shared/crypto/age-header.ts";
import { type AuthorId, type InstantMs, parseFileHash, parseInstantMs } from "../../shared/kernel/brand.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import { type Failure, fail, type Result, succeed } from "../../shared/kernel/result.ts";
import { readKeyNotices } from "../../shared/partner/apply-notices.ts";
import { readNoticeFile, type ReadNotice } from "../../shared/partner/key-notice.ts";
import { readIdentity } from "../../shared/partner/identity-file.ts";
import type { IdentityError, Partner, Revocation } from "../../shared/partner/model.ts";
import { plainTrust, untouched } from "../../shared/partner/standing.ts";
import { platformCipher } from "./platform-cipher.ts";
import { platformHash } from "./platform-hash.ts";
import { openFile, readBytes } from "./given-files.ts";

/** A bundle that was opened and found sound, and its plain archive. */
export interface Examined {
  readonly bundle: OpenedBundle;
  /** What its sender says in it of earlier bundles of the case: recalled, or replaced. */
  readonly notices: readonly BundleNotice[];
  /** What the named notices say of keys, in their order. */
  readonly keyNotices: readonly GivenNotice[];
  readonly archive: PlainArchive;
}
/** A notice about a key that was named beside the bundle. `counts`: it revokes a key, and whoever signed it may say so. */
export interface GivenNotice {
  readonly key: AuthorId;
  readonly says: "revoked" | "other";
  readonly reason: string;
  readonly from: InstantMs | null;
  readonly counts: boolean;
}
export type ExamineError =
  | BundleError
  | Failure<"unreadable-file" | "unreadable-key" | "notice">
  | { readonly kind: "identity"; readonly where: string; readonly identity: IdentityError["kind"] };

/** What opens a bundle: the path of an age identity file, or the passphrase of a copy made for an addressee. */
export type Opener = { readonly keyFile: string } | { readonly passphrase: string };

/** Opens a bundle as a laboratory or a court does: without a vault, without memory of earlier bundles; of keys it knows what the bundle and named notices say. */
export async function examine(
  file: string,
  opener: Opener,
  partnerFiles: readonly string[],
  noticeFiles: readonly string[] = [],
): Promise<Result<Examined, ExamineError>> {
  const opening = "passphrase" in opener ? succeed({ secret: opener, recipients: [] }) : await readKeyFile(opener.keyFile);
  if (!opening.ok) return opening;
  const partners = await readPartners(partnerFiles);
  if (!partners.ok) return partners;
  const given = await readNotices(noticeFiles);
  if (!given.ok) return given;
  const blob = await openFile(file);
  if (blob === null) return fail("unreadable-file", file);
  const read = await readBundle(opening.value.secret, blob, { port: createBagPort(platformHash), startCipher: platformCipher });
  if (!read.ok) return read;
  const { contents, archive } = read.value;
  const known = {
    ownRecipients: opening.value.recipients,
    sealedAs: archive.sealedAs,
    own: null,
    partners: partners.value,
    revocations: heard([...(await readKeyNotices(contents.notices)), ...given.value], partners.value),
  };
  const bundle = judgeBundle({ ...known, lastBundle: () => null, hasCommit: () => false, now: now() }, contents);
  const notices = await noticesIn(contents);
  return succeed({
    bundle: { ...bundle, report: bundle.report.map(asGiven) },
    notices,
    keyNotices: given.value.map((each) => toldOf(each, partners.value)),
    archive,
  });
}

/** Recalls and replacements signed by the very sender, of this case; others' are in the bag for whoever inspects it. */
async function noticesIn({ notices, statement, statementHash }: BagContents): Promise<readonly BundleNotice[]> {
  const hash = parseFileHash(statementHash);
  const read = await Promise.all(
    notices.map(async (bytes) => {
      const notice = await readBundleNotice(bytes);
      return notice.ok || hash === null ? notice : readReplaces(bytes, hash, statement);
    }),
  );
  return read.flatMap((notice) =>
    notice.ok && notice.value.author === statement.sender.author && notice.value.case === statement.case ? [notice.value] : [],
  );
}

/** What is said of keys that are not to be believed any more: by the key itself, or by an officer who was named, of keys of his agency (`revocationOf`). */
function heard(read: readonly ReadNotice[], partners: readonly Partner[]): readonly Revocation[] {
  const isHeard = ({ author, key, agency }: Revocation): boolean =>
    author === key || partners.some((partner) => partner.author === author && partner.agency === agency);
  return read.flatMap(({ notice }) => (notice.kind === "revocation" && isHeard(notice) ? [notice] : []));
}

function toldOf(read: ReadNotice, partners: readonly Partner[]): GivenNotice {
  const { notice } = read;
  if (notice.kind !== "revocation") return { key: notice.author, says: "other", reason: "", from: null, counts: false };
  const { key, reason, from } = notice;
  return { key, says: "revoked", reason, from, counts: heard([read], partners).length > 0 };
}

async function readNotices(paths: readonly string[]): Promise<Result<readonly ReadNotice[], ExamineError>> {
  const notices: ReadNotice[] = [];
  for (const path of paths) {
    const bytes = await readBytes(path);
    if (bytes === null) return fail("unreadable-file", path);
    const file = await readNoticeFile(bytes);
    if (!file.ok) return fail("notice", path);
    notices.push(...file.value);
  }
  return succeed(notices);
}

/** Nobody here compared a fingerprint: what is known is that the key is the one in the file that was named. */
function asGiven(line: ReportLine): ReportLine {
  // Nor is anything kept of earlier bundles: of a later one only its own number is known.
  if (line.check === "sequence" && line.outcome === "none-before") return { ...line, outcome: "no-memory" };
  return line.check === "sender" && line.verdict === "pass" ? { ...line, outcome: "given" } : line;
}

/** The moment by this machine's clock. */
export function now(): InstantMs {
  const instant = parseInstantMs(Date.now());
  invariant(instant !== null, "the clock stands between 1970 and 9999");
  return instant;
}

/** An age identity file: comment lines, and a line for each key. An officer has two, an ordinary and a post-quantum one, and who renewed them more. */
async function readKeyFile(path: string): Promise<Result<{ readonly secret: AgeSecret; readonly recipients: readonly string[] }, ExamineError>> {
  const bytes = await readBytes(path);
  if (bytes === null) return fail("unreadable-file", path);
  const lines = new TextDecoder().decode(bytes).split(/\r?\n/);
  const secret = lines.map((line) => line.trim()).filter((line) => /^AGE-SECRET-KEY-(PQ-)?1/.test(line));
  if (secret.length === 0) return fail("unreadable-key", path);
  try {
    return succeed({ secret, recipients: await recipientsOf(secret) });
  } catch {
    return fail("unreadable-key", path);
  }
}

async function readPartners(paths: readonly string[]): Promise<Result<readonly Partner[], ExamineError>> {
  const partners: Partner[] = [];
  for (const path of paths) {
    const bytes = await readBytes(path);
    if (bytes === null) return fail("unreadable-file", path);
    const identity = await readIdentity(bytes);
    if (!identity.ok) return { ok: false, error: { kind: "identity", where: path, identity: identity.error.kind } };
    partners.push({ ...identity.value, ...plainTrust, ...untouched, verified: "document", verifiedAt: now(), ceiling: "red" });
  }
  return succeed(partners);
}
