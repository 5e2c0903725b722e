import { join } from "node:path";
import { FuseV1Options, FuseVersion, flipFuses } from "@electron/fuses";

/** What electron-builder tells after it packed one system. */
export interface Packed {
  readonly appOutDir: string;
  readonly electronPlatformName: string;
  readonly packager: { readonly executableName?: string; readonly appInfo: { readonly productFilename: string } };
}

/**
 * Flips all nine fuses of Electron's program: no Node mode, no options from outside, only our archive with its integrity checked,
 * no privileges for files. Strict: a fuse that a newer Electron adds stops the packaging until somebody has decided about it.
 */
export async function flipAllFuses({ appOutDir, electronPlatformName, packager }: Packed): Promise<void> {
  const product = packager.appInfo.productFilename;
  const names: Readonly<Record<string, string>> = { win32: `${product}.exe`, darwin: `${product}.app`, linux: packager.executableName ?? product };
  await flipFuses(join(appOutDir, names[electronPlatformName] ?? product), {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: electronPlatformName === "darwin",
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    [FuseV1Options.WasmTrapHandlers]: true,
  });
}
