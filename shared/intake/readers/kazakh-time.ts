import { invariant } from "../../kernel/invariant.ts";
import type { Harvest } from "../harvest.ts";
import { type Moment, parseMoment } from "../times.ts";

/** Since this moment all of Kazakhstan is at UTC+5; before, the west was and the rest was at UTC+6 (domain facts §2.9). */
const oneClockSince = Date.UTC(2024, 2, 1);
const minutesSince = 300;

/**
 * A moment as a bank of Kazakhstan writes it: the day first with points, or as a workbook's own date ("2025-03-01 09:00:00").
 *
 * Takes   `clock`: the answer to which clock earlier times are of, in minutes ahead of UTC; it is asked when one of them needs it.
 * Gives   null when it is written otherwise. A day without a time is that day.
 */
export function kazakhMoment(text: string, clock: string | undefined, harvest: Harvest): Moment | null {
  const local = parseMoment(text, "day-first") ?? fullYearFirst(text);
  if (local === null) return null;
  if (local.isDayOnly) return local;
  if (local.at < oneClockSince && clock === undefined) {
    harvest.ask("kazakh-clock");
    return null;
  }
  const minutes = local.at < oneClockSince ? Number(clock) : minutesSince;
  const moment = parseMoment(text, "day-first", minutes) ?? parseMoment(text, "year-first", minutes);
  invariant(moment !== null, "a moment that was read is read again");
  return moment;
}

/** What a person should know of a moment that was accepted. */
export function tellMoment(harvest: Harvest, { isShortYear, isDayOnly }: Moment): void {
  if (isShortYear) harvest.notice("short-years");
  harvest.notice(isDayOnly ? "days-only" : "kazakh-times");
}

/** "25-03-01" may begin with its year or with its day: only four digits say. */
function fullYearFirst(text: string): Moment | null {
  const moment = parseMoment(text, "year-first");
  return moment?.isShortYear === true ? null : moment;
}
