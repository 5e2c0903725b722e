import { runScript } from "./run-program.ts";

/** Builds the command line into one file, dist/verifier/dalel-verify.mjs, which runs where only Node is. Gives the exit code of the build. */
export function buildVerifier(): Promise<number> {
  return runScript("node_modules/vite/bin/vite.js", ["build", "--config", "electron/cli/vite.config.ts", "--logLevel", "warn"]);
}
