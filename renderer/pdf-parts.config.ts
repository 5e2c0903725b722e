import { cp, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";

const root = join(import.meta.dirname, "..");
const from = join(root, "node_modules/pdfjs-dist");
/** Fonts and character maps that PDFs leave out, and the decoders of JPEG 2000, JBIG2 and colour profiles. The interpreter of scripts is not among them. */
const parts: readonly (readonly [string, RegExp])[] = [
  ["cmaps", /\.bcmap$|LICENSE/],
  ["standard_fonts", /\.(pfb|ttf)$|LICENSE/],
  ["wasm", /^(?!quickjs).*\.wasm$|LICENSE_(?!.*QUICKJS)/],
  ["iccs", /\.icc$|LICENSE/],
];

/** What the reader of PDFs asks of its own program, served under /pdf beside the window's scripts: by the build, and by the server of the browser tests. */
export function shipPdfParts(): Plugin {
  return {
    name: "dalel-pdf-parts",
    applyToEnvironment: (environment) => environment.name === "client",
    async writeBundle() {
      for (const [folder, wanted] of parts) {
        const to = join(root, "dist/renderer/pdf", folder);
        await mkdir(to, { recursive: true });
        const filter = (path: string): boolean => path === join(from, folder) || wanted.test(path.slice(join(from, folder).length + 1));
        await cp(join(from, folder), to, { recursive: true, force: true, filter });
      }
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const [, folder = "", name = ""] = /\/renderer\/pdf\/(\w+)\/([\w.-]+)$/.exec(request.url ?? "") ?? [];
        if (!parts.some(([each, wanted]) => each === folder && wanted.test(name))) return next();
        readFile(join(from, folder, name)).then(
          (bytes) => {
            response.setHeader("Content-Type", name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream");
            response.end(bytes);
          },
          () => next(),
        );
      });
    },
  };
}
