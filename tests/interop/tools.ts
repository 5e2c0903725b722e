import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether a program is on this machine. */
export function hasTool(name: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${name}`]).status === 0;
}

export interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly error: string;
}

export function runTool(program: string, words: readonly string[], input?: Uint8Array): Ran {
  const { status, stdout, stderr } = spawnSync(program, [...words], { maxBuffer: 1 << 28, ...(input === undefined ? {} : { input }) });
  return { status, out: stdout.toString("utf8"), error: stderr.toString("utf8") };
}

/** A folder of one's own; `write` gives the path of a new file in it. */
export interface Workbench {
  readonly folder: string;
  write(name: string, content: Uint8Array | string): string;
  remove(): void;
}

export function openWorkbench(): Workbench {
  const folder = mkdtempSync(join(tmpdir(), "dalel-interop-"));
  return {
    folder,
    write(name, content) {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
