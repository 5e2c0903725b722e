import { shortSha256 } from "../crypto/short-hash.ts";
import { type EntityId, type FileHash, parseEntityId } from "../kernel/brand.ts";
import { bytesToHex, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText } from "../kernel/canonical.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Source, Statement, Value } from "../ledger/model.ts";
import { type DraftMarks, draftEntity } from "../ontology/drafts.ts";
import { entityIdFor } from "../ontology/identity.ts";
import type { SiteSighting } from "./domain-list.ts";
import type { IntakeOrder, IntakePreview } from "./model.ts";
import type { RateSighting } from "./rates.ts";
import type { WalletSighting } from "./tronscan.ts";

type Marks = Omit<DraftMarks, "source">;

const text = (said: string): Value => ({ kind: "text", text: said });
const identifier = (said: string): Value => ({ kind: "identifier", text: said });
const count = (number: number): Value => ({ kind: "decimal", text: String(number) });

/** The entity of a thing with a public name. Readers hand over checked names only. */
export function derivedId(type: string, name: string): EntityId {
  const id = entityIdFor(type, name);
  invariant(id !== null, "a checked name has an id");
  return id;
}

/** The file itself: an exhibit named by its hash, with how its rows came out. */
export function draftExhibit(preview: IntakePreview, order: IntakeOrder): readonly Statement[] {
  const { sha256, sizeBytes, fileName } = preview;
  return draftEntity({
    ...marksOf(order),
    id: derivedId("exhibit", sha256),
    type: "exhibit",
    source: null,
    values: {
      fileHash: identifier(sha256),
      file: { kind: "file", sha256, sizeBytes, mediaType: "text/csv" },
      fileName: text(fileName),
      reader: text(preview.profile),
      rows: count(preview.rows),
      accepted: count(preview.accepted),
      rejected: count(preview.rejected.length),
      duplicates: count(preview.duplicates),
    },
  });
}

/** The reading of a transfer file, by which anyone who has the exhibit gets the same columns. */
export function draftDataset(preview: IntakePreview, readerVersion: number, order: IntakeOrder): readonly Statement[] {
  return draftEntity({
    ...marksOf(order),
    id: derivedId("dataset", preview.sha256),
    type: "dataset",
    source: sourceOf(preview.sha256, 0, ""),
    values: {
      fileHash: identifier(preview.sha256),
      reader: text(preview.profile),
      readerVersion: count(readerVersion),
      chain: text("tron"),
      rows: count(preview.rows),
      accepted: count(preview.accepted),
      rejected: count(preview.rejected.length),
    },
  });
}

/** One wallet an address, each pointing at the first row that names it. */
export function draftWallets(wallets: readonly WalletSighting[], file: FileHash, order: IntakeOrder): readonly Statement[] {
  return wallets.flatMap(({ address, row, column }) =>
    draftEntity({
      ...marksOf(order),
      id: derivedId("wallet", address),
      type: "wallet",
      source: sourceOf(file, row, column),
      values: { address: identifier(address), chain: text("tron") },
    }),
  );
}

/** One site a host, each pointing at the first row that names it. */
export function draftSites(sites: readonly SiteSighting[], file: FileHash, order: IntakeOrder): readonly Statement[] {
  return sites.flatMap(({ host, registrable, displayName, row, column }) =>
    draftEntity({
      ...marksOf(order),
      id: derivedId("site", host),
      type: "site",
      source: sourceOf(file, row, column),
      values: {
        domain: identifier(host),
        ...(displayName === "" ? {} : { displayName: text(displayName) }),
        ...(registrable === host ? {} : { registrableDomain: identifier(registrable) }),
      },
    }),
  );
}

/** A rate is named by pair, day and authority: two tables that differ about one day then give rival values of one rate. */
export function rateId({ pair, onDate, authority }: Pick<RateSighting, "pair" | "onDate" | "authority">): EntityId {
  const key = utf8ToBytes(`dalel.rate.1\n${canonicalText([pair, onDate, authority])}`);
  const id = parseEntityId(bytesToHex(shortSha256(key).subarray(0, 16)));
  invariant(id !== null, "16 bytes make an entity id");
  return id;
}

/** One rate a pair, day and authority; each value points at its row. */
export function draftRates(rates: readonly RateSighting[], file: FileHash, order: IntakeOrder): readonly Statement[] {
  return rates.flatMap((sighting) => {
    const { pair, rate, onDate, authority, row, column } = sighting;
    return draftEntity({
      ...marksOf(order),
      id: rateId(sighting),
      type: "rate",
      source: sourceOf(file, row, column),
      values: {
        pair: identifier(pair),
        rate: { kind: "decimal", text: rate },
        onDate: { kind: "date", from: onDate, to: onDate },
        ...(authority === "" ? {} : { authority: text(authority) }),
      },
    });
  });
}

function marksOf({ grade, handling }: IntakeOrder): Marks {
  return { grade, handling };
}

function sourceOf(file: FileHash, row: number, column: string): Source {
  return { file, place: { page: 0, row, column } };
}
