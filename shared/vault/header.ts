import { isStrengthAllowed, type KdfStrength } from "../crypto/derive.ts";
import { base64ToBytes, bytesToBase64 } from "../kernel/base64.ts";
import { type Bytes, bytesToUtf8, utf8ToBytes } from "../kernel/bytes.ts";
import { canonicalText, hasExactKeys, type Json, parseCanonical } from "../kernel/canonical.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { UnlockError } from "./model.ts";

/**
 * The vault's header, the one record that is not a seal as a whole: how hard the passphrase is stretched, the vault key wrapped twice, and the
 * officer's secrets sealed under it. Canonical JSON, bytes as base64. Everything else in the store needs the vault key.
 * Its written form: assets/docs/format/vault.md.
 */
export interface VaultHeader {
  /** As it was read; what is written is of the newest. */
  readonly format: 1 | 2;
  /** The day it was made, "2026-11-26"; "" in headers of format 1, which did not say. The only thing that tells vaults apart from outside. */
  readonly madeOn: string;
  /** Whether the passphrase opens only together with a key file. */
  readonly hasKeyFile: boolean;
  readonly kdf: KdfStrength & { readonly salt: Bytes };
  readonly byPassphrase: Bytes;
  readonly byRecovery: Bytes;
  readonly secrets: Bytes;
}

const newestFormat = 2;
const largestHeader = 65_536;

/** How the passphrase is stretched, as it is written. */
export const kdfToJson = ({ memoryKiB, passes, salt }: VaultHeader["kdf"]) => ({
  name: "argon2id",
  lanes: 1,
  memoryKiB,
  passes,
  salt: bytesToBase64(salt),
});

/** A header as it is written: of the newest format. */
export function encodeHeader({ madeOn, hasKeyFile, kdf, byPassphrase, byRecovery, secrets }: Omit<VaultHeader, "format">): Bytes {
  return utf8ToBytes(
    canonicalText({
      format: newestFormat,
      madeOn,
      keyFile: hasKeyFile,
      kdf: kdfToJson(kdf),
      byPassphrase: bytesToBase64(byPassphrase),
      byRecovery: bytesToBase64(byRecovery),
      secrets: bytesToBase64(secrets),
    }),
  );
}

/** Fails `newer-format`; `wrong-secret-or-damaged` for anything that is no header, and for stretching below `floor` or beyond what we would run. */
export function decodeHeader(bytes: Bytes, floor: KdfStrength): Result<VaultHeader, UnlockError> {
  const json = bytes.length > largestHeader ? null : parseCanonical(bytesToUtf8(bytes) ?? "");
  if (json !== null && typeof json === "object" && "format" in json && typeof json.format === "number" && json.format > newestFormat)
    return fail("newer-format");
  const outside = json === null ? null : readOutside(json);
  if (json === null || outside === null || !isRecord(json)) return damaged;
  const kdf = readKdf(json["kdf"] ?? null, floor);
  const [byPassphrase, byRecovery, secrets] = [readBytes(json["byPassphrase"]), readBytes(json["byRecovery"]), readBytes(json["secrets"])];
  if (kdf === null || byPassphrase === null || byRecovery === null || secrets === null) return damaged;
  return succeed({ ...outside, kdf, byPassphrase, byRecovery, secrets });
}

export const damaged = fail("wrong-secret-or-damaged");

const sealedKeys = ["kdf", "byPassphrase", "byRecovery", "secrets"];

/** What tells the formats apart, and what each says in the clear. */
function readOutside(json: Json): Pick<VaultHeader, "format" | "madeOn" | "hasKeyFile"> | null {
  if (hasExactKeys(json, ["format", ...sealedKeys]) && json["format"] === 1) return { format: 1, madeOn: "", hasKeyFile: false };
  if (!hasExactKeys(json, ["format", "madeOn", "keyFile", ...sealedKeys]) || json["format"] !== 2) return null;
  const { madeOn, keyFile } = json;
  if (typeof madeOn !== "string" || typeof keyFile !== "boolean" || !/^(\d{4}-\d\d-\d\d)?$/.test(madeOn)) return null;
  return { format: 2, madeOn, hasKeyFile: keyFile };
}

function readKdf(json: Json, floor: KdfStrength): VaultHeader["kdf"] | null {
  if (!hasExactKeys(json, ["name", "lanes", "memoryKiB", "passes", "salt"]) || json.name !== "argon2id" || json.lanes !== 1) return null;
  const { memoryKiB, passes } = json;
  const salt = readBytes(json.salt);
  if (typeof memoryKiB !== "number" || typeof passes !== "number" || salt === null || salt.length < 16 || salt.length > 64) return null;
  return isStrengthAllowed({ memoryKiB, passes }, floor) ? { memoryKiB, passes, salt } : null;
}

const isRecord = (json: Json): json is Readonly<Record<string, Json>> => typeof json === "object" && json !== null && !Array.isArray(json);
const readBytes = (json: Json | undefined): Bytes | null => (typeof json === "string" ? base64ToBytes(json) : null);
