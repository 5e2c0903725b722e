/** A number as it is written: 2^53 is no limit to it. */
export interface JsonNumber {
  readonly number: string;
}
export type JsonScalar = string | boolean | null | JsonNumber;
/** A value of JSON. Objects are maps, so that no name ("__proto__") means anything. */
export type Json = JsonScalar | readonly Json[] | ReadonlyMap<string, Json>;

/** The shortest text of a value; numbers as they were written. */
export function jsonText(value: Json): string {
  if (isJsonNumber(value)) return value.number;
  if (isJsonObject(value)) return `{${[...value].map(([name, member]) => `${JSON.stringify(name)}:${jsonText(member)}`).join(",")}}`;
  return isJsonList(value) ? `[${value.map(jsonText).join(",")}]` : JSON.stringify(value);
}

/** The text of a member that is no object or list: a string, a number as written; "" for anything else. */
export function jsonScalarText(value: Json | undefined): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  return value !== undefined && isJsonNumber(value) ? value.number : "";
}

export function isJsonObject(value: Json | undefined): value is ReadonlyMap<string, Json> {
  return value instanceof Map;
}
export function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
function isJsonNumber(value: Json): value is JsonNumber {
  return typeof value === "object" && value !== null && "number" in value;
}
