import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

/** A form of a text as it may lie on a disk. */
export interface Needle {
  readonly text: string;
  readonly form: string;
  readonly bytes: Buffer;
}

/** Base64 of bytes wherever they begin in a longer text: the characters that do not depend on what stands before and after. */
function base64Of(bytes: Buffer, shift: 0 | 1 | 2): string {
  const whole = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString("base64")
    .replace(/=+$/, "");
  const before = shift === 0 ? 0 : shift + 1;
  const after = (shift + bytes.length) % 3 === 0 ? 0 : 1;
  return whole.slice(before, whole.length - after);
}

/** UTF-8, UTF-16LE, base64 and base64url of both at three places, `\u` escapes and percent escapes, each once. */
export function needlesOf(text: string): readonly Needle[] {
  const [utf8, utf16] = [Buffer.from(text, "utf8"), Buffer.from(text, "utf16le")];
  const escaped = [...text].map((sign) => (sign < "\u0080" ? sign : `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)).join("");
  const forms: (readonly [string, Buffer])[] = [
    ["UTF-8", utf8],
    ["UTF-16", utf16],
    ["\\u", Buffer.from(escaped)],
    ["%", Buffer.from(encodeURIComponent(text))],
    ["hex", Buffer.from(utf8.toString("hex"))],
  ];
  for (const shift of [0, 1, 2] as const) {
    for (const [name, bytes] of [["base64", utf8] as const, ["base64 of UTF-16", utf16] as const]) {
      const encoded = base64Of(bytes, shift);
      forms.push(
        [`${name} +${shift}`, Buffer.from(encoded)],
        [`${name}url +${shift}`, Buffer.from(encoded.replaceAll("+", "-").replaceAll("/", "_"))],
      );
    }
  }
  const once = new Map(forms.map(([form, bytes]) => [bytes.toString("latin1"), { text, form, bytes }]));
  return [...once.values()];
}

/**
 * Looks for texts in every byte of every file of a folder, and in the names of files and folders: "<file>: <text> as <form>".
 *
 * Texts should have parts that chance does not make (12 random letters), or a browser's own words are found. Cost: reads everything.
 */
export async function findAtRest(folder: string, texts: readonly string[]): Promise<readonly string[]> {
  const needles = texts.flatMap(needlesOf);
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = Buffer.from(relative(folder, path));
    const bytes = entry.isFile() ? Buffer.concat([name, Buffer.from("\n"), await readFile(path)]) : name;
    for (const { text, form, bytes: needle } of needles) if (bytes.includes(needle)) found.push(`${name.toString("utf8")}: ${text} as ${form}`);
  }
  return found;
}

const latin = "bcdfghjkmnpqrstvwxz";
const cyrillic = "бвгғджзкқлмнңпрстфхһцчшщ";

/** A word that stands nowhere else: 12 random letters, also as names of sites may have them. Random, because repeated text may lie compressed. */
export function makeMark(script: "latin" | "cyrillic"): string {
  const letters = script === "latin" ? latin : cyrillic;
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => letters[byte % letters.length]).join("");
}
