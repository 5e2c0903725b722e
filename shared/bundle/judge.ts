import { isHybridForm, type SealKind } from "../crypto/age-header.ts";
import type { AuthorId, CommitId, InstantMs } from "../kernel/brand.ts";
import { dayOf } from "../kernel/day.ts";
import type { Commit } from "../ledger/model.ts";
import { isStricter } from "../partner/admit.ts";
import type { Partner, Revocation } from "../partner/model.ts";
import { isTrusted, revocationOf, standingOf } from "../partner/standing.ts";
import { judgeSequence, type LastBundle } from "./judge-sequence.ts";
import type { OpenedBundle, ReportCheck, ReportLine } from "./model.ts";
import type { BagContents } from "./read-bag.ts";
import { recipientHashOf } from "./statement.ts";

/** What we know beside the bundle. */
export interface JudgeInput {
  /** Our age recipients ("age1…", "age1pq1…"), one of whose keys opened the file; empty when a passphrase did. */
  readonly ownRecipients: readonly string[];
  /** To what the file was sealed, as its header says. */
  readonly sealedAs: SealKind;
  /** Our signing key and agency; null in a laboratory that has only the opening key. */
  readonly own: {
    readonly author: AuthorId;
    readonly agency: string;
    /** The signing keys we had before. */
    readonly earlier?: readonly AuthorId[];
  } | null;
  /** Also those that are trusted no more. */
  readonly partners: readonly Partner[];
  /** Keys that are not to be believed, known as partners or not. */
  readonly revocations?: readonly Revocation[];
  /** The last bundle accepted of an exchange (`exchangeOf`), null when none. */
  lastBundle(exchange: string): LastBundle | null;
  hasCommit(id: CommitId): boolean;
  readonly now: InstantMs;
}

type Line = (outcome: string, verdict: ReportLine["verdict"], detail?: ReportLine["detail"]) => ReportLine;
const lineOf =
  (check: ReportCheck): Line =>
  (outcome, verdict, detail = {}) => ({ check, verdict, outcome, detail });

/**
 * Says of a sound bag what it means for us: the verification report, one line a check, in one order.
 *
 * Gives   `canMerge` false when a line failed, or when the sender or a commit's author is nobody we verified: then one may look.
 */
export function judgeBundle(input: JudgeInput, contents: BagContents): OpenedBundle {
  const { statement, statementHash, commits, files, charts, notices } = contents;
  const partner = input.partners.find((each) => each.author === statement.sender.author) ?? null;
  const report: readonly ReportLine[] = [
    lineOf("format")("known", "pass", { format: statement.format }),
    lineOf("decryption")(input.sealedAs === "ordinary" ? "opened" : `opened-${input.sealedAs}`, "pass"),
    judgeAddress(input, contents),
    judgeSender(input, contents, partner),
    judgeSignatures(input, contents),
    lineOf("integrity")("whole", "pass", {
      files: statement.payload.length,
      bytes: statement.payload.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    }),
    judgeCommits(input, contents, partner),
    judgeWithheld(input, commits, statement.counts),
    judgeAge(statement.sentAt, input.now),
    judgeSequence(input, contents),
    judgeMarking(contents),
    judgeRetention(statement.retainUntil, input.now),
    judgeExpiry(statement.expiresAt, input.now),
  ];
  const isSenderKnown = partner !== null;
  const areAuthorsKnown = unknownAuthors(input, contents).size === 0;
  const canMerge = isSenderKnown && areAuthorsKnown && report.every(({ verdict }) => verdict !== "fail");
  return {
    statement,
    statementHash,
    sender: partner ?? contents.sender,
    isSenderKnown,
    report,
    canMerge,
    commits,
    files,
    charts,
    notices,
    sealedAs: input.sealedAs,
  };
}

/**
 * Every signature the statement names holds, or the bag had not been read. Whose the second one is, only a partner's key tells: anybody can name a
 * second officer with a key of his own.
 */
function judgeSignatures({ partners, revocations = [], now }: JudgeInput, { statement }: BagContents): ReportLine {
  const line = lineOf("signature");
  const { sender, cosigner } = statement;
  const detail = { officer: sender.officer, agency: sender.agencyName };
  if (cosigner === null) return line("valid", "pass", detail);
  const known = partners.find(({ author }) => author === cosigner.author);
  const isKnown = known?.agency === cosigner.agency && isTrusted(known, now) && revocationOf(cosigner, revocations) === null;
  return isKnown
    ? line("valid-two", "pass", { ...detail, second: cosigner.officer })
    : line("second-unknown", "warn", { ...detail, second: cosigner.officer });
}

/**
 * Addressed to the key that opened it: a bundle sealed on to somebody else opens there, and says so. To either key of ours, but to one of the kind the file is
 * sealed to: who was promised a post-quantum seal and gets another holds what somebody sealed anew.
 */
