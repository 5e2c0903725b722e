/** Computes and stores nothing: what a thread at work costs the window by being there. */
async function compute(): Promise<never> {
  const bytes = new Uint8Array(4 * 2 ** 20);
  for (;;) {
    for (let i = 0; i < bytes.length; i++) bytes[i] = (bytes[i] ?? 0) ^ i;
    await crypto.subtle.digest("SHA-256", bytes);
  }
}
void compute();

export {};
