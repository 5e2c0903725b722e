import type { EntityId } from "../../shared/kernel/brand.ts";
import type { InteropFile, InteropKind } from "../../shared/interop/model.ts";
import { writeInterop } from "../../shared/interop/write-interop.ts";
import type { Entity } from "../../shared/projections/model.ts";

/** A file in another program's format, read to its end. */
export function written(kind: InteropKind, rows: ReadonlyMap<EntityId, Entity>): Pick<InteropFile, "path" | "left"> & { readonly text: string } {
  const { path, chunks, left } = writeInterop(kind, rows);
  return { path, text: [...chunks].join(""), left };
}

/** Data of another program's format: read by tests as they would read a stranger's. */
export type Thing = Readonly<Record<string, unknown>>;

export function parseThing(text: string): Thing {
  const value: unknown = JSON.parse(text);
  return isThing(value) ? value : {};
}
export function isThing(value: unknown): value is Thing {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
/** The things of a list, the texts of a list; [] when it is none. */
export const thingsOf = (value: unknown): readonly Thing[] => (Array.isArray(value) ? value.filter(isThing) : []);
export const textsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((each) => typeof each === "string") : []);
