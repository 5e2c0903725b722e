import { succeed } from "../../kernel/result.ts";
import type { Value } from "../../ledger/model.ts";
import { parseAddress } from "../../ontology/address.ts";
import { checkValue } from "../../ontology/check.ts";
import type { DraftValues } from "../../ontology/drafts.ts";
import { isMixed, withLatinLetters } from "../../ontology/look-alike-letters.ts";
import { shownHost } from "../../ontology/punycode.ts";
import { propertyEntry } from "../../ontology/read.ts";
import type { Harvest, Place } from "../harvest.ts";
import { canonicalHost } from "../host-name.ts";
import { ruleNames } from "../model.ts";
import type { Reader, TakeRow } from "../reader.ts";
import { recognisedKinds, type RecognisedKind } from "../recognise/model.ts";
import { walletOf } from "../wallets.ts";

/** What a recognised value is written as in a row of its document. */
export const recognisedHeaders = ["fate", "kind", "written", "value", "page", "line", "column", "label"] as const;

/** The values of a document. Its rows are ours, and all the same each is checked once more: a cell may have been mended. */
export const recognisedReader: Reader = {
  name: "recognised",
  version: 1,
  // Never found by its headers: what a file calls so may be anything.
  knows: () => false,
  uses: (layout) => layout.headers.map((header, at) => ({ header, use: at === 0 || at > 3 ? "checked" : "read", type: "", property: "" })),
  start: (_, harvest) => succeed(takeRecognised(harvest)),
};

function takeRecognised(harvest: Harvest): TakeRow {
  const known = new Set<string>();
  return (cells, row) => {
    const [fate = "", kindText = "", written = "", value = "", page, line, column] = cells;
    const kind = recognisedKinds.find((name) => name === kindText);
    const out = fate === "taken" || fate === "unverified" ? null : (ruleNames.find((name) => name === fate) ?? "bad-form");
    // A key that opens a wallet is repeated nowhere.
    const shown = kind === "secret-key" ? "" : written;
    if (kind === undefined || out !== null) return harvest.reject(row, "", shown, out ?? "bad-form");
    const place: Place = { row: Number(line) || 0, column: column ?? "", page: Number(page) || 0 };
    const thing = fate === "taken" ? thingOf(kind, value) : unverified(kind, written);
    if (thing === null) return harvest.reject(row, "", shown, "bad-form");
    const key = `${fate} ${thing.type} ${thing.key}`;
    if (known.has(key)) return harvest.repeat();
    known.add(key);
    harvest.accept();
    if (fate === "unverified") harvest.notice("kept-unverified");
    if (thing.type === "wallet") walletOf(harvest, value, place);
    else harvest.thing({ id: harvest.idOf(thing.type, thing.name), type: thing.type, values: thing.values, ...place });
    return undefined;
  };
}

interface NamedThing {
  readonly type: string;
  /** What its id derives from. */
  readonly name: string;
  /** What tells this saying from others: a site and each of its links are said once. */
  readonly key: string;
  readonly values: DraftValues;
}
const text = (said: string): Value => ({ kind: "text", text: said });
const identifier = (said: string): Value => ({ kind: "identifier", text: said });

/** The thing of the case a value names; null when it is none. */
function thingOf(kind: RecognisedKind, value: string): NamedThing | null {
  const plain = (type: string, property: string): NamedThing => ({ type, name: value, key: value, values: { [property]: identifier(value) } });
  const checked = (check: "iin" | "bin" | "iban", type: string): NamedThing | null => (checkValue(check, value).ok ? plain(type, check) : null);
  const account = (platform: string, values: DraftValues): NamedThing => ({
    type: "account",
    name: `${platform}:${value.toLowerCase()}`,
    key: `${platform}:${value.toLowerCase()}`,
    values: { platform: text(platform), ...values },
  });
  switch (kind) {
    case "wallet":
      return parseAddress(value).ok ? plain("wallet", "address") : null;
    case "iin":
      return checked("iin", "person");
    case "bin":
      return checked("bin", "organisation");
    case "iban":
      return checked("iban", "bankAccount");
    case "phone":
    case "email":
      return account(kind, { handle: identifier(value) });
    case "telegram":
      return account("telegram", value.startsWith("id:") ? { numericId: identifier(value.slice(3)) } : { handle: identifier(value) });
    case "telegram-invite":
      // An invitation is told by its letters, large and small.
      return { ...account("telegram", { url: identifier(value) }), name: `telegram:${value}`, key: `telegram:${value}` };
    case "domain":
      return siteOf(value, {});
    case "url":
      return checkValue("url", value).ok ? siteOf(value, { url: identifier(value) }) : null;
    default:
      return null;
  }
}

function siteOf(value: string, values: DraftValues): NamedThing | null {
  const name = canonicalHost(value);
  if (!name.ok) return null;
  const { host, registrable } = name.value;
  const shown = legibleHost(host);
  const part: DraftValues = {
    ...(shown === host ? {} : { displayName: text(shown) }),
    ...(registrable === host ? {} : { registrableDomain: identifier(registrable) }),
  };
  return { type: "site", name: host, key: value, values: { domain: identifier(host), ...part, ...values } };
}

const supposedOf = (kind: RecognisedKind): string =>
  propertyEntry("unverifiedValue", "supposedKind")?.choices?.find((name) => name === kind) ?? "other";

/** A host by its letters, unless they look like Latin ones: an imitation keeps its Punycode, or it would be read as what it imitates. */
function legibleHost(host: string): string {
  const shown = shownHost(host);
  const isPlain = (label: string): boolean => /^[\0-\x7f]*$/.test(label);
  const isLegible = shown.split(".").every((label) => isPlain(label) || (!isMixed(label) && !isPlain(withLatinLetters(label))));
  return isLegible ? shown : host;
}

/** A value whose checksum fails, as it is written: a thing of its own kind, which is never taken for a wallet or a person. */
function unverified(kind: RecognisedKind, written: string): NamedThing {
  return { type: "unverifiedValue", name: written, key: written, values: { asWritten: text(written), supposedKind: text(supposedOf(kind)) } };
}
