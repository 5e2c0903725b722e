/** Bytes of a file that is decoded as text, table or mail, at most: what a thread holds as text, with its lines, without hundreds of megabytes more. */
export const mostTextBytes = 64 * 1024 * 1024;

/** Bytes of a PDF, at most. */
export const mostPdfBytes = 256 * 1024 * 1024;

/** Pixels of a picture that is decoded, at most: 512 MiB as RGBA for a moment. Cameras of telephones stay below; a bomb of 60,000 × 60,000 does not. */
export const mostPicturePixels = 128 * 1024 * 1024;

/** Pixels that are shown of a picture or page, at most: 96 MiB as RGBA. A larger one is scaled down, and that is said. */
export const mostShownPixels = 24 * 1024 * 1024;

/** Pixels of one side of what is drawn: the limit of a canvas. */
export const longestSide = 16_384;

/** Bytes that one stream of a PDF may unpack to, at most, and larger than any file that is read: arrays double, so that less than this may be refused, and half of it never is. */
export const mostUnpackedBytes = 256 * 1024 * 1024;

/** Pixels of one picture inside a PDF, at most: a larger one is left out of the page. */
export const mostPdfPicturePixels = 64 * 1024 * 1024;

/** Text signs of one piece of a line; a longer line goes on in the next piece. */
export const longestPiece = 2_000;

/** Text pieces, byte lines and rows that one answer holds, at most. */
export const mostPieces = 1_000;

/** Signs of a mail's text that are shown, and header lines, attachments and depth of parts, at most. */
export const mostMailText = 1_000_000;
export const mostHeaderLines = 500;
export const longestHeaderLine = 4_000;
export const mostHeaderBytes = 1024 * 1024;
export const mostAttachments = 1_000;
export const deepestPart = 32;

/** Text items of one page of a PDF, and signs of a page's text, at most. */
export const mostPageItems = 20_000;

/** Places a search names, and pages of a PDF it reads, at most. */
export const mostHits = 1_000;
export const mostSearchedPages = 2_000;
