import { canonicalText } from "../kernel/canonical.ts";
import type { Value } from "../ledger/model.ts";
import type { Fact } from "./model.ts";

/** A value as one line of text; "" for what has none of its own (another entity, a file). */
export function textOfValue(value: Value | undefined): string {
  switch (value?.kind) {
    case undefined:
    case "entity":
    case "file":
      return "";
    case "amount":
      return `${value.text} ${value.asset}`;
    case "date":
      return value.from === value.to ? value.from : `${value.from}–${value.to}`;
    case "text":
    case "identifier":
    case "decimal":
      return value.text;
  }
}

/** Equal for equal values of one property. */
export function valueKey({ value }: Pick<Fact, "value">): string {
  // Most values are texts; no key of the other kinds begins like these.
  if (value.kind === "text" || value.kind === "identifier") return `${value.kind} ${value.text}`;
  return canonicalText({ ...value });
}
