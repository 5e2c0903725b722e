import type { Bytes } from "../kernel/bytes.ts";
import type { Failure } from "../kernel/result.ts";
import type { FormatName } from "./formats.ts";

/** Why a file, or a view of it, is not shown. Sentences: `preview:error.<kind>`. */
export type PreviewError = Failure<
  | "empty"
  | "damaged"
  | "protected"
  | "too-large"
  /** `where` = width × height. */
  | "too-many-pixels"
  /** A part of it unpacks to more than is read. */
  | "unpacks-too-far"
  | "no-such-page"
  | "too-deep"
  | "not-text"
  | "not-table"
>;

/** Ways to look at one file, the fittest first. Words: `preview:view.<view>`. */
export type View = "picture" | "pdf" | "mail" | "table" | "text" | "bytes";

/** What a file is by its bytes, and how it can be looked at. */
export interface Opened {
  readonly format: FormatName;
  readonly sizeBytes: number;
  /** The format the ending of its name promises, where the bytes are another; null = they agree or the ending says nothing. */
  readonly promised: FormatName | null;
  /** Never empty: the last is `bytes`, but for an empty file, which has none. */
  readonly views: readonly View[];
  /** Why the view of its format is not among them; null = it is, or there is none. */
  readonly refused: PreviewError | null;
  readonly picture: PictureFacts | null;
  readonly pdf: PdfFacts | null;
  readonly text: TextFacts | null;
}

export interface PictureFacts {
  /** Pixels, as written in the file, before the camera's turn is applied. */
  readonly width: number;
  readonly height: number;
  /** More than one picture in it: only the first is shown. */
  readonly isAnimated: boolean;
}

export interface PdfFacts {
  readonly pages: number;
  readonly title: string;
  readonly author: string;
  readonly producer: string;
  /** As written in the file, "D:20260314…"; "" = not said. */
  readonly made: string;
  readonly hasScripts: boolean;
  readonly hasForm: boolean;
  /** Names of the files in it. */
  readonly attachments: readonly string[];
}

/** A file inside a mail: only named. */
export interface FileInside {
  /** "" = it has no name. */
  readonly name: string;
  /** What it says it is; "" = nothing. */
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly format: FormatName;
  /** The format the ending of its name promises, where the bytes are another. */
  readonly promised: FormatName | null;
}

export type TextEncodingName = "utf-8" | "utf-16le" | "utf-16be" | "windows-1251";
export interface TextFacts {
  readonly encoding: TextEncodingName;
  /** A byte order mark says so; else it was found out. */
  readonly hasMark: boolean;
  readonly lines: number;
  readonly pieces: number;
}

/** A line of a text, or a part of one that is too long. */
export interface TextPiece {
  /** From 1. */
  readonly line: number;
  /** It goes on a line that began before. */
  readonly isContinued: boolean;
  readonly text: string;
}

/** Pixels, RGBA, rows from above: `width` × `height` × 4 bytes, moved to whoever asked. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
  readonly transfer: readonly ArrayBuffer[];
}

export interface Picture extends Pixels {
  /** The picture's own size in pixels, turned as the camera says. */
  readonly fullWidth: number;
  readonly fullHeight: number;
}

/** A page of a PDF: its pixels, and its text with the place of each run. */
export interface PdfPage extends Pixels {
  /** The page's own size in points of 1/72 inch, turned as it says. */
  readonly pointsWide: number;
  readonly pointsHigh: number;
  readonly items: readonly TextItem[];
  /** There are more runs of text than are given. */
  readonly isTextCut: boolean;
}

/** A run of text on a page; lengths in points from the page's upper left corner. */
export interface TextItem {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Degrees, clockwise. */
  readonly turn: number;
}

/** Where a text was found: a page of a PDF and its run, or a piece of a text (then `item` is 0). */
export interface Hit {
  readonly at: number;
  readonly item: number;
}
export interface Found {
  readonly hits: readonly Hit[];
  /** There is more than is named, or not all was searched. */
  readonly isCut: boolean;
}

export interface Mail {
  readonly subject: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  /** As written in the header: its time zone is part of it. */
  readonly date: string;
  /** The text part; "" = there is none. */
  readonly text: string;
  /** The HTML part as text, with the addresses of links; "" = there is none. */
  readonly html: string;
  readonly htmlFacts: HtmlFacts | null;
  /** The text or the HTML part is longer than what is given. */
  readonly isCut: boolean;
  readonly attachments: readonly FileInside[];
  /** Of how many. */
  readonly attachmentCount: number;
  /** All header lines, decoded words as written. */
  readonly headers: readonly string[];
}

/** What an HTML text would have done, had it been rendered. */
export interface HtmlFacts {
  readonly scripts: number;
  readonly remotePictures: number;
  readonly forms: number;
  readonly links: number;
}

/** Sixteen bytes. */
export interface ByteLine {
  readonly offset: number;
  readonly bytes: Bytes;
}
