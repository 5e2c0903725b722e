import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join, sep } from "node:path";
import { headersFor, isWorkerScript, mediaTypeOf } from "../../shared/host/policy.ts";
import { answerFor } from "../../shared/host/static-files.ts";
import { type Failure, fail, type Result, succeed } from "../../shared/kernel/result.ts";

/** The window's server on the loopback address. */
export interface WindowServer {
  /** For example `http://127.0.0.1:47623`. The data belongs to it. */
  readonly origin: string;
  close(): Promise<void>;
}
/** `port-taken`: another program listens there; `not-built`: the folder has no index.html. */
export type ServerError = Failure<"port-taken" | "not-built" | "unavailable">;

/** Where a running Dalel says that it is one. */
export const aboutPath = "/dalel-about.json";

/**
 * Serves the built window from 127.0.0.1 by exact look-up, with the production headers.
 *
 * Takes   `folder` of the built window, listed once; `port` 0 picks a free one, for tests.
 * Fails   never moves to another port: the origin owns the data.
 */
export async function serveWindow(offer: {
  readonly folder: string;
  readonly port: number;
  readonly version: string;
}): Promise<Result<WindowServer, ServerError>> {
  const paths = await servedPaths(offer.folder);
  if (!paths.has("index.html")) return fail("not-built");
  const server = createServer((request, response) => answer(request, response, { ...offer, paths, host: hostOf(server) }));
  const problem = await listening(server, offer.port);
  if (problem !== null) return fail(problem === "EADDRINUSE" ? "port-taken" : "unavailable");
  return succeed({ origin: `http://${hostOf(server)}`, close: () => closed(server) });
}

/** Whether the program that listens on a port is Dalel: it answers {@link aboutPath}. Gives its version, or null. */
export function runningVersion(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const asked = get({ host: "127.0.0.1", port, path: aboutPath, timeout: 2000, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        text += part;
        if (text.length > 4096) asked.destroy();
      });
      response.on("end", () => resolve(versionIn(text)));
      response.on("error", () => resolve(null));
    });
    asked.on("timeout", () => asked.destroy());
    asked.on("error", () => resolve(null));
    asked.on("close", () => resolve(null));
  });
}

interface Served {
  readonly folder: string;
  readonly version: string;
  readonly paths: ReadonlySet<string>;
  readonly host: string;
}

/** The files below a folder that have a media type of ours, `/` between names. */
async function servedPaths(folder: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return new Set(files.map((path) => path.split(sep).join("/")).filter((path) => mediaTypeOf(path) !== null));
}

function answer(request: IncomingMessage, response: ServerResponse, served: Served): void {
  const status = refusalOf(request, served.host);
  if (status !== null) return say(response, status, "text/plain; charset=utf-8", "refused\n");
  const [pathname = ""] = (request.url ?? "").split("?", 1); // as it was sent: nothing tidies it before it is looked up
  if (pathname === aboutPath) return say(response, 200, "application/json; charset=utf-8", JSON.stringify({ app: "dalel", version: served.version }));
  const found = answerFor(served.paths, pathname);
  const mediaType = mediaTypeOf(found.path);
  if (found.status === 404 || mediaType === null) return say(response, 404, "text/plain; charset=utf-8", "no such file\n");
  response.writeHead(200, headersFor(mediaType, isWorkerScript(found.path), true));
  if (request.method === "HEAD") response.end();
  else {
    const file = createReadStream(join(served.folder, found.path));
    file.on("error", () => response.destroy());
    file.pipe(response);
  }
}

/** Another name for this address (DNS rebinding), another site's page, and everything but reading is refused. */
function refusalOf(request: IncomingMessage, host: string): number | null {
  if (request.method !== "GET" && request.method !== "HEAD") return 405;
  if (request.headers.host !== host) return 403;
  const site = request.headers["sec-fetch-site"];
  return site === undefined || site === "same-origin" || site === "none" ? null : 403;
}

function say(response: ServerResponse, status: number, mediaType: string, text: string): void {
  response.writeHead(status, headersFor(mediaType, false, true));
  response.end(text);
}

function hostOf(server: Server): string {
  const at = server.address();
  return `127.0.0.1:${typeof at === "object" && at !== null ? at.port : 0}`;
}

/** The error code that stopped it from listening, or null. */
function listening(server: Server, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "unknown"));
    server.listen({ host: "127.0.0.1", port, exclusive: true }, () => resolve(null));
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function versionIn(text: string): string | null {
  try {
    const said: unknown = JSON.parse(text);
    const isDalel = typeof said === "object" && said !== null && "app" in said && said.app === "dalel" && "version" in said;
    return isDalel ? String(said.version) : null;
  } catch {
    return null; // whatever listens there does not speak JSON: not Dalel
  }
}
