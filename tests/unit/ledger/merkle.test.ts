import { expect, test } from "vitest";
import { sha256 } from "../../../shared/crypto/hash.ts";
import { bytesToHex, hexToBytes } from "../../../shared/kernel/bytes.ts";
import { merkleRoot } from "../../../shared/ledger/merkle.ts";

/** The inputs and roots of the Certificate Transparency reference tests, for trees of 0 to 8 leaves. */
const inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const roots = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const leaves = inputs.map((hex) => sha256(new Uint8Array([0]), hexToBytes(hex) ?? new Uint8Array(0)));

test.each(roots.map((root, size) => [size, root]))("the tree of %i leaves has the root of the reference", (size, root) => {
  expect(bytesToHex(merkleRoot(leaves.slice(0, size)))).toBe(root);
});

/** RFC 9162 §2.1.1 word for word: split at the largest power of two smaller than the number of leaves. */
function rootByRecursion(list: readonly Uint8Array[]): Uint8Array {
  if (list.length <= 1) return list[0] ?? sha256();
  let split = 1;
  while (split * 2 < list.length) split *= 2;
  return sha256(new Uint8Array([1]), rootByRecursion(list.slice(0, split)), rootByRecursion(list.slice(split)));
}

test("pairing level by level is the RFC's recursion for every size to 200", () => {
  const many = Array.from({ length: 200 }, (_, i) => sha256(new Uint8Array([i])));
  for (let size = 0; size <= many.length; size++) {
    expect(bytesToHex(merkleRoot(many.slice(0, size)))).toBe(bytesToHex(rootByRecursion(many.slice(0, size))));
  }
});
