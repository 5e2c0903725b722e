import { type Failure, type Result, fail, succeed } from "../kernel/result.ts";

export type DomainError = Failure<"bad-form" | "too-long" | "ip-address">;

/**
 * The canonical form of a host name: lower case, no trailing dot, labels beyond ASCII as Punycode (қаз → xn--80ao21a).
 *
 * Takes   a bare host name; schemes, ports, paths and defanged dots are the importer's business.
 * Source  WHATWG URL host parsing (UTS 46), RFC 1035 lengths.
 */
export function checkDomain(raw: string): Result<string, DomainError> {
  const text = raw.trim().replace(/[.。]$/, "");
  if (text.length === 0 || /[\s/\\@:?#%[\]<>^|]/.test(text)) return fail("bad-form");
  const host = toAscii(text);
  if (host === null) return fail("bad-form");
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return fail("ip-address");
  if (host.length > 253) return fail("too-long");
  const labels = host.split(".");
  if (labels.length < 2) return fail("bad-form");
  if (labels.some((label) => label.length > 63)) return fail("too-long");
  return labels.every((label) => /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/.test(label)) ? succeed(host) : fail("bad-form");
}

function toAscii(text: string): string | null {
  try {
    return new URL(`http://${text}/`).hostname;
  } catch {
    // The platform throws on a host that cannot be; here that is an answer.
    return null;
  }
}
