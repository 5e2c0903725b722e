import ChunksWorker from "../../renderer/workers/chunks.worker.ts?worker";
import type { CaseDoor, CaseNews, History } from "../../shared/case/door.ts";
import { createMirror } from "../../shared/case/mirror.ts";
import { connectDoor } from "../../shared/host/rpc.ts";
import type { Job, ShapesDoor } from "./acts.ts";
import CaseWorker from "./case-worker.ts?worker";
import { type Counter, tell } from "./counter.ts";
import { inspect, openVault } from "./inspect.ts";
import { plant, removePlanted } from "./plant.ts";
import { workOn } from "./workloads.ts";

async function startCounter(): Promise<Counter> {
  const [worker, chunks] = [new CaseWorker(), new ChunksWorker()];
  await new Promise((resolve) => worker.addEventListener("message", resolve, { once: true }));
  const [counter, shapes, writing] = [new MessageChannel(), new MessageChannel(), new MessageChannel()];
  chunks.postMessage({ kind: "serve" }, [writing.port2]);
  worker.postMessage({ kind: "join" }, [counter.port2, shapes.port2, writing.port1]);
  const mirror = createMirror();
  let history: History | null = null;
  let unchecked: Counter["mirror"]["entities"] | null = null;
  const door = connectDoor<CaseDoor, CaseNews>(counter.port1, (news) => {
    mirror.hear(news);
    if (news.kind !== "patch") return;
    history = news.history;
    if (news.early?.of === "last-closing" && news.isLast) unchecked = mirror.entities;
  });
  const takeUnchecked = (): typeof unchecked => {
    const taken = unchecked;
    unchecked = null;
    return taken;
  };
  const shapesDoor = connectDoor<ShapesDoor>(shapes.port1);
  for (const { port1 } of [counter, shapes]) port1.start();
  return { door, shapes: shapesDoor, mirror, history: () => history, takeUnchecked };
}

async function run(): Promise<void> {
  const asked = await fetch("/job");
  const job: Job = await asked.json();
  const counter = await startCounter();
  await tell({ what: "loaded" });
  if (job.work === "plant") return tell({ what: "planted", texts: await plant(counter, job) });
  if (job.work === "remove") return tell({ what: "planted", texts: await removePlanted(counter, job) });
  const opened = await openVault(counter, job);
  await tell({ what: "report", report: await inspect(counter, job, opened) });
  await tell({ what: "began" });
  await workOn(counter, job, opened);
}

run().catch((bug: unknown) => tell({ what: "bug", text: bug instanceof Error ? `${bug.message}\n${bug.stack ?? ""}` : String(bug) }));
