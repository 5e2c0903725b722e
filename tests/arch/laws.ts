import { dirname } from "node:path";
import { doors, layers, longestFile, longestFunction, loopbackFolder, mayStartWorkers, networkWords, stillTooLong, typesAreFree } from "./layers.ts";
import type { Import, Source } from "./sources.ts";

/** Each law takes the files of the house and gives one sentence per breach; no sentence, no breach. */
export const laws = {
  "every file parses": (house) => house.flatMap((file) => file.problems.map((problem) => `${file.path}: ${problem}`)),
  "every import goes down the house": (house) =>
    ownImports(house)
      .filter((found) => !goesDown(found))
      .map(refusal),
  "every package comes in by its own door": (house) =>
    foreignImports(house)
      .filter((found) => !comesByItsDoor(found))
      .map(refusal),
  "no import is computed at run time": (house) => house.flatMap((file) => file.imports.filter((found) => found.isComputed).map(refusal)),
  "no two files import each other in a circle": (house) => circlesIn(ownImports(house).map((found) => [found.from, found.to])),
  "nothing speaks to a network": (house) => house.flatMap(networkWordsIn),
  "no file grows too long": (house) => house.map(fileLength).filter(isTooLong(longestFile)).map(lengthRefusal),
  "no function grows too long": (house) => house.flatMap(functionLengths).filter(isTooLong(longestFunction)).map(lengthRefusal),
  "no default export outside a tool's configuration": (house) =>
    house.filter((file) => !isConfiguration(file) && has(file, isDefaultExport)).map(pathOf),
  "no file hands on what another file exports": (house) =>
    house.filter((file) => has(file, isHandedOn) || /\/index\.tsx?$/.test(file.path)).map(pathOf),
  "the type any is not used": (house) => house.filter((file) => has(file, (node) => node.type === "TSAnyKeyword")).map(pathOf),
  "dates and numbers are written by renderer/ui/format alone": (house) => house.filter(writesLocaleItself).map(pathOf),
} as const satisfies Readonly<Record<string, (house: readonly Source[]) => readonly string[]>>;

/** The folder of the plan a file belongs to: two names deep, three below features; assets are one folder. */
export function folderOf(path: string): string {
  const parts = path.split("/");
  if (parts[0] === "assets") return "assets";
  return parts.slice(0, parts[1] === "features" ? 3 : 2).join("/");
}

/** Every file that is loaded when `entry` is, the entry included; types count too. */
export function closureOf(house: readonly Source[], entry: string, counts: (found: Import) => boolean = () => true): ReadonlySet<string> {
  const byPath = new Map(house.map((file) => [file.path, file]));
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const found of byPath.get(path)?.imports ?? []) if (found.isOurs && found.query === "" && counts(found)) visit(found.to);
  };
  visit(entry);
  return seen;
}

/** The edges of the plan itself, `*` spelled out. */
export function planEdges(): readonly (readonly [string, string])[] {
  const names = Object.keys(layers);
  return names.flatMap((from) =>
    (layers[from] ?? []).flatMap((to) => names.filter((name) => name !== from && fits(to, name)).map((name) => [from, name] as const)),
  );
}

/** Every circle of a graph, written as a path that ends where it began. */
export function circlesIn(edges: readonly (readonly [string, string])[]): readonly string[] {
  const next = Map.groupBy(edges, ([from]) => from);
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (at: string, trail: readonly string[]): void => {
    if (trail.includes(at)) found.push([...trail.slice(trail.indexOf(at)), at].join(" > "));
    else if (!done.has(at)) for (const [, to] of next.get(at) ?? []) visit(to, [...trail, at]);
    done.add(at);
  };
  for (const from of next.keys()) visit(from, []);
  return found;
}

interface Length {
  readonly name: string;
  readonly lines: number;
}
interface SyntaxNode {
  readonly type: string;
  readonly [member: string]: unknown;
}

const ownImports = (house: readonly Source[]): readonly Import[] => house.flatMap((file) => file.imports.filter((found) => found.isOurs));
const foreignImports = (house: readonly Source[]): readonly Import[] =>
  house.flatMap((file) => file.imports.filter((found) => !found.isOurs && !found.isComputed && !isConfiguration(file)));
const refusal = (found: Import): string => `${found.from} must not import ${found.to}`;
const pathOf = (file: Source): string => file.path;

function goesDown({ from, to, query, isType }: Import): boolean {
  if (/(^|\/)vite\.config\.ts$/.test(from)) return true;
  const [lower, upper] = [folderOf(to), folderOf(from)];
  if (lower === upper) return true;
  if (query === "worker&url" && lower === "renderer/workers") return mayStartWorkers.includes(upper);
  if (isType && typesAreFree.models.test(to) && typesAreFree.folders.some((folder) => fits(folder, upper))) return true;
  const row = Object.entries(layers).find(([name]) => fits(name, upper));
  return row?.[1].some((name) => fits(name, lower)) ?? false;
}

function comesByItsDoor({ from, to }: Import): boolean {
  if (to === "node:http") return folderOf(from) === loopbackFolder;
  return doors.some((door) => door.packages.test(to) && door.folders.some((folder) => fits(folder, folderOf(from))));
}

function fits(pattern: string, folder: string): boolean {
  return pattern.endsWith("/*") ? dirname(folder) === dirname(pattern) : pattern === folder;
}

function networkWordsIn({ path, text }: Source): readonly string[] {
  return networkWords.filter((word) => new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(text)).map((word) => `${path} says ${word}`);
}

/** The launcher's plain JavaScript and the configurations of tools are read by other programs. */
function isConfiguration({ path }: Source): boolean {
  return path.endsWith(".config.ts") || path.endsWith(".config.mjs");
}

function writesLocaleItself({ path, text }: Source): boolean {
  return !/^renderer\/ui\/format[\w-]*\.tsx?$/.test(path) && /\bIntl\.|\.toLocale\w*\(|\.localeCompare\(/.test(text);
}

const isDefaultExport = (node: SyntaxNode): boolean => node.type === "ExportDefaultDeclaration";
const isHandedOn = (node: SyntaxNode): boolean =>
  node.type === "ExportAllDeclaration" || (node.type === "ExportNamedDeclaration" && isNode(node.source));

function has(file: Source, isFault: (node: SyntaxNode) => boolean): boolean {
  return nodesOf(file.program).some(isFault);
}

function nodesOf(value: unknown): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const at = waiting.pop();
    if (Array.isArray(at)) waiting.push(...at);
    else if (isNode(at)) {
      found.push(at);
      for (const [key, member] of Object.entries(at)) if (key !== "parent") waiting.push(member);
    }
  }
  return found;
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function fileLength(file: Source): Length {
  return { name: file.path, lines: file.text.split("\n").length - (file.text.endsWith("\n") ? 1 : 0) };
}

function functionLengths(file: Source): readonly Length[] {
  return nodesOf(file.program)
    .filter((node) => /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type))
    .map((node) => {
      const [start, end] = [Number(node.start), Number(node.end)];
      const name = isNode(node.id) ? String(node.id.name) : `line ${file.text.slice(0, start).split("\n").length}`;
      return { name: `${file.path}#${name}`, lines: file.text.slice(start, end).split("\n").length };
    });
}

const isTooLong =
  (most: number) =>
  (length: Length): boolean =>
    length.lines > (stillTooLong[length.name]?.lines ?? most);
const lengthRefusal = (length: Length): string => `${length.name} has ${length.lines} lines`;
