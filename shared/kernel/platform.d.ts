/**
 * What every place the core runs in has (Chromium window and worker, Node 24): the few globals of the web platform we use.
 * The core has no DOM and no Node; anything not declared here does not exist for it.
 */
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, into: Uint8Array): { readonly read: number; readonly written: number };
}
declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean });
  decode(bytes?: ArrayBufferView | ArrayBuffer, options?: { readonly stream?: boolean }): string;
}
/** ECMAScript 2026; browsers have it, Node 24 does not. */
interface Uint8Array {
  toHex?(): string;
}
declare function btoa(binary: string): string;
declare function atob(base64: string): string;
declare function structuredClone<T>(value: T): T;

interface CryptoKey {
  readonly type: "public" | "private" | "secret";
  readonly extractable: boolean;
}
interface CryptoKeyPair {
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}
type BufferSource = ArrayBuffer | ArrayBufferView<ArrayBuffer>;
type Algorithm = string | { readonly name: string; readonly [parameter: string]: unknown };
interface SubtleCrypto {
  digest(algorithm: string, data: BufferSource): Promise<ArrayBuffer>;
  encrypt(algorithm: Algorithm, key: CryptoKey, data: BufferSource): Promise<ArrayBuffer>;
  decrypt(algorithm: Algorithm, key: CryptoKey, data: BufferSource): Promise<ArrayBuffer>;
  sign(algorithm: Algorithm, key: CryptoKey, data: BufferSource): Promise<ArrayBuffer>;
  verify(algorithm: Algorithm, key: CryptoKey, signature: BufferSource, data: BufferSource): Promise<boolean>;
  deriveBits(algorithm: Algorithm, key: CryptoKey, bits: number): Promise<ArrayBuffer>;
  deriveKey(algorithm: Algorithm, key: CryptoKey, derived: Algorithm, extractable: boolean, uses: readonly string[]): Promise<CryptoKey>;
  generateKey(algorithm: Algorithm, extractable: boolean, uses: readonly string[]): Promise<CryptoKeyPair | CryptoKey>;
  importKey(
    format: "raw" | "raw-secret" | "pkcs8" | "spki" | "jwk",
    data: BufferSource | object,
    algorithm: Algorithm,
    extractable: boolean,
    uses: readonly string[],
  ): Promise<CryptoKey>;
  exportKey(format: "raw" | "pkcs8" | "spki", key: CryptoKey): Promise<ArrayBuffer>;
  exportKey(format: "jwk", key: CryptoKey): Promise<{ readonly [member: string]: unknown }>;
}
declare const crypto: { readonly subtle: SubtleCrypto };

interface AbortSignal {
  readonly aborted: boolean;
  throwIfAborted(): void;
}
interface ReadableStreamDefaultReader<T> {
  read(): Promise<{ readonly done: false; readonly value: T } | { readonly done: true; readonly value?: undefined }>;
  cancel(reason?: unknown): Promise<void>;
  releaseLock(): void;
}
interface ReadableStreamBYOBReader {
  /** The buffer is moved; the view that comes back looks into what came of it. */
  read(
    view: Uint8Array<ArrayBuffer>,
  ): Promise<
    { readonly done: false; readonly value: Uint8Array<ArrayBuffer> } | { readonly done: true; readonly value: Uint8Array<ArrayBuffer> | undefined }
  >;
  cancel(reason?: unknown): Promise<void>;
}
interface ReadableStreamDefaultController<T> {
  enqueue(chunk: T): void;
  close(): void;
  error(reason?: unknown): void;
}
interface ReadableStream<T = unknown> extends AsyncIterable<T> {
  getReader(): ReadableStreamDefaultReader<T>;
  getReader(options: { readonly mode: "byob" }): ReadableStreamBYOBReader;
  pipeThrough<Out>(pair: { readonly writable: WritableStream<T>; readonly readable: ReadableStream<Out> }): ReadableStream<Out>;
  pipeTo(sink: WritableStream<T>): Promise<void>;
  cancel(reason?: unknown): Promise<void>;
}
declare const ReadableStream: {
  new <T = unknown>(source?: {
    start?(controller: ReadableStreamDefaultController<T>): void | Promise<void>;
    pull?(controller: ReadableStreamDefaultController<T>): void | Promise<void>;
    cancel?(reason?: unknown): void | Promise<void>;
  }): ReadableStream<T>;
};
interface WritableStreamDefaultWriter<T> {
  write(chunk: T): Promise<void>;
  close(): Promise<void>;
  abort(reason?: unknown): Promise<void>;
}
interface WritableStream<T = unknown> {
  getWriter(): WritableStreamDefaultWriter<T>;
}
declare const WritableStream: {
  new <T = unknown>(sink?: {
    write?(chunk: T): void | Promise<void>;
    close?(): void | Promise<void>;
    abort?(reason?: unknown): void | Promise<void>;
  }): WritableStream<T>;
};
interface TransformStream<In = unknown, Out = unknown> {
  readonly readable: ReadableStream<Out>;
  readonly writable: WritableStream<In>;
}
interface Blob {
  readonly size: number;
  readonly type: string;
  slice(start?: number, end?: number): Blob;
  arrayBuffer(): Promise<ArrayBuffer>;
  stream(): ReadableStream<Uint8Array<ArrayBuffer>>;
}
declare const Blob: { new (parts?: readonly (BufferSource | Blob | string)[], options?: { readonly type?: string }): Blob };
declare const CompressionStream: { new (format: "gzip" | "deflate" | "deflate-raw"): TransformStream<BufferSource, Uint8Array<ArrayBuffer>> };
declare const DecompressionStream: { new (format: "gzip" | "deflate" | "deflate-raw"): TransformStream<BufferSource, Uint8Array<ArrayBuffer>> };
declare class URL {
  constructor(url: string, base?: string);
  readonly hostname: string;
}
interface MessagePort {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  postMessage(message: unknown, moved?: readonly ArrayBuffer[]): void;
  close(): void;
}
declare const MessageChannel: { new (): { readonly port1: MessagePort; readonly port2: MessagePort } };
