import { builtinModules } from "node:module";
import { join } from "node:path";
import { defineConfig } from "vite";

const root = join(import.meta.dirname, "../..");
const builtin = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

/** Said before anything of ours is loaded: WebCrypto has ChaCha20-Poly1305, which age needs, from Node 24.7 on. */
const tooOld = `const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 24 || (major === 24 && minor < 7)) {
  console.error(\`dalel: Node 24.7 or newer is needed, this is \${process.version}\`);
  process.exit(2);
}
process.removeAllListeners("warning");`;

/** The command line as one file that needs nothing but Node: for a court, a laboratory, or whoever has no Dalel (\`npm run build:verifier\`). */
export default defineConfig({
  root,
  publicDir: false,
  ssr: { noExternal: true, external: builtin },
  build: {
    ssr: join(root, "electron/cli/dalel.ts"),
    outDir: join(root, "dist/verifier"),
    emptyOutDir: true,
    copyPublicDir: false,
    minify: false,
    target: "node24",
    rolldownOptions: {
      external: builtin,
      checks: { pluginTimings: false },
      output: { format: "es", entryFileNames: "dalel-verify.mjs", codeSplitting: false, banner: `#!/usr/bin/env node\n${tooOld}` },
    },
  },
});
