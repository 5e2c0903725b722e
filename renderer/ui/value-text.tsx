import type { ReactNode } from "react";
import type { Value } from "../../shared/ledger/model.ts";
import { propertyEntry } from "../../shared/ontology/read.ts";
import { useFormat } from "./format.ts";
import { HashText } from "./hash-text.tsx";
import { SafeText } from "./safe-text.tsx";
import { hasWords, useTranslate } from "./translate.ts";
import { decimalText, spanText } from "./value-words.ts";
import "./text.css";

interface ValueTextProps {
  readonly value: Value;
  /** With type and property known, choices read as words and addresses and hashes are shortened. */
  readonly type?: string;
  readonly property?: string;
  /** The name of an entity, for values that are ends of links. */
  readonly nameOf?: (entity: string) => string;
}

/** A value of a claim as a person reads it. */
export function ValueText({ value, type, property, nameOf }: ValueTextProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const entry = type === undefined || property === undefined ? undefined : propertyEntry(type, property);
  switch (value.kind) {
    case "amount":
      return <span className="ui-value-amount">{format.amount(value.text, value.asset)}</span>;
    case "decimal":
      return <span className="ui-value-amount">{decimalText(format, t, value)}</span>;
    case "date":
      return <span className="ui-value-amount">{spanText(format, value)}</span>;
    case "entity":
      return nameOf === undefined ? <HashText text={value.entity} kind="address" /> : <SafeText text={nameOf(value.entity)} />;
    case "file":
      return <HashText text={value.sha256} kind="hash" />;
    case "identifier":
      if (entry?.check === "sha256") return <HashText text={value.text} kind="hash" />;
      return entry?.check === "wallet-address" || entry?.check === "tron-address" ? (
        <HashText text={value.text} kind="address" />
      ) : (
        <SafeText text={value.text} />
      );
    case "text": {
      const key = `ontology:choice.${property ?? ""}.${value.text}`;
      return entry?.kind === "choice" && hasWords(key) ? t(key) : <SafeText text={value.text} />;
    }
  }
}
