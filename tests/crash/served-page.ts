import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { build } from "vite";
import type { Job, Told } from "./acts.ts";

/** The page of these tests, built and served to this machine only; it asks here for its job, and tells here what happens. */
export interface ServedPage {
  readonly origin: string;
  /** What the next start is given, and who hears what it tells. */
  give(job: Job, hear: (told: Told) => void): void;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript" };

export async function servePage(): Promise<ServedPage> {
  const folder = await mkdtemp(join(tmpdir(), "dalel-crash-page-"));
  await build({
    root: import.meta.dirname,
    base: "./",
    logLevel: "warn",
    configFile: false,
    worker: { format: "es" },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: "esnext",
      chunkSizeWarningLimit: 4096,
      rolldownOptions: { input: join(import.meta.dirname, "page.html") },
    },
  });
  let current: { readonly job: Job; readonly hear: (told: Told) => void } | null = null;
  const server = createServer(async (asked, answer) => {
    const path = asked.url ?? "/";
    // Jobs hold what must not be found in the profile: the browser keeps no copy of them, nor of the page.
    answer.setHeader("cache-control", "no-store");
    if (path === "/job") return answer.end(JSON.stringify(current?.job));
    if (path === "/told") {
      const text = await bodyOf(asked);
      // A browser that was killed in the middle of a sentence has not said it.
      if (text !== null) current?.hear(JSON.parse(text) as Told);
      return answer.end();
    }
    const bytes = /^\/[\w./-]+$/.test(path) && !path.includes("..") ? await readFile(join(folder, path)).catch(() => null) : null;
    return answer.writeHead(bytes === null ? 404 : 200, { "content-type": types[extname(path)] ?? "application/octet-stream" }).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
    give: (job, hear) => void (current = { job, hear }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function bodyOf(asked: IncomingMessage): Promise<string | null> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    asked.on("data", (part: Buffer) => parts.push(part));
    asked.on("end", () => resolve(asked.complete ? Buffer.concat(parts).toString("utf8") : null));
    asked.on("close", () => resolve(null));
    asked.on("error", () => resolve(null));
  });
}
