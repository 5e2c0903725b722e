import { sha256Hex } from "../crypto/hash.ts";
import { type Bytes, utf8ToBytes } from "../kernel/bytes.ts";
import type { BundleStatement } from "./model.ts";

/** The declaration every bag has (RFC 8493 §2.1.1). */
export const bagDeclaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/** bag-info.txt (RFC 8493 §2.2.2), which follows from the statement: codes and keys only, so that nothing in it needs folding or escaping. */
export function bagInfo(statement: BundleStatement): string {
  const octets = statement.payload.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return [
    "Bag-Software-Agent: Dalel",
    `Bagging-Date: ${new Date(statement.sentAt).toISOString().slice(0, 10)}`,
    `External-Identifier: ${statement.case}`,
    `Internal-Sender-Identifier: ${statement.sender.author}`,
    `Payload-Oxum: ${octets}.${statement.payload.length}`,
    `Source-Organization: ${statement.sender.agency}`,
    "",
  ].join("\n");
}

/** manifest-sha256.txt (RFC 8493 §2.1.3) of the payload the statement signs: `sha256sum -c` reads it. */
export function payloadManifest(statement: BundleStatement): string {
  return statement.payload.map(({ sha256, path }) => `${sha256}  ${path}\n`).join("");
}

/** tagmanifest-sha256.txt (RFC 8493 §2.2.1): all tag files but itself. */
export function tagManifest(tags: Iterable<readonly [name: string, content: Bytes]>): string {
  return [...tags].map(([name, content]) => `${sha256Hex(content)}  ${name}\n`).join("");
}

/** The tag files that follow from the statement alone. */
export function derivedTags(statement: BundleStatement): {
  readonly "bagit.txt": Bytes;
  readonly "bag-info.txt": Bytes;
  readonly "manifest-sha256.txt": Bytes;
} {
  return {
    "bagit.txt": utf8ToBytes(bagDeclaration),
    "bag-info.txt": utf8ToBytes(bagInfo(statement)),
    "manifest-sha256.txt": utf8ToBytes(payloadManifest(statement)),
  };
}
