import type { FileSink, Host } from "../../shared/host/host.ts";
import { type Bytes, concatBytes } from "../../shared/kernel/bytes.ts";
import { fail, succeed } from "../../shared/kernel/result.ts";

/** A machine that keeps what is saved, by name, instead of asking for a folder; or a person who says no to saving. Its one folder is kept there too. */
export function createSavingHost(saved: Map<string, Bytes>, person: { readonly answer: "saved" | "cancelled" } = { answer: "saved" }): Host {
  const nothing = (): undefined => undefined;
  return {
    about: async () => ({ appVersion: "0.0.1", shell: "browser", platform: "other" }),
    saveFile: async ({ name }) => (person.answer === "cancelled" ? succeed("cancelled") : succeed(sinkInto(saved, name))),
    setMenu: async () => nothing(),
    onCommand: () => nothing,
    onMustLock: () => nothing,
    onOpenFile: () => nothing,
    quit: async () => nothing(),
    chooseFolder: async () => succeed(person.answer === "cancelled" ? "cancelled" : { token: "folder", name: "Backups" }),
    writeToFolder: async ({ name }) => (saved.has(name) ? fail("refused") : succeed(sinkInto(saved, name))),
    listFolder: async () => succeed([...saved].map(([name, bytes]) => ({ name, sizeBytes: bytes.length }))),
    clearClipboard: async () => "other",
    removeFromFolder: async ({ name }) => (saved.delete(name) ? succeed(undefined) : fail("unavailable")),
  };
}

function sinkInto(saved: Map<string, Bytes>, name: string): FileSink {
  const chunks: Bytes[] = [];
  return {
    write: async (chunk: Bytes) => {
      chunks.push(chunk);
      return succeed(undefined);
    },
    close: async () => {
      saved.set(name, concatBytes(...chunks));
      return succeed(undefined);
    },
    abort: async () => undefined,
    readBack: async () => succeed(new Blob([saved.get(name) ?? new Uint8Array(0)])),
  };
}
