import fc from 'fast-check';

const messageReferenceInput = fc.oneof(
  fc.record({ id: fc.uuid() }),
  fc.record({ wamid: fc.stringMatching(/^[A-Za-z0-9+/=]{1,200}$/).map((rest) => `wamid.${rest}`) }),
);

const emoji = fc.constantFrom('', '👍', '👍🏽', '❤️', '❤', '👨‍👩‍👧‍👦', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🇮🇳', '1️⃣');

export const reactionInput = fc.record({ to: messageReferenceInput, emoji });