function judgeAddress({ ownRecipients, own, sealedAs }: JudgeInput, { statement }: BagContents): ReportLine {
  const line = lineOf("addressed");
  const hashes = ownRecipients.filter((recipient) => isHybridForm(recipient) === (sealedAs === "hybrid")).map(recipientHashOf);
  if (statement.addressee !== "") {
    // Whoever has the passphrase opens it: what it was opened with must be what the sender says it was sealed with.
    return ownRecipients.length === 0 ? line("to-whom", "pass", { addressee: statement.addressee }) : line("not-to-us", "fail", { recipients: 0 });
  }
  const ours = statement.recipients.find(({ recipientHash }) => hashes.includes(recipientHash));
  const others = ownRecipients.map(recipientHashOf);
  if (ours === undefined && statement.recipients.some(({ recipientHash }) => others.includes(recipientHash))) return line("sealed-anew", "fail");
  if (ours === undefined || (own !== null && !ownAuthorsOf(own).includes(ours.author)))
    return line("not-to-us", "fail", { recipients: statement.recipients.length });
  if (own !== null && ours.author !== own.author) return line("to-earlier-key", "warn");
  return statement.recipients.length === 1 ? line("to-us", "pass") : line("to-us-and-others", "pass", { others: statement.recipients.length - 1 });
}

function judgeSender({ own, revocations = [], now }: JudgeInput, { sender, statement }: BagContents, partner: Partner | null): ReportLine {
  const line = lineOf("sender");
  const detail = { officer: sender.officer, agency: sender.agencyName, code: sender.agency, fingerprint: sender.fingerprint };
  if (ownAuthorsOf(own).includes(statement.sender.author)) return line("ourselves", "fail", detail);
  const revoked = partner?.revoked ?? revocationOf(sender, revocations);
  if (revoked !== null) return judgeRevoked(revoked, statement.sentAt, detail);
  if (partner === null) return line("unknown", "warn", detail);
  if (partner.agency !== sender.agency || partner.ageRecipient !== sender.ageRecipient)
    return line("differs", "fail", { ...detail, known: partner.agencyName });
  return judgeTrust(partner, { now, sentAt: statement.sentAt }, detail);
}

/** What the sender's own date says of the time before is said, not proved: whoever stole a key can write any date. */
function judgeRevoked({ from, reason }: Revocation, sentAt: InstantMs, detail: ReportLine["detail"]): ReportLine {
  const [outcome, verdict] = sentAt >= from ? (["revoked", "fail"] as const) : (["revoked-since", "warn"] as const);
  return lineOf("sender")(`${outcome}-${reason}`, verdict, { ...detail, from: dayOf(from) });
}

function judgeTrust(partner: Partner, at: { readonly now: InstantMs; readonly sentAt: InstantMs }, detail: ReportLine["detail"]): ReportLine {
  const line = lineOf("sender");
  const standing = standingOf(partner, at.now);
  if (standing === "removed") return line("removed", "fail", { ...detail, on: dayOf(partner.removedAt ?? at.now) });
  if (standing === "replaced" && partner.replaced !== null) {
    const on = dayOf(partner.replaced.at);
    return at.sentAt >= partner.replaced.at ? line("replaced", "fail", { ...detail, on }) : line("replaced-since", "warn", { ...detail, on });
  }
  if (standing === "doubted") return line("doubted", "fail", detail);
  if (standing === "expired") return line("expired", "fail", { ...detail, until: partner.trustedUntil });
  return line(partner.verified, partner.verified === "key-change" ? "warn" : "pass", { ...detail, verifiedAt: dayOf(partner.verifiedAt) });
}

const ownAuthorsOf = (own: JudgeInput["own"]): readonly AuthorId[] => (own === null ? [] : [own.author, ...(own.earlier ?? [])]);

/** Authors of commits who are neither we, nor the sender, nor a partner. */
function unknownAuthors({ own, partners }: JudgeInput, { commits, statement }: BagContents): ReadonlySet<AuthorId> {
  const known = new Set<AuthorId>([statement.sender.author, ...partners.map(({ author }) => author), ...ownAuthorsOf(own)]);
  return new Set(commits.flatMap(({ header }) => (known.has(header.author) ? [] : [header.author])));
}

/** A commit may speak only for its author's own agency: retractions count by agency. */
function judgeCommits(input: JudgeInput, contents: BagContents, partner: Partner | null): ReportLine {
  const line = lineOf("commits");
  const { sender } = contents.statement;
  const agencies = new Map<AuthorId, string>([
    [sender.author, partner?.agency ?? sender.agency],
    ...input.partners.map(({ author, agency }) => [author, agency] as const),
  ]);
  const { own } = input;
  if (own !== null) for (const author of ownAuthorsOf(own)) agencies.set(author, own.agency);
  const isForeign = ({ header }: Commit): boolean => agencies.has(header.author) && agencies.get(header.author) !== header.agency;
  const foreign = contents.commits.find(isForeign);
  if (foreign !== undefined) return line("other-agency", "fail", { commit: foreign.id, agency: foreign.header.agency });
  const late = contents.commits.filter((commit) => !input.hasCommit(commit.id) && isSaidAfterRevocation(input, commit));
  if (late[0] !== undefined) return line("revoked-authors", "fail", { records: late.length, commit: late[0].id });
  const { commits, disclosed } = contents.statement.counts;
  const news = contents.commits.filter(({ id }) => !input.hasCommit(id)).length;
  const unknown = unknownAuthors(input, contents).size;
  if (unknown > 0) return line("unknown-authors", "warn", { authors: unknown, commits, claims: disclosed });
  return judgeRevokedRecords(input, contents) ?? line("valid", "pass", { commits, claims: disclosed, new: news });
}

