import { expect, test } from "vitest";
import { openBundle } from "../../shared/bundle/open.ts";
import { isBucketSize } from "../../shared/bundle/padme.ts";
import { decryptAll, encryptTo } from "../../shared/crypto/age-stream.ts";
import { sha256Hex } from "../../shared/crypto/hash.ts";
import { parseFileHash } from "../../shared/kernel/brand.ts";
import { type Bytes, utf8ToBytes } from "../../shared/kernel/bytes.ts";
import { collect, createCorrespondent, createSmallCase, openDeps, planFor, sealFor } from "../kit/exchange.ts";
import { createSeededRandom } from "../kit/seeded-random.ts";

test("a bundle goes round in the browser the window runs in", async () => {
  const content = utf8ToBytes("from,to\nA,B\n");
  const hash = parseFileHash(sha256Hex(content));
  if (hash === null) throw new Error("a hash is a file hash");
  const [afm, mci] = [await createCorrespondent("afm"), await createCorrespondent("mci")];
  const { commits } = await createSmallCase(afm.signer, hash, content);
  const { file } = await sealFor(afm, [mci], commits, planFor([mci], { files: [hash] }), { files: new Map([[hash, content]]) });
  const opened = await openBundle(openDeps(mci, [afm]), file);
  expect(opened.ok && [opened.value.canMerge, opened.value.commits.length, opened.value.files.length]).toEqual([true, 4, 1]);
  if (!opened.ok) return;
  // All but the archive is plain data: it crosses threads.
  const { archive, ...plain } = opened.value;
  expect(archive.sizeBytes).toBeGreaterThan(content.length);
  expect(structuredClone(plain).statementHash).toBe(plain.statementHash);
});

test("a stream of 8 MiB is sealed and opened in the browser", async () => {
  const { identity } = await createCorrespondent("afm");
  const reader = await createCorrespondent("mci");
  const piece = createSeededRandom("piece").bytes(1 << 20);
  async function* pieces(): AsyncGenerator<Bytes, void, void> {
    for (let n = 0; n < 8; n++) yield piece;
  }
  const sealed = await collect(encryptTo([reader.identity.ageRecipient, identity.ageRecipient], pieces(), createSeededRandom("n")));
  const opened = await decryptAll(reader.ageIdentity, new Blob([sealed]));
  expect(opened.ok && [opened.value.length, sha256Hex(opened.value.subarray(7 << 20))]).toEqual([8 << 20, sha256Hex(piece)]);
  expect(await decryptAll(reader.ageIdentity, new Blob([sealed.slice(0, -1)]), isBucketSize)).toMatchObject({ error: { kind: "cut-off" } });
});
