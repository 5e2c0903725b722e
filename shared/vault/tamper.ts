import type { TamperError } from "./model.ts";

/** Whether a failure is a damage of what is stored, and not of the storage. */
export const isTamper = (kind: string): kind is TamperError["kind"] => kind === "box-damaged" || kind === "box-missing";
