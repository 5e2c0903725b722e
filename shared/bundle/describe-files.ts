import type { EntityId, FileHash } from "../kernel/brand.ts";
import type { Assertion, Commit, Handling } from "../ledger/model.ts";
import { isStricter } from "../partner/admit.ts";
import { textOf } from "./index-claims.ts";
import type { FileEntry } from "./jsonl.ts";

/**
 * What is said of files in disclosed claims: media type, own name, the strictest handling of the claims that name the file. A name that is
 * withheld is not there to be found. By hash, so that the same claims give the same entries.
 */
export function describeFiles(commits: readonly Commit[], files: readonly FileHash[]): readonly FileEntry[] {
  const names = new Map<EntityId, string>();
  const bySha = new Map<FileHash, Assertion[]>();
  for (const { claims } of commits) {
    for (const { statement } of claims) {
      if (statement.op !== "assert") continue;
      const name = statement.property === "fileName" ? (textOf(statement)[0] ?? "") : "";
      // Of several names, the first by code unit: the order of commits must not matter.
      if (name !== "" && name < (names.get(statement.subject) ?? "\uffff")) names.set(statement.subject, name);
      if (statement.value.kind === "file") bySha.set(statement.value.sha256, [...(bySha.get(statement.value.sha256) ?? []), statement]);
    }
  }
  return [...files].sort().map((sha256) => describe(sha256, bySha.get(sha256) ?? [], names));
}

function describe(sha256: FileHash, said: readonly Assertion[], names: ReadonlyMap<EntityId, string>): FileEntry {
  const first = said[0];
  const value = first?.value.kind === "file" ? first.value : null;
  const handling = said.reduce<Handling>((strictest, each) => (isStricter(each.handling, strictest) ? each.handling : strictest), "clear");
  const name = said.map((each) => names.get(each.subject) ?? "").find((each) => each !== "") ?? "";
  return { sha256, sizeBytes: value?.sizeBytes ?? 0, mediaType: value?.mediaType ?? "application/octet-stream", name, handling };
}
