import { type ChildProcess, spawn } from "node:child_process";
import { isOnPath } from "../../electron/launch/system-packages.ts";

/** A screen that nobody sees, for windows that must really open. */
export interface Display {
  readonly name: string;
  close(): void;
}

/** Starts Xvfb on a free display number; null where it is not installed. */
export async function openDisplay(): Promise<Display | null> {
  if (process.platform !== "linux" || !isOnPath("Xvfb")) return null;
  const child = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp"], { stdio: ["ignore", "pipe", "ignore"] });
  const number = await firstLine(child);
  return { name: `:${number}`, close: () => void child.kill() };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", () => reject(new Error("Xvfb ended at once")));
    child.stdout?.once("data", (text: Buffer) => resolve(text.toString().trim()));
  });
}
