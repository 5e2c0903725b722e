import type { FormatName } from "./formats.ts";
import { looksLikeMail } from "./mail-head.ts";
import { decodeAnyText } from "./text-pieces.ts";

/** Bytes a format is told by: at `at`, or anywhere within the first `within` bytes. */
interface Signature {
  readonly format: FormatName;
  readonly bytes: readonly number[] | string;
  readonly at?: number;
  readonly within?: number;
}

const signatures: readonly Signature[] = [
  { format: "png", bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { format: "jpeg", bytes: [0xff, 0xd8, 0xff] },
  { format: "gif", bytes: "GIF87a" },
  { format: "gif", bytes: "GIF89a" },
  // Readers take a PDF whose header stands within its first kilobyte; so must whoever tells what would be opened.
  { format: "pdf", bytes: "%PDF-", within: 1024 },
  { format: "tiff", bytes: [0x49, 0x49, 0x2a, 0x00] },
  { format: "tiff", bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { format: "psd", bytes: "8BPS" },
  { format: "rar", bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07] },
  { format: "seven-zip", bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { format: "gzip", bytes: [0x1f, 0x8b, 0x08] },
  { format: "bzip2", bytes: "BZh" },
  { format: "xz", bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] },
  { format: "zstandard", bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { format: "tar", bytes: "ustar", at: 257 },
  { format: "cab", bytes: "MSCF" },
  { format: "outlook-store", bytes: "!BDN" },
  { format: "linux-program", bytes: [0x7f, 0x45, 0x4c, 0x46] },
  { format: "mac-program", bytes: [0xcf, 0xfa, 0xed, 0xfe] },
  { format: "mac-program", bytes: [0xce, 0xfa, 0xed, 0xfe] },
  { format: "java-class", bytes: [0xca, 0xfe, 0xba, 0xbe, 0x00, 0x00, 0x00] },
  { format: "windows-shortcut", bytes: [0x4c, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00] },
  { format: "sqlite", bytes: "SQLite format 3\0" },
  { format: "mp3", bytes: "ID3" },
  { format: "ogg", bytes: "OggS" },
  { format: "flac", bytes: "fLaC" },
  { format: "amr", bytes: "#!AMR" },
  { format: "postscript", bytes: "%!PS" },
  { format: "ewf", bytes: [0x45, 0x56, 0x46, 0x09, 0x0d, 0x0a, 0xff, 0x00] },
  { format: "pcap", bytes: [0xd4, 0xc3, 0xb2, 0xa1] },
  { format: "pcap", bytes: [0xa1, 0xb2, 0xc3, 0xd4] },
  { format: "pcap", bytes: [0x0a, 0x0d, 0x0d, 0x0a] },
  { format: "evtx", bytes: "ElfFile\0" },
  { format: "registry", bytes: "regf" },
  { format: "age", bytes: "age-encryption.org/v1" },
  { format: "age", bytes: "-----BEGIN AGE ENCRYPTED FILE-----" },
  { format: "pgp", bytes: "-----BEGIN PGP " },
  { format: "rtf", bytes: "{\\rtf" },
  { format: "ico", bytes: [0x00, 0x00, 0x01, 0x00] },
];

/** Tells the format of a file by its bytes, never by its name. O(bytes) only where it is a text. */
export function recognise(bytes: Uint8Array): FormatName {
  return boxFormat(bytes) ?? signatures.find((each) => hasSignature(bytes, each))?.format ?? packedFormat(bytes) ?? textFormat(bytes);
}

function hasSignature(bytes: Uint8Array, { bytes: signature, at = 0, within = 0 }: Signature): boolean {
  if (within > 0) return typeof signature === "string" && latin(bytes.subarray(0, within)).includes(signature);
  return standsAt(bytes, signature, at);
}

function standsAt(bytes: Uint8Array, signature: readonly number[] | string, at: number): boolean {
  for (let i = 0; i < signature.length; i++) {
    const sign = typeof signature === "string" ? signature.charCodeAt(i) : signature[i];
    if (bytes[at + i] !== sign) return false;
  }
  return true;
}

/** Formats that share how their boxes begin, and are told apart by what the first box says. */
function boxFormat(bytes: Uint8Array): FormatName | null {
  if (standsAt(bytes, "RIFF", 0)) {
    const kinds: Readonly<Record<string, FormatName>> = { WEBP: "webp", "AVI ": "avi", WAVE: "wave" };
    return kinds[latin(bytes.subarray(8, 12))] ?? null;
  }
  if (standsAt(bytes, "ftyp", 4)) return mediaFormat(latin(bytes.subarray(8, 12)));
  if (standsAt(bytes, [0x1a, 0x45, 0xdf, 0xa3], 0)) return "matroska";
  // Two letters are few: a bitmap also says how long it is headed, a program where its header stands.
  if (standsAt(bytes, "BM", 0) && [12, 40, 52, 56, 64, 108, 124].includes(wordAt(bytes, 14)) && bytes.length >= 26) return "bmp";
  if (standsAt(bytes, "MZ", 0) && bytes.length >= 64) return "windows-program";
  return null;
}

function mediaFormat(brand: string): FormatName {
  if (["heic", "heix", "heim", "heis", "hevc", "mif1", "msf1"].includes(brand)) return "heic";
  if (brand === "avif" || brand === "avis") return "avif";
  return brand === "qt  " ? "quicktime" : "mp4";
}

/** Containers whose kind stands in the names of what they hold. */
function packedFormat(bytes: Uint8Array): FormatName | null {
  if (standsAt(bytes, [0x50, 0x4b, 0x03, 0x04], 0) || standsAt(bytes, [0x50, 0x4b, 0x05, 0x06], 0)) return zipFormat(bytes);
  if (standsAt(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], 0)) return compoundFormat(bytes);
  return null;
}

const looked = 65_536;

/** The names in a ZIP stand before each file and once more at the end. */
function zipFormat(bytes: Uint8Array): FormatName {
  const names = latin(bytes.subarray(0, looked)) + latin(bytes.subarray(Math.max(looked, bytes.length - looked)));
  const signs: readonly (readonly [string, FormatName])[] = [
    ["word/document", "docx"],
    ["xl/workbook", "xlsx"],
    ["ppt/presentation", "pptx"],
    ["application/vnd.oasis.opendocument", "opendocument"],
    ["application/epub+zip", "epub"],
    ["AndroidManifest.xml", "apk"],
    ["META-INF/MANIFEST.MF", "jar"],
  ];
  return signs.find(([name]) => names.includes(name))?.[1] ?? "zip";
}

/** The old files of Office, Outlook and Windows: their directory names streams in UTF-16. */
function compoundFormat(bytes: Uint8Array): FormatName {
  const names = latin(bytes.subarray(0, 16 * looked)).replaceAll("\0", "");
  if (names.includes("__substg1.0_")) return "outlook-message";
  return ["WordDocument", "Workbook", "PowerPoint Document"].some((name) => names.includes(name)) ? "office-old" : "compound-file";
}

function textFormat(bytes: Uint8Array): FormatName {
  const decoded = decodeAnyText(bytes.subarray(0, looked), bytes.length > looked);
  if (decoded === null) return "unknown";
  const head = decoded.text.trimStart().slice(0, 2_000).toLowerCase();
  if (/^<!doctype html|^<html[\s>]/.test(head)) return "html";
  if (/^(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*(<!doctype svg[^>]*>\s*)?<svg[\s>]/.test(head)) return "svg";
  if (head.startsWith("<?xml")) return /<html[\s>]/.test(head) ? "html" : "xml";
  return looksLikeMail(decoded.text) ? "mail" : "text";
}

function latin(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return text;
}

/** A little-endian number of four bytes; -1 past the end. */
function wordAt(bytes: Uint8Array, at: number): number {
  const [a, b, c, d] = bytes.subarray(at, at + 4);
  return a === undefined || b === undefined || c === undefined || d === undefined ? -1 : ((d << 24) | (c << 16) | (b << 8) | a) >>> 0;
}
