/** The rules both shells serve the window by: one origin, no network, Trusted Types. Facts: measured in Chromium 156. */

/** The browser shell's fixed port: IndexedDB belongs to the origin with its port, so it never moves by itself. */
export const defaultPort = 47623;
/** Electron's scheme and host: the window is app://bundle/index.html. */
export const appScheme = "app";
export const appOrigin = "app://bundle";

const shared = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
];

/** The window: no WebAssembly, one Trusted Types policy. */
export const windowPolicy = [...shared, "script-src 'self'", "trusted-types app-worker"].join("; ");
/** Worker scripts: SHA-256 and Argon2id are WebAssembly; no policy may be made there. */
export const workerPolicy = [...shared, "script-src 'self' 'wasm-unsafe-eval'", "trusted-types 'none'"].join("; ");

/** Headers of every answer; `isWorker` for the scripts that run as workers. `Connection-Allowlist` only over http. */
export function headersFor(mediaType: string, isWorker: boolean, isHttp: boolean): Readonly<Record<string, string>> {
  return {
    "Content-Type": mediaType,
    "Content-Security-Policy": isWorker ? workerPolicy : windowPolicy,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=(), midi=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-DNS-Prefetch-Control": "off",
    "Cache-Control": "no-store",
    ...(isHttp ? { "Connection-Allowlist": "(response-origin)" } : {}),
  };
}

const mediaTypes: Readonly<Record<string, string>> = {
  bcmap: "application/octet-stream",
  css: "text/css; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  html: "text/html; charset=utf-8",
  icc: "application/octet-stream",
  js: "text/javascript; charset=utf-8",
  json: "application/json; charset=utf-8",
  md: "text/plain; charset=utf-8",
  pfb: "application/octet-stream",
  png: "image/png",
  svg: "image/svg+xml",
  ttf: "font/ttf",
  txt: "text/plain; charset=utf-8",
  wasm: "application/wasm",
  woff: "font/woff",
  woff2: "font/woff2",
};

/** The media type a file of the built window is served with, or null: unknown kinds are not served. */
export function mediaTypeOf(path: string): string | null {
  return mediaTypes[path.slice(path.lastIndexOf(".") + 1)] ?? null;
}

/** Worker scripts are named so by the build (renderer/vite.config.ts). */
export function isWorkerScript(path: string): boolean {
  return /\.worker-[\w-]+\.js$/.test(path);
}
