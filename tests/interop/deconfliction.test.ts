import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readAnswer, readQuestion } from "../../shared/deconfliction/compare.ts";
import { readHitsFile } from "../../shared/deconfliction/files.ts";
import { deriveExchangeKeys } from "../../shared/deconfliction/keys.ts";
import type { Identifier } from "../../shared/deconfliction/model.ts";
import { bytesToHex, utf8ToBytes } from "../../shared/kernel/bytes.ts";
import { expectValue } from "../kit/agency.ts";
import { hasTool, openWorkbench, type Ran, runTool, type Workbench } from "./tools.ts";

interface Vector {
  readonly secret: string;
  readonly exchange: string;
  readonly check: string;
  readonly answerCheck: string;
  readonly digests: readonly { readonly kind: Identifier["kind"]; readonly value: string; readonly digest: string; readonly mark: string }[];
  readonly hits: readonly { readonly kind: Identifier["kind"]; readonly value: string }[];
  readonly question: string;
  readonly answer: string;
}
const vector = JSON.parse(readFileSync(join(import.meta.dirname, "../fixtures/deconfliction/vector-1.json"), "utf8")) as Vector;
const watch = { told: () => undefined, isStopped: () => false };
const identifiers: readonly Identifier[] = vector.digests.map(({ kind, value }) => ({ kind, value, entities: [], stays: null }));
const lineOf = ({ kind, value }: { readonly kind: string; readonly value: string }): string => `${kind}:${value}`;

it("the files and digests of format 1 are read as they were made, at the costs of the format", async () => {
  const [asked, given] = [expectValue(await readHitsFile(utf8ToBytes(vector.question))), expectValue(await readHitsFile(utf8ToBytes(vector.answer)))];
  if (asked.is !== "question" || given.is !== "answer") throw new Error("one asks, one answers");
  const keys = await deriveExchangeKeys(vector.secret, asked.question);
  expect([bytesToHex(keys.check), bytesToHex(keys.answerCheck)]).toEqual([vector.check, vector.answerCheck]);
  for (const { kind, value, digest, mark } of vector.digests) {
    const made = await keys.digestOf({ kind, value });
    expect([bytesToHex(made), bytesToHex(keys.markOf(made))]).toEqual([digest, mark]);
  }
  const read = expectValue(await readQuestion(asked.question, vector.secret, identifiers, watch));
  // All but the last of the list were asked about.
  expect(read.hits).toHaveLength(vector.digests.length - 1);
  const found = expectValue(await readAnswer(given.answer, vector.secret, identifiers, watch));
  expect(found.hits.map(({ identifier }) => lineOf(identifier)).sort()).toEqual(vector.hits.map(lineOf).sort());
});

let bench: Workbench | undefined;
const need = (): Workbench => {
  if (bench === undefined) throw new Error("not set up");
  return bench;
};
beforeAll(() => {
  bench = openWorkbench();
});
afterAll(() => bench?.remove());

function byScript(secret: string, ...files: readonly string[]): Ran {
  const paths = files.map((content, i) => need().write(`${i}.dalel-hits`, content));
  const input = utf8ToBytes([secret, ...vector.digests.map(lineOf), ""].join("\n"));
  return runTool("python3", [join(import.meta.dirname, "compare-hits.py"), ...paths], input);
}

describe.skipIf(!["openssl", "python3", "argon2"].every(hasTool))("a stranger with Python, openssl and argon2", () => {
  it("finds what the question asks about and what the answer marks", () => {
    const question = byScript(vector.secret, vector.question);
    expect([question.error, question.out.trim().split("\n")]).toEqual(["", vector.digests.slice(0, -1).map(lineOf)]);
    const answer = byScript(vector.secret.replaceAll(" ", "-"), vector.question, vector.answer);
    expect([answer.error, answer.out.trim().split("\n").sort()]).toEqual(["", vector.hits.map(lineOf).sort()]);
  });

  it("finds a wrong secret and a changed file", () => {
    expect(byScript("11111 22222", vector.question).error).toContain("AssertionError: secret");
    expect(byScript(vector.secret, vector.question.replace('"wallet"', '"iin"')).error).toContain("AssertionError: signature");
  });
});
