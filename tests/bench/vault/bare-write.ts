/** The floor of a commit: as many bytes in one row, in one transaction of strict durability, with nothing of ours in between. */
export interface BareWriter {
  /** Resolves when the browser says that it lies on the disk. */
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}

export async function openBareWriter(): Promise<BareWriter> {
  const bare = await new Promise<IDBDatabase>((resolve, reject) => {
    const asked = indexedDB.open("bench-bare-write", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("rows", { autoIncrement: true });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error("open"));
  });
  return {
    write: (bytes) =>
      new Promise((resolve, reject) => {
        const change = bare.transaction("rows", "readwrite", { durability: "strict" });
        change.objectStore("rows").add(bytes);
        change.oncomplete = () => resolve();
        change.onabort = () => reject(change.error ?? new Error("abort"));
      }),
  };
}
