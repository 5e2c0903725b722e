import { nameUuid } from "../crypto/uuid.ts";
import { canonicalText, type Json } from "../kernel/canonical.ts";
import { typeEntry } from "../ontology/read.ts";
import type { Entity } from "../projections/model.ts";
import { textOf } from "./case-rows.ts";
import { ownNamespace, stixNamespace } from "./namespaces.ts";

/** The object type of a row; null when STIX has none for it. */
export function stixTypeOf(row: Entity): string | null {
  return typeEntry(row.type)?.as?.stix ?? null;
}

/** An id of ours: the same for the same name. */
export function ownStixId(type: string, name: string): string {
  return `${type}--${nameUuid(ownNamespace, name)}`;
}

/**
 * The id of a row's object.
 *
 * Gives   observables by their contents where STIX says which count, so that others' exports agree; everything else by our own id of the thing;
 *         null for what STIX has no object for, and for an observable whose very value is not there.
 * Source  STIX 2.1 §2.9, §6; wallets by their bare address, as their extension's own examples.
 */
export function stixIdOf(row: Entity): string | null {
  const type = stixTypeOf(row);
  switch (type) {
    case null:
      return null;
    case "cryptocurrency-wallet":
      return byContent(type, textOf(row, "address"));
    case "domain-name":
      return byContent(type, contentOf({ value: textOf(row, "domain") }));
    case "file":
      return fileIdOf(row);
    case "user-account":
      return (
        byContent(
          type,
          contentOf({ account_login: textOf(row, "handle"), account_type: textOf(row, "platform"), user_id: textOf(row, "numericId") }),
        ) ?? ownStixId(type, row.id)
      );
    case "bank-account":
      return ownStixId(type, textOf(row, "iban") === "" ? row.id : `iban ${textOf(row, "iban")}`);
    default:
      return ownStixId(type, row.id);
  }
}

function fileIdOf(row: Entity): string | null {
  const sha256 = textOf(row, "fileHash");
  if (sha256 === "") return null;
  const name = textOf(row, "fileName");
  return byContent("file", canonicalText({ hashes: { "SHA-256": sha256 }, ...(name === "" ? {} : { name }) }));
}

function byContent(type: string, content: string): string | null {
  return content === "" ? null : `${type}--${nameUuid(stixNamespace, content)}`;
}

/** What is said of these, as canonical JSON; "" = nothing. */
function contentOf(said: Readonly<Record<string, string>>): string {
  const there = Object.entries(said).filter(([, text]) => text !== "");
  return there.length === 0 ? "" : canonicalText(Object.fromEntries<Json>(there));
}
