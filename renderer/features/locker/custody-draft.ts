import type { CustodyDraft } from "../../../shared/case/locker-door.ts";
import type { CustodyAction } from "../../../shared/ontology/custody.ts";
import { custodyChain, type CustodyChain, type CustodyEvent, type CustodyFlag } from "../../../shared/projections/custody.ts";

/** An event as it is typed: its day and time are of here. */
export interface TypedEvent {
  readonly action: CustodyAction;
  /** ISO date of any precision; "" = none. */
  readonly day: string;
  /** "HH:MM" of a whole day; "" = not said. */
  readonly time: string;
  readonly performedBy: string;
  readonly place: string;
  readonly reason: string;
  readonly documentNumber: string;
  readonly sealNumber: string;
  readonly handedFrom: string;
  readonly handedTo: string;
  readonly correction: CustodyDraft["correction"];
  /** Why it is corrected. */
  readonly correctionReason: string;
}

/** What comes next by the law, after what was done last. */
const nextActions: Readonly<Record<CustodyAction | "none", CustodyAction>> = {
  none: "seize",
  seize: "register",
  register: "store",
  store: "transfer",
  transfer: "transfer",
  destroy: "destroy",
};

const two = (value: number): string => String(value).padStart(2, "0");

/** A new event with what is likely: now, by this officer, from whoever has it. */
export function newEvent(chain: CustodyChain, officer: string, now: Date): TypedEvent {
  return {
    action: nextActions[chain.state ?? "none"],
    day: `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`,
    time: `${two(now.getHours())}:${two(now.getMinutes())}`,
    performedBy: officer,
    place: "",
    reason: "",
    documentNumber: "",
    sealNumber: "",
    handedFrom: chain.holder || officer,
    handedTo: "",
    correction: "replaces",
    correctionReason: "",
  };
}

/** The words of an event that is to be corrected. */
export function typedEvent(event: CustodyEvent): TypedEvent {
  const { action, performedBy, place, reason, documentNumber, sealNumber, handedFrom, handedTo } = event;
  const at = event.happenedAt.includes("T") ? new Date(event.happenedAt) : null;
  const isTimed = at !== null && Number.isFinite(at.getTime());
  return {
    action,
    day: isTimed ? `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}` : event.happenedAt.slice(0, 10),
    time: isTimed ? `${two(at.getHours())}:${two(at.getMinutes())}` : "",
    performedBy,
    place,
    reason,
    documentNumber,
    sealNumber,
    handedFrom,
    handedTo,
    correction: "replaces",
    // Why it is corrected is another reason than why it was done.
    correctionReason: "",
  };
}

/** Whether a time is one of the day, or none. */
export const isTime = (text: string): boolean => text.trim() === "" || /^([01]?\d|2[0-3]):[0-5]\d$/.test(text.trim());

/** Whether an event lies ahead: what was done lies in the past. A day alone is one of here. */
export function isToCome({ day, time }: Pick<TypedEvent, "day" | "time">, now: Date): boolean {
  const at = happenedAt({ day, time });
  if (at.includes("T")) return Date.parse(at) > now.getTime();
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return day > today.slice(0, day.length);
}

/** Whether an event says what one of its kind must say. The core judges it again. */
export function isWhole(typed: TypedEvent): boolean {
  if (isToCome(typed, new Date())) return false;
  if (typed.action === "transfer") return typed.handedTo.trim() !== "";
  return typed.action !== "destroy" || (typed.reason.trim() !== "" && typed.documentNumber.trim() !== "");
}

/** The moment as it is kept: UTC where a time is said of a whole day. */
export function happenedAt({ day, time }: Pick<TypedEvent, "day" | "time">): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  const clock = /^(\d{1,2}):(\d{2})$/.exec(time.trim());
  if (parts === null || clock === null) return day;
  const [year, month, date, hours, minutes] = [...parts.slice(1), ...clock.slice(1)].map(Number);
  return `${new Date(year ?? 0, (month ?? 1) - 1, date ?? 1, hours ?? 0, minutes ?? 0).toISOString().slice(0, 16)}Z`;
}

/** What would be odd about an event if it were recorded now: told before it is, and allowed. */
export function flagsBefore(
  chain: CustodyChain,
  typed: TypedEvent,
  { file, agency, corrects, now }: { readonly file: CustodyEvent["file"]; readonly agency: string; readonly corrects: string; readonly now: number },
): readonly CustodyFlag[] {
  const clock = 1 + Math.max(0, ...chain.steps.map((step) => step.clock));
  const event: CustodyEvent = {
    ...typed,
    id: "f".repeat(32) as CustodyEvent["id"],
    file,
    happenedAt: happenedAt(typed),
    corrects,
    correction: corrects === "" ? "" : typed.correction,
    fileState: "",
    checkedAt: "",
    author: "",
    agency,
    clock,
    saidAt: now as CustodyEvent["saidAt"],
    isDisputed: false,
    handling: "amber",
  };
  const after = custodyChain([...chain.steps, event]);
  return after.steps.find(({ id }) => id === event.id)?.flags ?? [];
}
