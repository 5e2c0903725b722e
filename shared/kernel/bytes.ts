/** Bytes that own an ordinary ArrayBuffer: may be transferred between threads and given to WebCrypto. */
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function utf8ToBytes(text: string): Bytes {
  return encoder.encode(text) as Bytes;
}

/** Text of valid UTF-8, or null: nothing is replaced by U+FFFD. A byte order mark is kept. */
export function bytesToUtf8(bytes: Uint8Array): string | null {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return null;
  }
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
/** The value of a digit by its code, of those of ASCII; 16 = it is none. */
const digitOfCode = Uint8Array.from({ length: 128 }, (_, code) => {
  const digit = "0123456789abcdef".indexOf(String.fromCharCode(code));
  return digit < 0 ? 16 : digit;
});
const digitAt = (hex: string, at: number): number => digitOfCode[hex.charCodeAt(at)] ?? 16;

export function bytesToHex(bytes: Uint8Array): string {
  if (bytes.toHex !== undefined) return bytes.toHex();
  let hex = "";
  for (let i = 0; i < bytes.length; i++) hex += hexOfByte[bytes[i] ?? 0];
  return hex;
}

/** Bytes of lower-case hex, or null when it is anything else. */
export function hexToBytes(hex: string): Bytes | null {
  if (hex.length % 2 !== 0) return null;
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    const [high, low] = [digitAt(hex, 2 * i), digitAt(hex, 2 * i + 1)];
    if ((high | low) > 15) return null;
    bytes[i] = (high << 4) | low;
  }
  return bytes;
}

export function concatBytes(...parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Same length and same bytes. Not for secrets: it stops at the first difference. */
export function areBytesEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Below this waiting for the collector costs less than asking. */
const worthFreeing = 65_536;

/**
 * Gives the memory of many bytes back at once, where waiting for the collector would let hundreds of megabytes pile up. They are empty afterwards; nobody
 * else may hold a view of the same buffer. In a browser what is moved into a channel that is closed unread is let go of; `ArrayBuffer.transfer(0)` empties
 * bytes too, but Chromium holds their memory until a collection, which then has no reason to come (decision 0055). Node lets go at once, and a channel
 * there costs 250 µs, as much as sealing a third of a megabyte.
 */
export function freeBytes(bytes: Bytes): void {
  if (bytes.buffer.byteLength < worthFreeing) return;
  if (!isBrowser) return void bytes.buffer.transfer(0);
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(null, [bytes.buffer]);
  port1.close();
  port2.close();
}

/** Whether this is a window or worker of a browser, whose memory and streams differ from those of Node. */
export const isBrowser = "document" in globalThis || "WorkerGlobalScope" in globalThis;
