/** ISO of a written date; "" for nothing, null for what is no date. */
export function isoDateOf(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === "") return "";
  const written = /^(?:(?:(\d{1,2})[./-])?(\d{1,2})[./-])?(\d{4})$/.exec(trimmed);
  const iso = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(trimmed);
  const [year, month, day] = written === null ? [iso?.[1], iso?.[2], iso?.[3]] : [written[3], written[2], written[1]];
  if (year === undefined) return null;
  return isCalendarDate(year, month, day)
    ? [year, month, day].flatMap((part) => (part === undefined ? [] : [part.padStart(2, "0")])).join("-")
    : null;
}

/** dd.mm.yyyy of an ISO date, as far as its precision goes. */
export function writtenDateOf(iso: string): string {
  return iso.slice(0, 10).split("-").reverse().join(".");
}

function isCalendarDate(year: string, month: string | undefined, day: string | undefined): boolean {
  const monthNumber = Number(month ?? "1");
  const dayNumber = Number(day ?? "1");
  const date = new Date(Date.UTC(Number(year), monthNumber - 1, dayNumber));
  return date.getUTCMonth() === monthNumber - 1 && date.getUTCDate() === dayNumber;
}
