export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker';

interface MediaRule {
  /** How the sentence names it. */
  what: string;
  formats: string;
  mimeTypes: readonly string[];
  /** Endings of file names that go with them. */
  extensions: readonly string[];
  maxBytes: number;
}

const megabyte = 1024 * 1024; // bytes

/** What WhatsApp takes (REF §2.5). The size is for readers: we never fetch the file, so WhatsApp judges it. */
export const mediaKinds: Readonly<Record<MediaKind, MediaRule>> = {
  image: {
    what: 'an image',
    formats: 'JPEG or PNG',
    mimeTypes: ['image/jpeg', 'image/png'],
    extensions: ['jpg', 'jpeg', 'png'],
    maxBytes: 5 * megabyte,
  },
  video: {
    what: 'a video',
    formats: 'MP4 or 3GPP',
    mimeTypes: ['video/mp4', 'video/3gpp'],
    extensions: ['mp4', '3gp'],
    maxBytes: 16 * megabyte,
  },
  audio: {
    what: 'an audio file',
    formats: 'AAC, AMR, MP3, M4A or OGG with Opus',
    mimeTypes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
    extensions: ['aac', 'amr', 'mp3', 'm4a', 'mp4', 'ogg', 'opus'], // .mp4 names audio/mp4 too
    maxBytes: 16 * megabyte,
  },
  document: {
    what: 'a document',
    formats: 'plain text, PDF, Word, Excel or PowerPoint',
    mimeTypes: [
      'text/plain',
      'application/pdf',
      'application/msword',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.ms-excel',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.ms-powerpoint',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ],
    extensions: ['txt', 'pdf', 'doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx'],
    maxBytes: 100 * megabyte,
  },
  sticker: {
    what: 'a sticker',
    formats: 'WebP',
    mimeTypes: ['image/webp'],
    extensions: ['webp'],
    maxBytes: 500 * 1024, // animated; 100 KB if it stands still
  },
};
