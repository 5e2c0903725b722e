import { type Failure, type Result, fail, succeed } from "../kernel/result.ts";
import { parseAddress, parseTron } from "./address.ts";
import { checkDomain } from "./domain-name.ts";
import { checkRegion, checkTimeCode } from "./exhibit-place.ts";
import { checkBin, checkIban, checkIin } from "./kazakh-numbers.ts";
import type { CheckName } from "./model.ts";

/** Why a text is not what it claims to be. */
export type CheckError = Failure<"bad-form" | "bad-checksum" | "impossible-date" | "too-long" | "ip-address">;
export type CheckResult = Result<string, CheckError>;

export const longestUrl = 4096;

/** Checks a text by form and checksum, and gives its one canonical spelling: what is stored, compared and derived from. */
export function checkValue(check: CheckName, raw: string): CheckResult {
  switch (check) {
    case "tron-address":
      return textOfAddress(parseTron(raw.trim()));
    case "wallet-address":
      return textOfAddress(parseAddress(raw));
    case "domain":
      return checkDomain(raw);
    case "iin":
      return checkIin(raw);
    case "bin":
      return checkBin(raw);
    case "iban":
      return checkIban(raw);
    case "sha256":
      return checkSha256(raw);
    case "url":
      return checkUrl(raw);
    case "region":
      return checkRegion(raw);
    case "time-code":
      return checkTimeCode(raw);
    case "none":
      return succeed(raw);
  }
}

function textOfAddress(read: ReturnType<typeof parseAddress>): CheckResult {
  return read.ok ? succeed(read.value.text) : read;
}

function checkSha256(raw: string): CheckResult {
  const text = raw.trim().toLowerCase();
  return /^[0-9a-f]{64}$/.test(text) ? succeed(text) : fail("bad-form");
}

/** A link as it was found: http or https with a host that could be. The text is kept, since a path is case-sensitive evidence. */
function checkUrl(raw: string): CheckResult {
  const text = raw.trim();
  if (text.length > longestUrl) return fail("too-long");
  const host = /^https?:\/\/(?:[^/?#@]*@)?([^/?#:@]+)(?::\d{1,5})?(?:[/?#]\S*)?$/i.exec(text)?.[1];
  if (host === undefined) return fail("bad-form");
  const domain = checkDomain(host);
  return domain.ok || domain.error.kind === "ip-address" ? succeed(text) : domain;
}
