import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import type * as Electron from "electron";

/** A double of Electron's modules. It is strict: a member that is not listed throws when it is touched, and a member that Electron 45 does not have fails the type check. */
export type Members<Module> = { readonly [Name in keyof Module]?: unknown };

export function strict<Module>(name: string, members: Members<Module>): object {
  return new Proxy(members, {
    get(target, key) {
      if (key === "then") return undefined;
      if (typeof key === "string" && !Object.hasOwn(target, key)) throw new Error(`${name}.${key} is not in the double`);
      return Reflect.get(target, key);
    },
  });
}

/** Remembers listeners by event, and calls them as Electron would. */
export class Events {
  readonly #listeners = new Map<string, ((...words: readonly unknown[]) => unknown)[]>();
  readonly on = (event: string, listener: (...words: readonly unknown[]) => unknown): void => {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
  };
  readonly fire = (event: string, ...words: readonly unknown[]): number => {
    const listeners = this.#listeners.get(event) ?? [];
    for (const listener of listeners) listener(...words);
    return listeners.length;
  };
}

/** An event that remembers whether it was stopped. */
export function stoppable(): { readonly preventDefault: () => void; isStopped: boolean } {
  const event = { isStopped: false, preventDefault: () => void (event.isStopped = true) };
  return event;
}

/** The text of a script as `npm run build` made it. */
export function builtScript(name: "main" | "preload"): string {
  const path = join(import.meta.dirname, "../../dist", name, `${name}.cjs`);
  if (!existsSync(path)) throw new Error(`dist/${name}/${name}.cjs is not built: run \`npm run build\` first`);
  return readFileSync(path, "utf8");
}

interface Surroundings {
  readonly electron: Members<typeof Electron>;
  readonly process?: Readonly<Partial<Record<"argv" | "platform" | "env", unknown>>>;
  /** Hears of every repeating timer instead of starting it. */
  readonly onInterval?: (run: () => void) => void;
}

/** Runs a built script as Electron would: CommonJS, with `electron` replaced, Node real, and only the process' facts as given. */
export function runBuilt(code: string, { electron, process: facts = {}, onInterval = () => undefined }: Surroundings): readonly string[] {
  const required: string[] = [];
  const real = createRequire(import.meta.url);
  const require = (name: string): unknown => {
    required.push(name);
    return name === "electron" ? strict("electron", electron) : real(name);
  };
  const ours = Object.create(process, Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, { value }])));
  const module = { exports: {} };
  compileFunction(code, ["require", "module", "exports", "process", "setInterval"])(require, module, module.exports, ours, onInterval);
  return required;
}
