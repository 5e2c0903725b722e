import { buildVerifier } from "./build-verifier.ts";
import { buildWindow } from "./build-window.ts";
import { runScript } from "./run-program.ts";
import { start } from "./start.ts";
import { runCheck, runCrashTests, runElectronTests, runFuzz, runTests } from "./test-run.ts";

/** What each script of package.json does, once packages are installed; gives the exit code. */
const steps: Readonly<Record<string, (words: readonly string[]) => Promise<number>>> = {
  start,
  build: buildWindow,
  "build:verifier": buildVerifier,
  test: runTests,
  check: runCheck,
  "test:electron": runElectronTests,
  "test:crash": runCrashTests,
  bench: (words) => runScript("tests/bench/run.ts", words),
  fuzz: runFuzz,
  demo: (words) => runScript("electron/cli/demo.ts", words),
  dalel: (words) => runScript("electron/cli/dalel.ts", words),
  screens: (words) => runScript("tests/e2e/screens.ts", words),
  package: async (words) =>
    (await buildWindow()) || runScript("node_modules/electron-builder/cli.js", ["--config", "electron/packaging/builder.config.mjs", ...words]),
};

const [verb = "", ...words] = process.argv.slice(2);
const step = steps[verb];
if (step === undefined) {
  console.error(`dalel: say one of ${Object.keys(steps).join(", ")}`);
  process.exit(2);
}
process.exit(await step(words));
