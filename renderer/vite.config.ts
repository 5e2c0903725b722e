import { readFileSync } from "node:fs";
import { cp, mkdir } from "node:fs/promises";
import { builtinModules } from "node:module";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type EnvironmentOptions, type Plugin } from "vite";
import { shipPdfParts } from "./pdf-parts.config.ts";

const root = join(import.meta.dirname, "..");
const manifest: { readonly version: string } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const builtin = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

/** One script for Electron, whole in one file: a sandboxed preload may load nothing but `electron`. */
function electronScript(name: "main" | "preload"): EnvironmentOptions {
  return {
    consumer: "server",
    resolve: { noExternal: true, external: ["electron", ...builtin] },
    build: {
      ssr: true,
      outDir: join(root, "dist", name),
      emptyOutDir: true,
      copyPublicDir: false,
      minify: false,
      target: "node24",
      rolldownOptions: {
        input: { [name]: join(root, "electron", name, `${name}.ts`) },
        external: ["electron", ...builtin],
        checks: { pluginTimings: false },
        output: { format: "cjs", entryFileNames: "[name].cjs", codeSplitting: false },
      },
    },
  };
}

/** The window says which version it is: `data-version` of its root element, from package.json. */
function sayVersion(): Plugin {
  return {
    name: "dalel-version",
    transformIndexHtml: (html) => html.replace("<html ", `<html data-version="${manifest.version}" `),
  };
}

/** The sample data travels with the program, to be imported from its menu: served under /samples. */
function shipSamples(): Plugin {
  return {
    name: "dalel-samples",
    applyToEnvironment: (environment) => environment.name === "client",
    async writeBundle() {
      const to = join(root, "dist/renderer/samples");
      await mkdir(to, { recursive: true });
      await cp(join(root, "assets/samples"), to, { recursive: true, force: true });
    },
  };
}

export default defineConfig({
  root: join(root, "renderer/app"),
  base: "./",
  publicDir: false,
  plugins: [react(), sayVersion(), shipSamples(), shipPdfParts()],
  environments: {
    client: {
      build: {
        outDir: join(root, "dist/renderer"),
        emptyOutDir: true,
        target: "chrome140",
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        chunkSizeWarningLimit: 4096,
        rolldownOptions: { input: join(root, "renderer/app/index.html"), checks: { pluginTimings: false } },
      },
    },
    main: electronScript("main"),
    preload: electronScript("preload"),
  },
  worker: {
    format: "es",
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: {
        // isWorkerScript of shared/host/policy.ts knows the scripts that run as workers by this name.
        entryFileNames: (chunk) => (chunk.name.endsWith(".worker") ? "assets/[name]-[hash].js" : "assets/[name].worker-[hash].js"),
        chunkFileNames: "assets/[name].worker-[hash].js",
      },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const name of ["client", "main", "preload"]) {
        const environment = builder.environments[name];
        if (environment !== undefined) await builder.build(environment);
      }
    },
  },
});
