import type { AuthorId } from "../kernel/brand.ts";
import { type Bytes, bytesToUtf8, utf8ToBytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import { noticeEnding as bundleNoticeEnding } from "../bundle/recall.ts";
import { noticeEnding, parseKeyNotice } from "../partner/key-notice.ts";
import type { KeyNotice } from "../partner/model.ts";
import type { PartnerBook } from "../partner/partner-book.ts";
import { keysOfOfficer } from "../partner/standing.ts";
import type { NamedBytes } from "./answer.ts";
import type { ExchangeRecord } from "./exchange-record.ts";
import { noteFile } from "./give-note.ts";
import type { OwnIdentity } from "./own-identity.ts";
import type { LastExchange, ListedPartner } from "./partners-door.ts";
import { noticesDue } from "./register.ts";
import type { Registry } from "./registry.ts";
import type { Session } from "./session.ts";

type Note = Pick<PartnerBook["notes"][number], "notice" | "text">;

/** So many notices travel at most: those that came last. */
const mostCarried = 200;

/** The notices a bundle of ours carries on: our own changes of keys, the revocations we know of, and our post-quantum key. */
export function noticesToCarry(session: Session): readonly Bytes[] {
  const { own } = session;
  return [...notesToCarry(session).map(({ text }) => utf8ToBytes(text)), ...(own === null ? [] : [own.hybridNote])];
}

function notesToCarry({ registry, ownAuthors }: Session): readonly Note[] {
  const travels = ({ notice }: Note): boolean => notice.kind === "revocation" || (notice.kind === "key-change" && ownAuthors.includes(notice.author));
  return registry.partnerBook.notes.filter(travels).slice(1 - mostCarried);
}

/** Our post-quantum key, as a notice. */
export function hybridNoteOf({ hybridNote }: OwnIdentity): Note {
  const text = bytesToUtf8(hybridNote) ?? "";
  const notice = parseKeyNotice(text);
  invariant(notice !== null, "a notice we write can be read");
  return { notice, text };
}

/** Named by what it is and the beginning of the key it is about. */
export function keyNoticeFile(notice: KeyNotice, text: string): NamedBytes {
  return { name: `${nameOf(notice)}${noticeEnding}`, bytes: utf8ToBytes(text) };
}

/** As `keyNoticeFile`; behind the change that announced our keys of today stands their post-quantum key, so that the next bundle to us is sealed to it. */
export function ownNoticeFile({ own }: Session, { notice, text }: Note): NamedBytes {
  const isOfToday = own !== null && notice.kind === "key-change" && notice.identity.author === own.me.author;
  return keyNoticeFile(notice, isOfToday ? text + hybridNoteOf(own).text : text);
}

function nameOf(notice: KeyNotice): string {
  if (notice.kind === "hybrid-key") return `post-quantum-${notice.author.slice(0, 8)}`;
  return notice.kind === "revocation" ? `revoked-${notice.key.slice(0, 8)}` : `new-key-${notice.identity.author.slice(0, 8)}`;
}

/** All a partner is to have without a bundle. Of cases they know nothing of, nothing: a recall is due only to who was given what it recalls. */
export function noticesForPartner(session: Session, author: AuthorId): readonly NamedBytes[] {
  const { registry } = session;
  const keys = notesToCarry(session).map((note) => ownNoticeFile(session, note));
  const due = keysOfOfficer(registry.partners, author).flatMap((key) => {
    const cases = new Set(sentTo(registry, [key]).map(({ caseId }) => caseId));
    return [...cases].flatMap((caseId) => noticesDue(registry, [key], caseId));
  });
  const files = new Map(due.map(({ hash, notice, bytes }) => [hash, noteFile(bytes, notice.statementHash, bundleNoticeEnding)]));
  return [...keys, ...files.values()];
}

function sentTo({ exchanges, bundles }: Registry, keys: readonly AuthorId[]): readonly ExchangeRecord[] {
  return exchanges.filter(
    ({ direction, authors, statementHash }) =>
      direction === "sent" && !bundles.neverLeft.has(statementHash) && authors.some((author) => keys.includes(author)),
  );
}

/** When something last left to an officer, and last came from them. O(bundles). */
export function lastExchangesOf(
  { registry, me }: Pick<Session, "registry" | "me">,
  author: AuthorId,
): Pick<ListedPartner, "lastSent" | "lastReceived"> {
  const keys = keysOfOfficer(registry.partners, author);
  const received = registry.exchanges.filter(({ direction, authors }) => direction === "received" && authors.some((each) => keys.includes(each)));
  // A row of bundles is named by its case, its sender and its recipients (`exchangeOf`); by 0.1 without the recipients.
  const isFormerKey = ({ authors, exchange }: ExchangeRecord): boolean => {
    const [, ...named] = exchange.split("/");
    return named.length < 2 ? !authors.includes(author) : !named.includes(me.author) || !named.includes(author);
  };
  return { lastSent: lastOf(sentTo(registry, keys), isFormerKey), lastReceived: lastOf(received, isFormerKey) };
}

function lastOf(records: readonly ExchangeRecord[], isFormerKey: (record: ExchangeRecord) => boolean): LastExchange | null {
  const last = records.reduce<ExchangeRecord | null>((latest, each) => (latest === null || each.at >= latest.at ? each : latest), null);
  return last === null ? null : { at: last.at, sequence: last.sequence, caseId: last.caseId, isFormerKey: isFormerKey(last) };
}
