/** A timer set from a timer may rest so long by itself, ms (HTML, "timer nesting level"). */
const timerRestMs = 4;

/** How long this thread was kept from its turn, at most, ms: a message to oneself that should come at once, and a timer between two of them. */
export function watchBlocking(): () => number {
  let longest = 0;
  let isOver = false;
  const { port1, port2 } = new MessageChannel();
  let last = performance.now();
  const again = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last - timerRestMs);
    last = now;
    port2.postMessage(null);
  };
  port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) setTimeout(again, 1);
  };
  port2.postMessage(null);
  return () => {
    isOver = true;
    port1.close();
    return longest;
  };
}

/** The longest task of this thread, ms, as the browser tells those of 50 ms and more (Long Tasks API); 0 = none. What a person does waits for one task at most. */
export function watchTasks(): () => number {
  let longest = 0;
  const note = (list: PerformanceObserverEntryList): void => list.getEntries().forEach(({ duration }) => (longest = Math.max(longest, duration)));
  const observer = new PerformanceObserver(note);
  observer.observe({ type: "longtask" });
  return () => {
    for (const { duration } of observer.takeRecords()) longest = Math.max(longest, duration);
    observer.disconnect();
    return longest;
  };
}

/** The next message of a worker that says something under this name; what went wrong in it is thrown here. */
export function saidBy<Said>(worker: Worker, name: string): Promise<Said> {
  return new Promise((resolve, reject) => {
    const hear = ({ data }: MessageEvent<Record<string, unknown>>): void => {
      if (!(name in data) && !("bug" in data)) return;
      worker.removeEventListener("message", hear);
      if ("bug" in data) reject(new Error(String(data["bug"])));
      else resolve(data[name] as Said);
    };
    worker.addEventListener("message", hear);
    worker.addEventListener("error", (event) => reject(new Error(event.message)), { once: true });
  });
}
