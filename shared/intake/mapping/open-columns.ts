import { propertyEntry } from "../../ontology/read.ts";
import type { MappedSource, MappedValue, Mapping } from "./model.ts";

/** Columns of a mapping (from 0) whose dates or numbers are read, and of which nobody has said yet how they are written, or by which clock. */
export function openColumnsOf({ forms, things, links, transfer }: Mapping): readonly number[] {
  const open = new Set<number>();
  const need = (source: MappedSource, form: "dateOrder" | "decimalSign"): void => {
    const said = "column" in source ? forms[source.column] : undefined;
    if (!("column" in source) || said === undefined) return;
    if (said[form] === "" || (form === "dateOrder" && said.offsetMinutes === null)) open.add(source.column);
  };
  const needValue = (type: string, { property, source }: MappedValue): void => {
    const kind = propertyEntry(type, property)?.kind;
    if (kind === "date") need(source, "dateOrder");
    if (kind === "decimal" || kind === "amount") need(source, "decimalSign");
  };
  for (const { type, values } of [...things, ...links]) for (const value of values) needValue(type, value);
  if (transfer !== null) {
    need(transfer.time, "dateOrder");
    need(transfer.amount, "decimalSign");
    if (transfer.direction.by === "side") need(transfer.direction.amount, "decimalSign");
  }
  return [...open].sort((a, b) => a - b);
}
