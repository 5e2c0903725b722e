import { readFileSync } from "node:fs";
import { flattenedVerify, GeneralSign, importJWK } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isDetachedSignedBy, signDetached, thumbprintOf } from "../../shared/crypto/jws.ts";
import { allowedSigner, isSshSignedBy, signSsh } from "../../shared/crypto/sshsig.ts";
import { type Bytes, bytesToUtf8, hexToBytes, utf8ToBytes } from "../../shared/kernel/bytes.ts";
import { createOfficer } from "../kit/officer.ts";
import { hasTool, openWorkbench, runTool, type Workbench } from "./tools.ts";

const payload = utf8ToBytes('{"purpose":"Тексеру","type":"dalel.bundle"}');
let key: Bytes = new Uint8Array(0);
let sign: (message: Bytes) => Promise<Bytes> = () => Promise.reject(new Error("not set up"));
let bench: Workbench | undefined;
const need = (): Workbench => {
  if (bench === undefined) throw new Error("not set up");
  return bench;
};
beforeAll(async () => {
  const officer = await createOfficer("interop", "afm");
  [key, sign, bench] = [hexToBytes(officer.author) ?? key, (message) => officer.sign(message), openWorkbench()];
});
afterAll(() => bench?.remove());

describe("jose", () => {
  it("verifies what we sign: General JSON, detached, RFC 7797", async () => {
    const { signatures } = JSON.parse(await signDetached(sign, key, payload));
    const jwk = await importJWK({ kty: "OKP", crv: "Ed25519", x: Buffer.from(key).toString("base64url") }, "Ed25519");
    const verified = await flattenedVerify({ ...signatures[0], payload }, jwk, { algorithms: ["Ed25519"] });
    expect(verified.protectedHeader).toEqual({ alg: "Ed25519", b64: false, crit: ["b64"], kid: thumbprintOf(key) });
    await expect(flattenedVerify({ ...signatures[0], payload: utf8ToBytes("{}") }, jwk)).rejects.toThrow();
  });

  it("signs what we verify, once its empty payload is left out and its members are in canonical order", async () => {
    const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
    if (!("publicKey" in pair)) throw new Error("a pair");
    const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
    const header = { alg: "Ed25519", b64: false, crit: ["b64"], kid: thumbprintOf(publicKey) };
    const { signatures } = await new GeneralSign(payload).addSignature(pair.privateKey).setProtectedHeader(header).done().sign();
    const members = signatures.map(({ protected: header64, signature }) => ({ protected: header64, signature }));
    expect(await isDetachedSignedBy(publicKey, payload, JSON.stringify({ signatures: members }))).toBe(true);
  });
});

describe.skipIf(!hasTool("openssl"))("openssl", () => {
  it("verifies the signature over the header, a dot and the file", async () => {
    const { signatures } = JSON.parse(await signDetached(sign, key, payload));
    const der = need().write("key.der", Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), key]));
    const signed = need().write("tbs", Buffer.concat([Buffer.from(`${signatures[0].protected}.`), payload]));
    const signature = need().write("sig", Buffer.from(signatures[0].signature, "base64url"));
    const words = ["pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", der, "-rawin", "-in", signed, "-sigfile", signature];
    expect(runTool("openssl", words)).toMatchObject({ status: 0, out: expect.stringContaining("Verified Successfully") });
  });
});

describe.skipIf(!hasTool("ssh-keygen"))("ssh-keygen", () => {
  it("verifies what we sign", async () => {
    const signers = need().write("signers", allowedSigner(key, "officer@afm"));
    const signature = need().write("statement.json.sig", await signSsh(sign, key, "dalel.bundle", payload));
    const verify = (file: Bytes, namespace: string) =>
      runTool("ssh-keygen", ["-Y", "verify", "-f", signers, "-I", "officer@afm", "-n", namespace, "-s", signature], file);
    expect(verify(payload, "dalel.bundle")).toMatchObject({ status: 0, out: expect.stringContaining("Good") });
    expect(verify(payload, "file").status).not.toBe(0);
    expect(verify(utf8ToBytes("{}"), "dalel.bundle").status).not.toBe(0);
  });

  it("signs what we verify", async () => {
    const path = `${need().folder}/id`;
    expect(runTool("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path]).status).toBe(0);
    const file = need().write("payload.json", payload);
    expect(runTool("ssh-keygen", ["-Y", "sign", "-f", path, "-n", "dalel.bundle", "-O", "hashalg=sha256", file]).status).toBe(0);
    const blob = Buffer.from(readFileSync(`${path}.pub`, "utf8").split(" ")[1] ?? "", "base64");
    const text = bytesToUtf8(readFileSync(`${file}.sig`)) ?? "";
    expect(await isSshSignedBy(new Uint8Array(blob.subarray(-32)), "dalel.bundle", payload, text)).toBe(true);
  });
});
