import { fail, succeed } from "../../kernel/result.ts";
import { parseAddress } from "../../ontology/address.ts";
import { currencyNamed, judgeCurrency } from "../claimed-currency.ts";
import { sayAddress, ToldThing } from "../graph/told-thing.ts";
import { KnownThings } from "../graph/known-things.ts";
import type { Harvest } from "../harvest.ts";
import type { FileLayout } from "../model.ts";
import { foldHeader, type Reader, type TableFacts, type TakeRow } from "../reader.ts";
import { isPartyList, ofMoney, partyRoleOf } from "./party-columns.ts";

type Role = "address" | "label" | "currency" | "note";
const labels: ReadonlySet<string> = new Set([
  "label",
  "name",
  "owner",
  "entity",
  "метка",
  "название",
  "наименование",
  "владелец",
  "белгі",
  "белгісі",
  "атауы",
  "иесі",
]);
const currencies: ReadonlySet<string> = new Set([
  ...["currency", "network", "chain", "blockchain", "coin", "asset", "валюта", "сеть", "блокчейн", "монета", "желі", "желісі"],
]);

function roleOf(folded: string): Role {
  if (folded === "address" || partyRoleOf(folded) === "wallet" || partyRoleOf(folded) === "address") return "address";
  return labels.has(folded) ? "label" : currencies.has(folded) ? "currency" : "note";
}

/** A list of addresses of blockchains, with what it says of each. Most of its first cells are such addresses: a header alone may be of homes. */
export const walletListReader: Reader = {
  name: "wallet-list",
  version: 1,
  knows: (folded, head = []) => {
    // Wallets of people are said of the people.
    if (isPartyList(folded)) return false;
    const at = folded.findIndex((header) => roleOf(header) === "address");
    return (
      at >= 0 &&
      folded.length <= mostColumns &&
      !folded.some((header) => ofTransfers.test(header) || ofMoney.test(header) || partyRoleOf(header) === "site") &&
      areAddresses(head.map((cells) => cells[at] ?? ""))
    );
  },
  knowsBare: (rows) =>
    rows.every((cells) => cells.length <= widestBare) &&
    areAddresses(rows.map((cells) => cells[0] ?? "")) &&
    // A second column of addresses is the other side of a transfer.
    !Array.from({ length: widestBare - 1 }, (_, at) => rows.map((cells) => cells[at + 1] ?? "")).some((cells) =>
      cells.some((cell) => parseAddress(cell.trim()).ok),
    ),
  uses: ({ headers, hasHeader }) =>
    headers.map((header, at) => {
      const role = rolesOf({ headers, hasHeader })[at];
      if (role === "address") return { header, use: "read", type: "wallet", property: "address" };
      return role === "label" ? { header, use: "read", type: "wallet", property: "label" } : { header, use: "read", type: "", property: "" };
    }),
  start: (table, harvest) => {
    const twice = table.folded.find((header, at) => table.layout.hasHeader && header !== "" && table.folded.lastIndexOf(header) !== at);
    return twice === undefined ? succeed(takeWallets(table, harvest)) : fail("duplicate-header", twice);
  },
};
const mostColumns = 12;
const widestBare = 4;
/** Lists of transfers have two sides, amounts and times, and readers of their own. */
const ofTransfers =
  /^(?:from|to|sender|receiver|amount|value|time|timestamp|block|txhash|tx hash|transaction.*|сумма|от|кому|получатель|отправитель|дата|время|сома|жіберуші|алушы)$/;

const looked = 20;
function areAddresses(cells: readonly string[]): boolean {
  const first = cells.slice(0, looked).filter((cell) => cell.trim() !== "");
  return first.filter((cell) => parseAddress(cell).ok).length * 2 > first.length;
}

function rolesOf({ headers, hasHeader }: Pick<FileLayout, "headers" | "hasHeader">): readonly Role[] {
  if (!hasHeader) return headers.map((_, at) => (at === 0 ? "address" : at === 1 ? "label" : "note"));
  const roles = headers.map((header) => roleOf(foldHeader(header)));
  const [address, label] = [roles.indexOf("address"), roles.indexOf("label")];
  // Of several columns of one kind the first is it, the others are words.
  return roles.map((role, at) => ((role === "address" && at !== address) || (role === "label" && at !== label) ? "note" : role));
}

function takeWallets({ layout }: TableFacts, harvest: Harvest): TakeRow {
  const { headers } = layout;
  const roles = rolesOf(layout);
  const things = new KnownThings(harvest);
  const address = roles.indexOf("address");
  return (cells, row) => {
    if (cells.length !== headers.length) return harvest.reject(row, "", String(cells.length), "cell-count");
    if (things.isRepeated(cells)) return harvest.repeat();
    const written = (cells[address] ?? "").trim();
    const column = headers[address] ?? "";
    const parsed = parseAddress(written);
    const claimed = cells.filter((_, at) => roles[at] === "currency");
    const claim = judgeCurrency(parsed.ok ? parsed.value.family : null, claimed.map(currencyNamed));
    if (claim === "unread") return harvest.reject(row, headers[roles.indexOf("currency")] ?? "", claimed[0] ?? "", "currency");
    const wallet = new ToldThing("wallet");
    const rule = sayAddress(wallet, written, column);
    if (rule !== null) return harvest.reject(row, column, written, rule);
    if (claim === "contradicted") harvest.notice("claimed-currency");
    cells.forEach((cell, at) => {
      if (at === address || cell.trim() === "") return;
      const header = headers[at] ?? "";
      if (roles[at] === "label") wallet.place("label", header, cell.trim(), header);
      else wallet.keep(header, cell);
    });
    harvest.accept();
    wallet.name(harvest, "", row);
  };
}
