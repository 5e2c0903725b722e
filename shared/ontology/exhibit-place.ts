import { fail, type Failure, type Result, succeed } from "../kernel/result.ts";

/** A part of a page or picture: from the left and from the top, width and height, each in percent of the whole. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Percents with at most two decimals; the whole ends at 100. */
const percent = /^\d{1,3}(?:\.\d{1,2})?$/;

/** A region as "left,top,width,height" in percent ("12.5,30,40,10"), within the page and not empty. */
export function checkRegion(raw: string): Result<string, Failure<"bad-form">> {
  const parts = raw.split(/[,;]\s*|\s+/).filter((part) => part !== "");
  if (parts.length !== 4 || !parts.every((part) => percent.test(part))) return fail("bad-form");
  const text = parts.map((part) => String(Number(part))).join(",");
  return regionOf(text) === null ? fail("bad-form") : succeed(text);
}

/** The region a text names; null when it is none. */
export function regionOf(text: string): Region | null {
  const parts = text.split(",");
  const [left = -1, top = -1, width = 0, height = 0] = parts.map(Number);
  // In hundredths: sums of binary fractions may stand a hair above 100.
  const isInside = (from: number, size: number): boolean => from >= 0 && size > 0 && Math.round(from * 100) + Math.round(size * 100) <= 10_000;
  const isWithin = parts.length === 4 && isInside(left, width) && isInside(top, height);
  return isWithin ? { left, top, width, height } : null;
}

/** A time code in a recording: "HH:MM:SS" or "HH:MM:SS.mmm". Minutes and seconds alone ("7:05") are taken, and written whole. */
export function checkTimeCode(raw: string): Result<string, Failure<"bad-form">> {
  const parts = /^(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)(\.\d{1,3})?$/.exec(raw.trim());
  if (parts === null) return fail("bad-form");
  const [, hours = "0", minutes = "0", seconds = "0", rest = ""] = parts;
  const whole = [hours, minutes, seconds].map((part) => part.padStart(2, "0")).join(":");
  return succeed(rest === "" ? whole : `${whole}${rest.padEnd(4, "0")}`);
}
