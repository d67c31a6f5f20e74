import { defineOneOf, defineShape } from '../shape.ts';

export const text = defineShape('Text', {
  output: 'TextContent',
  description: 'A text message.',
  fields: {
    body: {
      type: 'String',
      required: true,
      description:
        '1 to 4,096 UTF-16 code units (most characters are one, an emoji two or more). WhatsApp markup: *bold*, _italic_, ~strike~, ```mono```.',
    },
    previewUrl: {
      type: 'Boolean',
      defaultValue: false,
      description: 'Show a preview of the first link in the body.',
    },
  },
});

export const mediaSource = defineOneOf('MediaSource', {
  description: 'Where the file is.',
  fields: {
    id: { type: 'String', description: 'The id of a file uploaded to WhatsApp before; 1 to 32 digits.' },
    link: {
      type: 'URL',
      description:
        'A public http(s) address of at most 2,048 characters that WhatsApp can fetch without credentials, and that it keeps for 10 minutes.',
    },
  },
});

const source = { type: mediaSource, required: true, description: 'The file.' } as const;
const caption = { type: 'String', description: 'At most 1,024 UTF-16 code units.' } as const;

export const image = defineShape('Image', {
  output: 'ImageContent',
  description: 'A picture: JPEG or PNG, at most 5 MB.',
  fields: { source, caption },
});

export const video = defineShape('Video', {
  output: 'VideoContent',
  description: 'A film: MP4 or 3GPP with H.264 and AAC, at most 16 MB.',
  fields: { source, caption },
});

export const audio = defineShape('Audio', {
  output: 'AudioContent',
  description: 'A sound: AAC, AMR, MP3, M4A or OGG with Opus, at most 16 MB.',
  fields: {
    source,
    voice: {
      type: 'Boolean',
      defaultValue: false,
      description: 'Show it as a voice note, which reports when it was played. Needs OGG with Opus.',
    },
  },
});

export const document = defineShape('Document', {
  output: 'DocumentContent',
  description: 'A file: text, PDF, or of an office program, at most 100 MB.',
  fields: {
    source,
    caption,
    filename: {
      type: 'String',
      description: 'What the recipient sees; its ending chooses the icon. At most 255 characters.',
    },
  },
});

export const sticker = defineShape('Sticker', {
  output: 'StickerContent',
  description: 'A sticker: WebP, at most 100 KB, or 500 KB when animated.',
  fields: { source },
});

export const location = defineShape('Location', {
  output: 'LocationContent',
  description: 'A place on the map.',
  fields: {
    latitude: { type: 'Float', required: true, description: 'Degrees, −90 to 90.' },
    longitude: { type: 'Float', required: true, description: 'Degrees, −180 to 180.' },
    name: { type: 'String', description: 'Shown above the address; at most 1,000 UTF-16 code units.' },
    address: {
      type: 'String',
      description: 'Shown only with a name, so it needs one; at most 1,000 UTF-16 code units.',
    },
  },
});

export const messageReference = defineOneOf('MessageReference', {
  description: 'A message on WhatsApp: one of ours by its id, or any by its wamid.',
  fields: {
    id: { type: 'ID', description: 'The id of a message of this gateway.' },
    wamid: {
      type: 'String',
      description: 'WhatsApp\'s own id, "wamid." and what follows, at most 512 characters.',
    },
  },
});

export const reaction = defineShape('Reaction', {
  output: 'ReactionContent',
  description:
    'An emoji on a message. A new one takes the place of the one before; WhatsApp takes none on messages older than 30 days.',
  fields: {
    to: { type: messageReference, required: true, description: 'The message that it is about.' },
    emoji: { type: 'String', required: true, description: 'One emoji; "" takes the reaction away.' },
  },
});
