import { wellFormedKey } from './text-rules.ts';

export const maxFilename = 255; // UTF-16 code units; Meta states no limit: ours, the longest that file systems hold

/** The name that the recipient sees; its ending chooses the icon. */
export const filename = wellFormedKey({ what: 'The filename', min: 1, max: maxFilename });
