import { getDomain, parse } from "tldts";
import { type Result, fail, succeed } from "../kernel/result.ts";
import { checkDomain } from "../ontology/domain-name.ts";
import type { RuleName } from "./model.ts";

/** A host and the part of it that is registered with a registry. */
export interface HostName {
  readonly host: string;
  readonly registrable: string;
}
type HostRule = Extract<RuleName, "domain" | "ip-address" | "too-long" | "public-suffix">;

const refangs: readonly (readonly [RegExp, string])[] = [
  [/^h(?:xx|\*\*|tt)p(?=s?[[(]?:)/gi, "http"],
  [/\[:\]|\(:\)/g, ":"],
  [/\[\/\]/g, "/"],
  [/\s*[[({]\s*(?:\.|dot|точка|нүкте)\s*[\])}]\s*/gi, "."],
];

/** A host or link as it was before somebody made it harmless. */
export const refanged = (text: string): string => refangs.reduce((plain, [pattern, sign]) => plain.replaceAll(pattern, sign), text);

/** Whether a registry gives out names under the end of a host: "report.txt" is none. */
export const isListedHost = (host: string): boolean => parse(host, { allowPrivateDomains: false }).isIcann === true;

/**
 * The canonical host of what lists hold: a host, a link, a wildcard, or one of these made harmless (hxxps://exam[.]ple).
 *
 * Source  registrable part by the Public Suffix List of tldts, without its private section; taken as data, never asked for.
 */
export function canonicalHost(raw: string): Result<HostName, { readonly kind: HostRule }> {
  const plain = refanged(raw.trim());
  const bare = /^(?:[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@\s]*@)?)?(?:\*\.)?([^/?#:\s]+)(?::\d{1,5})?(?:[/?#].*)?$/i.exec(plain)?.[1];
  if (bare === undefined) return fail("domain");
  const checked = checkDomain(bare);
  if (!checked.ok) return fail(checked.error.kind === "bad-form" ? "domain" : checked.error.kind);
  const registrable = getDomain(checked.value, { allowPrivateDomains: false, validateHostname: false });
  return registrable === null ? fail("public-suffix") : succeed({ host: checked.value, registrable });
}
