import { beforeAll, describe, expect, it } from "vitest";
import { openBundle } from "../../../shared/bundle/open.ts";
import { sha256Hex } from "../../../shared/crypto/hash.ts";
import { parseFileHash } from "../../../shared/kernel/brand.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { type Correspondent, createCorrespondent, createSmallCase, openDeps, planFor, sealFor, type SmallCase } from "../../kit/exchange.ts";

const content = utf8ToBytes("from,to,amount\nA,B,1\n");
const file = parseFileHash(sha256Hex(content));

let [afm, mci]: Correspondent[] = [];
let small: SmallCase | undefined;

beforeAll(async () => {
  [afm, mci] = [await createCorrespondent("afm"), await createCorrespondent("mci")];
  if (file !== null) small = await createSmallCase(afm.signer, file, content);
});

describe("a bundle of the whole case", () => {
  it("opens at the recipient's with every claim, the file and a clean report", async () => {
    if (afm === undefined || mci === undefined || small === undefined) throw new Error("not set up");
    const { sealed, file: bundle } = await sealFor(afm, [mci], small.commits, planFor([mci], { files: [small.file] }), { files: new Map([[small.file, content]]) });
    const opened = await openBundle(openDeps(mci, [afm]), bundle);
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    expect(opened.value.report.map(({ check, verdict, outcome }) => [check, verdict, outcome])).toMatchInlineSnapshot(`
      [
        [
          "format",
          "pass",
          "known",
        ],
        [
          "decryption",
          "pass",
          "opened",
        ],
        [
          "addressed",
          "pass",
          "to-us",
        ],
        [
          "sender",
          "pass",
          "in-person",
        ],
        [
          "signature",
          "pass",
          "valid",
        ],
        [
          "integrity",
          "pass",
          "whole",
        ],
        [
          "commits",
          "pass",
          "valid",
        ],
        [
          "withheld",
          "pass",
          "nothing",
        ],
        [
          "sequence",
          "pass",
          "first",
        ],
        [
          "marking",
          "pass",
          "marked",
        ],
        [
          "retention",
          "pass",
          "not-said",
        ],
      ]
    `);
    expect(opened.value.canMerge).toBe(true);
    expect(opened.value.commits.map(({ id }) => id)).toEqual(small.commits.map(({ id }) => id));
    expect(opened.value.statementHash).toBe(sealed.statementHash);
    expect(opened.value.files.map(({ name, content: bytes }) => [name, bytes])).toEqual([["Көшірме выписка.csv", content]]);
  });
});
