/** What a request for the window leads to: a file of the built window, or nothing. */
export interface StaticAnswer {
  readonly status: 200 | 404;
  /** Path below the built window's folder, with `/`; empty when there is no such file. */
  readonly path: string;
}

/**
 * Finds the file a request asks for, by exact look-up in the list of files that were built: a path that is not in the list
 * does not exist, so no spelling of `..` reaches outside.
 *
 * Takes   `paths` of files below the window's folder, `/` between names; `pathname` as a URL has it, percent-encoded.
 * Gives   404 for everything that is not exactly one of them; `/` is index.html.
 */
export function answerFor(paths: ReadonlySet<string>, pathname: string): StaticAnswer {
  const asked = decoded(pathname.slice(1)) ?? "";
  const path = pathname === "/" ? "index.html" : asked;
  return pathname.startsWith("/") && paths.has(path) ? { status: 200, path } : { status: 404, path: "" };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null; // a broken percent sign: no file is called so
  }
}
