import { succeed } from "../../kernel/result.ts";
import { checkDomain } from "../../ontology/domain-name.ts";
import { findColumn } from "../columns.ts";
import type { Harvest } from "../harvest.ts";
import { canonicalHost, refanged } from "../host-name.ts";
import { isIdentifier } from "../identifiers.ts";
import type { FileLayout } from "../model.ts";
import { isPublicService } from "../recognise/public-services.ts";
import { ofMoney, type PartyRole, partyRoleOf } from "./party-columns.ts";
import { foldHeader, type Reader, type TableFacts, type TakeRow } from "../reader.ts";

/** A list of domains or links, with a header in any of our languages or with none. */
export const domainListReader: Reader = {
  name: "domain-list",
  version: 1,
  knows: (folded, head = []) => isOfSites(folded, head),
  knowsBare: isBareList,
  uses: (layout) => {
    const { domain, display } = columnsOf(layout);
    return layout.headers.map((header, at) => {
      if (at === domain) return { header, use: "read", type: "site", property: "domain" };
      if (at === display) return { header, use: "read", type: "site", property: "displayName" };
      return { header, use: "ignored", type: "", property: "" };
    });
  },
  start: (table, harvest) => succeed(takeSites(table, harvest)),
};

const siteRoles: ReadonlySet<PartyRole | null> = new Set([null, "ordinal", "site", "note", "country"] as const);

/** Whether a table says of sites alone: what it says of people, money or wallets, a list of sites would lose. */
function isOfSites(folded: readonly string[], head: readonly (readonly string[])[]): boolean {
  const site = findColumn(folded, "site", "domain");
  if (site === null || folded.some((header) => ofMoney.test(header))) return false;
  const others = folded.flatMap((header, at) =>
    at === site ? [] : [{ role: partyRoleOf(header), cells: head.map((cells) => cells[at]?.trim() ?? "") }],
  );
  return others.every(({ role, cells }) => cells.every((cell) => cell === "" || (siteRoles.has(role) && !namesMore(cell))));
}

const namesMore = (cell: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell) || isIdentifier(cell);

function columnsOf({ headers, hasHeader }: FileLayout): { readonly domain: number; readonly display: number | null } {
  const folded = headers.map(foldHeader);
  return hasHeader
    ? { domain: findColumn(folded, "site", "domain") ?? 0, display: findColumn(folded, "site", "displayName") }
    : { domain: 0, display: null };
}

function takeSites({ layout }: TableFacts, harvest: Harvest): TakeRow {
  const { domain, display } = columnsOf(layout);
  const column = layout.headers[domain] ?? "1";
  const known = new Set<string>();
  return (cells, row) => {
    const raw = cells[domain] ?? "";
    const read = canonicalHost(raw);
    if (!read.ok) return harvest.reject(row, column, raw, read.error.kind);
    const { host, registrable } = read.value;
    if (isPublicService(host) && hasPath.test(refanged(raw.trim()))) return harvest.reject(row, column, raw, "public-page");
    if (known.has(host)) {
      harvest.notice("duplicates");
      return harvest.repeat();
    }
    known.add(host);
    harvest.accept();
    const displayName = displayNameOf(host, display === null ? raw : (cells[display] ?? ""));
    harvest.thing({
      id: harvest.idOf("site", host),
      type: "site",
      values: {
        domain: { kind: "identifier", text: host },
        ...(displayName === "" ? {} : { displayName: { kind: "text", text: displayName } }),
        ...(registrable === host ? {} : { registrableDomain: { kind: "identifier", text: registrable } }),
      },
      row,
      column,
    });
  };
}

/** A link to a page, and not to the whole of a host. */
const hasPath = /^(?:[a-z][a-z0-9+.-]*:\/\/)?[^/]+\/[^/?#\s]/i;
const looked = 20;

/** A list without a header: most of the first rows begin with a host name. */
function isBareList(rows: readonly (readonly string[])[]): boolean {
  const first = rows.slice(0, looked);
  // Several columns of which the first row names no site have a header we do not know; those with identifiers say more than sites.
  const isWide = first.some((cells) => cells.length > 1);
  if (isWide && (!canonicalHost(first[0]?.[0] ?? "").ok || first.some((cells) => cells.slice(1).some((cell) => namesMore(cell.trim())))))
    return false;
  return first.filter((row) => canonicalHost(row[0] ?? "").ok).length * 2 > first.length;
}

/** What a row says the name looks like, believed only when it is the same name. */
function displayNameOf(host: string, said: string): string {
  const name = said.trim().normalize("NFC");
  if (!host.includes("xn--") || name === host || !/^[\p{L}\p{M}\p{N}._-]+$/u.test(name)) return "";
  const canonical = checkDomain(name);
  return canonical.ok && canonical.value === host ? name.toLowerCase() : "";
}
