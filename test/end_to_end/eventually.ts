/** Waits for what a page or a collector brings about: asks again until it holds, and fails with the last reason. */
const POLL_MS = 100;
const WITHIN_MS = 30_000;

export async function eventually<T>(check: () => Promise<T>, withinMs = WITHIN_MS): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
