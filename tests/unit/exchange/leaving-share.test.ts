import { expect, test } from "vitest";
import { lossByLeaving } from "../../../renderer/features/exchange/leaving-share.ts";

const [bundle, copy] = [
  { statementHash: "a", passphrase: "" },
  { statementHash: "b", passphrase: "1234-5678" },
];
const saved =
  (...hashes: readonly string[]) =>
  (hash: string): boolean =>
    hashes.includes(hash);

test("a passphrase that was neither copied nor written down is asked about, as a file on no disk is; the file first", () => {
  const loss = (isSaved: (hash: string) => boolean, kept: readonly string[] = []) =>
    lossByLeaving({ receipts: [bundle, copy], isSaved, kept: new Set(kept) });
  expect(loss(saved("a"))).toBe("file");
  expect(loss(saved("a"), ["b"])).toBe("file");
  expect(loss(saved("a", "b"))).toBe("passphrase");
  expect(loss(saved("a", "b"), ["b"])).toBeNull();
  expect(lossByLeaving({ receipts: [bundle], isSaved: saved("a"), kept: new Set() })).toBeNull();
});
