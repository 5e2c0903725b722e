import { holdMessages } from "./hold-messages.ts";

const window = holdMessages();
const { runCaseThread } = await import("./case-thread.ts");
runCaseThread(window);
