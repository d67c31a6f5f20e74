import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type NetConnectOpts, type Socket } from 'node:net';
import { setImmediate as breathe, setTimeout as pause } from 'node:timers/promises';
import { commit, committed } from '../support/postgres-proxy.ts';

const faults = [
  'slow',
  'stall',
  'deafen',
  'cut',
  'cutAfter',
  'split',
  'loseCommitReply',
  'withholdCommitReply',
] as const;
export type ProxyFault = (typeof faults)[number];

/** A line between two parts that can be made to fail. Every fault is counted when it has really befallen somebody. */
export interface Proxy extends AsyncDisposable {
  name: string;
  port: number;
  happened: Record<ProxyFault, number>;
  /** Somebody is connected, so that a fault would befall him. */
  isUsed(): boolean;
  /** Everything said is late by this and up to as much again. */
  slow(windowMs: number, delayMs: number): void;
  /** Nothing passes and nobody is told; afterwards what was held goes on. */
  stall(windowMs: number): void;
  /** Connections of now stay open and are silent for ever; new ones work. */
  deafen(): void;
  cut(): void;
  /** Once, in the middle of what the next connection is answered. */
  cutAfter(bytes: number): void;
  /** What is said arrives in pieces of a few bytes. */
  split(windowMs: number): void;
  /** Once: the next COMMIT is done, and its answer lost with the connection. */
  loseCommitReply(): void;
  /** Once: the next COMMIT is done, and the connection is silent ever after. */
  withholdCommitReply(): void;
  /** Takes back what lasts or waits to happen. What is deaf by now is cut. */
  heal(): void;
}

interface Line {
  client: Socket;
  server: Socket;
  isDeaf: boolean;
  mishap: 'loseCommitReply' | 'withholdCommitReply' | undefined;
}

/** `target` is asked for every connection, so that it may be another one after a restart. */
export async function openProxy(name: string, target: () => NetConnectOpts): Promise<Proxy> {
  const lines = new Set<Line>();
  const happened = Object.fromEntries(faults.map((fault) => [fault, 0])) as Record<ProxyFault, number>; // one per fault
  let state = healthy();

  function carry(client: Socket): void {
    const server = connect({ ...target(), allowHalfOpen: true });
    const line: Line = { client, server, isDeaf: false, mishap: undefined };
    lines.add(line);
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', () => {
        cutLine(line);
      });
      socket.once('close', () => {
        lines.delete(line);
        cutLine(line);
      });
    }
    void pump(line, 'out').catch(() => {
      cutLine(line);
    });
    void pump(line, 'back').catch(() => {
      cutLine(line);
    });
  }

  async function pump(line: Line, heading: 'out' | 'back'): Promise<void> {
    const [from, to] = heading === 'out' ? [line.client, line.server] : [line.server, line.client];
    for await (const chunk of from as AsyncIterable<Buffer>) {
      if (isStalled()) happened.stall += 1;
      while (isStalled()) await pause(stallLookMs);
      if (state.slowUntil > performance.now()) {
        happened.slow += 1;
        await pause(state.delayMs * (1 + Math.random()));
      }
      if (line.isDeaf) continue;
      if (heading === 'out') arm(line, chunk);
      else if (befall(line, chunk)) continue;
      await write(to, chunk);
    }
    to.end();
  }

  function arm(line: Line, said: Buffer): void {
    if (state.commit === undefined || !said.includes(commit)) return;
    line.mishap = state.commit;
    state.commit = undefined;
  }

  /** True: the answer is lost. */
  function befall(line: Line, answer: Buffer): boolean {
    if (line.mishap !== undefined) {
      // What was asked before the COMMIT and not answered yet is lost with it.
      if (!answer.includes(committed)) return true;
      happened[line.mishap] += 1;
      if (line.mishap === 'loseCommitReply') cutLine(line);
      else line.isDeaf = true;
      return true;
    }
    if (state.cutAfter === undefined) return false;
    state.cutAfter -= answer.length;
    if (state.cutAfter > 0) return false;
    const kept = Math.max(0, answer.length + state.cutAfter);
    state.cutAfter = undefined;
    happened.cutAfter += 1;
    line.client.write(answer.subarray(0, kept), () => {
      cutLine(line);
    });
    return true;
  }

  async function write(to: Socket, chunk: Buffer): Promise<void> {
    let rest = chunk;
    if (state.splitUntil > performance.now()) {
      happened.split += 1;
      for (let piece = 0; piece < splitPieces && rest.length > 1; piece += 1) {
        const size = 1 + Math.floor(Math.random() * Math.min(rest.length - 1, splitBytes));
        to.write(rest.subarray(0, size));
        rest = rest.subarray(size);
        await breathe();
      }
    }
    if (!to.write(rest)) await Promise.race([once(to, 'drain'), once(to, 'close')]);
  }

  const isStalled = (): boolean => state.stallUntil > performance.now();

  const listener = createServer({ allowHalfOpen: true }, carry);
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo; // a TCP server that listens has one

  const until = (windowMs: number): number => performance.now() + windowMs;
  return {
    name,
    port,
    happened,
    isUsed: () => lines.size > 0,
    slow(windowMs, delayMs) {
      state.slowUntil = until(windowMs);
      state.delayMs = delayMs;
    },
    stall(windowMs) {
      state.stallUntil = until(windowMs);
    },
    deafen() {
      for (const line of lines) line.isDeaf = true;
      happened.deafen += lines.size;
    },
    cut() {
      happened.cut += lines.size;
      lines.forEach(cutLine);
    },
    cutAfter(bytes) {
      state.cutAfter = bytes;
    },
    split(windowMs) {
      state.splitUntil = until(windowMs);
    },
    loseCommitReply() {
      state.commit = 'loseCommitReply';
    },
    withholdCommitReply() {
      state.commit = 'withholdCommitReply';
    },
    heal() {
      state = healthy();
      for (const line of lines) if (line.isDeaf) cutLine(line);
    },
    async [Symbol.asyncDispose]() {
      const closed = once(listener, 'close');
      listener.close();
      state = healthy();
      lines.forEach(cutLine);
      await closed;
    },
  };
}

function healthy() {
  return {
    slowUntil: 0,
    delayMs: 0,
    stallUntil: 0,
    splitUntil: 0,
    cutAfter: undefined as number | undefined,
    commit: undefined as Line['mishap'],
  };
}

function cutLine({ client, server }: Line): void {
  client.destroy();
  server.destroy();
}

/** Between two looks whether a stall is over; ms. */
const stallLookMs = 25;
/** Enough pieces to break every head of a message in the middle, few enough not to stop the traffic. */
const splitPieces = 40;
const splitBytes = 5;
