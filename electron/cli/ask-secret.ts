import { createInterface } from "node:readline";
import { Writable } from "node:stream";

/** One line: from the terminal without showing it, or from what is piped in. */
export function askSecret(question: string): Promise<string> {
  const isTerminal = process.stdin.isTTY === true;
  const lines = createInterface({ input: process.stdin, terminal: isTerminal, ...(isTerminal ? { output: silentAfter(question) } : {}) });
  return new Promise((resolve) => {
    lines.once("line", (line) => {
      resolve(line);
      lines.close();
      if (isTerminal) process.stderr.write("\n");
    });
    lines.once("close", () => resolve(""));
  });
}

/** Says the question, and swallows what is typed. */
function silentAfter(question: string): NodeJS.WritableStream {
  process.stderr.write(question);
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
