import type { RuleName } from "../model.ts";

/** Which sites a rule blocks, as it writes them; or why it names none. */
export type BlockRule = { readonly names: readonly string[] } | { readonly rule: RuleName };

const nowhere = /^(?:0\.0\.0\.0|0|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1?|#|)$/;

/**
 * Reads one rule of a block list: of a hosts file, an ad blocker (Adblock Plus, uBlock, AdGuard), dnsmasq, or a bare name.
 *
 * Gives   `not-blocked` for what allows, cancels or redirects; `page-part` for what blocks a part of pages or only somewhere; `wildcard` for a name with a
 *         gap in it. None of these says that a site is bad.
 */
export function readBlockRule(line: string): BlockRule {
  if (line.startsWith("@@") || /[$,]badfilter\b/.test(line)) return { rule: "not-blocked" };
  if (/#[@?$%]*#/.test(line)) return { rule: "page-part" };
  if (line.startsWith("|") || /[\^$]/.test(line)) return readFilter(line);
  const said = line.replace(/[ \t]+#.*$/, "").trim();
  if (/^(?:address|server|local)=/.test(said)) return readDnsmasq(said);
  const [address = "", ...names] = said.split(/[ \t]+/);
  if (names.length === 0) return named([address]);
  return nowhere.test(address) ? named(names) : { rule: isAddress(address) ? "not-blocked" : "domain" };
}

const isAddress = (text: string): boolean => /^\d{1,3}(?:\.\d{1,3}){3}$|^[0-9a-f]*:[0-9a-f:.%]*\w*$/i.test(text);

function readFilter(line: string): BlockRule {
  const parts = /^\|\|([^/^$|?#]+)\^?\|?(?:\$(.*))?$/.exec(line) ?? /^\|https?:\/\/([^/^$|?#]+)(?:\^|\/)?\|?(?:\$(.*))?$/.exec(line);
  if (parts === null) return { rule: "page-part" };
  const [, name = "", options = ""] = parts;
  return /(?:^|,)(?:domain|from|denyallow|to|method|header|removeparam|redirect)\b/.test(options) ? { rule: "page-part" } : named([name]);
}

function readDnsmasq(said: string): BlockRule {
  const parts = said.slice(said.indexOf("=") + 1).split("/");
  const target = parts.at(-1) ?? "";
  const names = parts.slice(1, -1);
  if (parts[0] !== "" || names.length === 0) return { rule: "domain" };
  return nowhere.test(target) ? named(names) : { rule: "not-blocked" };
}

function named(said: readonly string[]): BlockRule {
  const names = said.map((name) => name.replace(/^\*?\./, ""));
  return names.some((name) => name.includes("*")) ? { rule: "wildcard" } : { names };
}
