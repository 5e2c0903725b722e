import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { openHeader } from "../../../shared/crypto/age-header.ts";
import { decryptAll } from "../../../shared/crypto/age-stream.ts";

/** C2SP CCTV, age, the vectors of the hybrid kind (0BSD or CC0): a head of "name: value" lines, an empty line, the file. */
const vectors: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../fixtures/age-hybrid-vectors.json"), "utf8"),
);

interface Vector {
  readonly expected: string;
  readonly payload: string;
  readonly identities: readonly string[];
  readonly file: Blob;
}
function parse(base64: string): Vector {
  const bytes = Buffer.from(base64, "base64");
  const end = bytes.indexOf("\n\n");
  const heads = bytes
    .subarray(0, end)
    .toString()
    .split("\n")
    .map((line) => line.split(": "));
  const all = (name: string): readonly string[] => heads.flatMap(([key, value = ""]) => (key === name ? [value] : []));
  const body = bytes.subarray(end + 2);
  const file = new Blob([new Uint8Array(all("compressed").includes("zlib") ? inflateSync(body) : body)]);
  return { expected: all("expect")[0] ?? "", payload: all("payload")[0] ?? "", identities: all("identity"), file };
}

const kinds: Readonly<Record<string, string>> = {
  hybrid: "hybrid",
  hybrid_grease: "hybrid",
  hybrid_multiple_recipients: "hybrid",
  hybrid_and_x25519: "mixed",
};

describe("C2SP vectors of the hybrid kind", () => {
  test("are all here", () => expect(Object.keys(vectors)).toHaveLength(18));

  test.each(Object.entries(vectors))("%s", async (name, base64) => {
    const { expected, payload, identities, file } = parse(base64);
    const opened = await decryptAll(identities, file);
    if (expected === "success") {
      expect(opened.ok && createHash("sha256").update(opened.value).digest("hex")).toBe(payload);
      expect(await openHeader(identities, file)).toMatchObject({ value: { sealedAs: kinds[name] } });
    } else {
      expect(opened).toMatchObject({ error: { kind: expected === "no match" ? "not-for-us" : "damaged" } });
    }
  });
});
