/** What somebody wrote to us, and what WhatsApp could not hand over of it. */
export type InboundContent = InboundKind & { errors?: InboundError[] | undefined };

/** One branch per kind that WhatsApp reports. What no branch fits is kept as it came. */
export type InboundKind =
  | { type: 'TEXT'; body: string }
  | ({ type: InboundMediaType } & InboundMedia)
  | {
      type: 'LOCATION';
      latitude: number;
      longitude: number;
      name?: string | undefined;
      address?: string | undefined;
      url?: string | undefined;
    }
  | { type: 'CONTACTS'; cards: InboundCard[] }
  | { type: 'BUTTON_REPLY'; id: string; title?: string | undefined }
  | { type: 'LIST_REPLY'; id: string; title?: string | undefined; description?: string | undefined }
  | { type: 'FLOW_REPLY'; name?: string | undefined; body?: string | undefined; responseJson: string }
  | {
      type: 'CALL_PERMISSION_REPLY';
      accepted: boolean;
      /** As JSON writes a moment. */
      expiresAt?: string | undefined;
      isPermanent?: boolean | undefined;
      automatic?: boolean | undefined;
    }
  | { type: 'TEMPLATE_BUTTON'; payload?: string | undefined; text?: string | undefined }
  /** Without an emoji it was taken away. */
  | { type: 'REACTION'; wamid: string; emoji?: string | undefined }
  | {
      type: 'ORDER';
      catalogId?: string | undefined;
      text?: string | undefined;
      items: InboundOrderItem[];
    }
  | {
      type: 'SYSTEM';
      event?: string | undefined;
      body?: string | undefined;
      waId?: string | undefined;
      userId?: string | undefined;
      previousUserId?: string | undefined;
    }
  | { type: 'UNSUPPORTED'; kind?: string | undefined; errors: InboundError[] }
  | { type: 'EDIT' | 'REVOKE'; wamid?: string | undefined; raw: unknown }
  | { type: 'OTHER'; word: string; raw: unknown };

export type InboundType = InboundContent['type'];

/** With a media id the file is fetched from WhatsApp within 30 days; the URL lives for minutes. */
export interface InboundMedia {
  id: string;
  mimeType?: string | undefined;
  sha256?: string | undefined;
  url?: string | undefined;
  caption?: string | undefined;
  filename?: string | undefined;
  voice?: boolean | undefined;
  animated?: boolean | undefined;
}

export type InboundMediaType = 'IMAGE' | 'VIDEO' | 'AUDIO' | 'DOCUMENT' | 'STICKER';

export interface InboundCard {
  /** In the shape of the cards that we send; nobody has judged it. */
  card: Readonly<Record<string, unknown>>;
  vcard?: string | undefined;
  origin?: string | undefined;
}

export interface InboundOrderItem {
  productRetailerId: string;
  quantity?: number | undefined;
  itemPrice?: number | undefined;
  currency?: string | undefined;
}

export interface InboundError {
  code: string;
  title?: string | undefined;
  details?: string | undefined;
}

/** The message that it answers, and how it came here. */
export interface InboundContext {
  wamid?: string | undefined;
  forwarded?: boolean | undefined;
  frequentlyForwarded?: boolean | undefined;
  product?: { catalogId?: string | undefined; productRetailerId?: string | undefined } | undefined;
}

/** The advertisement or post that led here. */
export interface InboundReferral {
  sourceUrl?: string | undefined;
  sourceType?: string | undefined;
  sourceId?: string | undefined;
  headline?: string | undefined;
  body?: string | undefined;
  mediaType?: string | undefined;
  mediaUrl?: string | undefined;
  clickId?: string | undefined;
}
