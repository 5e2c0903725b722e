import { holdMessages } from "./hold-messages.ts";

const window = holdMessages();
const { runIntakeThread } = await import("./intake-thread.ts");
runIntakeThread(window);
