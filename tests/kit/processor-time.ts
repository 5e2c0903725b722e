/** ms this process has computed since it began: what a guard against hangs goes by, for a busy machine makes anything slow by the clock on the wall. */
export function processorMs(): number {
  return process.cpuUsage().user / 1000;
}
