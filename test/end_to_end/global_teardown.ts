/** Stops what the set-up started, in order, and removes its data. */
export default async function tearDown(): Promise<void> {
  await globalThis.endToEndShutdown?.run();
}
