import './scalars.ts';
import './enqueue-message.ts';
import './send-message.ts';
import './retry-message.ts';
import './cancel-message.ts';
import './resolve-unknown-message.ts';
import './find-message.ts';
import './list-messages.ts';
import './senders.ts';
import './suppressions.ts';
import './change-suppressions.ts';
import './suppression-changes.ts';
import './opt-out-words.ts';
import './message-events.ts';
import './list-inbound.ts';
import './inbound-events.ts';
import './dead-webhook-items.ts';
import './timeline.ts';
import './waiting-for.ts';
import { builder } from './builder.ts';
import { measureFields } from './limit-answer.ts';

/** Each file above adds its part; together they are the schema. */
export const schema = measureFields(builder.toSchema());
