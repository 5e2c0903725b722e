import { type Act, type ActKind, peoplePerBatch, type Report, rowsPerImport } from "./acts.ts";

/** What was asked and what was acknowledged in one profile, over all its kills: what a report is judged by. */
export interface Book {
  readonly asked: Map<ActKind, Set<string>>;
  readonly acked: Map<ActKind, Set<string>>;
  readonly files: Set<string>;
  /** The last that was acknowledged or found, then what was asked since. */
  passphrases: string[];
  /** As `passphrases`. */
  recoveryCodes: string[] | null;
}

export function openBook(passphrase: string): Book {
  return { asked: new Map(), acked: new Map(), files: new Set(), passphrases: [passphrase], recoveryCodes: null };
}

export function note(book: Book, what: "asked" | "acked", { kind, id }: Act): void {
  const into = book[what].get(kind) ?? new Set();
  book[what].set(kind, into.add(id));
  if (kind === "passphrase") book.passphrases = what === "acked" ? [id] : [...book.passphrases, id];
  if (kind === "recovery") book.recoveryCodes = what === "acked" ? [id] : [...(book.recoveryCodes ?? []), id];
}

/** One sentence for each promise that was broken; none = all were kept. */
export function judge(book: Book, report: Report): readonly string[] {
  const of = (what: "asked" | "acked", kind: ActKind): ReadonlySet<string> => actsOf(book, what, kind);
  const broken: string[] = [];
  const expect = (holds: boolean, sentence: string): void => void (holds || broken.push(sentence));
  const between = (kind: ActKind, found: readonly string[]): void => {
    for (const id of of("acked", kind)) expect(found.includes(id), `${kind} ${id} was acknowledged and is lost`);
    for (const id of found) expect(of("asked", kind).has(id), `${kind} ${id} is there and was never asked for`);
    expect(new Set(found).size === found.length, `${kind}: something is there twice`);
  };
  for (const damage of report.damages) expect(false, `damaged: ${damage}`);
  expect(report.chainHolds && report.forks === 0 && report.gaps === 0, `the chain does not hold: ${report.forks} forks, ${report.gaps} gaps`);
  expect(report.recoveryCode !== null, "no recovery code opens");
  expect(book.passphrases.includes(report.passphrase), "another passphrase opens");
  between(
    "person",
    report.people.filter((name) => !name.includes("#")),
  );
  judgeBatches(book, report, expect);
  judgeRestored(book, report, expect);
  expect(report.strays === 0, `${report.strays} runs that nobody names`);
  const imports = report.imports.map(({ id }) => id);
  between("import", imports);
  for (const { id, rows, reads } of report.imports)
    expect(rows === rowsPerImport && reads, `import ${id} is not whole: ${rows} rows, reads ${reads}`);
  const exhibits = report.exhibits.map(({ sha256 }) => sha256);
  between("exhibit", exhibits);
  for (const { sha256, state } of report.exhibits) expect(state === "sound", `exhibit ${sha256} is ${state}`);
  expect(report.chunkFiles === report.chunksOfFiles, `half an exhibit: ${report.chunkFiles} chunk files, ${report.chunksOfFiles} of whole files`);
  judgeCases(book, report, expect);
  between("backup", report.backups);
  for (const title of report.shownWrongly) expect(false, `the snapshot of ${title} is of another state`);
  return broken;
}

type Expect = (holds: boolean, sentence: string) => void;
const actsOf = (book: Book, what: "asked" | "acked", kind: ActKind): ReadonlySet<string> => book[what].get(kind) ?? new Set();

/** The commits of a batch are said one after another: all of them are there, or the first so many. */
function judgeBatches(book: Book, { people }: Report, expect: Expect): void {
  const found = Map.groupBy(
    people.filter((name) => name.includes("#")),
    (name) => name.split("#")[0] ?? "",
  );
  for (const id of found.keys()) expect(actsOf(book, "asked", "batch").has(id), `batch ${id} was never asked for`);
  for (const [id, names] of found) {
    const numbers = names.map((name) => Number(name.split("#")[1])).sort((a, b) => a - b);
    expect(
      numbers.every((number, i) => number === i),
      `batch ${id} has a hole, or something twice`,
    );
  }
  for (const id of actsOf(book, "acked", "batch")) expect(found.get(id)?.length === peoplePerBatch, `batch ${id}: ${found.get(id)?.length} left`);
}

/** A restoring leaves all of it or nothing that looks like a vault. */
function judgeRestored(book: Book, { restored }: Report, expect: Expect): void {
  for (const { id, found } of restored) {
    const isWhole = found === Number(id.split("~")[1]);
    expect(isWhole || (found === "empty" && !actsOf(book, "acked", "restore").has(id)), `restored ${id}: ${found}`);
  }
}

/** Titles a case may have after it was asked to be renamed, by the one it was made with. */
function namesOf(book: Book, title: string): readonly string[] {
  let names = [title];
  for (const id of actsOf(book, "asked", "rename")) {
    const [from = "", to = ""] = id.split(">");
    if (names.includes(from)) names = actsOf(book, "acked", "rename").has(id) ? [to] : [...names, to];
  }
  return names;
}

/** A case that was made is there once, under a name it was given, or it was asked to be deleted and is destroyed whole. */
function judgeCases(book: Book, report: Report, expect: Expect): void {
  const there = new Map(report.sideCases.map((found) => [found.title, found]));
  const destroyed = new Map(report.destroyed.map(({ title, isFinished }) => [title, isFinished]));
  const made = [...actsOf(book, "acked", "side-case"), ...actsOf(book, "acked", "copy")];
  for (const title of made) {
    const found = namesOf(book, title).filter((name) => there.has(name));
    expect(
      found.length + Number(destroyed.has(title)) === 1,
      `case ${title}: listed as ${found.join(", ") || "nothing"}, destroyed ${destroyed.has(title)}`,
    );
    for (const name of found) judgeSideCase(book, there.get(name), title, expect);
  }
  const asked = [...actsOf(book, "asked", "side-case"), ...actsOf(book, "asked", "copy")];
  const known = new Set(asked.flatMap((title) => namesOf(book, title)));
  for (const title of there.keys()) expect(known.has(title), `case ${title} was never asked for`);
  expect(there.size === report.sideCases.length, "a case is listed twice");
  for (const title of actsOf(book, "acked", "delete")) expect(destroyed.has(title), `case ${title} was deleted and is back`);
  for (const [title, isFinished] of destroyed) {
    expect(actsOf(book, "asked", "delete").has(title), `case ${title} is destroyed and nobody asked`);
    expect(isFinished, `the deletion of ${title} is not finished`);
  }
}

/** One whose last box was damaged may stay so, or have lost its person, until its repair was acknowledged. */
function judgeSideCase(book: Book, found: Report["sideCases"][number] | undefined, title: string, expect: Expect): void {
  const mayLack = actsOf(book, "asked", "repair").has(title) && !actsOf(book, "acked", "repair").has(title);
  expect(found?.isDamaged === false || mayLack, `case ${title} is damaged`);
  expect(found?.people === 1 || (mayLack && found?.people === 0), `case ${title} lost its person`);
}
