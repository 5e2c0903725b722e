import { holdMessages } from "./hold-messages.ts";

const window = holdMessages();
const { runPreviewThread } = await import("./preview/preview-thread.ts");
runPreviewThread(window);
