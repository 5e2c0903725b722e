import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

/** The folder of the project: two above this file. */
export const projectFolder = join(import.meta.dirname, "../..");

interface Surroundings {
  readonly environment?: Readonly<Record<string, string>>;
  /** Its words go to ours unless it is to be quiet. */
  readonly isQuiet?: boolean;
}

/** Starts a program in the project's folder; it shares our terminal. */
export function startProgram(program: string, words: readonly string[], { environment = {}, isQuiet = false }: Surroundings = {}): ChildProcess {
  return spawn(program, [...words], { cwd: projectFolder, stdio: isQuiet ? "ignore" : "inherit", env: { ...process.env, ...environment } });
}

/** Runs a program to its end. Gives its exit code; 127 when it cannot be started, 1 when a signal ended it. */
export async function runProgram(program: string, words: readonly string[], surroundings?: Surroundings): Promise<number> {
  const child = startProgram(program, words, surroundings);
  const stop = (): boolean => child.kill("SIGTERM");
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  const code = await endOf(child);
  process.off("SIGTERM", stop);
  process.off("SIGINT", stop);
  return code;
}

/** Resolves with the exit code when a started program has ended. */
export function endOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once("error", () => resolve(127));
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

/** Runs a TypeScript or JavaScript file of the project under the Node that runs us. */
export function runScript(file: string, words: readonly string[], surroundings?: Surroundings): Promise<number> {
  return runProgram(process.execPath, ["--disable-warning=ExperimentalWarning", join(projectFolder, file), ...words], surroundings);
}
