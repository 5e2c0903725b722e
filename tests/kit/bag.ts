import type { BundleStatement } from "../../shared/bundle/model.ts";
import { recipientHashOf, statementToText, statementType } from "../../shared/bundle/statement.ts";
import { createPayload, createTags, listPayload, type Payload, signStatement, writeBag } from "../../shared/bundle/write-bag.ts";
import type { FileEntry } from "../../shared/bundle/jsonl.ts";
import type { FileHash } from "../../shared/kernel/brand.ts";
import { type Bytes, hexToBytes, utf8ToBytes } from "../../shared/kernel/bytes.ts";
import { invariant } from "../../shared/kernel/invariant.ts";
import type { Commit, Signer } from "../../shared/ledger/model.ts";
import { collect, type Correspondent } from "./exchange.ts";
import { instant } from "./fixed-clock.ts";
import { aCaseId } from "./ledger-generators.ts";

/** A bag by hand: what an honest sender writes, and the places where a dishonest one would write something else and sign it. */
export interface BagByHand {
  readonly sender: Correspondent;
  readonly to: Correspondent;
  readonly commits: readonly Commit[];
  readonly files?: readonly { readonly entry: FileEntry; readonly content: Bytes }[];
  readonly editPayload?: (payload: Payload) => Payload;
  readonly editStatement?: (statement: BundleStatement) => object;
  readonly signer?: Signer;
}

export async function writeBagByHand({ sender, to, commits, files = [], editPayload, editStatement, signer }: BagByHand): Promise<Bytes> {
  const entries = files.map(({ entry }) => entry);
  const contents = new Map<FileHash, Bytes>(files.map(({ entry, content }) => [entry.sha256, content]));
  const honest = createPayload(commits, entries, sender.identityFile);
  const payload = editPayload?.(honest) ?? honest;
  const { author, agency, agencyName, officer } = sender.identity;
  const disclosed = commits.reduce((sum, { claims }) => sum + claims.length, 0);
  const all = commits.reduce((sum, { claimIds }) => sum + claimIds.length, 0);
  const statement: BundleStatement = {
    type: statementType,
    format: 2,
    case: aCaseId,
    sentAt: instant(1_772_500_000_000),
    sender: { author, agency, agencyName, officer },
    cosigner: null,
    addressee: "",
    nationalMark: "",
    expiresAt: "",
    recipients: [{ author: to.signer.author, recipientHash: recipientHashOf(to.identity.ageRecipient) }],
    sequence: 1,
    previous: "",
    marking: "amber",
    legalBasis: "",
    purpose: "Joint inquiry",
    retainUntil: "",
    counts: { commits: commits.length, disclosed, withheld: all - disclosed, files: files.length },
    payload: listPayload(payload, entries),
    critical: [],
  };
  const edited = { ...statement, ...editStatement?.(statement) };
  const by = signer ?? sender.signer;
  const key = hexToBytes(by.author);
  invariant(key !== null, "an author is hex");
  const text = utf8ToBytes(statementToText(edited));
  const tags = createTags(edited, [await signStatement(text, (message) => by.sign(message), key)]);
  return collect(
    writeBag(edited, tags, payload, async function* (sha256) {
      yield contents.get(sha256) ?? new Uint8Array(0);
    }),
  );
}
