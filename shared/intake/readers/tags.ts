import { ownOf } from "../../kernel/own.ts";
import type { EntityId } from "../../kernel/brand.ts";
import { parseAddress } from "../../ontology/address.ts";
import { judgeCurrency } from "../claimed-currency.ts";
import type { Harvest } from "../harvest.ts";
import { toPlainText } from "../plain-text.ts";
import type { ColumnSpec, RowFate, RowView } from "../row-reader.ts";
import { walletOf } from "../wallets.ts";

/** What a tag of GraphSense says of an address. */
export const tagColumns = {
  address: { headers: ["address"], becomes: { type: "wallet", property: "address" } },
  label: { headers: ["label"], becomes: { type: "wallet", property: "label" } },
  currency: { headers: ["currency", "network"], isOptional: true, isChecked: true },
  category: { headers: ["category"], isOptional: true, becomes: { type: "exchange", property: "category" } },
  actor: { headers: ["actor"], isOptional: true, becomes: { type: "exchange", property: "name" } },
} as const satisfies Record<string, ColumnSpec>;
type Role = keyof typeof tagColumns;

/** Kinds of services that are things of a case. */
const services: Readonly<Record<string, string>> = { exchange: "exchange", mixing_service: "mixer" };
const longestLabel = 500;

/** Names the wallet of a tag, with its label; and the service the tag attributes it to, where it names one. What the checksum says goes before the currency. */
export function takeTag(row: RowView<Role>, harvest: Harvest): RowFate {
  const address = parseAddress(row.cell("address"));
  const claim = judgeCurrency(address.ok ? address.value.family : null, [row.cell("currency")]);
  if (claim === "unread") return row.fault("currency", "currency");
  if (!address.ok) return row.fault("address", "address");
  if (claim === "contradicted") harvest.notice("claimed-currency");
  const wallet = walletOf(harvest, row.cell("address"), row.place("address"));
  const label = toPlainText(row.cell("label"), longestLabel);
  if (label !== "") harvest.thing({ id: wallet, type: "wallet", values: { label: { kind: "text", text: label } }, ...row.place("label") });
  attribute(row, harvest, wallet, address.value.key);
  return null;
}

function attribute(row: RowView<Role>, harvest: Harvest, wallet: EntityId, key: string): void {
  const category = ownOf(services, row.cell("category").toLowerCase());
  const actor = toPlainText(row.cell("actor"), longestLabel);
  if (category === undefined || actor === "") return;
  const place = row.place("actor");
  const values = { name: { kind: "text", text: actor }, category: { kind: "text", text: category } } as const;
  const service = harvest.thing({ id: harvest.idOf("exchange", actor), type: "exchange", values, ...place });
  harvest.link({ key: `${actor} ${key}`, type: "uses", from: service, to: wallet, values: {}, ...place });
}
