import type { EntityId } from "../../kernel/brand.ts";
import type { Asset } from "../../projections/model.ts";
import type { Harvest, Place } from "../harvest.ts";
import { toPlainText } from "../plain-text.ts";
import type { TableFacts } from "../reader.ts";

const longestText = 200;
const text = (said: string) => ({ kind: "text", text: toPlainText(said, longestText) }) as const;

/** An exchange everybody knows by its name. Its id is the same in every file, and at every agency. */
export function knownExchange(harvest: Harvest, name: string, place: Place): EntityId {
  return harvest.thing({
    id: harvest.publicIdOf("exchange", name.toLowerCase()),
    type: "exchange",
    values: { name: text(name), category: text("exchange") },
    ...place,
  });
}

/** A customer's account at an exchange. `uid` "" = the file does not say whose it is: it is then the one account of the file. */
export function exchangeAccount(harvest: Harvest, exchange: string, uid: string, place: Place): EntityId {
  const key = `${exchange}:${uid}`;
  const known = harvest.known(key);
  if (known !== undefined) return known;
  const id = harvest.thing({
    id: harvest.idOf("account", key),
    type: "account",
    values: {
      platform: text("exchange"),
      displayName: text(`${exchange} UID ${uid === "" ? "?" : uid}`),
      ...(uid === "" ? {} : { numericId: { kind: "identifier", text: toPlainText(uid, longestText) } as const }),
    },
    ...place,
  });
  harvest.remember(key, id);
  return id;
}

/** A coin in the books of an exchange: its ticker there, whatever chain it came by. */
export function bookedAsset(ticker: string): Asset {
  const symbol = toPlainText(ticker, longestText);
  return { chain: "", contract: symbol, symbol, decimals: 0, isKnown: false };
}

/** Whether a ticker may be one. */
export const isTicker = (ticker: string): boolean => /^[\p{L}\p{N}$._-]{1,30}$/u.test(ticker);

/** What stands above the header of a Bybit file ("UID: 531000001", "Name: …", "Company Name: …"). */
export function accountHolder({ preamble }: Pick<TableFacts, "preamble">): {
  readonly uid: string;
  readonly person: string;
  readonly company: string;
} {
  const said = (label: RegExp): string => {
    for (const row of preamble) for (const cell of row) if (label.test(cell)) return cell.replace(label, "").trim();
    return "";
  };
  return { uid: said(/^\s*uid\s*:/i), person: said(/^\s*name\s*:/i), company: said(/^\s*company name\s*:/i) };
}
