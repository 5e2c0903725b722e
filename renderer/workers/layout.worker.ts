import { holdMessages } from "./hold-messages.ts";
import { runLayoutThread } from "./layout/layout-thread.ts";

runLayoutThread(holdMessages());
