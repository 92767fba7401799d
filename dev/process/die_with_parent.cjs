/**
 * Preloaded (`node --require`) into every child that `startNodeChild` starts, so that no child can forget it: when the
 * parent is gone, the IPC channel closes, however the parent died. The child is then asked to stop the way its
 * own code knows (SIGTERM) and, if it does not, made to. Plain JavaScript, since it runs before any loader.
 */
'use strict';
const GRACE_MS = Number(process.env.BEDROCK_STOP_GRACE_MS ?? 5_000);

process.on('disconnect', () => {
  // Nobody reads any more: a failing write must not cut the orderly stop short.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE_MS).unref();
});
// Listening must not keep alive a child that has nothing left to do.
process.channel?.unref();
