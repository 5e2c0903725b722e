import { type Result, succeed } from "../../kernel/result.ts";
import type { Value } from "../../ledger/model.ts";
import { parseAddress } from "../../ontology/address.ts";
import type { PropertyEntry } from "../../ontology/model.ts";
import { parseValue, type ValueError } from "../../ontology/value.ts";
import { canonicalHost } from "../host-name.ts";
import type { ColumnForm } from "./model.ts";
import type { RuleName } from "../model.ts";
import type { Fault } from "../reader.ts";
import { writtenDate, writtenNumber } from "./forms.ts";

/** A cell with how its column is written. A text that is the same in every row is written as the ledger writes it. */
export interface WrittenCell {
  readonly text: string;
  readonly column: string;
  readonly form: ColumnForm;
}

export const ledgerForm: ColumnForm = { dateOrder: "ymd", decimalSign: ".", offsetMinutes: 0 };

/**
 * A value of one property as a cell says it; a date and a number by the form of their column, everything else by its own check.
 *
 * Gives   the first rule it breaks, when it is no such value.
 */
export function readValue(entry: PropertyEntry, cell: WrittenCell, asset = ""): Result<Value, Fault> {
  const broken = (rule: RuleName): Result<never, Fault> => ({ ok: false, error: { column: cell.column, value: cell.text, rule } });
  const { dateOrder, decimalSign, offsetMinutes } = cell.form;
  if (entry.check === "domain") {
    const host = canonicalHost(cell.text);
    return host.ok ? succeed({ kind: "identifier", text: host.value.host }) : broken(host.error.kind);
  }
  if (entry.kind === "date") {
    const date = dateOrder === "" || offsetMinutes === null ? null : writtenDate(cell.text, dateOrder, offsetMinutes);
    return date === null ? broken("bad-date") : succeed({ kind: "date", from: date.text, to: date.text });
  }
  let text = cell.text;
  if (entry.kind === "decimal" || entry.kind === "amount") {
    const number = decimalSign === "" ? null : writtenNumber(cell.text, decimalSign);
    if (number === null) return broken("bad-number");
    text = `${number.isNegative ? "-" : ""}${number.text}`;
  }
  const value = parseValue(entry, text, asset);
  return value.ok ? value : broken(ruleOf(value.error.kind));
}

function ruleOf(kind: ValueError["kind"]): RuleName {
  switch (kind) {
    case "bad-checksum":
      return "bad-checksum";
    case "too-long":
      return "value-too-long";
    case "unknown-choice":
      return "other-choice";
    case "not-a-number":
      return "bad-number";
    case "not-a-date":
      return "bad-date";
    case "ip-address":
      return "ip-address";
    case "empty":
    case "no-asset":
      return "missing-value";
    case "bad-form":
    case "impossible-date":
    case "not-text":
    case "needs-file":
      return "bad-form";
  }
}

/** What follows from a checked value and is said with it: the family of an address's chain, the domain a host is under. */
export function followingValues(type: string, property: string, value: Value): Readonly<Record<string, Value>> {
  if (value.kind !== "identifier") return {};
  if (type === "wallet" && property === "address") {
    const address = parseAddress(value.text);
    return address.ok ? { chain: { kind: "text", text: address.value.family } } : {};
  }
  if (type !== "site" || property !== "domain") return {};
  const host = canonicalHost(value.text);
  return host.ok && host.value.registrable !== host.value.host ? { registrableDomain: { kind: "identifier", text: host.value.registrable } } : {};
}
