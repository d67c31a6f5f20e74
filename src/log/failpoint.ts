/** Where a process can die in the life of a message. Tests of faults strike at each of these, so that none depends on luck. */
export const failpoints = [
  'enqueue.beforeCommit',
  'enqueue.committed',
  'enqueue.beforeAnswer',
  'claim.jobsConsumed',
  'claim.beforeCommit',
  'claim.committed',
  'send.beforeWrite',
  'send.answered',
  'settle.beforeCommit',
  'settle.committed',
  'webhook.beforeCommit',
  'webhook.committed',
  'apply.beforeCommit',
  'apply.committed',
  'sweep.beforeCommit',
  'promote.beforeCommit',
  'reconcile.beforeCommit',
  'adopt.beforeCommit',
] as const;
export type Failpoint = (typeof failpoints)[number];

/** Does nothing, unless something was hooked in before the process began. */
export function failpoint(name: Failpoint): void {
  const strike: unknown = Reflect.get(globalThis, failpointHook);
  if (typeof strike === 'function') (strike as (name: Failpoint) => void)(name); // whoever hooks in takes a name
}

/** Where tests of faults put what strikes. */
export const failpointHook = Symbol.for('heliograph.failpoint');
