import { areSignedBy } from "../crypto/jws.ts";
import { isSshSignedBy } from "../crypto/sshsig.ts";
import { areBytesEqual, bytesToUtf8, type Bytes, hexToBytes, utf8ToBytes } from "../kernel/bytes.ts";
import { derivedTags, tagManifest } from "./manifest.ts";
import type { BundleError, BundleStatement } from "./model.ts";
import { cosignerTag, signatureNamespace } from "./names.ts";

/**
 * The first tag file that is not the one that must stand there, or null. Manifests and tags are derived again and compared byte for byte: what a manifest
 * could say wrongly has no room. Every signer the statement names has signed it, each checked on its own, and nobody else has.
 */
export async function firstWrongTag(tags: ReadonlyMap<string, Bytes>, statement: BundleStatement, signed: Bytes): Promise<BundleError | null> {
  for (const [name, content] of Object.entries(derivedTags(statement))) {
    if (!areBytesEqual(tagOf(tags, name), content)) return { kind: "bad-manifest", where: name };
  }
  const listed = [...tags].slice(0, -1);
  if (!areBytesEqual(tagOf(tags, "tagmanifest-sha256.txt"), utf8ToBytes(tagManifest(listed)))) {
    return { kind: "bad-manifest", where: "tagmanifest-sha256.txt" };
  }
  const unsigned = await firstUnsigned(tags, statement, signed);
  return unsigned === null ? null : { kind: "bad-signature", where: unsigned };
}

async function firstUnsigned(tags: ReadonlyMap<string, Bytes>, { sender, cosigner }: BundleStatement, signed: Bytes): Promise<string | null> {
  const keys = [sender, ...(cosigner === null ? [] : [cosigner])].map(({ author }) => hexToBytes(author) ?? new Uint8Array(0));
  if (!(await areSignedBy(keys, signed, textOf(tags, "statement.jws")))) return "statement.jws";
  for (const [i, name] of ["statement.json.sig", cosignerTag].slice(0, keys.length).entries()) {
    const key = keys[i] ?? new Uint8Array(0);
    if (!(await isSshSignedBy(key, signatureNamespace, signed, textOf(tags, name)))) return name;
  }
  return null;
}

function tagOf(tags: ReadonlyMap<string, Bytes>, name: string): Bytes {
  return tags.get(name) ?? new Uint8Array(0);
}

function textOf(tags: ReadonlyMap<string, Bytes>, name: string): string {
  return bytesToUtf8(tagOf(tags, name)) ?? "";
}
