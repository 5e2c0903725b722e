import { bytesToUtf8 } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import { parseKeyNotice, writeKeyChange, writeRevocation } from "../partner/key-notice.ts";
import type { KeyChangeReason, KeyNotice } from "../partner/model.ts";
import type { PartnerEntry } from "../partner/record.ts";
import { wrongDayOf } from "../partner/standing.ts";
import type { Keys, OpenVault, Secret, StorageError } from "../vault/model.ts";
import { openingPairs } from "../vault/opening-keys.ts";
import type { NamedBytes } from "./answer.ts";
import type { CaseDeps } from "./deps.ts";
import { keepNextIdentity } from "./own-identity.ts";
import { ownRevocation } from "./own-revocation.ts";
import type { NewKeys, PartnerError, PartnersDoor, RevocationDraft } from "./partners-door.ts";
import { hybridNoteOf, keyNoticeFile, ownNoticeFile } from "./partner-notices.ts";
import { takeNotices } from "./partners.ts";
import { needSession, type Session, type SessionHolder } from "./session.ts";
import { enterSession, startSession } from "./start-session.ts";

/** Our own keys: shown, replaced, revoked. */
export function openOwnKeys(deps: CaseDeps, holder: SessionHolder): Pick<PartnersDoor, "ownKeys" | "makeNewKeys" | "ownNotices" | "revokeKey"> {
  return {
    ownKeys: async () => {
      const session = needSession(holder);
      if (!session.ok) return session;
      const { me, own, ownAuthors } = session.value;
      if (own === null) return fail("identity-damaged");
      const revoked = ownRevocation(session.value, null);
      return succeed({ me, identityText: bytesToUtf8(own.file) ?? "", earlier: ownAuthors.slice(1), revoked });
    },
    ownNotices: async () => {
      const session = needSession(holder);
      return session.ok ? succeed(ownNotices(session.value)) : session;
    },
    makeNewKeys: async ({ proof, reason }) => {
      const session = needSession(holder);
      if (!session.ok) return session;
      return session.value.open === null && session.value.opening === null ? renew(deps, holder, session.value, proof, reason) : fail("case-is-open");
    },
    revokeKey: async (draft) => {
      const session = needSession(holder);
      return session.ok ? revoke(deps, session.value, draft) : session;
    },
  };
}

/** What opens what was sealed to us, now or before, the newest first; and what it is addressed by. */
export async function ownOpeningKeys({
  keys,
}: OpenVault): Promise<{ readonly identities: readonly string[]; readonly recipients: readonly string[] }> {
  const pairs = await openingPairs(keys);
  return { identities: pairs.map(({ identity }) => identity), recipients: pairs.map(({ recipient }) => recipient) };
}

/** The new keys are announced by the old one before they count; whatever fails before leaves the old ones as they are. */
async function renew(
  deps: CaseDeps,
  holder: SessionHolder,
  session: Session,
  proof: Secret,
  reason: KeyChangeReason,
): Promise<Result<NewKeys, PartnerError>> {
  const announced: { entry: OwnNotice | null } = { entry: null };
  const vault = await deps.vault.renewKeys(proof, async (next) => {
    const entry = await announce(deps, session, next, reason);
    if (!entry.ok) return entry;
    if (entry.value === null) return succeed(undefined);
    announced.entry = entry.value;
    return session.registry.addPartnerEntries([entry.value]);
  });
  if (!vault.ok) return vault;
  await session.summaries.settled();
  session.vault.lock();
  holder.current = null;
  const me = enterSession(holder, vault.value, await startSession(deps, vault.value));
  if (!me.ok) return me;
  const [{ entry }, now] = [announced, needSession(holder)];
  return succeed({ me: me.value, notice: entry === null || !now.ok ? null : ownNoticeFile(now.value, entry) });
}

type OwnNotice = Extract<PartnerEntry, { kind: "notice" }>;

/** The identity of the new keys is kept, and said by the old one, unless that is revoked: nobody would believe it. */
async function announce(deps: CaseDeps, session: Session, next: Keys, reason: KeyChangeReason): Promise<Result<OwnNotice | null, StorageError>> {
  const kept = await keepNextIdentity(session.vault, next, deps.clock);
  if (!kept.ok || ownRevocation(session, null) !== null) return kept.ok ? succeed(null) : kept;
  const at = deps.clock.now();
  const identityFile = bytesToUtf8(kept.value.file) ?? "";
  const { signer } = session;
  const bytes = await writeKeyChange(
    { author: signer.author, identityFile, reason, at },
    (message) => signer.sign(message),
    (message) => next.sign(message),
  );
  return succeed({ kind: "notice", ...noticeIn(bytes), at });
}

/** Nobody takes a key out of use at a computer that was left open: the secret is asked again, after all that can be judged without it. */
async function revoke(
  deps: CaseDeps,
  session: Session,
  { author: key, reason, from, proof }: RevocationDraft,
): Promise<Result<NamedBytes, PartnerError>> {
  const { signer, me, registry } = session;
  const partner = session.ownAuthors.includes(key) ? me : registry.partnerBook.find(key);
  if (partner === null) return fail("unknown-partner");
  if (partner.agency !== me.agency) return fail("other-agency");
  // Of a key of ours before this one it is not known any more when it was made.
  const wrong = wrongDayOf({ from, reason }, partner.author === key ? partner.createdAt : null, deps.clock.now());
  if (wrong !== null) return fail(wrong);
  const asked = await deps.vault.unlock(proof);
  if (!asked.ok) return asked;
  asked.value.lock();
  const said = { author: signer.author, key, agency: me.agency, officer: partner.officer, reason, from, at: deps.clock.now() } as const;
  const bytes = await writeRevocation({ kind: "revocation", ...said }, (message) => signer.sign(message));
  const effects = await takeNotices(deps, session, [bytes]);
  if (!effects.ok) return effects;
  const isDone = effects.value.some(({ outcome }) => outcome === "revoked" || outcome === "own-key-revoked");
  const { notice, text } = noticeIn(bytes);
  return isDone ? succeed(keyNoticeFile(notice, text)) : fail("already-revoked");
}

/** What we say of our own keys: the changes that led to the key that counts, revocations, and the post-quantum key. */
function ownNotices(session: Session): readonly NamedBytes[] {
  const { registry, ownAuthors, own } = session;
  const led = ({ notice }: { readonly notice: KeyNotice }): boolean =>
    ownAuthors.includes(notice.author) && (notice.kind !== "key-change" || ownAuthors.includes(notice.identity.author));
  const hybrid = own === null ? [] : [hybridNoteOf(own)];
  return [...registry.partnerBook.notes.filter(led), ...hybrid].map((note) => ownNoticeFile(session, note));
}

function noticeIn(bytes: Uint8Array): { readonly notice: KeyNotice; readonly text: string } {
  const text = bytesToUtf8(bytes) ?? "";
  const notice = parseKeyNotice(text);
  invariant(notice !== null, "a notice we write can be read");
  return { notice, text };
}
