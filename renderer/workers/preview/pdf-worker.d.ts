/** The half of pdf.js that parses; it is asked for by its other half, and says no types of its own. */
declare module "pdfjs-dist/build/pdf.worker.mjs" {
  export const WorkerMessageHandler: object;
}