/**
 * Records of a revoked key that are not refused. A word of warning, where nothing here shows when they were signed: dated from that day on, though we hold
 * them; or new to us, and dated before the key was stolen or lost. Of those we hold that are dated before, it is said. null = there are none.
 */
function judgeRevokedRecords(input: JudgeInput, { commits, statement: { counts } }: BagContents): ReportLine | null {
  const revoked = commits.flatMap((commit) => {
    const { from = null, reason = "left" } = revocationOfAuthor(input, commit) ?? {};
    if (from === null) return [];
    const isLate = commit.header.saidAt >= from;
    if (!isLate && reason === "left") return [];
    return [{ from, isLoose: isLate || !input.hasCommit(commit.id) }];
  });
  const loose = revoked.filter(({ isLoose }) => isLoose);
  const told = loose.length > 0 ? loose : revoked;
  const [first] = told.map(({ from }) => from).sort((a, b) => a - b);
  if (first === undefined) return null;
  const detail = { records: told.length, commits: counts.commits, claims: counts.disclosed, from: dayOf(first) };
  const line = lineOf("commits");
  return loose.length > 0 ? line("revoked-records", "warn", detail) : line("valid-revoked-since", "pass", detail);
}

/** New to us, and dated when its key was not to be believed any more. */
function isSaidAfterRevocation(input: JudgeInput, commit: Commit): boolean {
  const revoked = revocationOfAuthor(input, commit);
  return revoked !== null && commit.header.saidAt >= revoked.from;
}

function revocationOfAuthor({ partners, revocations = [] }: JudgeInput, { header }: Commit): Revocation | null {
  return partners.find(({ author }) => author === header.author)?.revoked ?? revocationOf(header, revocations);
}

function judgeWithheld({ hasCommit }: JudgeInput, commits: readonly Commit[], counts: BagContents["statement"]["counts"]): ReportLine {
  const line = lineOf("withheld");
  const here = new Set(commits.map(({ id }) => id));
  const gaps = new Set(commits.flatMap(({ header }) => header.parents.filter((parent) => !here.has(parent) && !hasCommit(parent)))).size;
  if (counts.withheld === 0 && gaps === 0) return line("nothing", "pass");
  return line("some", "pass", { withheld: counts.withheld, disclosed: counts.disclosed, gaps });
}

const dayMs = 86_400_000;

/** How old it is by our clock. One from tomorrow or later says that one of the two clocks is wrong: days are told in both time zones. */
function judgeAge(sentAt: InstantMs, now: InstantMs): ReportLine {
  const line = lineOf("age");
  const days = Math.floor((now - sentAt) / dayMs);
  if (days < -1) return line("from-the-future", "warn", { sentAt: dayOf(sentAt), today: dayOf(now) });
  return line("days", "pass", { sentAt: dayOf(sentAt), days: Math.max(0, days) });
}

/** No disclosed claim is stricter than the marking of the whole. */
function judgeMarking({ commits, statement }: BagContents): ReportLine {
  const line = lineOf("marking");
  const isAbove = (handling: BagContents["statement"]["marking"]): boolean => isStricter(handling, statement.marking);
  const above = commits.flatMap(({ claims }) => claims).filter(({ statement: said }) => said.op === "assert" && isAbove(said.handling)).length;
  return above > 0
    ? line("claims-above", "fail", { claims: above, marking: markingText(statement.marking) })
    : line("marked", "pass", { marking: markingText(statement.marking) });
}

function judgeRetention(until: string, now: InstantMs): ReportLine {
  const line = lineOf("retention");
  if (until === "") return line("not-said", "pass");
  return isPast(until, now) ? line("passed", "warn", { until }) : line("until", "pass", { until });
}

/** After that day it must not be relied on; nothing is refused for it. */
function judgeExpiry(until: string, now: InstantMs): ReportLine {
  const line = lineOf("expiry");
  if (until === "") return line("not-said", "pass");
  return isPast(until, now) ? line("passed", "warn", { until }) : line("until", "pass", { until });
}

/** Dates of any precision: a year ends with its last day, so only what is wholly past has passed. */
function isPast(until: string, now: InstantMs): boolean {
  return dayOf(now).slice(0, until.length) > until.slice(0, 10);
}

/** A marking as it is written on paper: "TLP:AMBER+STRICT" (TLP 2.0 §2). The same in every language. */
function markingText(marking: BagContents["statement"]["marking"]): string {
  return `TLP:${marking.toUpperCase()}`;
}
