import { beforeAll, describe, expect, it } from "vitest";
import { fingerprintOf } from "../../../shared/crypto/fingerprint.ts";
import { isDetachedSignedBy, signDetached, thumbprintOf } from "../../../shared/crypto/jws.ts";
import { sha256Hex } from "../../../shared/crypto/hash.ts";
import { isSshSignedBy, signSsh } from "../../../shared/crypto/sshsig.ts";
import { base64UrlToBytes } from "../../../shared/kernel/base64.ts";
import { type Bytes, hexToBytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import type { Signer } from "../../../shared/ledger/model.ts";
import { createOfficer } from "../../kit/officer.ts";

const payload = utf8ToBytes('{"a":1}');
let signer: Signer | undefined;
let [key, otherKey]: Bytes[] = [new Uint8Array(0), new Uint8Array(0)];
const sign = (message: Bytes): Promise<Bytes> => (signer === undefined ? Promise.reject(new Error("not set up")) : signer.sign(message));
beforeAll(async () => {
  signer = await createOfficer("signer", "afm");
  [key, otherKey] = [
    hexToBytes(signer.author) ?? key ?? new Uint8Array(0),
    hexToBytes((await createOfficer("other", "afm")).author) ?? new Uint8Array(0),
  ];
});
const need = (bytes: Bytes | undefined): Bytes => bytes ?? new Uint8Array(0);

describe("detached JWS", () => {
  it("has the thumbprint of RFC 8037 appendix A.3", () => {
    const published = base64UrlToBytes("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo") ?? new Uint8Array(0);
    expect(thumbprintOf(published)).toBe("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  });

  it("holds for its payload and key, and for nothing else", async () => {
    const text = await signDetached(sign, need(key), payload);
    expect(await isDetachedSignedBy(need(key), payload, text)).toBe(true);
    expect(await isDetachedSignedBy(need(otherKey), payload, text)).toBe(false);
    expect(await isDetachedSignedBy(need(key), utf8ToBytes('{"a":2}'), text)).toBe(false);
  });

  it("is refused in any other form: more signatures, members, spaces, header", async () => {
    const text = await signDetached(sign, need(key), payload);
    const one = text.slice('{"signatures":['.length, -2);
    const changed = [
      `{"signatures":[${one},${one}]}`,
      `{"signatures":[]}`,
      text.replace('{"signatures"', '{"payload":"","signatures"'),
      `${text}\n`,
      text.replace('"signature":"', '"header":{"kid":"x"},"signature":"'),
      text.replace(/"protected":"[^"]*"/, `"protected":"${btoa('{"alg":"none","b64":false,"crit":["b64"]}').replaceAll("=", "")}"`),
      "",
      "[]",
    ];
    for (const other of changed) expect([other, await isDetachedSignedBy(need(key), payload, other)]).toEqual([other, false]);
  });
});

describe("SSHSIG", () => {
  it("holds for its message, key and namespace, and for nothing else", async () => {
    const text = await signSsh(sign, need(key), "dalel.bundle", payload);
    expect(text).toMatch(/^-----BEGIN SSH SIGNATURE-----\n(.{1,70}\n)+-----END SSH SIGNATURE-----\n$/);
    expect(await isSshSignedBy(need(key), "dalel.bundle", payload, text)).toBe(true);
    expect(await isSshSignedBy(need(key), "file", payload, text)).toBe(false);
    expect(await isSshSignedBy(need(otherKey), "dalel.bundle", payload, text)).toBe(false);
    expect(await isSshSignedBy(need(key), "dalel.bundle", utf8ToBytes("x"), text)).toBe(false);
    for (const other of [text.slice(0, -1), `${text}\n`, text.replace("\n", "\r\n"), ""])
      expect(await isSshSignedBy(need(key), "dalel.bundle", payload, other)).toBe(false);
  });
});

describe("fingerprint", () => {
  it("is the first 132 bits of SHA-256 in 8 groups of 5 digits", () => {
    const text = fingerprintOf(payload);
    expect(text).toMatch(/^\d{5}( \d{5}){7}$/);
    expect(BigInt(text.replaceAll(" ", "")).toString(16).padStart(33, "0")).toBe(sha256Hex(payload).slice(0, 33));
  });
});
