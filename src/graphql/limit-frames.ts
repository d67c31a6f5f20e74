import type { WebSocket } from 'ws';

/** Frames of one client: many times what a busy front end sends; per second, and saved up in quiet times. */
const framesPerSecond = 1_000;
const framesAtOnce = 2_000;
/** While so much waits for a client to take it, nothing more is read from it; bytes. */
const maxUnsentBytes = 1024 * 1024;

/**
 * A client that sends faster than it may, or that takes nothing, is not read from for a while: its own connection fills up,
 * and not our memory. `look` reads on when there is room again.
 */
export function limitFrames(socket: WebSocket): { look: () => void } {
  let allowance = framesAtOnce;
  let countedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;

  function refill(): void {
    const now = performance.now();
    allowance = Math.min(framesAtOnce, allowance + ((now - countedAt) / 1_000) * framesPerSecond);
    countedAt = now;
  }

  function look(): void {
    if (socket.bufferedAmount > maxUnsentBytes) socket.pause();
    else if (socket.isPaused && timer === undefined) socket.resume();
  }

  function count(): void {
    refill();
    allowance -= 1;
    if (allowance < 0 && timer === undefined) {
      socket.pause();
      timer = setTimeout(goOn, (-allowance / framesPerSecond) * 1_000);
    }
    look();
  }

  function goOn(): void {
    timer = undefined;
    refill();
    // What had arrived in one piece with the last frame was counted while the client was not read from.
    if (allowance < 0) timer = setTimeout(goOn, (-allowance / framesPerSecond) * 1_000);
    else look();
  }

  socket.on('message', count);
  socket.on('ping', count);
  socket.on('pong', count);
  socket.on('close', () => {
    clearTimeout(timer);
  });
  return { look };
}
