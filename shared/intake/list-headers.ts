/** Columns of what our containers make tables of; readers and containers know them from here. */
export const blockListHeaders = ["line", "rule"] as const;

/** What a row of MISP says: one attribute, alone or of an object, or what an object refers to (`type` is `mispReference`). */
export const mispHeaders = [
  "event",
  "object",
  "object_uuid",
  "object_relation",
  "type",
  "value",
  "category",
  "comment",
  "uuid",
  "deleted",
  "tags",
] as const;
export const mispReference = "ObjectReference";
