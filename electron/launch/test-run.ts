import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWindow } from "./build-window.ts";
import { findElectron } from "./electron-binary.ts";
import { runScript } from "./run-program.ts";
import { installSystemPackages } from "./system-packages.ts";

interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}
type Step = () => Promise<Count>;

const types: Step = () => oneStep("types", () => runScript("node_modules/typescript/bin/tsc", ["-b"]));
const lint: Step = () =>
  oneStep("lint", () =>
    runScript("node_modules/@biomejs/biome/bin/biome", [
      "check",
      "--config-path=tests/arch/lint.json",
      "--error-on-warnings",
      "--max-diagnostics=40",
    ]),
  );
const build: Step = () => oneStep("build", buildWindow);

/** `npm test`: types, lint, build, then every test there is; the last line counts them. Any failure gives exit code 1. */
export async function runTests(): Promise<number> {
  await installSystemPackages();
  return report([types, lint, build, projects(["arch", "unit", "property", "interop", "machine", "browser"]), projects(["e2e", "crash"])]);
}

/** `npm run check`: what is run before every commit, under a minute. */
export function runCheck(): Promise<number> {
  return report([types, lint, projects(["arch", "unit", "property"])]);
}

/** `npm run test:electron`: the specs for the real Electron, which say that they were skipped where its program is missing. */
export async function runElectronTests(): Promise<number> {
  if (findElectron() === null) console.log("skipped: no Electron binary on this machine (npm start tries to download it)");
  return report([build, projects(["electron"])]);
}

/** `npm run test:crash`: the kill tests at length. Numbers already set in the environment stay. */
export function runCrashTests(): Promise<number> {
  process.env["DALEL_KILLS"] ??= "120";
  process.env["DALEL_WINDOW_KILLS"] ??= "6";
  return report([build, projects(["crash"])]);
}

/** What `npm run fuzz -- WHAT [COUNT]` throws mutants at; ordinary tests try two thousand of each. */
const fuzzed: Readonly<Record<string, string>> = { bundle: "tests/property/bundle-fuzz.test.ts", intake: "tests/property/intake-fuzz.test.ts" };

/** `npm run fuzz -- bundle`: a hundred thousand mutants, or as many as are asked for. */
export async function runFuzz([what = "", count = "100000"]: readonly string[]): Promise<number> {
  const file = fuzzed[what];
  if (file === undefined || !/^[1-9][0-9]{0,8}$/.test(count)) {
    console.error(`dalel: npm run fuzz -- ${Object.keys(fuzzed).join("|")} [COUNT]`);
    return 2;
  }
  process.env["DALEL_MUTANTS"] = count;
  return runScript("node_modules/vitest/vitest.mjs", ["run", "--config", "tests/vitest.config.ts", "--project", "property", file]);
}

/** Runs steps one after the other, to the end even when one fails, and says the sum alone on the last line. */
async function report(steps: readonly Step[]): Promise<number> {
  let [passed, failed, skipped] = [0, 0, 0];
  for (const step of steps) {
    const count = await step();
    [passed, failed, skipped] = [passed + count.passed, failed + count.failed, skipped + count.skipped];
  }
  console.log(`${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`);
  return failed === 0 ? 0 : 1;
}

async function oneStep(name: string, run: () => Promise<number>): Promise<Count> {
  const startedAtMs = Date.now();
  const isPassed = (await run()) === 0;
  console.log(`dalel: ${name} ${isPassed ? "passed" : "FAILED"} in ${((Date.now() - startedAtMs) / 1000).toFixed(1)} s`);
  return isPassed ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** Runs test projects and reads their count from the machine-readable report; a run that dies without one has failed. */
function projects(names: readonly string[]): Step {
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), "dalel-tests-"));
    const file = join(folder, "report.json");
    const chosen = names.flatMap((name) => ["--project", name]);
    const words = ["run", "--config", "tests/vitest.config.ts", ...chosen, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const code = await runScript("node_modules/vitest/vitest.mjs", words);
    const text = await readFile(file, "utf8").catch(() => "{}");
    await rm(folder, { recursive: true, force: true });
    return countIn(JSON.parse(text), code);
  };
}

/** A file that could not be loaded, and a run that failed for no counted test, are one failure. */
function countIn(said: unknown, code: number): Count {
  const read = (name: string): number => {
    const value: unknown = typeof said === "object" && said !== null ? Object.entries(said).find(([key]) => key === name)?.[1] : 0;
    return typeof value === "number" ? value : 0;
  };
  const failed = read("numFailedTests");
  return { passed: read("numPassedTests"), failed: failed === 0 && code !== 0 ? 1 : failed, skipped: read("numPendingTests") + read("numTodoTests") };
}
