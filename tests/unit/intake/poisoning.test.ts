import { expect, test } from "vitest";
import { readWhole } from "../../kit/intake-reading.ts";

const victim = "0xb7d57e66877b248ad5242b7b2c534916180d7394";
const partner = "0x57d9bff2f09f051c4b74e52581f212e984c38426";
// Three signs alike at either end, and another address.
const likeness = "0x57d0000000000000000000000000000000000426";
const stranger = "0xa945ab3dc0db82d3fb26edf8b65769653005d32d";
const usdt = "0xdac17f958d2ee523a2206206994597c13d831ec7";
const fake = "0xb1c8fe63329c73172daa11f5ace98be8d2d39315";

const counted = async (rows: readonly (readonly [string, string, string, string])[]) => {
  const lines = rows.map(
    ([from, to, value, contract], at) =>
      `0x${String(at).padStart(64, "0")},1736488800,2025-01-10 06:00:00,${from},${to},"${value}",${contract},Tether USD,USDT`,
  );
  const file = ["Txhash,UnixTimestamp,DateTime,From,To,Value,ContractAddress,TokenName,TokenSymbol", ...lines].join("\n");
  const { notices } = await readWhole(file, { answers: { chain: "ethereum" } });
  return Object.fromEntries(notices.map(({ name, count }) => [name, count]));
};

test("nothing, dust and a fake token to or from one who looks like a regular partner are poison, in either direction and whatever comes first", async () => {
  const traps = [
    [victim, likeness, "0", usdt],
    [likeness, victim, "0.001", usdt],
    [victim, likeness, "1,250.00", fake],
  ] as const;
  const real = [[victim, partner, "1,250.00", usdt]] as const;
  expect(await counted([...real, ...traps])).toEqual({ "zero-value": 1, "look-alike-token": 1, "address-poisoning": 3, dust: 1 });
  expect(await counted([...traps, ...real])).toMatchObject({ "address-poisoning": 3 });
});

test("a partner's own dust, a stranger's, and a likeness nobody has paid are no poison", async () => {
  expect(
    await counted([
      [victim, partner, "1", usdt],
      [partner, victim, "0.001", usdt],
    ]),
  ).toEqual({ dust: 1 });
  expect(
    await counted([
      [victim, partner, "1", usdt],
      [stranger, victim, "0.001", usdt],
    ]),
  ).toEqual({ dust: 1 });
  expect(
    await counted([
      [victim, likeness, "0.001", usdt],
      [stranger, partner, "1", usdt],
    ]),
  ).toEqual({ dust: 1 });
  expect(
    await counted([
      [victim, partner, "1", usdt],
      [victim, likeness, "1", usdt],
    ]),
  ).toEqual({});
});
