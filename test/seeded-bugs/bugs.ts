/** A small mistake that somebody could make, and the one test that must notice it. */
export interface SeededBug {
  name: string;
  /** Each place stands in its file exactly once. */
  changes: readonly { file: string; find: string; replace: string }[];
  caughtBy: { file: string; title: string };
}

/** In the order of a message's life. A bug whose place was rewritten must be written anew, never dropped. */
export const seededBugs: readonly SeededBug[] = [
  {
    name: 'the idempotency key is looked up before the transaction instead of claimed in it',
    changes: [
      {
        file: 'src/messages/claim-keys.ts',
        find: 'ON CONFLICT (tenant_id, key) DO NOTHING RETURNING key',
        replace: 'ON CONFLICT (tenant_id, key) DO UPDATE SET message_id = excluded.message_id RETURNING key',
      },
    ],
    caughtBy: {
      file: 'test/graphql/idempotency.test.ts',
      title: '32 calls at once with one key store one message with one job',
    },
  },
  {
    name: 'keys are locked in the order of the input',
    changes: [{ file: 'src/messages/claim-keys.ts', find: '     ORDER BY new.key\n', replace: '' }],
    caughtBy: {
      file: 'test/graphql/lock-order.test.ts',
      title:
        'two lists that share their keys in opposite order wait for each other in one order: neither is run again',
    },
  },
  {
    name: 'the fingerprint knows only the key of the recipient',
    changes: [
      {
        file: 'src/messages/fingerprint.ts',
        find: 'const given = canonical(givenOf(request));',
        replace: "const given = canonical('to' in request ? request.to : request);",
      },
    ],
    caughtBy: {
      file: 'test/graphql/idempotency.test.ts',
      title: 'the same key with another text is answered with IdempotencyConflict and stores nothing',
    },
  },
  {
    name: 'an unanswered COMMIT is taken for a failure and run again',
    changes: [
      {
        file: 'src/db/run-transaction.ts',
        find: "if (verdict === 'committed') return;",
        replace: "if (verdict === 'committed') throw new Error('Connection terminated');",
      },
    ],
    caughtBy: {
      file: 'test/db/lost-commit.test.ts',
      title: 'an enqueue whose COMMIT went unanswered is answered as stored, and is stored once',
    },
  },
  {
    name: 'the number of a transaction tells how its COMMIT ended',
    changes: [
      {
        file: 'src/db/judge-commits.ts',
        find: `) END AS "isOver"`,
        replace: `) END AS "isOver", CASE WHEN asked.xid::xid8 < own.xid
      THEN pg_xact_status(asked.xid::xid8) = 'committed' END AS "isCommitted"`,
      },
      {
        file: 'src/db/judge-commits.ts',
        find: 'if (proofs.rows[index]?.token != null)',
        replace: 'if ((sessions.rows[index] as { isCommitted?: boolean } | undefined)?.isCommitted)',
      },
    ],
    caughtBy: {
      file: 'test/db/crash.test.ts',
      title:
        'a transaction that a crash took back is run again, although somebody else has committed under its number',
    },
  },
  {
    name: 'a proof that is not there disproves a COMMIT that may still come',
    changes: [
      {
        file: 'src/db/judge-commits.ts',
        find: 'else if (sessions.rows[index]?.isOver === true)',
        replace: 'else if (sessions.rows[index])',
      },
    ],
    caughtBy: {
      file: 'test/db/transaction.test.ts',
      title: 'a COMMIT that the server may still hear is not run again before its session is over',
    },
  },
  {
    name: 'a COMMIT whose wait for the standby was canceled is taken for stored',
    changes: [
      {
        file: 'src/db/run-transaction.ts',
        find: "if (command === 'COMMIT' && canceledWaits(client) === canceledBefore) return;",
        replace: "if (command === 'COMMIT') return;",
      },
    ],
    caughtBy: {
      file: 'test/db/synchronous-commit.test.ts',
      title: 'a COMMIT whose wait for the standby was canceled is not answered as stored',
    },
  },
  {
    name: 'a verdict is given by what only the primary has',
    changes: [
      {
        file: 'src/db/judge-commits.ts',
        find: "if (command !== 'COMMIT' || canceledWaits.length > 0) return;",
        replace: "if (command !== 'COMMIT') return;",
      },
    ],
    caughtBy: {
      file: 'test/db/synchronous-commit.test.ts',
      title: 'a verdict whose own wait for the standby was canceled is none',
    },
  },
  {
    name: 'a replay is acknowledged although its own COMMIT is uncertain',
    changes: [
      {
        file: 'src/messages/enqueue-messages.ts',
        find: "each.outcome === 'ENQUEUED' ? { outcome: 'OUTCOME_UNKNOWN'",
        replace: "each.outcome === 'ENQUEUED' && !each.replayed ? { outcome: 'OUTCOME_UNKNOWN'",
      },
    ],
    caughtBy: {
      file: 'test/db/synchronous-commit.test.ts',
      title: 'a message that is there is not acknowledged again before the standby has it',
    },
  },
  {
    name: 'a webhook that is there is answered although the standby may not have it',
    changes: [
      {
        file: 'src/webhooks/store-webhook.ts',
        find: 'else await awaitOwnCommit(tools.database);',
        replace: '',
      },
    ],
    caughtBy: {
      file: 'test/db/synchronous-commit.test.ts',
      title: 'a webhook that comes again is not answered as stored before the standby has it',
    },
  },
  {
    name: 'an unanswered COMMIT that nobody can be asked about is answered as stored',
    changes: [
      {
        file: 'src/messages/enqueue-messages.ts',
        find: 'if (!(error instanceof CommitUnknown)) throw error;',
        replace: 'if (!(error instanceof CommitUnknown)) throw error;\n    return outcomes;',
      },
    ],
    caughtBy: {
      file: 'test/db/lost-commit.test.ts',
      title:
        'when the database cannot be asked what became of a COMMIT the answer is OutcomeUnknown, with the id and the way out',
    },
  },
  {
    name: 'what fails below a stored message says that nothing was stored',
    changes: [
      {
        file: 'src/graphql/note-mutations.ts',
        find: "path.length > 1) return 'BELOW';",
        replace: "path.length > 9) return 'BELOW';",
      },
    ],
    caughtBy: {
      file: 'test/graphql/unreachable.test.ts',
      title:
        'a field below a mutation that fails because the database is away never says that nothing was stored',
    },
  },
  {
    name: 'an outcome whose COMMIT is uncertain is taken for a fault of its message',
    changes: [
      {
        file: 'src/db/failures.ts',
        find: `  if (error instanceof CommitUnknown || isConnectionLost(error)) return true;
  return /^(53`,
        replace: `  if (!(error instanceof CommitUnknown) && isConnectionLost(error)) return true;
  return /^(53`,
      },
      {
        file: 'src/db/failures.ts',
        find: 'if (error instanceof CommitUnknown || mayRunAgain(error)) return true;',
        replace: 'if (mayRunAgain(error)) return true;',
      },
    ],
    caughtBy: {
      file: 'test/dispatch/unknown-commits.test.ts',
      title: 'an outcome whose COMMIT was not stored is settled again, and counts once',
    },
  },
  {
    name: 'a lost answer is tried again',
    changes: [
      {
        file: 'src/whatsapp/classify-answer.ts',
        find: "class: seen.headersSent ? 'UNKNOWN' : 'NOT_WRITTEN'",
        replace: "class: 'NOT_WRITTEN'",
      },
    ],
    caughtBy: {
      file: 'test/dispatch/lost-answers.test.ts',
      title:
        'a message whose answer is dropped is UNKNOWN and in doubt, cannot be canceled and is not sent again',
    },
  },
  {
    name: 'every 5xx with JSON is believed to be a refusal',
    changes: [
      {
        file: 'src/whatsapp/classify-answer.ts',
        find: '(refusedByServer.has(error.code) || error.isTransient === true)',
        replace: 'true',
      },
    ],
    caughtBy: { file: 'test/whatsapp/classify-answer.test.ts', title: 'a 500 that is not transient' },
  },
  {
    name: 'an acceptance whose id was lost is a refusal',
    changes: [
      {
        file: 'src/whatsapp/classify-answer.ts',
        find: "{ class: 'ACCEPTED_ID_LOST', httpStatus }",
        replace: "{ class: 'UNKNOWN', reason: 'NO_ID', httpStatus }",
      },
    ],
    caughtBy: { file: 'test/whatsapp/classify-answer.test.ts', title: 'the JSON is truncated' },
  },
  {
    name: 'recovery brings a dead worker’s messages back to the queue',
    changes: [
      {
        file: 'src/delivery/sweep-leases.ts',
        find: "{ phase: 'UNKNOWN', inDoubt: true, leaseUntil: null, unknownSince: now }",
        replace: "{ phase: 'RETRY_WAIT', ready: true, leaseUntil: null }",
      },
    ],
    caughtBy: {
      file: 'test/delivery/doubt.test.ts',
      title:
        'whatever happens in whatever order, a message that may have been sent is never called unsent, and it is sent once at most',
    },
  },
  {
    name: 'the fence is dropped: an old attempt may settle',
    changes: [
      {
        file: 'src/delivery/settle-attempt.ts',
        find: 'return delivery.attempt === attempt && [',
        replace: 'return attempt > 0 && [',
      },
    ],
    caughtBy: {
      file: 'test/delivery/settle-attempt.test.ts',
      title: 'an earlier attempt that ends as REFUSED while a newer one runs does not stop the newer one',
    },
  },
  {
    name: '"expired" is said of a message in doubt',
    changes: [
      {
        file: 'src/delivery/expire-deliveries.ts',
        find: 'return held.delivery.inDoubt',
        replace: "return held.delivery.phase === 'UNKNOWN'",
      },
    ],
    caughtBy: {
      file: 'test/delivery/doubt.test.ts',
      title:
        'a message that waits for another attempt while an earlier one may have been sent cannot be canceled, and does not expire as unsent',
    },
  },
  {
    name: 'a claim does not look at the time that is left',
    changes: [
      {
        file: 'src/delivery/claim-deliveries.ts',
        find: 'now.getTime() + limits.deadlineMs)',
        replace: 'now.getTime())',
      },
    ],
    caughtBy: {
      file: 'test/dispatch/expiry.test.ts',
      title: 'a message with less time left than a send may take is not sent any more',
    },
  },
  {
    name: 'a worker that slept writes all the same',
    changes: [
      {
        file: 'src/dispatch/send-message.ts',
        find: 'tools.budget.leaseMs - tools.budget.deadlineMs)',
        replace: 'tools.budget.leaseMs * 1_000)',
      },
    ],
    caughtBy: {
      file: 'test/dispatch/slept-worker.test.ts',
      title: 'a worker that slept since its claim writes nothing: its lease could end while WhatsApp answers',
    },
  },
  {
    name: 'lists are judged before the claim locks the messages',
    changes: [
      {
        file: 'src/delivery/claim-deliveries.ts',
        find: 'const verdicts = await judge(waiting, now);',
        replace: 'await judge(waiting, now);\n  const verdicts = new Map<string, Verdict>();',
      },
    ],
    caughtBy: {
      file: 'test/suppression/race.test.ts',
      title:
        'unsubscribing while 1,000 filtered messages to that person wait: no claim that began after the answer sends anything',
    },
  },
  {
    name: 'the claim asks the list for the name of the message only',
    changes: [
      {
        file: 'src/messages/judge-waiting.ts',
        find: 'const own = (names[index] ?? []).flatMap(',
        replace: 'const own = (names[index] ?? []).slice(0, 1).flatMap(',
      },
    ],
    caughtBy: {
      file: 'test/suppression/no-way-around.test.ts',
      title:
        'whoever is listed under one name in BR is kept back under every other, and comes back under any',
    },
  },
  {
    name: 'two transactions unite overlapping people without waiting for each other',
    changes: [
      { file: 'src/contacts/link-aliases.ts', find: '  await lockContacts(tx, tenantId);\n', replace: '' },
    ],
    caughtBy: {
      file: 'test/contacts/learn-aliases.test.ts',
      title: 'twenty transactions that learn overlapping pairs at once make one person of all',
    },
  },
  {
    name: 'an opt-out that is told late outlasts a return under another name',
    changes: [
      {
        file: 'src/suppression/add-suppressions.ts',
        find: 'WHERE place NOT IN (SELECT place FROM came_back)',
        replace: '',
      },
    ],
    caughtBy: {
      file: 'test/suppression/take-signals.test.ts',
      title:
        'signals may come in any order, twice, in any batches and under any name: the latest wish for each scope holds',
    },
  },
  {
    name: 'the old user id is forgotten when somebody changes theirs',
    changes: [
      {
        file: 'src/whatsapp/read-names.ts',
        find: "const sides = ['previous', ",
        replace: 'const sides = [',
      },
    ],
    caughtBy: {
      file: 'test/suppression/changed-names.test.ts',
      title: 'the sample of a changed user id links the old id with the new one',
    },
  },
  {
    name: 'an opt-out word counts wherever it stands',
    changes: [
      {
        file: 'src/suppression/opt-out-words.ts',
        find: "if (said.some((each) => stop.has(each))) return 'STOP';",
        replace: "if (said.some((each) => each.split(' ').some((word) => stop.has(word)))) return 'STOP';",
      },
    ],
    caughtBy: { file: 'test/suppression/opt-out-words.test.ts', title: '"don\'t stop" means NOTHING' },
  },
  {
    name: 'the limiter is one per process',
    changes: [
      {
        file: 'src/senders/take-tokens.ts',
        find: 'changeGate(tx, sender, (gate, nowMs) => grantTokens(gate, want, nowMs, probeMs)),',
        replace: `changeGate(tx, sender, (gate, nowMs) => {
      const own = grantTokens({ ...gate, tatMs: mine.get(database) ?? 0 }, want, nowMs, probeMs);
      mine.set(database, own.gate.tatMs);
      return { gate, result: own.result };
    }),`,
      },
      {
        file: 'src/senders/take-tokens.ts',
        find: 'export function grantTokens(',
        replace: 'const mine = new WeakMap<Database, number>();\n\nexport function grantTokens(',
      },
    ],
    caughtBy: {
      file: 'test/dispatch/pace-limits.test.ts',
      title:
        '4 worker process(es) on one sender keep to 78 messages a second together: WhatsApp, which takes 80, refuses one in a thousand at most',
    },
  },
  {
    name: 'a paused sender goes on',
    changes: [
      {
        file: 'src/senders/probes.ts',
        find: 'if (gate.closedUntilMs === null) return { most: Infinity, isProbe: false, waitMs: 0 };',
        replace: 'if (gate.turn >= 0) return { most: Infinity, isProbe: false, waitMs: 0 };',
      },
    ],
    caughtBy: {
      file: 'test/dispatch/sender-paused.test.ts',
      title:
        'a dead access token pauses its sender for all workers: a whole backlog costs a few requests and no try, and none of it fails',
    },
  },
  {
    name: 'a message that came too early for its recipient reserves a place again each time',
    changes: [
      {
        file: 'src/dispatch/judge-claim.ts',
        find: 'slot: each.pairSlot, latest',
        replace: 'slot: null, latest',
      },
    ],
    caughtBy: {
      file: 'test/dispatch/pair-pace.test.ts',
      title:
        'messages to one recipient beyond the burst get places one after another, are claimed once each at their place, and hold up nobody else',
    },
  },
  {
    name: 'an answer that is lost with a committed transaction is taken for a failure',
    changes: [
      {
        file: 'src/messages/enqueue-messages.ts',
        find: '() => new Map<string, Message>(),',
        replace: '(error: unknown) => { throw error; },',
      },
    ],
    caughtBy: {
      file: 'test/db/lost-commit.test.ts',
      title: 'an enqueue whose COMMIT went unanswered is answered as stored, and is stored once',
    },
  },
  {
    name: 'a statement that nobody waited for fails unseen',
    changes: [
      {
        file: 'src/db/run-transaction.ts',
        find: "if (command === 'ROLLBACK') {",
        replace: "if (command === 'ROLLBACK') return;\n  if (command === 'ROLLBACK') {",
      },
    ],
    caughtBy: {
      file: 'test/db/transaction.test.ts',
      title:
        'a statement that nobody waited for fails the transaction with its own error, also when a later one is waited for',
    },
  },
  {
    name: 'as much as there are places is claimed ahead, however slow WhatsApp is',
    changes: [
      {
        file: 'src/dispatch/capacity.ts',
        find: 'return Math.min(inLastSpan, inSpanBefore, total);',
        replace: 'return total;',
      },
    ],
    caughtBy: {
      file: 'test/dispatch/claim-ahead.test.ts',
      title: 'while WhatsApp is slow nothing is claimed ahead: what cannot be sent yet can still be canceled',
    },
  },
  {
    name: 'places that were not used count as answers',
    changes: [
      {
        file: 'src/dispatch/capacity.ts',
        find: 'giveBack(count) {\n      free += count;',
        replace: 'giveBack(count) {\n      free += count;\n      noteReturns(count);',
      },
    ],
    caughtBy: {
      file: 'test/dispatch/claim-ahead.test.ts',
      title: 'places that were given back unused say nothing of how soon others will be free',
    },
  },
  {
    name: 'who begins a pair at the same moment as another does not look at what the other took',
    changes: [
      {
        file: 'src/senders/reserve-places.ts',
        find: 'left = left.filter((each) => begunByOthers.has(keyOf(each.hash)));',
        replace: 'left = left.filter((each) => begunByOthers.has(each.messageId));',
      },
    ],
    caughtBy: {
      file: 'test/senders/reserve-places.test.ts',
      title:
        'two workers that write to somebody for the first time at the same moment get two places, one after the other',
    },
  },
  {
    name: 'LOW waits until nobody else does',
    changes: [
      {
        file: 'src/dispatch/run-lane.ts',
        find: 'const wanted = { limit: gate.granted, lowest };',
        replace: 'const wanted = { limit: gate.granted, lowest: 0 * lowest };',
      },
    ],
    caughtBy: {
      file: 'test/dispatch/fairness.test.ts',
      title:
        'of one sender the urgent go first and the lowest last, and still every eighth is one of the lowest',
    },
  },
  {
    name: 'what WhatsApp took for certain is sent again under RESEND',
    changes: [
      {
        file: 'src/delivery/resend.ts',
        find: "return attempts.some((each) => each.outcome === 'ACCEPTED_ID_LOST');",
        replace: 'return attempts.length < 0;',
      },
    ],
    caughtBy: {
      file: 'test/delivery/doubt.test.ts',
      title:
        'whatever the policy and the owner say, each second copy is flagged before it leaves, and what WhatsApp certainly took is never sent again',
    },
  },
  {
    name: 'a second copy leaves without saying so',
    changes: [{ file: 'src/delivery/resend.ts', find: 'possibleDuplicate: true, tries', replace: 'tries' }],
    caughtBy: {
      file: 'test/delivery/doubt.test.ts',
      title:
        'whatever the policy and the owner say, each second copy is flagged before it leaves, and what WhatsApp certainly took is never sent again',
    },
  },
  {
    name: 'silence is judged while no webhooks flow',
    changes: [
      {
        file: 'src/delivery/judge-silence.ts',
        find: 'isStalled(flow, now, windowMs) ? flow.acceptedThrough : null',
        replace: 'isStalled(flow, now, windowMs) ? null : null',
      },
    ],
    caughtBy: {
      file: 'test/delivery/judge-silence.test.ts',
      title:
        'while nothing is heard of what WhatsApp accepts, nothing sent before that is judged, however long it lasts',
    },
  },
  {
    name: 'a barrier is not waited for',
    changes: [
      {
        file: 'src/delivery/decide-release.ts',
        find: 'if (until === null || until > now) {',
        replace: 'if (until === null) {',
      },
    ],
    caughtBy: {
      file: 'test/delivery/decide-release.test.ts',
      title:
        'the next message goes exactly when the time of all before it is over, and only the first that waits',
    },
  },
  {
    name: 'a cancel is acknowledged and not stored',
    changes: [
      {
        file: 'src/delivery/cancel-delivery.ts',
        find: 'saveDeliveries(tx, tenantId, [canceled]);',
        replace: 'saveDeliveries(tx, tenantId, []);',
      },
    ],
    caughtBy: {
      file: 'test/dispatch/never-after.test.ts',
      title:
        'of 300 messages canceled while workers claim them, none whose cancel was acknowledged reaches WhatsApp',
    },
  },
  {
    name: 'one poisoned message takes its whole batch with it',
    changes: [
      {
        file: 'src/dispatch/run-lane.ts',
        find: 'if (isServerInTrouble(error) || (isPatient && mayPass(error))) throw error;',
        replace: 'if (isServerInTrouble(error) || isPatient || !mayPass(error)) throw error;',
      },
    ],
    caughtBy: {
      file: 'test/dispatch/poison.test.ts',
      title:
        'a message that cannot even be judged fails with INTERNAL and a dead letter, and those beside it are sent',
    },
  },
  {
    name: 'a throw in one message of the clock stops the others that are due',
    changes: [
      {
        file: 'src/dispatch/apply-due.ts',
        find: 'if (isServerInTrouble(error) || only === undefined) throw error;',
        replace: 'if (isServerInTrouble(error) || only !== undefined) throw error;',
      },
    ],
    caughtBy: {
      file: 'test/dispatch/alone.test.ts',
      title:
        'a message that the act "promote" fails on is set aside alone, with a line that names it, and the others go on',
    },
  },
  {
    name: 'a throw in one outcome is tried again with all others',
    changes: [
      {
        file: 'src/db/in-parts.ts',
        find: 'if (isServerInTrouble(error)) throw error;',
        replace: 'if (isServerInTrouble(error) || items.length > 1) throw error;',
      },
    ],
    caughtBy: {
      // Outcomes come one by one or together, by luck.
      file: 'test/db/in-parts.test.ts',
      title: 'whatever the work on one item throws, that item alone is set aside',
    },
  },
  {
    name: 'idle connections of strangers push out those of a known pool',
    changes: [
      {
        file: 'src/http/track-connections.ts',
        find: 'const alike = strangers.has(socket) ? idle.strangers : idle.known;',
        replace: 'const alike = idle.strangers;',
      },
    ],
    caughtBy: {
      file: 'test/http/track-connections.test.ts',
      title:
        'of idle connections the longest goes, and those of strangers never take the places of those who are known',
    },
  },
  {
    name: 'a body that never comes holds up the end of the process',
    changes: [
      {
        file: 'src/http/track-connections.ts',
        find: '(from.isDraining() && !request.complete)',
        replace: 'request.destroyed',
      },
    ],
    caughtBy: {
      file: 'test/http/upgrades.test.ts',
      title:
        'whatever is connected, a gateway with nothing in flight closes all of it and ends before its grace',
    },
  },
  {
    name: 'what the database still works on runs on when its caller has left',
    changes: [
      {
        file: 'src/db/database.ts',
        find: 'await (until ? answerUntil(client, asked, until) : asked)',
        replace: 'await asked',
      },
    ],
    caughtBy: {
      file: 'test/graphql/left-callers.test.ts',
      title: 'a statement that still runs when its caller has left is ended, and not only its answer',
    },
  },
  {
    name: 'an order loses the entries that cannot be read',
    changes: [
      {
        file: 'src/whatsapp/read-inbound-content.ts',
        find: 'if (items.length < given.length) return undefined;',
        replace: '',
      },
    ],
    caughtBy: {
      file: 'test/whatsapp/read-inbound.test.ts',
      title: 'an order with an entry that has no id is kept as it came, and never made smaller',
    },
  },
  {
    name: 'a loop that keeps failing is named nowhere',
    changes: [
      {
        file: 'src/db/watch-loops.ts',
        find: 'const inARow = (before?.inARow ?? 0) + (isOfLoop ? 1 : 0);',
        replace: 'const inARow = isOfLoop ? 1 : 0;',
      },
    ],
    caughtBy: {
      file: 'test/http/failing-loops.test.ts',
      title:
        'a loop that fails twice in a row is named by /readyz and by one line at error, until it passes again',
    },
  },
  {
    name: 'a message that lost its job is never looked for',
    changes: [
      {
        file: 'src/dispatch/reconcile-jobs.ts',
        find: 'const inserted = await queue.insertJobs(tx, senderId, some);',
        replace: 'const inserted = await queue.insertJobs(tx, senderId, some.slice(0, 0));',
      },
    ],
    caughtBy: {
      file: 'test/dispatch/jobs.test.ts',
      title: 'when every job is lost, the messages get new ones and each is sent once',
    },
  },
  {
    name: 'what sendMessage could not send in time stays in the queue',
    changes: [
      {
        file: 'src/messages/send-directly.ts',
        find: 'return await takeBack(tools, tenantId, messageId);',
        replace: "return { outcome: 'VERDICT', verdict: 'NOT_SENT', messageId };",
      },
    ],
    caughtBy: {
      file: 'test/journey/send-message.test.ts',
      title: 'a message whose turn does not come in time is taken back, and is never sent',
    },
  },
  {
    name: 'the last status that came wins',
    changes: [
      {
        file: 'src/delivery/prove-status.ts',
        find: 'rank: Math.max(attempt.rank, proved.rank) as Rank,',
        replace: 'rank: proved.rank,',
      },
    ],
    caughtBy: {
      file: 'test/delivery/merge-statuses.test.ts',
      title: 'any order, repetition and splitting of what WhatsApp says gives the same message',
    },
  },
  {
    name: 'a webhook is answered before it is stored',
    changes: [
      {
        file: 'src/webhooks/receive-webhooks.ts',
        find: 'const isStored = await Promise.race([stored, timeout.promise]);',
        replace: 'timeout.resolve(true);\n  const isStored = await Promise.race([stored, timeout.promise]);',
      },
    ],
    caughtBy: {
      file: 'test/webhooks/receive.test.ts',
      title: 'a body is not answered with 200 before it is stored',
    },
  },
  {
    name: 'a throw in one item stops all webhooks that wait',
    changes: [
      {
        file: 'src/webhooks/apply-apart.ts',
        find: 'if (mayPass(error)) throw error;',
        replace: 'throw error;',
      },
      {
        file: 'src/webhooks/apply-webhooks.ts',
        find: 'return applyOneByOne(tools, troubled, batch.bodies, tellAndRelease);',
        replace: 'throw error;',
      },
    ],
    caughtBy: {
      file: 'test/webhooks/alone.test.ts',
      title: 'a message that the database refuses with P0001 is set aside alone',
    },
  },
  {
    name: 'an opaque value counts for every sender',
    changes: [
      {
        file: 'src/delivery/record-statuses.ts',
        find: 'each.attempt === target.attempt && each.senderId === evidence.senderId',
        replace: 'each.attempt === target.attempt',
      },
    ],
    caughtBy: {
      file: 'test/webhooks/statuses.test.ts',
      title: 'of another of our senders with an opaque value copied from us',
    },
  },
  {
    name: 'the MAC of an opaque value is not looked at',
    changes: [
      {
        file: 'src/whatsapp/opaque-value.ts',
        find: 'return timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(signed, key)))',
        replace: 'return mac.length === macOf(signed, key).length',
      },
    ],
    caughtBy: {
      file: 'test/webhooks/statuses.test.ts',
      title: 'whose opaque value has a wrong MAC',
    },
  },
  {
    name: 'events take their numbers before the work instead of last',
    changes: [
      {
        file: 'src/events/append-events.ts',
        find: 'UPDATE tenant_log SET head = head + $2 WHERE tenant_id = $1 RETURNING head - $2 AS before',
        replace: `SELECT head - $2 + nextval('status_evidence_evidence_id_seq') + $2 AS before FROM tenant_log WHERE tenant_id = $1`,
      },
    ],
    caughtBy: {
      file: 'test/events/follow-log.test.ts',
      title:
        'a follower beside eight writers sees every event once, in the order of its number, without a hole',
    },
  },
  {
    name: 'a cursor of another history is taken as if it were ours',
    changes: [
      {
        file: 'src/events/read-log.ts',
        find: 'if (state.epoch !== after.epoch || after.seq > state.head)',
        replace: 'if (after.seq > state.head)',
      },
    ],
    caughtBy: {
      file: 'test/graphql/gaps.test.ts',
      title: 'a cursor of another history gets a gap that says so, and the stream completes',
    },
  },
  {
    name: 'a cursor is believed although the log holds another event in its place',
    changes: [
      {
        file: 'src/events/read-log.ts',
        find: 'if (after.mark !== undefined && after.mark !== known?.mark && !isPruned)',
        replace: 'if (after.mark !== undefined && !known && !isPruned)',
      },
    ],
    caughtBy: {
      file: 'test/graphql/replaced-history.test.ts',
      title: 'a gateway that knows nothing of the time before gives the same gap',
    },
  },
  {
    name: 'what is read once for all is given to one who knows another event in its place',
    changes: [
      {
        file: 'src/events/tail.ts',
        find: 'return cursor.mark === undefined || ours === undefined || cursor.mark === ours;',
        replace: 'return true;',
      },
    ],
    caughtBy: {
      file: 'test/events/replaced-history.test.ts',
      title: 'a follower that asks late is given nothing of what was read for others since the log went back',
    },
  },
  {
    name: 'WebSocket operations go past the plugins',
    changes: [
      {
        file: 'src/graphql/prepare-operation.ts',
        find: 'if (errors.length > 0) return errors;',
        replace: '',
      },
    ],
    caughtBy: {
      file: 'test/graphql/websocket.test.ts',
      title: 'an unknown field answers an error frame and leaves the other operations alive',
    },
  },
  {
    name: 'the gate of a sender can be read by another tenant',
    changes: [
      {
        file: 'src/senders/read-gates.ts',
        find: 'WHERE tenant_id = $1 AND sender_id',
        replace: 'WHERE $1::uuid IS NOT NULL AND sender_id',
      },
    ],
    caughtBy: {
      file: 'test/senders/read-gates.test.ts',
      title: 'the gate of a sender that never sent is open, and nobody else can read it',
    },
  },
  {
    name: 'its owner may resend what WhatsApp took for certain',
    changes: [
      {
        file: 'src/delivery/resolve-delivery.ts',
        find: "if (wasTaken(held)) return 'ALREADY_TAKEN';",
        replace: '',
      },
    ],
    caughtBy: {
      file: 'test/graphql/resolve-unknown.test.ts',
      title: 'a message that WhatsApp took, and one that is about to expire, are not sent again',
    },
  },
  {
    name: 'its owner may resend what he gave up',
    changes: [
      {
        file: 'src/delivery/resolve-delivery.ts',
        find: "if (delivery.givenUp) return 'GIVEN_UP';",
        replace: '',
      },
    ],
    caughtBy: {
      file: 'test/graphql/resolve-unknown.test.ts',
      title:
        'GIVE_UP leaves it UNCONFIRMED for good, says the same when asked again, and a late status still proves it',
    },
  },
  {
    name: 'nobody is told of a foreign echo of our value',
    changes: [
      { file: 'src/webhooks/apply-webhooks.ts', find: 'if (denied > 0) log', replace: 'if (denied < 0) log' },
    ],
    caughtBy: {
      file: 'test/webhooks/echo-alarms.test.ts',
      title:
        'a status that echoes our value of an attempt that was never made changes nothing, and raises an alarm',
    },
  },
  {
    name: 'a silent connection to the database is waited for without end',
    changes: [
      { file: 'src/db/database.ts', find: 'query_timeout: 10_000,', replace: 'query_timeout: 0,' },
      // The server would notice too.
      {
        file: 'src/db/database.ts',
        find: 'idle_in_transaction_session_timeout: 10_000,',
        replace: 'idle_in_transaction_session_timeout: 0,',
      },
    ],
    caughtBy: {
      file: 'test/dispatch/silent-connection.test.ts',
      title:
        'a worker whose connection goes silent in the middle of a claim gives it up and goes on: the message is sent once',
    },
  },
  {
    name: 'a pair that is too fast does not rest',
    changes: [
      {
        file: 'src/dispatch/run-lane.ts',
        find: 'await placeBehindStrike(tools, claimed, sent);',
        replace: '',
      },
    ],
    caughtBy: {
      file: 'test/dispatch/pair-pace.test.ts',
      title:
        '131056 makes this recipient wait and no other, costs no try, and those behind it do not overtake',
    },
  },
  {
    name: 'a sender that is too fast goes on as before',
    changes: [
      { file: 'src/senders/pace.ts', find: 'shareOf(pace, nowMs) / 2)', replace: 'shareOf(pace, nowMs))' },
    ],
    caughtBy: {
      file: 'test/dispatch/sender-paused.test.ts',
      title: '"too fast" costs its message no try and closes no gate: the sender goes on at half its pace',
    },
  },
  {
    name: 'after a pause everybody tries',
    changes: [
      {
        file: 'src/senders/probes.ts',
        find: '{ most: 1, isProbe: true, waitMs: 0 }',
        replace: '{ most: 64, isProbe: true, waitMs: 0 }',
      },
    ],
    caughtBy: {
      file: 'test/dispatch/sender-paused.test.ts',
      title:
        'after each pause one single message tries, by whichever worker, until one comes through; then all go, each once',
    },
  },
  {
    name: 'a paused template is claimed all the same',
    changes: [
      {
        file: 'src/dispatch/judge-claim.ts',
        find: "content.type === 'template' ? paused.get(templateKey(content.template)) : undefined",
        replace: 'content.type === null ? paused.get(templateKey(content)) : undefined',
      },
    ],
    caughtBy: {
      file: 'test/dispatch/sender-paused.test.ts',
      title:
        'a paused template holds up its own messages only, and they are not claimed again before its time',
    },
  },
  {
    name: 'a scheduled message leaves at once',
    changes: [
      {
        file: 'src/delivery/promote-deliveries.ts',
        find: 'AND not_before <= now() AND expires_at',
        replace: 'AND expires_at',
      },
    ],
    caughtBy: {
      file: 'test/dispatch/schedule.test.ts',
      title: 'a scheduled message leaves at its time and not before',
    },
  },
  {
    name: 'a process that is told to stop leaves what it is sending',
    changes: [
      {
        file: 'src/stop-signals.ts',
        find: 'stopping.abort(name);',
        replace: 'process.exit(0);',
      },
    ],
    caughtBy: {
      file: 'test/faults/faults.test.ts',
      title:
        'when every process is restarted in turn under load, nothing is lost and no message is ever in doubt',
    },
  },
  {
    name: 'of two versions of one status the first counts',
    changes: [
      {
        file: 'src/delivery/evidence.ts',
        find: 'FROM ${newPieces} ORDER BY sender_id',
        replace:
          'FROM ${newPieces} WHERE NOT EXISTS (SELECT FROM status_evidence AS said WHERE (said.tenant_id, said.sender_id, said.wamid, said.status) = ($1, new.sender_id, new.wamid, new.status) AND said.provider_at IS NOT DISTINCT FROM new.provider_at) ORDER BY sender_id',
      },
    ],
    caughtBy: {
      file: 'test/webhooks/statuses.test.ts',
      title: 'a second version of a status that was applied before is evidence beside the first',
    },
  },
  {
    name: 'one probe that goes badly closes the gate again',
    changes: [
      {
        file: 'src/senders/probes.ts',
        find: 'if (probesFailed > gate.probesPassed)',
        replace: 'if (probesFailed > 0)',
      },
    ],
    caughtBy: {
      file: 'test/senders/probes.test.ts',
      title:
        'a gate closes again when more probes went badly than came through, so that a service that fails one in five is let through',
    },
  },
  {
    name: 'a queue is never too long',
    changes: [
      {
        file: 'src/messages/watch-depth.ts',
        find: 'if (over < 0 || ageMs > staleMs)',
        replace: 'if (over < Infinity || ageMs > staleMs)',
      },
    ],
    caughtBy: {
      file: 'test/graphql/queue-full.test.ts',
      title:
        'a queue that takes longer to go than is allowed is refused at once and leaves nothing behind, but replays, scheduled and urgent messages, and everything after cancels go on',
    },
  },
  {
    name: 'what waits for a connection is written although leave was withdrawn',
    changes: [
      {
        file: 'src/whatsapp/send-message.ts',
        find: 'else if (request.mayWrite?.() === false) {',
        replace: 'else if (timeouts.totalMs < 0) {',
      },
    ],
    caughtBy: {
      file: 'test/whatsapp/send-not-written.test.ts',
      title: 'leave was withdrawn while it waited for a connection, and the next in line is served',
    },
  },
  {
    name: 'an upgrade that was refused is left open',
    changes: [{ file: 'src/graphql/refuse-upgrade.ts', find: ', () => socket.destroy());', replace: ');' }],
    caughtBy: {
      file: 'test/http/upgrades.test.ts',
      title: 'a handshake without a key is answered with 400 and closed, also when its client never closes',
    },
  },
  {
    name: 'the cost of an operation is not multiplied by the sizes of its lists',
    changes: [
      {
        file: 'src/graphql/weigh-operation.ts',
        find: 'own + size * inner.cost',
        replace: 'own + Math.min(size, 1) * inner.cost',
      },
    ],
    caughtBy: {
      file: 'test/graphql/cost.test.ts',
      title: 'an operation of timelines in timelines is refused over HTTP, server-sent events and WebSocket',
    },
  },
  {
    name: 'a body that is no UTF-8 is decoded leniently',
    changes: [
      {
        file: 'src/content/decode-utf8.ts',
        find: '{ fatal: true }',
        replace: '{ fatal: false }',
      },
    ],
    caughtBy: {
      file: 'test/http/requests.test.ts',
      title: 'a body with bytes of ISO-8859-1 is refused with 400, and nothing is stored',
    },
  },
  {
    name: 'a session that lands on a standby is kept',
    changes: [
      {
        file: 'src/db/writable-sessions.ts',
        find: 'if (row?.isReadOnly !== false) throw readsOnly();',
        replace: 'void row;',
      },
    ],
    caughtBy: {
      file: 'test/db/read-only-server.test.ts',
      title:
        'no door believes what a standby does not know, and all is well as soon as the address is the primary again',
    },
  },
  {
    name: 'bodies that lie idle are kept, and whoever comes next is refused',
    changes: [
      {
        file: 'src/doors/body-room.ts',
        find: '      if (!slowest || slowest === asking) return false;\n',
        replace: '      if (slowest !== undefined || slowest === asking) return false;\n',
      },
    ],
    caughtBy: {
      file: 'test/http/stalled-bodies.test.ts',
      title:
        '17 bodies of webhooks, 4194304 bytes each, that keep their last 10 back keep no genuine webhook out',
    },
  },
  {
    name: 'the body that comes fastest gives way',
    changes: [
      {
        file: 'src/doors/body-room.ts',
        find: 'recentOf(one, now) < recentOf(other, now)',
        replace: 'recentOf(one, now) > recentOf(other, now)',
      },
    ],
    caughtBy: {
      file: 'test/doors/body-room.test.ts',
      title:
        'when there is no room, the body that comes slowest gives way, and not the one that is oldest or largest',
    },
  },
  {
    name: 'one key may hold every place',
    changes: [
      {
        file: 'src/doors/share-places.ts',
        find: 'before === 0 ? free : free - amount - before',
        replace: 'free',
      },
    ],
    caughtBy: {
      file: 'test/graphql/open-streams.test.ts',
      title:
        'one key that asks for more subscriptions than its share is refused what is beyond, and another key gets its own',
    },
  },
  {
    name: 'a message of a socket that never ends holds no room',
    changes: [
      {
        file: 'src/graphql/hold-messages.ts',
        find: "  transport.prependListener('data', count);\n",
        replace: '',
      },
    ],
    caughtBy: {
      file: 'test/graphql/shares.test.ts',
      title:
        'messages that one key begins and never ends take room from itself, and another key sends its own',
    },
  },
  {
    name: 'operations are begun as they come, however many one key has',
    changes: [
      {
        file: 'src/graphql/take-turns.ts',
        find: 'if (lane.size === 0 && work.take(keyId, parts)) return undefined;',
        replace: 'if (lane.size === 0) return undefined;',
      },
    ],
    caughtBy: {
      file: 'test/graphql/take-turns.test.ts',
      title: 'a key with much to do waits behind itself, and another key comes in at once',
    },
  },
  {
    name: 'a key that has stood waits behind those that nobody knows',
    changes: [
      {
        file: 'src/auth/authenticate.ts',
        find: '(before ? known : strangers).find(id)',
        replace: '(before ? strangers : strangers).find(id)',
      },
    ],
    caughtBy: {
      file: 'test/auth/wrong-keys.test.ts',
      title: 'a key that has stood is looked up again without waiting for those that nobody knows',
    },
  },
  {
    name: 'each wrong key is a line in the log',
    changes: [
      {
        file: 'src/log/sum-lines.ts',
        find: 'if (timer === undefined) write();',
        replace: 'write();',
      },
    ],
    caughtBy: {
      file: 'test/auth/wrong-keys.test.ts',
      title: 'a flood of wrong keys is a few lines in the log, and a new key works while it goes on',
    },
  },
  {
    name: 'nobody counts how large an answer is',
    changes: [
      {
        file: 'src/graphql/limit-answer.ts',
        find: 'if (meter.left < 0) throw meter.stop();',
        replace: 'if (meter.left < -Infinity) throw meter.stop();',
      },
    ],
    caughtBy: {
      file: 'test/graphql/answer-size.test.ts',
      title:
        'an answer with 100 long texts, each 50 times is stopped, and its caller told, over HTTP, server-sent events and WebSocket',
    },
  },
  {
    name: 'statements that wait for a connection are sent for a caller who has left',
    changes: [
      {
        file: 'src/graphql/limit-answer.ts',
        find: 'database.query(text, values, gone)',
        replace: 'database.query(text, values)',
      },
    ],
    caughtBy: {
      file: 'test/graphql/left-callers.test.ts',
      title:
        'a query whose caller has left while the database works for it, and 30 pages, of which most wait for a connection, asks nothing more',
    },
  },
  {
    name: 'a document may repeat a field without end',
    changes: [
      {
        file: 'src/graphql/limit-document.ts',
        find: 'if (count > maxRepeats)',
        replace: 'if (count < 0)',
      },
    ],
    caughtBy: {
      file: 'test/graphql/scanner-probes.test.ts',
      title: 'field duplication over HTTP is refused beyond 50 of one field',
    },
  },
  {
    name: 'slow requests are looked for as seldom as Node does it',
    changes: [
      {
        file: 'src/http/listen.ts',
        find: '      connectionsCheckingInterval: lookEveryMs,\n',
        replace: '',
      },
    ],
    caughtBy: {
      file: 'test/http/slow-requests.test.ts',
      title: 'a request that never ends is closed when meant: its head after 10 s, its body after 15 s',
    },
  },
  {
    name: 'the cost of an operation is kept for the text of its document',
    changes: [
      { file: 'src/graphql/create-graphql.ts', find: 'judgeLast(limitCost())', replace: 'limitCost()' },
    ],
    caughtBy: {
      file: 'test/graphql/cost.test.ts',
      title: 'what an operation costs with some variables is not kept for others who send the same text',
    },
  },
  {
    name: 'a long document is read to its end',
    changes: [
      {
        file: 'src/graphql/limit-document.ts',
        find: 'if (length > maxDocumentLength) throw tooLong(length);',
        replace: 'if (length < 0) throw tooLong(length);',
      },
    ],
    caughtBy: {
      file: 'test/graphql/documents.test.ts',
      title: 'a document of line breaks is refused by its length, over every transport',
    },
  },
  {
    name: 'a subscription that nobody reads keeps its place',
    changes: [
      {
        file: 'src/graphql/open-streams.ts',
        find: "      ended.addEventListener('abort', leave, { once: true });\n      if (ended.aborted) leave();\n",
        replace: '',
      },
    ],
    caughtBy: {
      file: 'test/graphql/abandoned-streams.test.ts',
      title: 'a stream holds no place after its caller has left, whether it was read or not',
    },
  },
  {
    name: 'a mutation counts until its client says that it is complete',
    changes: [
      {
        file: 'src/graphql/track-operations.ts',
        find: 'begun.goesOn = true;',
        replace: 'begun.goesOn = false;',
      },
    ],
    caughtBy: {
      file: 'test/graphql/completed-operations.test.ts',
      title:
        'a mutation that its client completes counts until it is over: 50 on one socket, and what they do stands',
    },
  },
  {
    name: 'those who have shown a key give way to strangers',
    changes: [
      {
        file: 'src/http/track-connections.ts',
        find: '    know: (socket) => {\n      strangers.delete(socket);\n',
        replace: '    know: () => {\n',
      },
    ],
    caughtBy: {
      file: 'test/http/track-connections.test.ts',
      title: 'when all places are taken the longest stranger goes, whatever he does, and nobody who is known',
    },
  },
  {
    name: 'a body in parts is given all the memory that it may ever take',
    changes: [
      {
        file: 'src/doors/gather-parts.ts',
        find: 'return Math.min(mostBytes, Math.max(minHeld, 2 * held.length, needed));',
        replace: 'return mostBytes;',
      },
    ],
    caughtBy: {
      file: 'test/http/bodies-in-parts.test.ts',
      title: 'what is held for parts is counted, and is twice their bytes at most',
    },
  },
  {
    name: 'a made key takes the place of one that was given',
    changes: [
      {
        file: 'src/auth/ensure-default-tenant.ts',
        find: '  if (isMade && given !== undefined) throw refuseMade();\n',
        replace: '',
      },
    ],
    caughtBy: {
      file: 'test/starting/second-starts.test.ts',
      title:
        '"npm start" in the folder of a gateway that was given a key leaves that key as it is, on any port',
    },
  },
  {
    name: 'a database forgets that an account has been used',
    changes: [
      {
        file: 'src/auth/note-account.ts',
        find: 'if (hasAccount) await tx.query',
        replace: 'if (hasAccount && isSimulated) await tx.query',
      },
    ],
    caughtBy: {
      file: 'test/starting/second-starts.test.ts',
      title:
        'where an account has been used no worker simulates WhatsApp, and the other way round an account may follow',
    },
  },
  {
    name: 'whoever answers at the socket serves the folder',
    changes: [
      {
        file: 'src/db/embedded/find-running-server.ts',
        find: "'SELECT (pg_stat_file($1, true)).modification IS NOT NULL AS sees'",
        replace: "'SELECT $1::text IS NOT NULL AS sees'",
      },
    ],
    caughtBy: {
      file: 'test/db/embedded-postgres.test.ts',
      title:
        'a copy of a folder that is in use has a server of its own, and knows nothing of those who use the original',
    },
  },
  {
    name: 'a pooler is believed to keep sessions',
    changes: [
      {
        file: 'src/db/judge-session.ts',
        find: '|| (await isKept(first.client, open))',
        replace: '|| first !== undefined',
      },
    ],
    caughtBy: {
      file: 'test/db/judge-session.test.ts',
      title: 'a pooler that hands transactions to whichever connection is free is refused',
    },
  },
];
