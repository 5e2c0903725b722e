/** A file a person chose, and where it lay in the folder they chose; path "" = it was chosen by itself. */
export interface ChosenFile {
  readonly file: File;
  readonly path: string;
}
export interface ChosenFiles {
  readonly files: readonly ChosenFile[];
  /** Names of what is there and could not be opened. */
  readonly unreadable: readonly string[];
  /** There are more than are taken at once. */
  readonly isCut: boolean;
}

/** Taken at once, at most. */
export const mostFiles = 2000;
export const noFiles: ChosenFiles = { files: [], unreadable: [], isCut: false };

/** What an <input type=file> was given, of a folder too. */
export function filesOfInput(list: FileList | null): ChosenFiles {
  const all = [...(list ?? [])];
  return { files: all.slice(0, mostFiles).map((file) => ({ file, path: file.webkitRelativePath })), unreadable: [], isCut: all.length > mostFiles };
}

/** One more choice beside another; the same file is not taken twice. */
export function withFiles(before: ChosenFiles, more: ChosenFiles): ChosenFiles {
  const keyOf = ({ file, path }: ChosenFile): string => JSON.stringify([path, file.name, file.size, file.lastModified]);
  const known = new Set(before.files.map(keyOf));
  const files = [...before.files, ...more.files.filter((each) => !known.has(keyOf(each)))];
  return {
    files: files.slice(0, mostFiles),
    unreadable: [...new Set([...before.unreadable, ...more.unreadable])],
    isCut: before.isCut || more.isCut || files.length > mostFiles,
  };
}

/**
 * Files and folders that were dropped, folders with all that is in them, in the order of their names. To be called while the drop is heard: later the
 * browser tells nothing of it any more.
 */
export function filesOfDrop(transfer: DataTransfer): Promise<ChosenFiles> {
  const items = [...transfer.items].filter(({ kind }) => kind === "file");
  const entries = items.map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const taken = new Taking();
  return (async () => {
    for (const { entry, file } of entries) {
      if (entry !== null) await taken.take(entry, "");
      else if (file !== null) taken.add(file, "");
    }
    return taken.chosen;
  })();
}

/** Whether a folder is among what is dropped. */
export function hasFolder(transfer: DataTransfer): boolean {
  return [...transfer.items].some((item) => item.kind === "file" && item.webkitGetAsEntry()?.isDirectory === true);
}

class Taking {
  readonly #files: ChosenFile[] = [];
  readonly #unreadable: string[] = [];
  #isCut = false;

  get chosen(): ChosenFiles {
    return { files: this.#files, unreadable: this.#unreadable, isCut: this.#isCut };
  }
  add(file: File, path: string): void {
    if (this.#files.length < mostFiles) this.#files.push({ file, path });
    else this.#isCut = true;
  }
  async take(entry: FileSystemEntry, above: string): Promise<void> {
    if (this.#isCut) return;
    const path = above === "" ? entry.name : `${above}/${entry.name}`;
    try {
      if (isFile(entry)) this.add(await new Promise<File>((resolve, reject) => entry.file(resolve, reject)), above === "" ? "" : path);
      else if (isFolder(entry)) for (const inner of await entriesOf(entry)) await this.take(inner, path);
    } catch {
      this.#unreadable.push(path);
    }
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** All of a folder: the browser gives a hundred at a time, and then none. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all.sort((a, b) => (a.name < b.name ? -1 : 1));
    all.push(...some);
  }
}

/** What was pasted: files (a picture of the screen is one), else the text as a file of its own. Names of pasted things tell when; `now` in ms. */
export function filesOfPaste(clipboard: DataTransfer, now: number): ChosenFiles {
  const stamp = new Date(now).toISOString().slice(0, 19).replaceAll(/[:T]/g, "-");
  const files = [...clipboard.files].map((file, at) => {
    // A picture of the screen has no name of its own: the browser calls each of them so.
    const isUnnamed = /^image\.(png|jpe?g|bmp|webp)$/.test(file.name);
    const ending = file.name.slice(file.name.lastIndexOf("."));
    const name = isUnnamed ? `screenshot-${stamp}${at === 0 ? "" : `-${at + 1}`}${ending}` : file.name;
    return { file: isUnnamed ? new File([file], name, { type: file.type, lastModified: now }) : file, path: "" };
  });
  if (files.length > 0) return { ...noFiles, files: files.slice(0, mostFiles) };
  const text = clipboard.getData("text/plain");
  if (text.trim() === "") return noFiles;
  return { ...noFiles, files: [{ file: new File([text], `text-${stamp}.txt`, { type: "text/plain", lastModified: now }), path: "" }] };
}

/** Whether something is typed there: what is pasted then is its text. */
export function isTextTarget(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]") !== null;
}
