import { rowReader } from "../row-reader.ts";
import { tagColumns, takeTag } from "./tags.ts";

/** Tags of a TagPack: whose an address is said to be, by whom. Its own source and date stay in the exhibit's row. */
export const tagPackReader = rowReader({
  name: "tagpack",
  version: 1,
  columns: { ...tagColumns, creator: { headers: ["creator"], isChecked: true } },
  begin: (_table, harvest) => (row) => takeTag(row, harvest),
});
