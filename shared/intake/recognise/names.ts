/** Why what was recognised in a document is left out, beside the rules of tables. Sentences: `intake-rules:rule.<name>`. */
export const recognisedRules = ["impossible-date", "mixed-letters", "no-thing", "not-picked", "left-by-hand"] as const;
/** What a person should know of a document. Sentences: `intake-rules:notice.<name>`. */
export const recognisedNotices = ["hidden-signs", "unread-attachments", "pages-without-text", "kept-unverified"] as const;
/** Why a document cannot be read. Sentences: `intake-rules:error.<kind>`. */
export type DocumentErrorKind = "pdf-protected" | "pdf-damaged" | "pdf-without-text" | "mail-too-deep" | "no-document-reader";
/** What holds text that is no table. */
export const documentContainers = ["text", "pdf", "mail"] as const;
