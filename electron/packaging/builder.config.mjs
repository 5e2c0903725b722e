import { fileDescriptions, fileEndings, fileKinds } from "../../shared/kernel/file-endings.ts";
import { afterPack } from "./after-pack.ts";

/**
 * How Dalel is packed for Windows, macOS and Linux. The bundles in dist/ are self-contained, so no package travels.
 * @type {import("electron-builder").Configuration}
 */
export default {
  appId: "kz.dalel.workbench",
  productName: "Dalel",
  copyright: "Dalel founders",
  directories: { output: "out", buildResources: "assets/icons" },
  files: ["dist/main/**", "dist/preload/**", "dist/renderer/**", "package.json", "!node_modules/**"],
  asar: true,
  npmRebuild: false,
  publish: null,
  electronLanguages: ["en-US", "en_US", "en", "ru"],
  afterPack,
  fileAssociations: fileKinds.map((kind) => ({
    ext: fileEndings[kind].slice(1),
    name: `Dalel ${kind}`,
    description: fileDescriptions[kind],
    mimeType: `application/vnd.dalel.${kind.toLowerCase()}`,
    role: "Editor",
  })),
  win: { target: ["nsis", "portable"], icon: "assets/icons/256x256.png" },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true, deleteAppDataOnUninstall: false },
  portable: { artifactName: `Dalel-${"$"}{version}-portable.exe` },
  mac: {
    target: ["dmg"],
    icon: "assets/icons/1024x1024.png",
    category: "public.app-category.business",
    extendInfo: { NSAppTransportSecurity: { NSAllowsArbitraryLoads: false } },
  },
  linux: {
    target: ["AppImage", "deb"],
    icon: "assets/icons",
    category: "Office",
    maintainer: "Dalel founders <founders@dalel.invalid>",
    executableName: "dalel",
  },
};
