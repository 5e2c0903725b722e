import { getDomain } from "tldts";
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
  [/^h(?:xx|\*\*|tt)ps?(?=[[(]?:)/gi, "http"],
  [/\[:\]|\(:\)/g, ":"],
  [/\[\/\]/g, "/"],
  [/\s*[[({]\s*(?:\.|dot|точка|нүкте)\s*[\])}]\s*/gi, "."],
];

/**
 * The canonical host of what lists hold: a host, a link, a wildcard, or one of these made harmless (hxxps://exam[.]ple).
 *
 * Source  registrable part by the Public Suffix List of tldts, without its private section; taken as data, never asked for.
 */
export function canonicalHost(raw: string): Result<HostName, { readonly kind: HostRule }> {
  const plain = refangs.reduce((text, [pattern, sign]) => text.replaceAll(pattern, sign), raw.trim());
  const bare = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/?#@\s]*@)?(?:\*\.)?([^/?#:\s]+)(?::\d{1,5})?(?:[/?#].*)?$/i.exec(plain)?.[1];
  if (bare === undefined) return fail("domain");
  const checked = checkDomain(bare);
  if (!checked.ok) return fail(checked.error.kind === "bad-form" ? "domain" : checked.error.kind);
  const registrable = getDomain(checked.value, { allowPrivateDomains: false, validateHostname: false });
  return registrable === null ? fail("public-suffix") : succeed({ host: checked.value, registrable });
}
