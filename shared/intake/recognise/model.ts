import type { ChainFamily } from "../../ontology/address.ts";
import type { CheckError } from "../../ontology/check.ts";

/** What a text may hold that a case knows by its form. Words: `recognise:kind.<kind>`. */
export const recognisedKinds = [
  "wallet",
  "transaction",
  "secret-key",
  "iin",
  "bin",
  "iban",
  "bic",
  "phone",
  "email",
  "telegram",
  "telegram-invite",
  "domain",
  "url",
] as const;
export type RecognisedKind = (typeof recognisedKinds)[number];

/** What its checksum says: it holds, it does not, or a value of this form has none. */
export type Checked = "valid" | "invalid" | "none";

/**
 * What a person should know of a value besides. Words: `recognise:remark.<name>`.
 * defanged = made harmless (hxxp, [.]); hidden-signs = signs nobody sees stand in it; mixed-letters = letters of several scripts that look alike;
 * bare-handle = "@name", of no platform said; public-service = an explorer, a messenger or a mail service everybody uses; may-be-key = 64 digits that may
 * be the hash of anything, or a key; file-like = may be the name of a file; digit-holds = its check digit holds all the same; label-differs = the words
 * before it call it something else.
 */
export const remarkNames = [
  "defanged",
  "hidden-signs",
  "mixed-letters",
  "bare-handle",
  "public-service",
  "may-be-key",
  "file-like",
  "digit-holds",
  "label-differs",
] as const;
export type RemarkName = (typeof remarkNames)[number];
/** Why a value is not what it looks like. Words: `recognise:fault.<name>`. */
export type RecognisedFault = CheckError["kind"] | "mixed-letters" | "public-suffix";

/** A value found in a text, before its place is known as a person counts. */
export interface Found {
  readonly kind: RecognisedKind;
  /** UTF-16 units from 0. */
  readonly at: number;
  readonly length: number;
  /** Canonical; "" where it is not what it looks like. */
  readonly value: string;
  readonly check: Checked;
  readonly fault?: RecognisedFault;
  readonly family?: ChainFamily;
  /** The part of a host that is registered with a registry. */
  readonly registrable?: string;
  readonly remarks?: readonly RemarkName[];
}

/** One value a text holds, with its place. `text.slice(offset, offset + written.length) === written`. */
export interface Recognised {
  readonly kind: RecognisedKind;
  /** As it stands in the text, with whatever stands in it. */
  readonly written: string;
  /** Canonical; "" where it is not what it looks like. */
  readonly value: string;
  readonly check: Checked;
  readonly fault: RecognisedFault | null;
  /** Of wallets: by their own form; "" = none. */
  readonly family: ChainFamily | "";
  /** Of domains and links: the host, and the part of it that is registered; "" = none. */
  readonly host: string;
  readonly registrable: string;
  readonly remarks: readonly RemarkName[];
  /** What the text calls it: the words before it on its line; "" = nothing. */
  readonly label: string;
  /** From 1, as are columns, in UTF-16 units; page 0 where a text has none. */
  readonly page: number;
  readonly line: number;
  readonly column: number;
  /** UTF-16 units from the beginning of the text. */
  readonly offset: number;
  /** Place in the list of the link it stands in; null = in none. */
  readonly within: number | null;
}

/** What becomes of one recognised value: taken into the case, kept as a value whose checksum fails, or left, and why. */
export type Fate = "taken" | "unverified" | "no-thing" | "not-picked" | "left-by-hand" | RecognisedFault;

/** One value to be looked through. */
export interface RecognisedItem extends Recognised {
  /** From 1, as rows of the file are counted. */
  readonly row: number;
  readonly fate: Fate;
  readonly isTakenByItself: boolean;
  /** Whether the case has a thing for values of this kind. */
  readonly canBeThing: boolean;
  /** The words around it on its line. */
  readonly before: string;
  readonly behind: string;
}

/** What a document holds. */
export interface RecognisedFile {
  readonly items: readonly RecognisedItem[];
  /** Of how many. */
  readonly total: number;
  /** 0 = it has none. */
  readonly pages: number;
}
