import { type Act, type ActKind, type Report, rowsPerImport } from "./acts.ts";

/** What was asked and what was acknowledged in one profile, over all its kills: what a report is judged by. */
export interface Book {
  readonly asked: Map<ActKind, Set<string>>;
  readonly acked: Map<ActKind, Set<string>>;
  readonly files: Set<string>;
  /** The last that was acknowledged or found, then what was asked since. */
  passphrases: string[];
  recoveryCode: string | null;
}

export function openBook(passphrase: string): Book {
  return { asked: new Map(), acked: new Map(), files: new Set(), passphrases: [passphrase], recoveryCode: null };
}

export function note(book: Book, what: "asked" | "acked", { kind, id }: Act): void {
  const into = book[what].get(kind) ?? new Set();
  book[what].set(kind, into.add(id));
  if (kind === "passphrase") book.passphrases = what === "acked" ? [id] : [...book.passphrases, id];
}

/** One sentence for each promise that was broken; none = all were kept. */
export function judge(book: Book, report: Report): readonly string[] {
  const of = (what: "asked" | "acked", kind: ActKind): ReadonlySet<string> => book[what].get(kind) ?? new Set();
  const broken: string[] = [];
  const expect = (holds: boolean, sentence: string): void => void (holds || broken.push(sentence));
  const between = (kind: ActKind, found: readonly string[]): void => {
    for (const id of of("acked", kind)) expect(found.includes(id), `${kind} ${id} was acknowledged and is lost`);
    for (const id of found) expect(of("asked", kind).has(id), `${kind} ${id} is there and was never asked for`);
    expect(new Set(found).size === found.length, `${kind}: something is there twice`);
  };
  for (const damage of report.damages) expect(false, `damaged: ${damage}`);
  expect(report.chainHolds && report.forks === 0 && report.gaps === 0, `the chain does not hold: ${report.forks} forks, ${report.gaps} gaps`);
  expect(report.opensByRecovery, "the recovery code does not open");
  expect(book.passphrases.includes(report.passphrase), "another passphrase opens");
  between("person", report.people);
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

/** A case that was made is there, or it was asked to be deleted and is destroyed whole. */
function judgeCases(book: Book, report: Report, expect: (holds: boolean, sentence: string) => void): void {
  const of = (what: "asked" | "acked", kind: ActKind): ReadonlySet<string> => book[what].get(kind) ?? new Set();
  const there = new Map(report.sideCases.map(({ title, people }) => [title, people]));
  const destroyed = new Map(report.destroyed.map(({ title, isFinished }) => [title, isFinished]));
  for (const title of of("acked", "side-case")) {
    expect(there.has(title) !== destroyed.has(title), `case ${title}: listed ${there.has(title)}, destroyed ${destroyed.has(title)}`);
    if (there.has(title)) expect(there.get(title) === 1, `case ${title} lost its person`);
  }
  for (const title of there.keys()) expect(of("asked", "side-case").has(title), `case ${title} was never asked for`);
  for (const title of of("acked", "delete")) expect(destroyed.has(title), `case ${title} was deleted and is back`);
  for (const [title, isFinished] of destroyed) {
    expect(of("asked", "delete").has(title), `case ${title} is destroyed and nobody asked`);
    expect(isFinished, `the deletion of ${title} is not finished`);
  }
}
