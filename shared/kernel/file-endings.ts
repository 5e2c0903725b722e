/**
 * The endings of every kind of file that one office gives another, and what each is to the file manager. The only list: programs that make such
 * files, windows that open them, and the packages that tell the system of them all read it.
 */
export const fileEndings = {
  bundle: ".dalel",
  identity: ".dalel-id",
  keyNotice: ".dalel-key-notice",
  receipt: ".dalel-receipt",
  bundleNotice: ".dalel-notice",
  request: ".dalel-ask",
  cosignature: ".dalel-cosign",
  hits: ".dalel-hits",
  backup: ".dalel-backup",
} as const;

export type FileKind = keyof typeof fileEndings;
export const fileKinds = Object.keys(fileEndings) as readonly FileKind[];

/** In English: the file manager shows it before anybody chose a language. */
export const fileDescriptions: Readonly<Record<FileKind, string>> = {
  bundle: "Signed and encrypted case bundle",
  identity: "Identity of an officer",
  keyNotice: "Notice about keys",
  receipt: "Receipt for a bundle",
  bundleNotice: "Recall or replacement of a bundle",
  request: "Bundle for a second officer to sign",
  cosignature: "Signature of a second officer",
  hits: "Comparison without showing",
  backup: "Backup of a vault",
};

/** A key file opens a vault and is chosen where it is asked for: no program is started by it. */
export const keyFileEnding = ".dalel-key";

/** Ways to read tables that a colleague saved: taken where they are asked for, likewise. */
export const profileFileEnding = ".dalel-profile";

/** Which kind a file is by its name, in any letter case; null = none of ours. */
export function fileKindOf(name: string): FileKind | null {
  const lower = name.toLowerCase();
  return fileKinds.find((kind) => lower.endsWith(fileEndings[kind])) ?? null;
}

/** All of them, as a file chooser takes them. */
export const acceptedEndings: string = Object.values(fileEndings).join(",");
