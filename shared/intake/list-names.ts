/** Names of what is read, left out and told of in cases and lists of other programs. Sentences: `intake-rules:profile.<name>`, `rule.<name>`, `notice.<name>`. */
export const listProfiles = ["ftm.entities", "ftm.simple", "stix.objects", "misp.attributes", "block-list", "parties", "wallet-list"] as const;
export const listRules = ["no-place", "unknown-end", "same-ends", "withdrawn", "file-matter", "not-blocked", "page-part", "wildcard"] as const;
export const listNotices = [
  "kept-in-note",
  "dangling-references",
  "marked-red",
  "marked-amber-strict",
  "marked-amber",
  "remarks",
  "numbers-as-words",
] as const;
