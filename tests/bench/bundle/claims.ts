import { bytesToLines } from "../../../shared/bundle/jsonl.ts";
import { readTar } from "../../../shared/bundle/ustar.ts";
import { decryptAll } from "../../../shared/crypto/age-stream.ts";
import { sha256Hex } from "../../../shared/crypto/hash.ts";
import type { Commit } from "../../../shared/ledger/model.ts";
import { writeAct } from "../../../shared/ledger/write.ts";
import { ontologyVersion } from "../../../shared/ontology/table.ts";
import { systemClock, systemRandom } from "../../../renderer/workers/platform.ts";
import { actOf, benchCase, bigCaseStatements } from "../ledger/big-case.ts";
import { need } from "../need.ts";
import type { Pair } from "./bag.ts";

/** A case of so many claims in acts of 2,500, really signed by its one officer. */
export async function sayClaims({ signer }: Pair, count: number): Promise<readonly Commit[]> {
  const perAct = 2_500;
  const statements = [...bigCaseStatements(Math.ceil(count / 12))].slice(0, count);
  const commits: Commit[] = [];
  for (let at = 0; at < statements.length; at += perAct) {
    const last = commits.at(-1);
    const said = { caseId: benchCase, intent: "import", undoes: "", ontology: ontologyVersion, act: actOf(at + 1) } as const;
    const parents = last === undefined ? [] : [last.id];
    const act = { ...said, parents, clockAfter: last?.header.clock ?? 0, statements: statements.slice(at, at + perAct) };
    commits.push(...(await writeAct({ signer, clock: systemClock, random: systemRandom }, act)));
  }
  return commits;
}

/** The floor: each file of the bag hashed, each line of it parsed, and nothing else asked; ms. Decrypting is not counted. */
export async function readAlone({ secret }: Pair, file: Blob): Promise<number> {
  const entries = need(await readTar(need(await decryptAll(secret, file)), 100));
  const start = performance.now();
  for (const { name, content } of entries) {
    sha256Hex(content);
    if (name.endsWith(".jsonl")) for (const line of bytesToLines(content)) JSON.parse(line ?? "");
  }
  return performance.now() - start;
}
