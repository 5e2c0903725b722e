import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { appOrigin, headersFor, isWorkerScript, mediaTypeOf } from "../../shared/host/policy.ts";
import { answerFor } from "../../shared/host/static-files.ts";
import { isOwnUrl } from "./policy.ts";

/**
 * Answers the window's requests for its own files, by exact look-up in the list of files that were built.
 *
 * Takes   `folder` of the built window, listed once.
 * Gives   a handler for `protocol.handle`: 404 for everything else, other hosts and other methods included.
 */
export function windowHandler(folder: string): (request: Request) => Promise<Response> {
  const paths = servedPaths(folder);
  return async (request) => {
    if (request.method !== "GET" || !isOwnUrl(request.url)) return refusal();
    const { status, path } = answerFor(paths, new URL(request.url).pathname);
    const mediaType = mediaTypeOf(path);
    if (status === 404 || mediaType === null) return refusal();
    return new Response(await readFile(join(folder, path)), { status, headers: headersFor(mediaType, isWorkerScript(path), false) });
  };
}

/** The address of the window itself. */
export const windowUrl = `${appOrigin}/index.html`;

function refusal(): Response {
  return new Response("no such file\n", { status: 404, headers: headersFor("text/plain; charset=utf-8", false, false) });
}

function servedPaths(folder: string): ReadonlySet<string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(folder.length + 1)
      .split(sep)
      .join("/"),
  );
  return new Set(files.filter((path) => mediaTypeOf(path) !== null));
}
