import type { CustodyEvent } from "../../../shared/projections/custody.ts";
import type { Format } from "../../ui/format.ts";

/** When something happened, as it was said: a day, or a time of it in local time. */
export function happenedText(iso: string, format: Format): string {
  const instant = iso.includes("T") ? Date.parse(iso) : Number.NaN;
  return Number.isFinite(instant) ? format.dateTime(instant) : format.date(iso);
}

/** The words of an event, by property, in the order they are read; what is not said is left out. */
export function eventFacts(event: CustodyEvent): readonly (readonly [property: string, text: string])[] {
  // What cancels another event repeats its words, which are read there.
  if (event.correction === "cancels") {
    const why = event.correctionReason || event.reason;
    return why === "" ? [] : [["correctionReason", why]];
  }
  const facts = [
    ["performedBy", event.performedBy],
    ["custodyPlace", event.place],
    ["handedFrom", event.handedFrom],
    ["handedTo", event.handedTo],
    ["documentNumber", event.documentNumber],
    ["sealNumber", event.sealNumber],
    ["reason", event.reason],
    ["correctionReason", event.correctionReason],
  ] as const;
  return facts.filter(([, text]) => text !== "");
}
