import { base64ToBytes, bytesToBase64 } from "../kernel/base64.ts";
import { type Bytes, concatBytes, utf8ToBytes } from "../kernel/bytes.ts";
import { sha256 } from "./hash.ts";
import type { Sign } from "./jws.ts";
import { isSignedBy } from "./sign.ts";

const magic = utf8ToBytes("SSHSIG");
const keyType = utf8ToBytes("ssh-ed25519");
const hashName = utf8ToBytes("sha256");
const nothing = new Uint8Array(0);
const firstLine = "-----BEGIN SSH SIGNATURE-----";
const lastLine = "-----END SSH SIGNATURE-----";

/**
 * Signs a file the way `ssh-keygen -Y sign` does, so that one command checks it on Windows, macOS and Linux.
 *
 * Takes   a namespace that says what the signature is for ("dalel.bundle").
 * Gives   the armoured text of a `.sig` file. Deterministic.
 * Source  OpenSSH PROTOCOL.sshsig
 */
export async function signSsh(sign: Sign, publicKey: Bytes, namespace: string, message: Bytes): Promise<string> {
  return armour(publicKey, namespace, await sign(signedBytes(namespace, message)));
}

/** Whether the text is exactly what `signSsh` with this key gives. */
export async function isSshSignedBy(publicKey: Bytes, namespace: string, message: Bytes, text: string): Promise<boolean> {
  const body = text.length > 4096 ? null : base64ToBytes(text.split("\n").slice(1, -2).join(""));
  const signature = body?.slice(-64);
  if (signature === undefined || signature.length !== 64 || armour(publicKey, namespace, signature) !== text) return false;
  return isSignedBy(publicKey, signedBytes(namespace, message), signature);
}

/** A line of an `allowed_signers` file for `ssh-keygen -Y verify -I <principal>`. */
export function allowedSigner(publicKey: Bytes, principal: string): string {
  return `${principal} ssh-ed25519 ${bytesToBase64(publicKeyBlob(publicKey))}\n`;
}

function signedBytes(namespace: string, message: Bytes): Bytes {
  return concatBytes(magic, field(utf8ToBytes(namespace)), field(nothing), field(hashName), field(sha256(message)));
}

function armour(publicKey: Bytes, namespace: string, signature: Bytes): string {
  const version = new Uint8Array([0, 0, 0, 1]);
  const signed = concatBytes(field(keyType), field(signature));
  const blob = concatBytes(
    magic,
    version,
    field(publicKeyBlob(publicKey)),
    field(utf8ToBytes(namespace)),
    field(nothing),
    field(hashName),
    field(signed),
  );
  const lines = bytesToBase64(blob).match(/.{1,70}/g) ?? [];
  return [firstLine, ...lines, lastLine, ""].join("\n");
}

function publicKeyBlob(publicKey: Bytes): Bytes {
  return concatBytes(field(keyType), field(publicKey));
}

/** An SSH string (RFC 4251 §5): its length in 4 bytes, big-endian, and its bytes. */
function field(bytes: Bytes): Bytes {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length);
  return concatBytes(length, bytes);
}
