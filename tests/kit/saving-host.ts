import type { Host } from "../../shared/host/host.ts";
import { type Bytes, concatBytes } from "../../shared/kernel/bytes.ts";
import { succeed } from "../../shared/kernel/result.ts";

/** A machine that keeps what is saved, by name, instead of asking for a folder; or a person who says no to saving. */
export function createSavingHost(saved: Map<string, Bytes>, person: { readonly answer: "saved" | "cancelled" } = { answer: "saved" }): Host {
  const nothing = (): undefined => undefined;
  return {
    about: async () => ({ appVersion: "0.0.1", shell: "browser", platform: "other" }),
    saveFile: async ({ name }) => {
      if (person.answer === "cancelled") return succeed("cancelled");
      const chunks: Bytes[] = [];
      return succeed({
        write: async (chunk: Bytes) => {
          chunks.push(chunk);
          return succeed(undefined);
        },
        close: async () => {
          saved.set(name, concatBytes(...chunks));
          return succeed(undefined);
        },
        abort: async () => nothing(),
      });
    },
    setMenu: async () => nothing(),
    onCommand: () => nothing,
    onMustLock: () => nothing,
    onOpenFile: () => nothing,
    quit: async () => nothing(),
    clearClipboard: async () => "other",
  };
}
