import { deriveFromPassphrase, type KdfStrength, leastStrength } from "../crypto/derive.ts";
import type { Clock } from "../kernel/ports.ts";

/** What stretching a passphrase should take on the machine it was made on. */
const targetMs = 1000;
/** A passphrase that is stretched faster than this is stretched anew: machines get faster. */
const dueBelowMs = 500;
/** Memory is chosen in steps of 16 MiB, up to 512 MiB: what a worker is given for certain. */
const memoryStepKiB = 16_384;
const mostMemoryKiB = 524_288;

/**
 * The strength that takes about a second here, never below RFC 9106's second option. Time is as good as proportional to memory (measured-crypto §4), so
 * the least strength is tried twice and the better time scaled.
 *
 * Cost    two stretchings of 64 MiB: about half a second, once for a vault.
 */
export async function calibrateStrength(clock: Clock): Promise<KdfStrength> {
  const times: number[] = [];
  for (let round = 0; round < 2; round++) {
    const startMs = clock.now();
    const derived = await deriveFromPassphrase("calibration", new Uint8Array(16), leastStrength);
    derived.fill(0);
    times.push(clock.now() - startMs);
  }
  return strengthFor(leastStrength, Math.min(...times));
}

/** The strength that would take `targetMs` where `measured` took `tookMs`. */
export function strengthFor(measured: KdfStrength, tookMs: number): KdfStrength {
  const { passes } = leastStrength;
  const memoryKiB = (measured.memoryKiB * measured.passes * targetMs) / (Math.max(1, tookMs) * passes);
  const stepped = Math.floor(memoryKiB / memoryStepKiB) * memoryStepKiB;
  return { memoryKiB: Math.min(mostMemoryKiB, Math.max(leastStrength.memoryKiB, stepped)), passes };
}

/** The strength a header should be given instead of its own, or null when its own will do. Never weaker in memory or passes. */
export function strongerThan(held: KdfStrength, wanted: KdfStrength): KdfStrength | null {
  const next = { memoryKiB: Math.max(held.memoryKiB, wanted.memoryKiB), passes: Math.max(held.passes, wanted.passes) };
  return next.memoryKiB === held.memoryKiB && next.passes === held.passes ? null : next;
}

/** What this machine would choose now, when unlocking took so long; null when that was slow enough. */
export function wantedAfter(held: KdfStrength, tookMs: number): KdfStrength | null {
  return tookMs < dueBelowMs ? strengthFor(held, tookMs) : null;
}
