/** Names of what is read, left out and told of in cases and lists of other programs. Sentences: `intake-rules:profile.<name>`, `rule.<name>`, `notice.<name>`. */
export const listProfiles = ["ftm.entities", "ftm.simple"] as const;
export const listRules = ["no-place", "unknown-end", "same-ends"] as const;
export const listNotices = ["kept-in-note", "dangling-references"] as const;
