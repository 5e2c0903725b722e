/**
 * One thing a person can do. The registry (renderer/app/registry.ts) is the only list of them: tool bar, menus, context menus,
 * palette, shortcut sheet and the native menu all read it. No action without a command.
 */
export interface Command {
  /** "graph.fit": "<feature>.<verb>". */
  readonly id: string;
  /** Locale key of its name, for example "graph:command.fit". */
  readonly titleKey: string;
  /** A name of renderer/ui/icon.tsx. */
  readonly icon: string;
  /** Where the native menu and the palette group it. */
  readonly section: "case" | "edit" | "view" | "chart" | "exchange" | "help";
  /** tinykeys patterns by physical key ("$mod+KeyK"); the first one is shown. Single letters only with a scope. */
  readonly keys: readonly string[];
  /** Single-letter keys work only while focus is inside `[data-scope="<scope>"]`; null = everywhere. */
  readonly scope: "chart" | "table" | "cases" | "partners" | null;
  /** Whether it can run now; reads the stores. */
  isEnabled(): boolean;
  run(): void | Promise<void>;
}
