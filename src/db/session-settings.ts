/**
 * What is acknowledged is on the disk, and on the standby where one is waited for, whatever an operator has set for the
 * database or the role. Given with each connection, pg-boss's too.
 */
export const durable = '-c synchronous_commit=on';

/**
 * Every statement of ours reads a range of an index. What is planned once, while a table is small or unknown, must not
 * be a walk through all of it for ever; and what takes milliseconds is not worth compiling.
 */
export const ours = `-c enable_seqscan=off -c jit=off ${durable}`;
