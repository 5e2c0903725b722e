import { rm } from "node:fs/promises";
import { join } from "node:path";
import { flipAllFuses, type Packed } from "./flip-fuses.ts";

/** Closes what was packed: Electron's own default program goes, and the fuses are flipped. */
export async function afterPack(packed: Packed): Promise<void> {
  const product = packed.packager.appInfo.productFilename;
  const resources = packed.electronPlatformName === "darwin" ? join(`${product}.app`, "Contents", "Resources") : "resources";
  await rm(join(packed.appOutDir, resources, "default_app.asar"), { force: true });
  await flipAllFuses(packed);
}
