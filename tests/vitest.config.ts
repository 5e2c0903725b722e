import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { browserPath } from "../electron/launch/system-browser.ts";

const root = join(import.meta.dirname, "..");
const inNode = { environment: "node", testTimeout: 60_000, hookTimeout: 60_000 } as const;
/** Chromium refuses its sandbox to root, and only then it is left out. */
const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

/** Modules are read once per worker and not once per file: no module of ours keeps state between tests. Four times as fast on a busy machine. */
const nodeProjects = ["arch", "unit", "property", "interop", "machine"].map((name) => ({
  root,
  test: { ...inNode, isolate: name === "machine", name, include: [`tests/${name}/**/*.test.{ts,tsx}`] },
}));

/** Walks of the built program, one after the other: they own ports, profiles and a browser each. */
const walks = ["e2e", "electron"].map((name) => ({
  root,
  test: { ...inNode, name, include: [`tests/${name}/**/*.spec.ts`], fileParallelism: false, testTimeout: 240_000, hookTimeout: 120_000 },
}));

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
        plugins: [react()],
        cacheDir: join(root, "node_modules/.vite-browser"),
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
