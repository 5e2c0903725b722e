import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { browserPath } from "../electron/launch/system-browser.ts";
import { shipPdfParts } from "../renderer/pdf-parts.config.ts";

const root = join(import.meta.dirname, "..");
const inNode = { environment: "node", testTimeout: 60_000, hookTimeout: 60_000 } as const;
/** Chromium refuses its sandbox to root, and only then it is left out. */
const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

/** Modules are read once per worker and not once per file: no module of ours keeps state between tests. Four times as fast on a busy machine. */
const nodeProjects = ["arch", "unit", "property", "interop", "machine"].map((name) => ({
  root,
  test: { ...inNode, isolate: name === "machine", name, setupFiles: ["tests/kit/steady-seed.ts"], include: [`tests/${name}/**/*.test.{ts,tsx}`] },
}));

/** Walks of the built program, one after the other: they own ports, profiles and a browser each. */
const walks = ["e2e", "electron", "crash"].map((name) => ({
  root,
  test: { ...inNode, name, include: [`tests/${name}/**/*.spec.ts`], fileParallelism: false, testTimeout: 240_000, hookTimeout: 120_000 },
}));

/** Every package the window and its tests load: bundled before the first test, or a cold cache would reload pages in the middle of one. */
const loadedInBrowser = [
  "@blueprintjs/core",
  "@blueprintjs/icons",
  "@noble/hashes/legacy.js",
  "@noble/hashes/sha2.js",
  "@noble/hashes/sha3.js",
  "@scure/base",
  "@tanstack/react-virtual",
  "age-encryption",
  "axe-core",
  "cytoscape",
  "d3-force",
  "dexie",
  "dockview-react",
  "fast-check",
  "hash-wasm",
  "i18next",
  "papaparse",
  "pdfjs-dist",
  "pdfjs-dist/build/pdf.worker.mjs",
  "postal-mime",
  "qr/decode.js",
  "react",
  "react-dom",
  "react-dom/client",
  "react-i18next",
  "react/jsx-dev-runtime",
  "react/jsx-runtime",
  "tinykeys",
  "tldts",
  "uqr",
  "yaml",
  "zustand",
];

export default defineConfig({
  root,
  test: {
    reporters: ["default"],
    passWithNoTests: true,
    projects: [
      ...nodeProjects,
      ...walks,
      {
        root,
        plugins: [react(), shipPdfParts()],
        cacheDir: join(root, "node_modules/.vite-browser"),
        optimizeDeps: { include: loadedInBrowser },
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.{ts,tsx}"],
          testTimeout: 30_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: browserPath() ?? "chromium", args: asRoot } }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
