import { type ClaimId, parseClaimId } from "../kernel/brand.ts";
import { bytesToHex, concatBytes, hexToBytes } from "../kernel/bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import { fail, type Result, succeed } from "../kernel/result.ts";
import type { OpenVault, StorageError, TamperError } from "../vault/model.ts";

/** Sealed notes of claims, 32 bytes a claim: a set of them, or sets of them bundle by bundle. */
const idBytes = 32;
const countBytes = 4;

export type NoteError = StorageError | TamperError;

/** Claims of one bundle. */
export interface BundleClaims {
  /** SHA-256 of its statement. */
  readonly statementHash: string;
  readonly claims: ReadonlySet<ClaimId>;
}

/** The claims of a note; none when there is no note. */
export async function readClaims(vault: OpenVault, name: string): Promise<Result<ReadonlySet<ClaimId>, NoteError>> {
  const note = await vault.readNote(name);
  if (!note.ok) return note;
  const claims = claimsIn(note.value ?? new Uint8Array());
  return claims === null ? fail("box-damaged", name) : succeed(claims);
}

export function keepClaims(vault: OpenVault, name: string, claims: ReadonlySet<ClaimId>): Promise<Result<void, StorageError>> {
  return vault.keepNote(name, bytesOf(claims));
}

/** The claims of a note bundle by bundle, in the order they were noted. */
export async function readBundles(vault: OpenVault, name: string): Promise<Result<readonly BundleClaims[], NoteError>> {
  const note = await vault.readNote(name);
  if (!note.ok) return note;
  const bundles = bundlesIn(note.value ?? new Uint8Array());
  return bundles === null ? fail("box-damaged", name) : succeed(bundles);
}

export function keepBundles(vault: OpenVault, name: string, bundles: readonly BundleClaims[]): Promise<Result<void, StorageError>> {
  const parts = bundles.flatMap(({ statementHash, claims }) => {
    const count = new Uint8Array(countBytes);
    new DataView(count.buffer).setUint32(0, claims.size);
    const hash = hexToBytes(statementHash);
    invariant(hash?.length === idBytes, "a statement hash is SHA-256");
    return [hash, count, bytesOf(claims)];
  });
  return vault.keepNote(name, concatBytes(...parts));
}

/** Adds a bundle behind those of a note. */
export async function addBundle(vault: OpenVault, name: string, bundle: BundleClaims): Promise<Result<void, NoteError>> {
  const before = await readBundles(vault, name);
  return before.ok ? keepBundles(vault, name, [...before.value, bundle]) : before;
}

function bytesOf(claims: ReadonlySet<ClaimId>): Uint8Array<ArrayBuffer> {
  return concatBytes(...[...claims].map((id) => hexToBytes(id) ?? new Uint8Array()));
}

function claimsIn(bytes: Uint8Array): ReadonlySet<ClaimId> | null {
  const claims = new Set<ClaimId>();
  for (let at = 0; at < bytes.length; at += idBytes) {
    const id = parseClaimId(bytesToHex(bytes.subarray(at, at + idBytes)));
    if (id === null) return null;
    claims.add(id);
  }
  return claims;
}

function bundlesIn(bytes: Uint8Array): readonly BundleClaims[] | null {
  const found: BundleClaims[] = [];
  for (let at = 0; at < bytes.length; ) {
    const head = bytes.subarray(at, at + idBytes + countBytes);
    if (head.length < idBytes + countBytes) return null;
    const count = new DataView(head.buffer, head.byteOffset + idBytes).getUint32(0);
    const from = at + idBytes + countBytes;
    const claims = claimsIn(bytes.subarray(from, from + count * idBytes));
    if (claims === null || claims.size !== count) return null;
    found.push({ statementHash: bytesToHex(head.subarray(0, idBytes)), claims });
    at = from + count * idBytes;
  }
  return found;
}
