import { expect, test } from "vitest";
import { parseAddress } from "../../../shared/ontology/address.ts";

// Public constants: the ledger's own special accounts (XRPL documentation), addresses of the OFAC list, Monero's donation address.
test.each([
  ["rrrrrrrrrrrrrrrrrrrrrhoLvTp", "xrp"],
  ["rrrrrrrrrrrrrrrrrrrrBZbvji", "xrp"],
  ["rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", "xrp"],
  ["49HqitRzdnhYjgTEAhgGpCfsjdTeMbUTU6cyR4JV1R7k2Eej9rGT8JpFiYDa4tZM6RZiFrHmMzgSrhHEqpDYKBe5B2ufNsL", "monero"],
  ["884Bz8UH63aYsjVdkfWfScRYWZGGNbjFL7pztqvWNSrtYT4reFSwyvkCj9KEGUtheHhhMUj87ciTBFyzoesrMJ4L1FvSoxL", "monero"],
  ["888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H", "monero"],
])("%s is of %s", (text, family) => {
  expect(parseAddress(text)).toMatchObject({ ok: true, value: { family, text, isChecked: true } });
});

test.each([
  ["rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTH", "bad-checksum"],
  ["49HqitRzdnhYjgTEAhgGpCfsjdTeMbUTU6cyR4JV1R7k2Eej9rGT8JpFiYDa4tZM6RZiFrHmMzgSrhHEqpDYKBe5B2ufNsM", "bad-checksum"],
  ["5be5543ff73456ab9f2d207887e2af87322c651ea1a873c5b25b7ffae456c320", "bad-form"],
])("%s is none: %s", (text, kind) => {
  expect(parseAddress(text)).toMatchObject({ ok: false, error: { kind } });
});
