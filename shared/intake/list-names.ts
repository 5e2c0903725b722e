/** Names of what is read, left out and told of in cases and lists of other programs. Sentences: `intake-rules:profile.<name>`, `rule.<name>`, `notice.<name>`. */
export const listProfiles = ["ftm.entities", "ftm.simple", "stix.objects"] as const;
export const listRules = ["no-place", "unknown-end", "same-ends", "withdrawn", "file-matter"] as const;
export const listNotices = ["kept-in-note", "dangling-references", "marked-red", "marked-amber-strict", "marked-amber"] as const;
