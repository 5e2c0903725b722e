const sentBy = new Set(["from", "received", "return-path", "message-id", "delivered-to"]);
const known = new Set([...sentBy, "to", "cc", "subject", "date", "mime-version", "content-type", "reply-to", "x-mailer", "dkim-signature"]);

/** A text whose first lines are the headers of a mail: names with colons, at least one of who sent it and three known ones, before the first empty line. */
export function looksLikeMail(text: string): boolean {
  const names: string[] = [];
  for (const line of text.slice(0, 65_536).split(/\r\n|\n|\r/)) {
    if (line === "") break;
    const name = /^([!-9;-~]+):/.exec(line)?.[1];
    if (name !== undefined) names.push(name.toLowerCase());
    else if (!/^[ \t]/.test(line) || names.length === 0) return false;
  }
  const found = new Set(names.filter((name) => known.has(name)));
  return found.size >= 3 && [...found].some((name) => sentBy.has(name));
}
