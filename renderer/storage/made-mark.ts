/**
 * An empty file beside the database says that a vault was made in it. The browser deletes a database that it finds damaged and begins an empty one without a
 * word; files it keeps elsewhere. So a vault that was lost is not taken for one that never was (decision 0063).
 */
const ending = ".made";

/** Leaves the mark; does nothing where it is. */
export async function markMade(database: string): Promise<void> {
  await (await navigator.storage.getDirectory()).getFileHandle(database + ending, { create: true });
}

export async function isMarkedMade(database: string): Promise<boolean> {
  return (await databasesMarked()).includes(database);
}

/** The databases in which a vault was made, whether they are there or not. */
export async function databasesMarked(): Promise<readonly string[]> {
  const marked: string[] = [];
  for await (const name of (await navigator.storage.getDirectory()).keys()) if (name.endsWith(ending)) marked.push(name.slice(0, -ending.length));
  return marked;
}
