/** The socket's name carries a port even though nothing listens on it. */
export const serverPort = 5432;

export const superuser = 'heliograph';

/**
 * Given on the command line, so that every start has today's values whatever the data folder was made with.
 * What makes a commit durable (fsync, full_page_writes, synchronous_commit) stays as Postgres has it: on.
 */
export function serverSettings(socketFolder: string): Readonly<Record<string, string | number>> {
  return {
    listen_addresses: '',
    // A list of folders: quoted, because a comma or a space would begin another one.
    unix_socket_directories: `"${socketFolder.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    port: serverPort,
    // Several local processes with a pool each, and test files with databases of their own; 100 is soon used up.
    max_connections: 200,
    // Shared with an editor and a browser on somebody's laptop; the file cache of the system does the rest.
    shared_buffers: '128MB',
    // A client stopped in a debugger must not hold its locks for ever; 10 min is longer than any honest pause.
    idle_in_transaction_session_timeout: '10min',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // The log is quoted in error messages: it may tell about the server, never about statements and their values.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    // It is emptied at every start, so what could fill it in a long run stays out.
    log_checkpoints: 'off',
    log_autovacuum_min_duration: -1,
  };
}

/** What a server needs of the surroundings, and no more: it outlives us and must not keep our secrets. */
export const serverEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C' };
