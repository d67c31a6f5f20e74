/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What is wrong with the address that was given before; shown under each field. */
export type AddressErrorsInput = {
  /** Street and number. The sentence below it: at most 200 UTF-16 code units. */
  address?: string | null | undefined;
  /** Building. The sentence below it: at most 200 UTF-16 code units. */
  buildingName?: string | null | undefined;
  /** City. The sentence below it: at most 200 UTF-16 code units. */
  city?: string | null | undefined;
  /** Floor. The sentence below it: at most 200 UTF-16 code units. */
  floorNumber?: string | null | undefined;
  /** House number. The sentence below it: at most 200 UTF-16 code units. */
  houseNumber?: string | null | undefined;
  /** Landmark. The sentence below it: at most 200 UTF-16 code units. */
  landmarkArea?: string | null | undefined;
  /** Name. The sentence below it: at most 200 UTF-16 code units. */
  name?: string | null | undefined;
  /** Phone number. The sentence below it: at most 200 UTF-16 code units. */
  phoneNumber?: string | null | undefined;
  /** PIN code. The sentence below it: at most 200 UTF-16 code units. */
  pinCode?: string | null | undefined;
  /** State. The sentence below it: at most 200 UTF-16 code units. */
  state?: string | null | undefined;
  /** Tower. The sentence below it: at most 200 UTF-16 code units. */
  towerNumber?: string | null | undefined;
};

/** Asks for a delivery address. WhatsApp offers it in India only. */
export type AddressInput = {
  /** The text of the message: 1 to 1,024 UTF-16 code units. */
  body: string;
  /** Small below the body: at most 60 UTF-16 code units. */
  footer?: string | null | undefined;
  /** What stands above the body. */
  header?: HeaderInput | null | undefined;
  /** 1 to 20 addresses to choose from. */
  savedAddresses?: Array<SavedAddressInput> | null | undefined;
  /** What was wrong the last time. */
  validationErrors?: AddressErrorsInput | null | undefined;
  /** What is filled in already. */
  values?: IndianAddressInput | null | undefined;
};

/** How one attempt to send ended. */
export type AttemptOutcome =
  /** WhatsApp took it. */
  | 'ACCEPTED'
  /** WhatsApp took it and its id was lost on the way. */
  | 'ACCEPTED_ID_LOST'
  /** Nothing left the gateway. */
  | 'NOT_WRITTEN'
  /** WhatsApp said no: certainly not sent. */
  | 'REFUSED'
  /** The request left and no usable answer came. */
  | 'UNKNOWN';

/** A sound: AAC, AMR, MP3, M4A or OGG with Opus, at most 16 MB. */
export type AudioInput = {
  /** The file. */
  source: MediaSourceInput;
  /** Show it as a voice note, which reports when it was played. Needs OGG with Opus. */
  voice?: boolean;
};

/** Who receives physical goods, in India. */
export type BeneficiaryInput = {
  /** Street and number. At most 100 UTF-16 code units. */
  addressLine1: string;
  /** What else is needed. At most 100 UTF-16 code units. */
  addressLine2?: string | null | undefined;
  /** City. At most 100 UTF-16 code units. */
  city: string;
  /** Their name. At most 200 UTF-16 code units. */
  name: string;
  /** 6 digits, the first not 0. */
  postalCode: string;
  /** State. At most 100 UTF-16 code units. */
  state: string;
};

/** BillDesk. */
export type BillDeskInput = {
  /** Up to 7 texts of at most 120 UTF-16 code units. */
  additionalInfos?: Array<string> | null | undefined;
};

/** Somebody whom you do not want to write to. */
export type BlockRecipientInput = {
  /** For your records: 1 to 500 characters. */
  reason?: string | null | undefined;
  /** Whom it is about. */
  recipient: RecipientInput;
};

/** A boleto; Brazil only. */
export type BoletoInput = {
  /** Its digits, 44 to 48 of them, with or without groups. */
  digitableLine: string;
};

/** Asks whether you may call: once in 24 hours and twice in 7 days to one person. */
export type CallPermissionRequestInput = {
  /** The text of the message: 1 to 1,024 UTF-16 code units. */
  body?: string | null | undefined;
};

/** What a card offers; of the same kind and number on all cards. */
export type CarouselCardActionInput =
  {   /** A button that opens a page. */
  ctaUrl: CarouselCardLinkInput; quickReplies?: never; }
  |  { ctaUrl?: never;   /** 1 to 3 buttons that answer. */
  quickReplies: Array<ReplyButtonInput>; };

/** What a card shows; of the same kind on all cards. */
export type CarouselCardHeaderInput =
  {   /** A picture. */
  image: MediaSourceInput; video?: never; }
  |  { image?: never;   /** A film. */
  video: MediaSourceInput; };

/** One card. Its place in the list is its number. */
export type CarouselCardInput = {
  /** What it offers. */
  action: CarouselCardActionInput;
  /** 1 to 160 UTF-16 code units and at most 2 line breaks; on all cards or on none. */
  body?: string | null | undefined;
  /** What it shows. */
  header: CarouselCardHeaderInput;
};

/** A button that opens a page. */
export type CarouselCardLinkInput = {
  /** The text of the button: 1 to 20 UTF-16 code units. */
  displayText: string;
  /** The page. */
  url: string;
};

/** A button that opens your catalogue. */
export type CatalogInput = {
  /** The text of the message: 1 to 1,024 UTF-16 code units. */
  body: string;
  /** Small below the body: at most 60 UTF-16 code units. */
  footer?: string | null | undefined;
  /** The product whose picture is shown; without it, the first of the catalogue. */
  thumbnailProductRetailerId?: string | null | undefined;
};

/** Tax or shipping. */
export type ChargeInput = {
  /** In hundredths of the currency (paise, centavos), from 0. */
  amount: number;
  /** What it is for. At most 60 UTF-16 code units. */
  description?: string | null | undefined;
};

/** Where somebody lives or works. */
export type ContactAddressInput = {
  /** City. At most 1,000 UTF-16 code units. */
  city?: string | null | undefined;
  /** Country, in words. At most 1,000 UTF-16 code units. */
  country?: string | null | undefined;
  /** Country in two letters. At most 1,000 UTF-16 code units. */
  countryCode?: string | null | undefined;
  /** State or region. At most 1,000 UTF-16 code units. */
  state?: string | null | undefined;
  /** Street and number. At most 1,000 UTF-16 code units. */
  street?: string | null | undefined;
  /** Usually HOME or WORK; any text works. At most 1,000 UTF-16 code units. */
  type?: string | null | undefined;
  /** Postal code. At most 1,000 UTF-16 code units. */
  zip?: string | null | undefined;
};

/** A card with what is known of somebody. */
export type ContactCardInput = {
  /** Up to 50 addresses. */
  addresses?: Array<ContactAddressInput> | null | undefined;
  /** A day as "1990-05-04", or "--05-04" without the year. */
  birthday?: string | null | undefined;
  /** Up to 50 e-mail addresses. */
  emails?: Array<ContactEmailInput> | null | undefined;
  /** How they are called. */
  name: ContactNameInput;
  /** Where they work. */
  org?: ContactOrganizationInput | null | undefined;
  /** Up to 50 numbers. */
  phones?: Array<ContactPhoneInput> | null | undefined;
  /** Up to 50 pages. */
  urls?: Array<ContactUrlInput> | null | undefined;
};

/** An e-mail address of somebody. */
export type ContactEmailInput = {
  /** The address. At most 1,000 UTF-16 code units. */
  email: string;
  /** Usually HOME or WORK; any text works. At most 1,000 UTF-16 code units. */
  type?: string | null | undefined;
};

/** Asks somebody whose number is hidden for it. */
export type ContactInfoRequestInput = {
  /** The text of the message: 1 to 1,024 UTF-16 code units. */
  body: string;
};

/** How somebody is called. */
export type ContactNameInput = {
  /** First name. At most 1,000 UTF-16 code units. */
  firstName?: string | null | undefined;
  /** The whole name, as it is shown. At most 1,000 UTF-16 code units. */
  formattedName: string;
  /** Last name. At most 1,000 UTF-16 code units. */
  lastName?: string | null | undefined;
  /** Middle name. At most 1,000 UTF-16 code units. */
  middleName?: string | null | undefined;
  /** Such as "Dr.". At most 1,000 UTF-16 code units. */
  prefix?: string | null | undefined;
  /** Such as "Jr.". At most 1,000 UTF-16 code units. */
  suffix?: string | null | undefined;
};

/** Where somebody works. */
export type ContactOrganizationInput = {
  /** Company. At most 1,000 UTF-16 code units. */
  company?: string | null | undefined;
  /** Department. At most 1,000 UTF-16 code units. */
  department?: string | null | undefined;
  /** Their role. At most 1,000 UTF-16 code units. */
  title?: string | null | undefined;
};

/** A number of somebody: a phone, a waId, or both. */
export type ContactPhoneInput = {
  /** As it is shown. At most 1,000 UTF-16 code units. */
  phone?: string | null | undefined;
  /** Usually CELL, MAIN, IPHONE, HOME or WORK; any text works. At most 1,000 UTF-16 code units. */
  type?: string | null | undefined;
  /** Their WhatsApp id: 7 to 15 digits. With it the card offers "Message", without it "Invite to WhatsApp". */
  waId?: string | null | undefined;
};

/** A page of somebody. */
export type ContactUrlInput = {
  /** Usually HOME or WORK; any text works. At most 1,000 UTF-16 code units. */
  type?: string | null | undefined;
  /** An http(s) address, with or without "https://" in front. */
  url: string;
};

/** Whether somebody may be written to freely. */
export type ConversationWindowState =
  /** They wrote, too long ago: only templates arrive. */
  | 'CLOSED'
  /** They wrote to the sender lately: any message may go. */
  | 'OPEN'
  /** This gateway never heard them write to this sender. Outside a window only templates arrive. */
  | 'UNKNOWN';

/** A button that opens a page. */
export type CtaUrlInput = {
  /** The text of the message: 1 to 1,024 UTF-16 code units. */
  body: string;
  /** The text of the button: 1 to 20 UTF-16 code units. */
  displayText: string;
  /** Small below the body: at most 60 UTF-16 code units. */
  footer?: string | null | undefined;
  /** What stands above the body. */
  header?: HeaderInput | null | undefined;
  /** The page: http(s), at most 2,048 characters. */
  url: string;
};

/** An amount of money. */
export type CurrencyParameterInput = {
  /** A whole number, in thousandths of the currency: 12500 for 12.50. */
  amount1000: number;
  /** The code of ISO 4217, such as "USD". */
  code: string;
  /** 1 to 1,024 UTF-16 code units; no line break, no tab, at most 4 blanks in a row. */
  fallbackValue: string;
};

/** A moment, in words. */
export type DateTimeParameterInput = {
  /** 1 to 1,024 UTF-16 code units; no line break, no tab, at most 4 blanks in a row. */
  fallbackValue: string;
};

/** What is taken off. */
export type DiscountInput = {
  /** In hundredths of the currency (paise, centavos), from 0. */
  amount: number;
  /** What it is for. At most 60 UTF-16 code units. */
  description?: string | null | undefined;
  /** The discount program. At most 60 UTF-16 code units. */
  programName?: string | null | undefined;
};

/** A file: text, PDF, or of an office program, at most 100 MB. */
export type DocumentInput = {
  /** At most 1,024 UTF-16 code units. */
  caption?: string | null | undefined;
  /** What the recipient sees; its ending chooses the icon. At most 255 characters. */
  filename?: string | null | undefined;
  /** The file. */
  source: MediaSourceInput;
};

/** One message to one person. */
export type EnqueueMessageInput = {
  /** Send it as a reply to this message. Not with a reaction, which says itself what it is about. */
  context?: MessageReferenceInput | null | undefined;
  /** Never sent after this: at least 30 seconds and at most 30 days after sendAt, or after now. Without it: 24 hours. */
  expiresAt?: string | null | undefined;
  /** Your own reference, 1 to 255 characters: not unique, searchable, echoed everywhere. */
  externalId?: string | null | undefined;
  /** Do not send to somebody on your block list: the message ends FAILED with RECIPIENT_IN_BLOCK_LIST. Decided at the moment of sending. */
  filterBlocked?: boolean;
  /** Do not send to somebody who has unsubscribed: the message ends FAILED with RECIPIENT_UNSUBSCRIBED. Decided at the moment of sending. */
  filterUnsubscribed?: boolean;
  /** One of your senders. */
  from: string;
  /** 1 to 255 characters, yours to choose, kept for at least 7 days. Calling again with the same key and the same input gives the same message and stores nothing; with other input it is answered with IdempotencyConflict. Without a key, calling again after a lost answer may send twice. */
  idempotencyKey?: string | null | undefined;
  /** What it says. */
  message: MessageContentInput;
  /** What becomes of it when it may have been sent and nothing proves it in time. */
  onUnknown?: UnknownPolicy;
  /** Keep the messages of one key in order. Not together with sendAt. */
  ordering?: OrderingInput | null | undefined;
  /** Who goes first among the waiting messages of the sender. */
  priority?: MessagePriority;
  /** Not before this; at most 366 days ahead. Up to 5 minutes in the past it means now. Not together with ordering. */
  sendAt?: string | null | undefined;
  /** Whom it is for. */
  to: RecipientInput;
};

/** What pressing the button does: open a screen, or ask the endpoint of the flow which one. */
export type FlowAction =
  | 'DATA_EXCHANGE'
  | 'NAVIGATE';

/** A button that opens a flow. Give flowId or flowName, one of the two. */
export type FlowInput = {
  /** NAVIGATE when not given. */
  action?: FlowAction | null | undefined;
  /** The text of the message: 1 to 1,024 UTF-16 code units. */
  body: string;
  /** The text of the button: 1 to 30 UTF-16 code units, no emoji. */
  buttonText: string;
  /** The id of the flow: at most 64 UTF-16 code units. */
  flowId?: string | null | undefined;
  /** The name of the flow: at most 200 UTF-16 code units. */
  flowName?: string | null | undefined;
  /** Comes back with the answers: at most 512 UTF-16 code units. */
  flowToken?: string | null | undefined;
  /** Small below the body: at most 60 UTF-16 code units. */
  footer?: string | null | undefined;
  /** What stands above the body. */
  header?: HeaderInput | null | undefined;
  /** PUBLISHED when not given. */
  mode?: FlowMode | null | undefined;
  /** For NAVIGATE only. */
  payload?: FlowPayloadInput | null | undefined;
};

/** Whether the published flow opens or its draft. */
export type FlowMode =
  | 'DRAFT'
  | 'PUBLISHED';

/** Which screen opens, and what it is filled with. */
export type FlowPayloadInput = {
  /** An object with at least one field; at most 16,384 UTF-16 code units as JSON. */
  data?: unknown;
  /** The name of the screen: at most 100 UTF-16 code units. */
  screen: string;
};

/** What is sold. */
export type GoodsType =
  | 'DIGITAL'
  | 'PHYSICAL';

/** A file above the body. */
export type HeaderDocumentInput = {
  /** What the recipient sees; at most 255 characters. */
  filename?: string | null | undefined;
  /** The file. */
  source: MediaSourceInput;
};

/** What stands above the body. */
export type HeaderInput =
  {   /** A file, at most 100 MB. */
  document: HeaderDocumentInput; image?: never; text?: never; video?: never; }
  |  { document?: never;   /** A picture: JPEG or PNG, at most 5 MB. */
  image: MediaSourceInput; text?: never; video?: never; }
  |  { document?: never; image?: never;   /** A line above the body: at most 60 UTF-16 code units. */
  text: string; video?: never; }
  |  { document?: never; image?: never; text?: never;   /** A film: MP4 or 3GPP, at most 16 MB. */
  video: MediaSourceInput; };

/** A picture: JPEG or PNG, at most 5 MB. */
export type ImageInput = {
  /** At most 1,024 UTF-16 code units. */
  caption?: string | null | undefined;
  /** The file. */
  source: MediaSourceInput;
};

/** Where the importer of foreign goods sits, in India. */
export type ImporterAddressInput = {
  /** Street and number. At most 100 UTF-16 code units. */
  addressLine1: string;
  /** What else is needed. At most 100 UTF-16 code units. */
  addressLine2?: string | null | undefined;
  /** City. At most 100 UTF-16 code units. */
  city: string;
  /** 6 digits, the first not 0. */
  postalCode: string;
  /** Such as "MH". At most 10 UTF-16 code units. */
  zoneCode?: string | null | undefined;
};

/** Messages to you that fit all of what is given. The log holds no names of people to filter by. */
export type InboundEventFilter = {
  /** To this sender of yours. */
  to?: string | null | undefined;
  /** Of one of these kinds. */
  types?: Array<InboundMessageType> | null | undefined;
};

/** Messages to you that fit all of what is given. */
export type InboundMessageFilter = {
  /** From this person, by this name of theirs, in whichever spelling of a number they were shown. */
  from?: RecipientInput | null | undefined;
  /** To this sender of yours. */
  to?: string | null | undefined;
  /** Of one of these kinds. */
  types?: Array<InboundMessageType> | null | undefined;
};

/** The kinds of what people write. */
export type InboundMessageType =
  | 'AUDIO'
  | 'BUTTON_REPLY'
  | 'CALL_PERMISSION_REPLY'
  | 'CONTACTS'
  | 'DOCUMENT'
  | 'EDIT'
  | 'FLOW_REPLY'
  | 'IMAGE'
  | 'LIST_REPLY'
  | 'LOCATION'
  | 'ORDER'
  | 'OTHER'
  | 'REACTION'
  | 'REVOKE'
  | 'STICKER'
  | 'SYSTEM'
  | 'TEMPLATE_BUTTON'
  | 'TEXT'
  | 'UNSUPPORTED'
  | 'VIDEO';

/** An address in India, as far as it is known. */
export type IndianAddressInput = {
  /** Street and number. At most 200 UTF-16 code units. */
  address?: string | null | undefined;
  /** Building. At most 200 UTF-16 code units. */
  buildingName?: string | null | undefined;
  /** City. At most 200 UTF-16 code units. */
  city?: string | null | undefined;
  /** Floor. At most 200 UTF-16 code units. */
  floorNumber?: string | null | undefined;
  /** House number. At most 200 UTF-16 code units. */
  houseNumber?: string | null | undefined;
  /** Landmark. At most 200 UTF-16 code units. */
  landmarkArea?: string | null | undefined;
  /** Name. At most 200 UTF-16 code units. */
  name?: string | null | undefined;
  /** Phone number. At most 200 UTF-16 code units. */
  phoneNumber?: string | null | undefined;
  /** 6 digits, the first not 0. */
  pinCode?: string | null | undefined;
  /** State. At most 200 UTF-16 code units. */
  state?: string | null | undefined;
  /** Tower. At most 200 UTF-16 code units. */
  towerNumber?: string | null | undefined;
};

/** Every interactive message that WhatsApp knows is a branch of its own, so that an impossible mix cannot be written. All need an open 24-hour window. */
export type InteractiveInput =
  {   /** Asks for a delivery address; India only. */
  address: AddressInput; callPermissionRequest?: never; catalog?: never; contactInfoRequest?: never; ctaUrl?: never; flow?: never; list?: never; locationRequest?: never; mediaCarousel?: never; orderDetails?: never; orderStatus?: never; product?: never; productCarousel?: never; productList?: never; replyButtons?: never; voiceCall?: never; }
  |  { address?: never;   /** Asks whether you may call. */
  callPermissionRequest: CallPermissionRequestInput; catalog?: never; contactInfoRequest?: never; ctaUrl?: never; flow?: never; list?: never; locationRequest?: never; mediaCarousel?: never; orderDetails?: never; orderStatus?: never; product?: never; productCarousel?: never; productList?: never; replyButtons?: never; voiceCall?: never; }
  |  { address?: never; callPermissionRequest?: never;   /** Your catalogue. */
  catalog: CatalogInput; contactInfoRequest?: never; ctaUrl?: never; flow?: never; list?: never; locationRequest?: never; mediaCarousel?: never; orderDetails?: never; orderStatus?: never; product?: never; productCarousel?: never; productList?: never; replyButtons?: never; voiceCall?: never; }
  |  { address?: never; callPermissionRequest?: never; catalog?: never;   /** Asks for a number. */
  contactInfoRequest: ContactInfoRequestInput; ctaUrl?: never; flow?: never; list?: never; locationRequest?: never; mediaCarousel?: never; orderDetails?: never; orderStatus?: never; product?: never; productCarousel?: never; productList?: never; replyButtons?: never; voiceCall?: never; }
  |  { address?: never; callPermissionRequest?: never; catalog?: never; contactInfoRequest?: never;   /** A button that opens a page. */
  ctaUrl: CtaUrlInput; flow?: never; list?: never; locationRequest?: never; mediaCarousel?: never; orderDetails?: never; orderStatus?: never; product?: never; productCarousel?: never; productList?: never; replyButtons?: never; voiceCall?: never; }
  |  { address?: never; callPermissionRequest?: never; catalog?: never; contactInfoRequest?: never; ctaUrl?: never;   /** A button that opens a flow. */
  flow: FlowInput; list?: never; locationRequest?: never; mediaCarousel?: never; orderDetails?: never; orderStatus?: never; product?: never; productCarousel?: never; productList?: never; replyButtons?: never; voiceCall?: never; }
  |  { address?: never; callPermissionRequest?: never; catalog?: never; contactInfoRequest?: never; ctaUrl?: never; flow?: never;   /** A list of choices. */
  list: ListInput; locationRequest?: never; mediaCarousel?: never; orderDetails?: never; orderStatus?: never; product?: never; productCarousel?: never; productList?: never; replyButtons?: never; voiceCall?: never; }
  |  { address?: never; callPermissionRequest?: never; catalog?: never; contactInfoRequest?: never; ctaUrl?: never; flow?: never; list?: never;   /** Asks for a place. */
  locationRequest: LocationRequestInput; mediaCarousel?: never; orderDetails?: never; orderStatus?: never; product?: never; productCarousel?: never; productList?: never; replyButtons?: never; voiceCall?: never; }
  |  { address?: never; callPermissionRequest?: never; catalog?: never; contactInfoRequest?: never; ctaUrl?: never; flow?: never; list?: never; locationRequest?: never;   /** Cards with pictures or films. */
  mediaCarousel: MediaCarouselInput; orderDetails?: never; orderStatus?: never; product?: never; productCarousel?: never; productList?: never; replyButtons?: never; voiceCall?: never; }
  |  { address?: never; callPermissionRequest?: never; catalog?: never; contactInfoRequest?: never; ctaUrl?: never; flow?: never; list?: never; locationRequest?: never; mediaCarousel?: never;   /** Asks for the payment of an order. */
  orderDetails: OrderDetailsInput; orderStatus?: never; product?: never; productCarousel?: never; productList?: never; replyButtons?: never; voiceCall?: never; }
  |  { address?: never; callPermissionRequest?: never; catalog?: never; contactInfoRequest?: never; ctaUrl?: never; flow?: never; list?: never; locationRequest?: never; mediaCarousel?: never; orderDetails?: never;   /** Tells how an order stands. */
  orderStatus: OrderStatusInput; product?: never; productCarousel?: never; productList?: never; replyButtons?: never; voiceCall?: never; }
  |  { address?: never; callPermissionRequest?: never; catalog?: never; contactInfoRequest?: never; ctaUrl?: never; flow?: never; list?: never; locationRequest?: never; mediaCarousel?: never; orderDetails?: never; orderStatus?: never;   /** One product. */
  product: ProductInput; productCarousel?: never; productList?: never; replyButtons?: never; voiceCall?: never; }
  |  { address?: never; callPermissionRequest?: never; catalog?: never; contactInfoRequest?: never; ctaUrl?: never; flow?: never; list?: never; locationRequest?: never; mediaCarousel?: never; orderDetails?: never; orderStatus?: never; product?: never;   /** Cards with products. */
  productCarousel: ProductCarouselInput; productList?: never; replyButtons?: never; voiceCall?: never; }
  |  { address?: never; callPermissionRequest?: never; catalog?: never; contactInfoRequest?: never; ctaUrl?: never; flow?: never; list?: never; locationRequest?: never; mediaCarousel?: never; orderDetails?: never; orderStatus?: never; product?: never; productCarousel?: never;   /** Several products. */
  productList: ProductListInput; replyButtons?: never; voiceCall?: never; }
  |  { address?: never; callPermissionRequest?: never; catalog?: never; contactInfoRequest?: never; ctaUrl?: never; flow?: never; list?: never; locationRequest?: never; mediaCarousel?: never; orderDetails?: never; orderStatus?: never; product?: never; productCarousel?: never; productList?: never;   /** Buttons that answer. */
  replyButtons: ReplyButtonsInput; voiceCall?: never; }
  |  { address?: never; callPermissionRequest?: never; catalog?: never; contactInfoRequest?: never; ctaUrl?: never; flow?: never; list?: never; locationRequest?: never; mediaCarousel?: never; orderDetails?: never; orderStatus?: never; product?: never; productCarousel?: never; productList?: never; replyButtons?: never;   /** A button that calls you. */
  voiceCall: VoiceCallInput; };

/** Until when an offer stands. */
export type LimitedTimeOfferInput = {
  /** In the future, to the millisecond. */
  expiresAt: string;
};

/** A button that opens a list of choices. */
export type ListInput = {
  /** The text of the message: 1 to 4,096 UTF-16 code units. Beyond 1,024 the sources of WhatsApp conflict, and you are warned. */
  body: string;
  /** The text of the button: 1 to 20 UTF-16 code units. */
  buttonText: string;
  /** Small below the body: at most 60 UTF-16 code units. */
  footer?: string | null | undefined;
  /** A line above the body: at most 60 UTF-16 code units. */
  headerText?: string | null | undefined;
  /** 1 to 10 sections. */
  sections: Array<ListSectionInput>;
};

/** One choice of a list. */
export type ListRowInput = {
  /** Small below the title: at most 72 UTF-16 code units. */
  description?: string | null | undefined;
  /** What comes back when it is chosen: 1 to 200 UTF-16 code units, unique in the message. */
  id: string;
  /** 1 to 24 UTF-16 code units. */
  title: string;
};

/** Choices under a title. */
export type ListSectionInput = {
  /** Its choices; 10 in all sections together. */
  rows: Array<ListRowInput>;
  /** 1 to 24 UTF-16 code units; required when there is more than one section. */
  title?: string | null | undefined;
};

/** A place on the map. */
export type LocationInput = {
  /** Shown only with a name, so it needs one; at most 1,000 UTF-16 code units. */
  address?: string | null | undefined;
  /** Degrees, −90 to 90. */
  latitude: number;
  /** Degrees, −180 to 180. */
  longitude: number;
  /** Shown above the address; at most 1,000 UTF-16 code units. */
  name?: string | null | undefined;
};

/** A button that sends where the recipient is. */
export type LocationRequestInput = {
  /** The text of the message: 1 to 1,024 UTF-16 code units. */
  body: string;
};

/** Cards with pictures or films. */
export type MediaCarouselInput = {
  /** The text of the message: 1 to 1,024 UTF-16 code units. */
  body: string;
  /** 2 to 10 cards. */
  cards: Array<CarouselCardInput>;
};

/** Where the file is. */
export type MediaSourceInput =
  {   /** The id of a file uploaded to WhatsApp before; 1 to 32 digits. */
  id: string; link?: never; }
  |  { id?: never;   /** A public http(s) address of at most 2,048 characters that WhatsApp can fetch without credentials, and that it keeps for 10 minutes. */
  link: string; };

/** Exactly one. The type of the message is the field that is given. */
export type MessageContentInput =
  {   /** A sound or a voice note. */
  audio: AudioInput; contacts?: never; document?: never; image?: never; interactive?: never; location?: never; reaction?: never; sticker?: never; template?: never; text?: never; video?: never; }
  |  { audio?: never;   /** 1 to 257 cards of people, of 65,536 characters together; WhatsApp advises few. */
  contacts: Array<ContactCardInput>; document?: never; image?: never; interactive?: never; location?: never; reaction?: never; sticker?: never; template?: never; text?: never; video?: never; }
  |  { audio?: never; contacts?: never;   /** A file. */
  document: DocumentInput; image?: never; interactive?: never; location?: never; reaction?: never; sticker?: never; template?: never; text?: never; video?: never; }
  |  { audio?: never; contacts?: never; document?: never;   /** A picture. */
  image: ImageInput; interactive?: never; location?: never; reaction?: never; sticker?: never; template?: never; text?: never; video?: never; }
  |  { audio?: never; contacts?: never; document?: never; image?: never;   /** Buttons, lists, products and more. */
  interactive: InteractiveInput; location?: never; reaction?: never; sticker?: never; template?: never; text?: never; video?: never; }
  |  { audio?: never; contacts?: never; document?: never; image?: never; interactive?: never;   /** A place. */
  location: LocationInput; reaction?: never; sticker?: never; template?: never; text?: never; video?: never; }
  |  { audio?: never; contacts?: never; document?: never; image?: never; interactive?: never; location?: never;   /** An emoji on a message. */
  reaction: ReactionInput; sticker?: never; template?: never; text?: never; video?: never; }
  |  { audio?: never; contacts?: never; document?: never; image?: never; interactive?: never; location?: never; reaction?: never;   /** A sticker. */
  sticker: StickerInput; template?: never; text?: never; video?: never; }
  |  { audio?: never; contacts?: never; document?: never; image?: never; interactive?: never; location?: never; reaction?: never; sticker?: never;   /** A message that WhatsApp approved before. */
  template: TemplateInput; text?: never; video?: never; }
  |  { audio?: never; contacts?: never; document?: never; image?: never; interactive?: never; location?: never; reaction?: never; sticker?: never; template?: never;   /** A text. */
  text: TextInput; video?: never; }
  |  { audio?: never; contacts?: never; document?: never; image?: never; interactive?: never; location?: never; reaction?: never; sticker?: never; template?: never; text?: never;   /** A film. */
  video: VideoInput; };

/** Events that fit all of what is given. */
export type MessageEventFilter = {
  /** Of messages with one of these references of yours; at most 1,000. */
  externalIds?: Array<string> | null | undefined;
  /** Of messages from this sender. */
  from?: string | null | undefined;
  /** Of these messages; at most 1,000. */
  messageIds?: Array<string | number> | null | undefined;
  /** That led to one of these statuses. */
  statuses?: Array<MessageStatus> | null | undefined;
  /** Of messages to this person, by the name that the message was addressed with, in any spelling of a number. */
  to?: RecipientInput | null | undefined;
};

/** What an event tells. */
export type MessageEventKind =
  /** WhatsApp has taken a second copy of the message. */
  | 'DUPLICATE_DETECTED'
  /** The time of `ordering` was over before the message passed its barrier: the next message of its key goes without waiting for it. */
  | 'LANE_MOVED_ON'
  /** The status changed. */
  | 'STATUS'
  /** WhatsApp reported a failure of a message that arrived all the same. */
  | 'WARNING';

/** Messages that fit all of what is given. */
export type MessageFilter = {
  /** With this reference of yours. */
  externalId?: string | null | undefined;
  /** From this sender. */
  from?: string | null | undefined;
  /** In one of these statuses now. */
  statuses?: Array<MessageStatus> | null | undefined;
  /** To this person, by the name that the message was addressed with, in any spelling of a number. */
  to?: RecipientInput | null | undefined;
};

/** Who goes first among the waiting messages of one sender. */
export type MessagePriority =
  /** One-time codes and alerts. */
  | 'HIGH'
  /** Campaigns: they take what the others leave. */
  | 'LOW'
  /** Everything else. */
  | 'NORMAL';

/** A message on WhatsApp: one of ours by its id, or any by its wamid. */
export type MessageReferenceInput =
  {   /** The id of a message of this gateway. */
  id: string | number; wamid?: never; }
  |  { id?: never;   /** WhatsApp's own id, "wamid." and what follows, at most 512 characters. */
  wamid: string; };

/** How far a message has come. From ACCEPTED on it is what WhatsApp has proved; before, what the gateway does with it. */
export type MessageStatus =
  /** WhatsApp has taken it. */
  | 'ACCEPTED'
  /** Taken back by its caller; never sent. */
  | 'CANCELED'
  /** It reached a device. */
  | 'DELIVERED'
  /** Waited longer than it may; never sent. */
  | 'EXPIRED'
  /** It will not arrive; `error` says why. */
  | 'FAILED'
  /** The voice message was played. */
  | 'PLAYED'
  /** Stored, waits for its turn. */
  | 'QUEUED'
  /** It was read. */
  | 'READ'
  /** Waits to be tried again. Certainly not sent, unless `inDoubt` says that an earlier copy may have been. */
  | 'RETRYING'
  /** Waits for its time. */
  | 'SCHEDULED'
  /** On its way to WhatsApp. */
  | 'SENDING'
  /** WhatsApp has sent it on. */
  | 'SENT'
  /** May have been sent, and nothing came that would prove it. */
  | 'UNCONFIRMED'
  /** May have been sent; the answer was lost. A status from WhatsApp settles it. */
  | 'UNKNOWN';

/** The kinds of message. */
export type MessageType =
  | 'AUDIO'
  | 'CONTACTS'
  | 'DOCUMENT'
  | 'IMAGE'
  | 'INTERACTIVE'
  | 'LOCATION'
  | 'REACTION'
  | 'STICKER'
  | 'TEMPLATE'
  | 'TEXT'
  | 'VIDEO';

/** What stands for a variable with a name. */
export type NamedTemplateParameterInput = {
  /** 1 to 64 small letters, digits or "_"; unique. */
  name: string;
  /** 1 to 1,024 UTF-16 code units; no line break, no tab, at most 4 blanks in a row. */
  text: string;
};

/** A card on file; Brazil only. */
export type OffsiteCardPayInput = {
  /** Your id of the card. At most 255 UTF-16 code units. */
  credentialId: string;
  /** 4 digits. */
  lastFourDigits: string;
};

/** Where payments exist: India and Brazil. */
export type OrderCurrency =
  | 'BRL'
  | 'INR';

/** Asks for the payment of an order. */
export type OrderDetailsInput = {
  /** The text of the message: 1 to 1,024 UTF-16 code units. */
  body: string;
  /** Small below the body: at most 60 UTF-16 code units. */
  footer?: string | null | undefined;
  /** What stands above the body. */
  header?: HeaderInput | null | undefined;
  /** The order. */
  order: OrderInput;
};

/** Until when an order can be paid. */
export type OrderExpirationInput = {
  /** At least 300 seconds ahead. */
  at: string;
  /** What is said about it. At most 120 UTF-16 code units. */
  description?: string | null | undefined;
};

/** What is to be paid, and how. total = subtotal + tax + shipping − discount, and subtotal = the sum of the items. */
export type OrderInput = {
  /** Up to 10 people who receive physical goods. */
  beneficiaries?: Array<BeneficiaryInput> | null | undefined;
  /** The catalogue of the items. */
  catalogId?: string | null | undefined;
  /** The currency of all amounts. */
  currency: OrderCurrency;
  /** What is taken off. */
  discount?: DiscountInput | null | undefined;
  /** Until when it can be paid. */
  expiration?: OrderExpirationInput | null | undefined;
  /** What is sold. */
  goodsType: GoodsType;
  /** 1 to 1,000 lines. */
  items: Array<OrderItemInput>;
  /** 1 to 6 ways to pay. */
  paymentSettings: Array<PaymentSettingInput>;
  /** Your own name of the order: letters, digits and "_.-", at most 60 (35 in India). New for each order that is sent. */
  referenceId: string;
  /** Shipping. */
  shipping?: ChargeInput | null | undefined;
  /** The sum of the items, in hundredths. */
  subtotal: number;
  /** Tax; its amount may be 0. */
  tax: ChargeInput;
  /** What is to be paid, in hundredths. */
  total: number;
};

/** One line of an order. What a piece costs is the sale amount, if there is one. */
export type OrderItemInput = {
  /** In hundredths of the currency (paise, centavos), from 0. */
  amount: number;
  /** Needed in India without a catalogue. At most 100 UTF-16 code units. */
  countryOfOrigin?: string | null | undefined;
  /** A picture, for products without a catalogue. */
  imageLink?: string | null | undefined;
  /** Needed in India without a catalogue. */
  importerAddress?: ImporterAddressInput | null | undefined;
  /** Needed in India without a catalogue. At most 200 UTF-16 code units. */
  importerName?: string | null | undefined;
  /** What it is. At most 60 UTF-16 code units. */
  name: string;
  /** 1 to 1,000,000 pieces. */
  quantity: number;
  /** Your id of the product. */
  retailerId?: string | null | undefined;
  /** The lowered price of a piece, in hundredths. */
  saleAmount?: number | null | undefined;
};

/** How an order stands. */
export type OrderStatus =
  | 'CANCELED'
  | 'COMPLETED'
  | 'PARTIALLY_SHIPPED'
  | 'PENDING'
  | 'PROCESSING'
  | 'SHIPPED';

/** Tells how an order stands that was asked to be paid before. */
export type OrderStatusInput = {
  /** The text of the message: 1 to 1,024 UTF-16 code units. */
  body: string;
  /** What is said about it. At most 120 UTF-16 code units. */
  description?: string | null | undefined;
  /** Small below the body: at most 60 UTF-16 code units. */
  footer?: string | null | undefined;
  /** The reference of that order. */
  referenceId: string;
  /** How it stands. The pages of WhatsApp disagree on one word: PARTIALLY_SHIPPED goes to Brazil as `partially-shipped`, and elsewhere as `partially_shipped`. */
  status: OrderStatus;
};

/** What WhatsApp has to prove of a message before the next one of its key goes. */
export type OrderingBarrier =
  /** That it has taken the message. It may still deliver the two in another order. */
  | 'ACCEPTED'
  /** That the message reached a device. */
  | 'DELIVERED';

/** Messages of one sender with the same key go one after another, in the order in which they were stored. */
export type OrderingInput = {
  /** When the next message of the key may go. A message that ended otherwise holds up nobody. */
  barrier?: OrderingBarrier;
  /** Yours to choose, 1 to 255 characters: usually the conversation. Kept as a keyed hash only. */
  key: string;
  /** Seconds from the first attempt, 1 to 3,600, after which the next message goes all the same. The event LANE_MOVED_ON then says so of this one. */
  timeoutSeconds?: number;
};

/** PayU. */
export type PayUInput = {
  /** Up to 4 texts of at most 255 UTF-16 code units. */
  userFields?: Array<string> | null | undefined;
};

/** An account with a payment provider; India only. */
export type PaymentGatewayInput = {
  /** The name of the payment configuration in your account. At most 60 UTF-16 code units. */
  configurationName: string;
  /** The provider. */
  provider: PaymentProviderInput;
};

/** A page to pay on. */
export type PaymentLinkInput = {
  /** Its http(s) address. */
  url: string;
};

/** A note in the provider's own records. */
export type PaymentNoteInput = {
  /** Unique. At most 256 UTF-16 code units. */
  key: string;
  /** What it says. At most 256 UTF-16 code units. */
  value: string;
};

/** A payment provider in India, with what its reports shall say. */
export type PaymentProviderInput =
  {   /** BillDesk. */
  billdesk: BillDeskInput; payu?: never; razorpay?: never; zaakpay?: never; }
  |  { billdesk?: never;   /** PayU. */
  payu: PayUInput; razorpay?: never; zaakpay?: never; }
  |  { billdesk?: never; payu?: never;   /** Razorpay. */
  razorpay: RazorpayInput; zaakpay?: never; }
  |  { billdesk?: never; payu?: never; razorpay?: never;   /** Zaakpay. */
  zaakpay: ZaakpayInput; };

/** One way to pay. */
export type PaymentSettingInput =
  {   /** A boleto; Brazil only. */
  boleto: BoletoInput; offsiteCardPay?: never; paymentGateway?: never; paymentLink?: never; pixDynamicCode?: never; upiIntent?: never; }
  |  { boleto?: never;   /** A card on file; Brazil only. */
  offsiteCardPay: OffsiteCardPayInput; paymentGateway?: never; paymentLink?: never; pixDynamicCode?: never; upiIntent?: never; }
  |  { boleto?: never; offsiteCardPay?: never;   /** A payment provider; India only. */
  paymentGateway: PaymentGatewayInput; paymentLink?: never; pixDynamicCode?: never; upiIntent?: never; }
  |  { boleto?: never; offsiteCardPay?: never; paymentGateway?: never;   /** A page to pay on. */
  paymentLink: PaymentLinkInput; pixDynamicCode?: never; upiIntent?: never; }
  |  { boleto?: never; offsiteCardPay?: never; paymentGateway?: never; paymentLink?: never;   /** Pix; Brazil only. */
  pixDynamicCode: PixDynamicCodeInput; upiIntent?: never; }
  |  { boleto?: never; offsiteCardPay?: never; paymentGateway?: never; paymentLink?: never; pixDynamicCode?: never;   /** UPI; India only. */
  upiIntent: UpiIntentInput; };

/** A dynamic Pix code; Brazil only. */
export type PixDynamicCodeInput = {
  /** The code to copy. At most 1024 UTF-16 code units. */
  code: string;
  /** The Pix key. At most 77 UTF-16 code units. */
  key: string;
  /** What kind of key it is. */
  keyType: PixKeyType;
  /** Who is paid. At most 200 UTF-16 code units. */
  merchantName: string;
};

/** What kind of Pix key it is. */
export type PixKeyType =
  | 'CNPJ'
  | 'CPF'
  | 'EMAIL'
  | 'EVP'
  | 'PHONE';

/** Cards with products of one catalogue. */
export type ProductCarouselInput = {
  /** The text of the message: 1 to 1,024 UTF-16 code units. */
  body: string;
  /** The id of the catalogue in Commerce Manager. */
  catalogId: string;
  /** 2 to 10 of your ids, in the order of the cards. */
  productRetailerIds: Array<string>;
};

/** One product of a catalogue. */
export type ProductInput = {
  /** The text of the message: 1 to 1,024 UTF-16 code units. */
  body?: string | null | undefined;
  /** The id of the catalogue in Commerce Manager. */
  catalogId: string;
  /** Small below the body: at most 60 UTF-16 code units. */
  footer?: string | null | undefined;
  /** Your id of the product. */
  productRetailerId: string;
};

/** Several products of a catalogue. */
export type ProductListInput = {
  /** The text of the message: 1 to 1,024 UTF-16 code units. */
  body: string;
  /** The id of the catalogue in Commerce Manager. */
  catalogId: string;
  /** Small below the body: at most 60 UTF-16 code units. */
  footer?: string | null | undefined;
  /** A line above the body: at most 60 UTF-16 code units. */
  headerText: string;
  /** 1 to 10 sections. */
  sections: Array<ProductSectionInput>;
};

/** A product of a catalogue. */
export type ProductReferenceInput = {
  /** The id of the catalogue in Commerce Manager. */
  catalogId: string;
  /** Your id of the product. */
  productRetailerId: string;
};

/** Products under a title. */
export type ProductSectionInput = {
  /** Your ids of the products, at most 30 in all sections together. */
  productRetailerIds: Array<string>;
  /** 1 to 24 UTF-16 code units; required when there is more than one section. */
  title?: string | null | undefined;
};

/** Razorpay. */
export type RazorpayInput = {
  /** Up to 15 notes. */
  notes?: Array<PaymentNoteInput> | null | undefined;
  /** Your receipt number. At most 40 UTF-16 code units. */
  receipt?: string | null | undefined;
};

/** An emoji on a message. A new one takes the place of the one before; WhatsApp takes none on messages older than 30 days. */
export type ReactionInput = {
  /** One emoji; "" takes the reaction away. */
  emoji: string;
  /** The message that it is about. */
  to: MessageReferenceInput;
};

/** Whom the message is for: exactly one of the two. */
export type RecipientInput =
  {   /** Their phone number. */
  phone: string; userId?: never; }
  |  { phone?: never;   /** WhatsApp's business-scoped user id, such as "US.13491208655302741918", for people whose number is hidden. */
  userId: string; };

/** Stable codes of refusals. */
export type RefusalCode =
  /** WhatsApp took the message; only its id was lost. */
  | 'ALREADY_TAKEN'
  /** The message expires before it could be sent. */
  | 'EXPIRES_TOO_SOON'
  /** The message was given up for good. */
  | 'GIVEN_UP'
  /** The idempotency key stands for another message. */
  | 'IDEMPOTENCY_CONFLICT'
  /** A value cannot be used; `issues` says which and why. */
  | 'INVALID_INPUT'
  /** There is no such message. */
  | 'MESSAGE_NOT_FOUND'
  /** WhatsApp refused the message. */
  | 'MESSAGE_REFUSED'
  /** The message may still arrive, has arrived, or has lost its content. */
  | 'NOT_RETRYABLE'
  /** The turn of the message did not come in time; it was taken back. */
  | 'NOT_SENT_IN_TIME'
  /** The message is neither UNKNOWN nor UNCONFIRMED. */
  | 'NOT_UNKNOWN'
  /** It could not be learned whether the message was stored, or sent. */
  | 'OUTCOME_UNKNOWN'
  /** The queue of the sender is so long that the message would wait too long. */
  | 'QUEUE_FULL'
  /** The number in `from` is not a sender of this tenant. */
  | 'SENDER_NOT_FOUND'
  /** The message has left, or may have. */
  | 'TOO_LATE_TO_CANCEL'
  /** No such item is set aside. */
  | 'WEBHOOK_ITEM_NOT_FOUND'
  /** The item still cannot be applied. */
  | 'WEBHOOK_ITEM_STILL_DEAD';

/** A button that answers. */
export type ReplyButtonInput = {
  /** What comes back when it is pressed: 1 to 256 UTF-16 code units (20 on a card), no blanks at its ends, unique. */
  id: string;
  /** 1 to 20 UTF-16 code units, unique among the buttons. */
  title: string;
};

/** Up to three buttons that answer. */
export type ReplyButtonsInput = {
  /** The text of the message: 1 to 1,024 UTF-16 code units. */
  body: string;
  /** 1 to 3 buttons. */
  buttons: Array<ReplyButtonInput>;
  /** Small below the body: at most 60 UTF-16 code units. */
  footer?: string | null | undefined;
  /** What stands above the body. */
  header?: HeaderInput | null | undefined;
};

/** What becomes of a message that may have been sent. */
export type ResolveAction =
  /** Never send it again. It stays UNCONFIRMED, unless a late status proves that it was sent. */
  | 'GIVE_UP'
  /** Send it once more. If the first copy was sent after all, its recipient gets two. */
  | 'RESEND';

/** Somebody who wants to be written to again. */
export type ResubscribeRecipientInput = {
  /** Whom it is about. */
  recipient: RecipientInput;
  /** What they want again. ALL ends every unsubscription of theirs, MARKETING only the one from marketing. */
  scope?: SuppressionScope;
};

/** The message to send again. */
export type RetryMessageInput = {
  /** Its id. */
  id: string | number;
  /** As with enqueueMessage, from the same set of keys: calling again with it gives the same new message. */
  idempotencyKey?: string | null | undefined;
};

/** An address that the recipient can choose. */
export type SavedAddressInput = {
  /** Comes back when it is chosen: 1 to 256 UTF-16 code units, unique. */
  id: string;
  /** The address. */
  value: IndianAddressInput;
};

/** One message to one person, to be sent at once. */
export type SendMessageInput = {
  /** Send it as a reply to this message. Not with a reaction. */
  context?: MessageReferenceInput | null | undefined;
  /** Your own reference, 1 to 255 characters: not unique, searchable, echoed everywhere. */
  externalId?: string | null | undefined;
  /** One of your senders. */
  from: string;
  /** As with enqueueMessage. Calling again with the same key and input waits for the verdict on the same message and sends nothing twice. */
  idempotencyKey?: string | null | undefined;
  /** What it says. */
  message: MessageContentInput;
  /** Seconds to wait for the verdict, 1 to 55. What has not left by then is taken back. */
  timeoutSeconds?: number;
  /** Whom it is for. */
  to: RecipientInput;
};

/** Lists of your own, each of up to 500 words or short sentences of up to 100 characters. A list that is not given is as it comes along; an empty one means nothing. */
export type SetOptOutWordsInput = {
  /** Whoever writes one of these and nothing else is taken off the list of the unsubscribed. */
  start?: Array<string> | null | undefined;
  /** Whoever writes one of these and nothing else is unsubscribed from ALL. */
  stop?: Array<string> | null | undefined;
  /** Whoever writes one of these and nothing else is unsubscribed from MARKETING. */
  stopMarketing?: Array<string> | null | undefined;
};

/** A sticker: WebP, at most 100 KB, or 500 KB when animated. */
export type StickerInput = {
  /** The file. */
  source: MediaSourceInput;
};

/** Why history is missing. */
export type StreamGapReason =
  /** The database was set back since the cursor was given, by a restored copy or a standby that lagged: it does not hold the event of the cursor any more. */
  | 'HISTORY_REPLACED'
  /** It is older than events are kept. */
  | 'PRUNED';

/** What happened to an entry of a list. */
export type SuppressionChange =
  /** It keeps messages back from now on. */
  | 'ADDED'
  /** It keeps none back any more. */
  | 'REMOVED';

/** Entries that fit all of what is given. */
export type SuppressionFilter = {
  /** On this list. */
  list?: SuppressionList | null | undefined;
  /** Of this person. */
  recipient?: RecipientInput | null | undefined;
  /** With this scope. */
  scope?: SuppressionScope | null | undefined;
};

/** Why somebody is on a list. */
export type SuppressionList =
  /** You do not want to write to them. */
  | 'BLOCKED'
  /** They do not want to be written to. */
  | 'UNSUBSCRIBED';

/** What an unsubscription keeps back, of the messages that ask to be filtered. */
export type SuppressionScope =
  /** Every message. */
  | 'ALL'
  /** Marketing templates only. */
  | 'MARKETING';

/** Where an entry came from. */
export type SuppressionSource =
  /** A mutation of this API. */
  | 'API'
  /** WhatsApp refused marketing, since they had stopped it in the app. */
  | 'ERROR_131050'
  /** A file that was imported. */
  | 'IMPORT'
  /** They wrote one of your opt-out words, or pressed a button that says one. */
  | 'KEYWORD'
  /** They stopped marketing in the WhatsApp app. */
  | 'WHATSAPP_PREFERENCE';

/** A one-time code. It is put in the body and in the button, so that they cannot differ. */
export type TemplateAuthenticationInput = {
  /** 1 to 15 UTF-16 code units, no emoji. */
  code: string;
};

/** What stands for the variables: by number or by name, as the template was made. At most 1,024 UTF-16 code units in all. */
export type TemplateBodyInput =
  {   /** 1 to 100, by name. */
  named: Array<NamedTemplateParameterInput>; positional?: never; }
  |  { named?: never;   /** 1 to 100, in their order. */
  positional: Array<TemplateParameterInput>; };

/** A button with something to fill in; the others stand in the template as they are. */
export type TemplateButtonInput =
  {   /** Opens your catalogue. */
  catalog: TemplateCatalogButtonInput; copyCode?: never; flow?: never; groupInvite?: never; multiProduct?: never; orderDetails?: never; quickReply?: never; url?: never; voiceCall?: never; }
  |  { catalog?: never;   /** Copies a coupon code. */
  copyCode: TemplateCopyCodeInput; flow?: never; groupInvite?: never; multiProduct?: never; orderDetails?: never; quickReply?: never; url?: never; voiceCall?: never; }
  |  { catalog?: never; copyCode?: never;   /** Opens a flow. */
  flow: TemplateFlowButtonInput; groupInvite?: never; multiProduct?: never; orderDetails?: never; quickReply?: never; url?: never; voiceCall?: never; }
  |  { catalog?: never; copyCode?: never; flow?: never;   /** Joins a group. */
  groupInvite: TemplateGroupInviteButtonInput; multiProduct?: never; orderDetails?: never; quickReply?: never; url?: never; voiceCall?: never; }
  |  { catalog?: never; copyCode?: never; flow?: never; groupInvite?: never;   /** Opens several products. */
  multiProduct: TemplateMultiProductButtonInput; orderDetails?: never; quickReply?: never; url?: never; voiceCall?: never; }
  |  { catalog?: never; copyCode?: never; flow?: never; groupInvite?: never; multiProduct?: never;   /** Asks for the payment of an order. */
  orderDetails: TemplateOrderButtonInput; quickReply?: never; url?: never; voiceCall?: never; }
  |  { catalog?: never; copyCode?: never; flow?: never; groupInvite?: never; multiProduct?: never; orderDetails?: never;   /** Answers. */
  quickReply: TemplateQuickReplyInput; url?: never; voiceCall?: never; }
  |  { catalog?: never; copyCode?: never; flow?: never; groupInvite?: never; multiProduct?: never; orderDetails?: never; quickReply?: never;   /** Opens a page. */
  url: TemplateUrlButtonInput; voiceCall?: never; }
  |  { catalog?: never; copyCode?: never; flow?: never; groupInvite?: never; multiProduct?: never; orderDetails?: never; quickReply?: never; url?: never;   /** Calls you. */
  voiceCall: TemplateVoiceCallButtonInput; };

/** A button of a card. */
export type TemplateCardButtonInput =
  {   /** Answers. */
  quickReply: TemplateQuickReplyInput; url?: never; }
  |  { quickReply?: never;   /** Opens a page. */
  url: TemplateUrlButtonInput; };

/** What stands for the variable of the header of a card. */
export type TemplateCardHeaderInput =
  {   /** A picture. */
  image: MediaSourceInput; product?: never; video?: never; }
  |  { image?: never;   /** A product. */
  product: ProductReferenceInput; video?: never; }
  |  { image?: never; product?: never;   /** A film. */
  video: MediaSourceInput; };

/** One card of a carousel template. Its place in the list is its number. */
export type TemplateCardInput = {
  /** What stands for the variables of its body. */
  body?: TemplateBodyInput | null | undefined;
  /** Of the same kinds on all cards. */
  buttons?: Array<TemplateCardButtonInput> | null | undefined;
  /** Of the same kind on all cards. */
  header: TemplateCardHeaderInput;
};

/** A button that opens your catalogue. */
export type TemplateCatalogButtonInput = {
  /** Which button of the template, from 0 to 9; each at most once. */
  index: number;
  /** The product whose picture is shown; without it, the first of the catalogue. */
  thumbnailProductRetailerId?: string | null | undefined;
};

/** What the template was approved for. */
export type TemplateCategory =
  | 'AUTHENTICATION'
  | 'MARKETING'
  | 'UTILITY';

/** A button that copies a coupon code. */
export type TemplateCopyCodeInput = {
  /** 1 to 20 UTF-16 code units. */
  code: string;
  /** Which button of the template, from 0 to 9; each at most once. */
  index: number;
};

/** A button that opens a flow. */
export type TemplateFlowButtonInput = {
  /** What the first screen is filled with. */
  data?: unknown;
  /** Which button of the template, from 0 to 9; each at most once. */
  index: number;
  /** Comes back with the answers: at most 512 UTF-16 code units. */
  token?: string | null | undefined;
};

/** A button that joins a group. */
export type TemplateGroupInviteButtonInput = {
  /** The id of the group: at most 128 UTF-16 code units. */
  groupId: string;
  /** Which button of the template, from 0 to 9; each at most once. */
  index: number;
};

/** The file of a document header. */
export type TemplateHeaderDocumentInput = {
  /** What the recipient sees; at most 255 characters. */
  filename?: string | null | undefined;
  /** The file. */
  source: MediaSourceInput;
};

/** What stands for the variable of the header, by its kind. */
export type TemplateHeaderInput =
  {   /** A file. */
  document: TemplateHeaderDocumentInput; gif?: never; image?: never; location?: never; product?: never; text?: never; video?: never; }
  |  { document?: never;   /** A short MP4; marketing only. */
  gif: MediaSourceInput; image?: never; location?: never; product?: never; text?: never; video?: never; }
  |  { document?: never; gif?: never;   /** A picture. */
  image: MediaSourceInput; location?: never; product?: never; text?: never; video?: never; }
  |  { document?: never; gif?: never; image?: never;   /** A place. */
  location: LocationInput; product?: never; text?: never; video?: never; }
  |  { document?: never; gif?: never; image?: never; location?: never;   /** A product. */
  product: ProductReferenceInput; text?: never; video?: never; }
  |  { document?: never; gif?: never; image?: never; location?: never; product?: never;   /** A text. */
  text: TemplateHeaderTextInput; video?: never; }
  |  { document?: never; gif?: never; image?: never; location?: never; product?: never; text?: never;   /** A film. */
  video: MediaSourceInput; };

/** The variable of a text header. */
export type TemplateHeaderTextInput = {
  /** The name of the variable, where those of the body have names: 1 to 64 small letters, digits or "_". */
  name?: string | null | undefined;
  /** 1 to 60 UTF-16 code units; no line break, no tab, at most 4 blanks in a row. */
  text: string;
};

/** A message that WhatsApp approved before, with what stands for its variables. Needs no open window. */
export type TemplateInput = {
  /** For authentication templates, instead of body and buttons; the recipient must be a phone number. */
  authentication?: TemplateAuthenticationInput | null | undefined;
  /** For the variables of its body. */
  body?: TemplateBodyInput | null | undefined;
  /** Up to 10 buttons with something to fill in. */
  buttons?: Array<TemplateButtonInput> | null | undefined;
  /** 2 to 10 cards, as many as it was approved with. */
  carousel?: Array<TemplateCardInput> | null | undefined;
  /** What it was approved for. MARKETING brings the opt-out from marketing into play; AUTHENTICATION needs a phone number. */
  category?: TemplateCategory | null | undefined;
  /** For the variable of its header. */
  header?: TemplateHeaderInput | null | undefined;
  /** The code that it was approved under, such as "en" or "pt_BR". */
  language: string;
  /** Until when its offer stands. */
  limitedTimeOffer?: LimitedTimeOfferInput | null | undefined;
  /** 1 to 512 small letters, digits or "_". */
  name: string;
  /** How an order stands. */
  orderStatus?: TemplateOrderStatusInput | null | undefined;
};

/** A button that opens several products. */
export type TemplateMultiProductButtonInput = {
  /** Which button of the template, from 0 to 9; each at most once. */
  index: number;
  /** 1 to 10 sections. */
  sections: Array<ProductSectionInput>;
  /** The product whose picture is shown. */
  thumbnailProductRetailerId: string;
};

/** A button that asks for the payment of an order. */
export type TemplateOrderButtonInput = {
  /** Which button of the template, from 0 to 9; each at most once. */
  index: number;
  /** The order. */
  order: OrderInput;
};

/** How an order stands. */
export type TemplateOrderStatusInput = {
  /** What is said about it. At most 120 UTF-16 code units. */
  description?: string | null | undefined;
  /** The reference of the order. */
  referenceId: string;
  /** How it stands. The pages of WhatsApp disagree on one word: PARTIALLY_SHIPPED goes to Brazil as `partially-shipped`, and elsewhere as `partially_shipped`. */
  status: OrderStatus;
};

/** What stands for a numbered variable. */
export type TemplateParameterInput =
  {   /** An amount of money. */
  currency: CurrencyParameterInput; dateTime?: never; text?: never; }
  |  { currency?: never;   /** A moment. */
  dateTime: DateTimeParameterInput; text?: never; }
  |  { currency?: never; dateTime?: never;   /** 1 to 1,024 UTF-16 code units; no line break, no tab, at most 4 blanks in a row. */
  text: string; };

/** A button that answers. */
export type TemplateQuickReplyInput = {
  /** Which button of the template, from 0 to 9; each at most once. */
  index: number;
  /** What comes back: 1 to 128 UTF-16 code units. */
  payload: string;
};

/** A button that opens a page. */
export type TemplateUrlButtonInput = {
  /** Which button of the template, from 0 to 9; each at most once. */
  index: number;
  /** The end of the address, after what was approved: at most 2,000 UTF-16 code units. */
  suffix: string;
};

/** A button that calls you. */
export type TemplateVoiceCallButtonInput = {
  /** Which button of the template, from 0 to 9; each at most once. */
  index?: number | null | undefined;
  /** What comes with the call: at most 512 UTF-16 code units. */
  payload?: string | null | undefined;
  /** For how many minutes the button works: 1 to 43,200 (30 days); 10,080 (7 days) when not given. */
  ttlMinutes?: number | null | undefined;
};

/** A text message. */
export type TextInput = {
  /** 1 to 4,096 UTF-16 code units (most characters are one, an emoji two or more). WhatsApp markup: *bold*, _italic_, ~strike~, ```mono```. */
  body: string;
  /** Show a preview of the first link in the body. */
  previewUrl?: boolean;
};

/** Somebody to take off the block list. */
export type UnblockRecipientInput = {
  /** Whom it is about. */
  recipient: RecipientInput;
};

/** What becomes of a message that may have been sent, when nothing proves it in time. */
export type UnknownPolicy =
  /** Never risk a second copy: it ends UNCONFIRMED. */
  | 'HOLD'
  /** Rather twice than never: it is sent again. */
  | 'RESEND';

/** Somebody who does not want to be written to. */
export type UnsubscribeRecipientInput = {
  /** For your records: 1 to 500 characters. */
  reason?: string | null | undefined;
  /** Whom it is about. */
  recipient: RecipientInput;
  /** What they do not want. */
  scope?: SuppressionScope;
};

/** A UPI payment; India only. */
export type UpiIntentInput = {
  /** A link "upi://pay?…" of at most 2,048 characters. */
  link: string;
};

/** A film: MP4 or 3GPP with H.264 and AAC, at most 16 MB. */
export type VideoInput = {
  /** At most 1,024 UTF-16 code units. */
  caption?: string | null | undefined;
  /** The file. */
  source: MediaSourceInput;
};

/** A button that calls you. The number must have calling on. */
export type VoiceCallInput = {
  /** The text of the message: 1 to 1,024 UTF-16 code units. */
  body: string;
  /** The text of the button: 1 to 20 UTF-16 code units. */
  displayText?: string | null | undefined;
  /** What comes with the call: at most 512 UTF-16 code units. */
  payload?: string | null | undefined;
  /** For how many minutes the button works: 1 to 43,200 (30 days); 10,080 (7 days) when not given. */
  ttlMinutes?: number | null | undefined;
};

/** What a message waits for. */
export type WaitCode =
  /** It was certainly not sent and is tried again later; `error` says why. */
  | 'BACK_OFF'
  /** Messages of its ordering key go before it. */
  | 'ORDER'
  /** WhatsApp allows only so many messages to one recipient. */
  | 'PAIR_PACE'
  /** The message that it answers has not reached WhatsApp yet. */
  | 'REFERENCE'
  /** The sender may send only so many messages a second; its turn comes. */
  | 'SENDER_PACE'
  /** WhatsApp takes nothing from this sender for now; `error` says why. */
  | 'SENDER_PAUSED'
  /** Its `sendAt` is still to come. */
  | 'SEND_AT'
  /** WhatsApp has paused its template. */
  | 'TEMPLATE_PAUSED'
  /** Workers send messages of this sender; its turn comes. */
  | 'TURN'
  /** WhatsApp cannot be reached. */
  | 'WHATSAPP_UNREACHABLE'
  /** No worker has taken a message of this sender for 10 seconds: none is running, or all are busy. */
  | 'WORKER';

/** Zaakpay. */
export type ZaakpayInput = {
  /** Up to 2 texts of at most 180 UTF-16 code units. */
  extras?: Array<string> | null | undefined;
};

export type EnqueueMutationVariables = Exact<{
  input: EnqueueMessageInput;
}>;


export type EnqueueMutation = { enqueueMessage:
    | { __typename: 'EnqueuedMessage', replayed: boolean, message: { id: string, from: string, type: MessageType, externalId: string | null, status: MessageStatus, inDoubt: boolean, possibleDuplicate: boolean, wamid: string | null, createdAt: string, sendAt: string | null, expiresAt: string, acceptedAt: string | null, sentAt: string | null, deliveredAt: string | null, readAt: string | null, failedAt: string | null, to: { phone: string | null, userId: string | null } | null, content:
          | { __typename: 'AudioContent' }
          | { __typename: 'ContactsContent' }
          | { __typename: 'DocumentContent' }
          | { __typename: 'ImageContent', caption: string | null, source: { id: string | null, link: string | null } }
          | { __typename: 'InteractiveContent' }
          | { __typename: 'LocationContent', latitude: number, longitude: number, name: string | null, address: string | null }
          | { __typename: 'ReactionContent' }
          | { __typename: 'StickerContent' }
          | { __typename: 'TemplateContent' }
          | { __typename: 'TextContent', body: string, previewUrl: boolean }
          | { __typename: 'VideoContent' }
         | null, error: { code: string, title: string, details: string | null, retryable: boolean, advice: string } | null, warnings: Array<{ code: string }>, attempts: Array<{ number: number, outcome: AttemptOutcome | null, httpStatus: number | null, error: { code: string } | null }>, timeline: Array<{ status: MessageStatus, attempt: number | null }> } }
    | { __typename: 'IdempotencyConflict', code: RefusalCode, retryable: boolean, retryAfterSeconds: number | null, sentence: string }
    | { __typename: 'InvalidInput', code: RefusalCode, retryable: boolean, retryAfterSeconds: number | null, sentence: string, issues: Array<{ path: Array<string>, code: string, message: string }> }
    | { __typename: 'OutcomeUnknown', code: RefusalCode, retryable: boolean, retryAfterSeconds: number | null, messageId: string, sentence: string }
    | { __typename: 'QueueFull', code: RefusalCode, retryable: boolean, retryAfterSeconds: number | null, sentence: string }
    | { __typename: 'SenderNotFound', code: RefusalCode, retryable: boolean, retryAfterSeconds: number | null, sentence: string }
   };

export type EnqueueListMutationVariables = Exact<{
  inputs: Array<EnqueueMessageInput> | EnqueueMessageInput;
}>;


export type EnqueueListMutation = { enqueueMessages: Array<
    | { __typename: 'EnqueuedMessage', replayed: boolean, message: { id: string, externalId: string | null, status: MessageStatus } }
    | { __typename: 'IdempotencyConflict', code: RefusalCode }
    | { __typename: 'InvalidInput', code: RefusalCode, issues: Array<{ path: Array<string>, code: string }> }
    | { __typename: 'OutcomeUnknown', code: RefusalCode }
    | { __typename: 'QueueFull', code: RefusalCode }
    | { __typename: 'SenderNotFound', code: RefusalCode }
  > };

export type MessageViewFragment = { id: string, from: string, type: MessageType, externalId: string | null, status: MessageStatus, inDoubt: boolean, possibleDuplicate: boolean, wamid: string | null, createdAt: string, sendAt: string | null, expiresAt: string, acceptedAt: string | null, sentAt: string | null, deliveredAt: string | null, readAt: string | null, failedAt: string | null, to: { phone: string | null, userId: string | null } | null, content:
    | { __typename: 'AudioContent' }
    | { __typename: 'ContactsContent' }
    | { __typename: 'DocumentContent' }
    | { __typename: 'ImageContent', caption: string | null, source: { id: string | null, link: string | null } }
    | { __typename: 'InteractiveContent' }
    | { __typename: 'LocationContent', latitude: number, longitude: number, name: string | null, address: string | null }
    | { __typename: 'ReactionContent' }
    | { __typename: 'StickerContent' }
    | { __typename: 'TemplateContent' }
    | { __typename: 'TextContent', body: string, previewUrl: boolean }
    | { __typename: 'VideoContent' }
   | null, error: { code: string, title: string, details: string | null, retryable: boolean, advice: string } | null, warnings: Array<{ code: string }>, attempts: Array<{ number: number, outcome: AttemptOutcome | null, httpStatus: number | null, error: { code: string } | null }>, timeline: Array<{ status: MessageStatus, attempt: number | null }> };

export type FindMessageQueryVariables = Exact<{
  id: string | number;
}>;


export type FindMessageQuery = { message: { id: string, from: string, type: MessageType, externalId: string | null, status: MessageStatus, inDoubt: boolean, possibleDuplicate: boolean, wamid: string | null, createdAt: string, sendAt: string | null, expiresAt: string, acceptedAt: string | null, sentAt: string | null, deliveredAt: string | null, readAt: string | null, failedAt: string | null, to: { phone: string | null, userId: string | null } | null, content:
      | { __typename: 'AudioContent' }
      | { __typename: 'ContactsContent' }
      | { __typename: 'DocumentContent' }
      | { __typename: 'ImageContent', caption: string | null, source: { id: string | null, link: string | null } }
      | { __typename: 'InteractiveContent' }
      | { __typename: 'LocationContent', latitude: number, longitude: number, name: string | null, address: string | null }
      | { __typename: 'ReactionContent' }
      | { __typename: 'StickerContent' }
      | { __typename: 'TemplateContent' }
      | { __typename: 'TextContent', body: string, previewUrl: boolean }
      | { __typename: 'VideoContent' }
     | null, error: { code: string, title: string, details: string | null, retryable: boolean, advice: string } | null, warnings: Array<{ code: string }>, attempts: Array<{ number: number, outcome: AttemptOutcome | null, httpStatus: number | null, error: { code: string } | null }>, timeline: Array<{ status: MessageStatus, attempt: number | null }> } | null };

export type ListMessagesQueryVariables = Exact<{
  filter?: MessageFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type ListMessagesQuery = { messages: { edges: Array<{ cursor: string, node: { id: string, status: MessageStatus, externalId: string | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type TakeSnapshotQueryVariables = Exact<{ [key: string]: never; }>;


export type TakeSnapshotQuery = { messages: { cursor: string, edges: Array<{ node: { id: string, status: MessageStatus } }> } };

export type CancelMutationVariables = Exact<{
  id: string | number;
}>;


export type CancelMutation = { cancelMessage:
    | { __typename: 'CanceledMessage', message: { id: string, status: MessageStatus } }
    | { __typename: 'MessageNotFound', code: RefusalCode, retryable: boolean, sentence: string }
    | { __typename: 'TooLateToCancel', code: RefusalCode, retryable: boolean, status: MessageStatus, sentence: string }
   };

export type CurrentCursorQueryVariables = Exact<{ [key: string]: never; }>;


export type CurrentCursorQuery = { cursor: string };

export type WatchSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  filter?: MessageEventFilter | null | undefined;
}>;


export type WatchSubscription = { messageEvents:
    | { __typename: 'MessageEvent', cursor: string, kind: MessageEventKind, status: MessageStatus, at: string, providerAt: string | null, attempt: number | null, possibleDuplicate: boolean, error: { code: string } | null, message: { id: string } }
    | { __typename: 'StreamGap', cursor: string, reason: StreamGapReason }
    | { __typename: 'StreamHeartbeat', cursor: string }
   };

export type SenderGatesQueryVariables = Exact<{ [key: string]: never; }>;


export type SenderGatesQuery = { senders: { edges: Array<{ node: { phoneNumber: string, messagesPerSecond: number, currentPace: number, pausedUntil: string | null, pausedBecause: { code: string, title: string, advice: string, retryable: boolean } | null } }> } };

export type SendersQueryVariables = Exact<{ [key: string]: never; }>;


export type SendersQuery = { senders: { edges: Array<{ node: { id: string, phoneNumber: string, queueDepth: number, oldestQueuedAt: string | null } }> } };

export type FindNodeQueryVariables = Exact<{
  id: string | number;
}>;


export type FindNodeQuery = { node:
    | { __typename: 'InboundMessage', id: string }
    | { __typename: 'Message', status: MessageStatus, id: string }
    | { __typename: 'Sender', phoneNumber: string, id: string }
   | null };

export type SuppressionViewFragment = { list: SuppressionList, scope: SuppressionScope, source: SuppressionSource, reason: string | null, recipient: { phone: string | null, userId: string | null } | null };

type SuppressionAnswer_InvalidInput_Fragment = { __typename: 'InvalidInput', code: RefusalCode, issues: Array<{ path: Array<string>, code: string }> };

type SuppressionAnswer_SuppressionApplied_Fragment = { __typename: 'SuppressionApplied', changed: boolean, suppressions: Array<{ list: SuppressionList, scope: SuppressionScope, source: SuppressionSource, reason: string | null, recipient: { phone: string | null, userId: string | null } | null }> };

export type SuppressionAnswerFragment =
  | SuppressionAnswer_InvalidInput_Fragment
  | SuppressionAnswer_SuppressionApplied_Fragment
;

export type UnsubscribeMutationVariables = Exact<{
  input: UnsubscribeRecipientInput;
}>;


export type UnsubscribeMutation = { unsubscribeRecipient:
    | { __typename: 'InvalidInput', code: RefusalCode, issues: Array<{ path: Array<string>, code: string }> }
    | { __typename: 'SuppressionApplied', changed: boolean, suppressions: Array<{ list: SuppressionList, scope: SuppressionScope, source: SuppressionSource, reason: string | null, recipient: { phone: string | null, userId: string | null } | null }> }
   };

export type ResubscribeMutationVariables = Exact<{
  input: ResubscribeRecipientInput;
}>;


export type ResubscribeMutation = { resubscribeRecipient:
    | { __typename: 'InvalidInput', code: RefusalCode, issues: Array<{ path: Array<string>, code: string }> }
    | { __typename: 'SuppressionApplied', changed: boolean, suppressions: Array<{ list: SuppressionList, scope: SuppressionScope, source: SuppressionSource, reason: string | null, recipient: { phone: string | null, userId: string | null } | null }> }
   };

export type BlockMutationVariables = Exact<{
  input: BlockRecipientInput;
}>;


export type BlockMutation = { blockRecipient:
    | { __typename: 'InvalidInput', code: RefusalCode, issues: Array<{ path: Array<string>, code: string }> }
    | { __typename: 'SuppressionApplied', changed: boolean, suppressions: Array<{ list: SuppressionList, scope: SuppressionScope, source: SuppressionSource, reason: string | null, recipient: { phone: string | null, userId: string | null } | null }> }
   };

export type UnblockMutationVariables = Exact<{
  input: UnblockRecipientInput;
}>;


export type UnblockMutation = { unblockRecipient:
    | { __typename: 'InvalidInput', code: RefusalCode, issues: Array<{ path: Array<string>, code: string }> }
    | { __typename: 'SuppressionApplied', changed: boolean, suppressions: Array<{ list: SuppressionList, scope: SuppressionScope, source: SuppressionSource, reason: string | null, recipient: { phone: string | null, userId: string | null } | null }> }
   };

export type UnsubscribeListMutationVariables = Exact<{
  inputs: Array<UnsubscribeRecipientInput> | UnsubscribeRecipientInput;
}>;


export type UnsubscribeListMutation = { unsubscribeRecipients: Array<
    | { __typename: 'InvalidInput', code: RefusalCode, issues: Array<{ path: Array<string>, code: string }> }
    | { __typename: 'SuppressionApplied', changed: boolean, suppressions: Array<{ list: SuppressionList, scope: SuppressionScope, source: SuppressionSource, reason: string | null, recipient: { phone: string | null, userId: string | null } | null }> }
  > };

export type UnblockListMutationVariables = Exact<{
  inputs: Array<UnblockRecipientInput> | UnblockRecipientInput;
}>;


export type UnblockListMutation = { unblockRecipients: Array<
    | { __typename: 'InvalidInput', code: RefusalCode, issues: Array<{ path: Array<string>, code: string }> }
    | { __typename: 'SuppressionApplied', changed: boolean, suppressions: Array<{ list: SuppressionList, scope: SuppressionScope, source: SuppressionSource, reason: string | null, recipient: { phone: string | null, userId: string | null } | null }> }
  > };

export type ListSuppressionsQueryVariables = Exact<{
  filter?: SuppressionFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ListSuppressionsQuery = { suppressions: { edges: Array<{ node: { list: SuppressionList, scope: SuppressionScope, source: SuppressionSource, reason: string | null, recipient: { phone: string | null, userId: string | null } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type EnqueueWithWarningsMutationVariables = Exact<{
  input: EnqueueMessageInput;
}>;


export type EnqueueWithWarningsMutation = { enqueueMessage:
    | { __typename: 'EnqueuedMessage', message: { id: string }, warnings: Array<{ code: string, message: string }> }
    | { __typename: 'IdempotencyConflict' }
    | { __typename: 'InvalidInput' }
    | { __typename: 'OutcomeUnknown' }
    | { __typename: 'QueueFull' }
    | { __typename: 'SenderNotFound' }
   };

export type ResolveMutationVariables = Exact<{
  id: string | number;
  action: ResolveAction;
}>;


export type ResolveMutation = { resolveUnknownMessage:
    | { __typename: 'MessageNotFound', code: RefusalCode, retryable: boolean, sentence: string }
    | { __typename: 'NotResolvable', code: RefusalCode, retryable: boolean, status: MessageStatus, sentence: string }
    | { __typename: 'ResolvedMessage', message: { id: string, status: MessageStatus, possibleDuplicate: boolean } }
   };

export type SendMutationVariables = Exact<{
  input: SendMessageInput;
}>;


export type SendMutation = { sendMessage:
    | { __typename: 'IdempotencyConflict', code: RefusalCode, retryable: boolean, sentence: string }
    | { __typename: 'InvalidInput', code: RefusalCode, retryable: boolean, sentence: string, issues: Array<{ path: Array<string>, code: string }> }
    | { __typename: 'MessageRefused', code: RefusalCode, retryable: boolean, sentence: string, error: { code: string } | null, refused: { id: string, status: MessageStatus } }
    | { __typename: 'OutcomeUnknown', code: RefusalCode, retryable: boolean, messageId: string, sentence: string }
    | { __typename: 'SenderNotFound', code: RefusalCode, retryable: boolean, sentence: string }
    | { __typename: 'SentMessage', message: { id: string, status: MessageStatus } }
   };

export type RetryMutationVariables = Exact<{
  input: RetryMessageInput;
}>;


export type RetryMutation = { retryMessage:
    | { __typename: 'EnqueuedMessage', replayed: boolean, message: { id: string, from: string, type: MessageType, externalId: string | null, status: MessageStatus, inDoubt: boolean, possibleDuplicate: boolean, wamid: string | null, createdAt: string, sendAt: string | null, expiresAt: string, acceptedAt: string | null, sentAt: string | null, deliveredAt: string | null, readAt: string | null, failedAt: string | null, context: { wamid: string | null } | null, retryOf: { id: string } | null, to: { phone: string | null, userId: string | null } | null, content:
          | { __typename: 'AudioContent' }
          | { __typename: 'ContactsContent' }
          | { __typename: 'DocumentContent' }
          | { __typename: 'ImageContent', caption: string | null, source: { id: string | null, link: string | null } }
          | { __typename: 'InteractiveContent' }
          | { __typename: 'LocationContent', latitude: number, longitude: number, name: string | null, address: string | null }
          | { __typename: 'ReactionContent' }
          | { __typename: 'StickerContent' }
          | { __typename: 'TemplateContent' }
          | { __typename: 'TextContent', body: string, previewUrl: boolean }
          | { __typename: 'VideoContent' }
         | null, error: { code: string, title: string, details: string | null, retryable: boolean, advice: string } | null, warnings: Array<{ code: string }>, attempts: Array<{ number: number, outcome: AttemptOutcome | null, httpStatus: number | null, error: { code: string } | null }>, timeline: Array<{ status: MessageStatus, attempt: number | null }> } }
    | { __typename: 'IdempotencyConflict', code: RefusalCode, sentence: string }
    | { __typename: 'InvalidInput', code: RefusalCode, sentence: string, issues: Array<{ path: Array<string>, code: string }> }
    | { __typename: 'MessageNotFound', code: RefusalCode, sentence: string }
    | { __typename: 'NotRetryable', code: RefusalCode, status: MessageStatus, sentence: string }
    | { __typename: 'OutcomeUnknown', code: RefusalCode, sentence: string }
    | { __typename: 'QueueFull', code: RefusalCode, sentence: string }
    | { __typename: 'SenderNotFound', code: RefusalCode, sentence: string }
   };

export type WaitingForQueryVariables = Exact<{
  id: string | number;
}>;


export type WaitingForQuery = { message: { waitingFor: { code: WaitCode, until: string | null, sentence: string, error: { code: string } | null } | null } | null };

export type InboundViewFragment = { id: string, to: string, profileName: string | null, type: InboundMessageType, wamid: string, groupId: string | null, providerAt: string | null, from: { phone: string | null, userId: string | null, window: { state: ConversationWindowState, until: string | null } | null }, content:
    | { __typename: 'InboundButtonReply', id: string, title: string | null }
    | { __typename: 'InboundCallPermissionReply', accepted: boolean, expiresAt: string | null, automatic: boolean | null }
    | { __typename: 'InboundChange', raw: unknown, changed: string | null }
    | { __typename: 'InboundContacts', cards: Array<{ card: { name: { formattedName: string }, phones: Array<{ waId: string | null }> | null } }> }
    | { __typename: 'InboundFlowReply', name: string | null, responseJson: string }
    | { __typename: 'InboundListReply', id: string, title: string | null }
    | { __typename: 'InboundLocation', latitude: number, name: string | null }
    | { __typename: 'InboundMedia', mimeType: string | null, filename: string | null, voice: boolean | null, mediaId: string }
    | { __typename: 'InboundOrder', catalogId: string | null, items: Array<{ productRetailerId: string, quantity: number | null, itemPrice: number | null }> }
    | { __typename: 'InboundOther', word: string, raw: unknown }
    | { __typename: 'InboundReaction', emoji: string | null, reactsTo: string }
    | { __typename: 'InboundSystem', event: string | null, waId: string | null }
    | { __typename: 'InboundTemplateButton', payload: string | null, text: string | null }
    | { __typename: 'InboundText', body: string }
    | { __typename: 'InboundUnsupported', kind: string | null, errors: Array<{ code: string }> }
  , context: { wamid: string | null, forwarded: boolean, message: { id: string } | null } | null, referral: { sourceType: string | null } | null };

export type ListInboundQueryVariables = Exact<{
  filter?: InboundMessageFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ListInboundQuery = { inboundMessages: { edges: Array<{ node: { id: string, to: string, profileName: string | null, type: InboundMessageType, wamid: string, groupId: string | null, providerAt: string | null, from: { phone: string | null, userId: string | null, window: { state: ConversationWindowState, until: string | null } | null }, content:
          | { __typename: 'InboundButtonReply', id: string, title: string | null }
          | { __typename: 'InboundCallPermissionReply', accepted: boolean, expiresAt: string | null, automatic: boolean | null }
          | { __typename: 'InboundChange', raw: unknown, changed: string | null }
          | { __typename: 'InboundContacts', cards: Array<{ card: { name: { formattedName: string }, phones: Array<{ waId: string | null }> | null } }> }
          | { __typename: 'InboundFlowReply', name: string | null, responseJson: string }
          | { __typename: 'InboundListReply', id: string, title: string | null }
          | { __typename: 'InboundLocation', latitude: number, name: string | null }
          | { __typename: 'InboundMedia', mimeType: string | null, filename: string | null, voice: boolean | null, mediaId: string }
          | { __typename: 'InboundOrder', catalogId: string | null, items: Array<{ productRetailerId: string, quantity: number | null, itemPrice: number | null }> }
          | { __typename: 'InboundOther', word: string, raw: unknown }
          | { __typename: 'InboundReaction', emoji: string | null, reactsTo: string }
          | { __typename: 'InboundSystem', event: string | null, waId: string | null }
          | { __typename: 'InboundTemplateButton', payload: string | null, text: string | null }
          | { __typename: 'InboundText', body: string }
          | { __typename: 'InboundUnsupported', kind: string | null, errors: Array<{ code: string }> }
        , context: { wamid: string | null, forwarded: boolean, message: { id: string } | null } | null, referral: { sourceType: string | null } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type WatchInboundSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  filter?: InboundEventFilter | null | undefined;
}>;


export type WatchInboundSubscription = { inboundMessages:
    | { __typename: 'InboundMessageEvent', cursor: string, at: string, message: { id: string, to: string, profileName: string | null, type: InboundMessageType, wamid: string, groupId: string | null, providerAt: string | null, from: { phone: string | null, userId: string | null, window: { state: ConversationWindowState, until: string | null } | null }, content:
          | { __typename: 'InboundButtonReply', id: string, title: string | null }
          | { __typename: 'InboundCallPermissionReply', accepted: boolean, expiresAt: string | null, automatic: boolean | null }
          | { __typename: 'InboundChange', raw: unknown, changed: string | null }
          | { __typename: 'InboundContacts', cards: Array<{ card: { name: { formattedName: string }, phones: Array<{ waId: string | null }> | null } }> }
          | { __typename: 'InboundFlowReply', name: string | null, responseJson: string }
          | { __typename: 'InboundListReply', id: string, title: string | null }
          | { __typename: 'InboundLocation', latitude: number, name: string | null }
          | { __typename: 'InboundMedia', mimeType: string | null, filename: string | null, voice: boolean | null, mediaId: string }
          | { __typename: 'InboundOrder', catalogId: string | null, items: Array<{ productRetailerId: string, quantity: number | null, itemPrice: number | null }> }
          | { __typename: 'InboundOther', word: string, raw: unknown }
          | { __typename: 'InboundReaction', emoji: string | null, reactsTo: string }
          | { __typename: 'InboundSystem', event: string | null, waId: string | null }
          | { __typename: 'InboundTemplateButton', payload: string | null, text: string | null }
          | { __typename: 'InboundText', body: string }
          | { __typename: 'InboundUnsupported', kind: string | null, errors: Array<{ code: string }> }
        , context: { wamid: string | null, forwarded: boolean, message: { id: string } | null } | null, referral: { sourceType: string | null } | null } | null }
    | { __typename: 'StreamGap', cursor: string, reason: StreamGapReason }
    | { __typename: 'StreamHeartbeat', cursor: string }
   };

export type FindInboundQueryVariables = Exact<{
  id: string | number;
}>;


export type FindInboundQuery = { node:
    | { id: string, to: string, profileName: string | null, type: InboundMessageType, wamid: string, groupId: string | null, providerAt: string | null, from: { phone: string | null, userId: string | null, window: { state: ConversationWindowState, until: string | null } | null }, content:
        | { __typename: 'InboundButtonReply', id: string, title: string | null }
        | { __typename: 'InboundCallPermissionReply', accepted: boolean, expiresAt: string | null, automatic: boolean | null }
        | { __typename: 'InboundChange', raw: unknown, changed: string | null }
        | { __typename: 'InboundContacts', cards: Array<{ card: { name: { formattedName: string }, phones: Array<{ waId: string | null }> | null } }> }
        | { __typename: 'InboundFlowReply', name: string | null, responseJson: string }
        | { __typename: 'InboundListReply', id: string, title: string | null }
        | { __typename: 'InboundLocation', latitude: number, name: string | null }
        | { __typename: 'InboundMedia', mimeType: string | null, filename: string | null, voice: boolean | null, mediaId: string }
        | { __typename: 'InboundOrder', catalogId: string | null, items: Array<{ productRetailerId: string, quantity: number | null, itemPrice: number | null }> }
        | { __typename: 'InboundOther', word: string, raw: unknown }
        | { __typename: 'InboundReaction', emoji: string | null, reactsTo: string }
        | { __typename: 'InboundSystem', event: string | null, waId: string | null }
        | { __typename: 'InboundTemplateButton', payload: string | null, text: string | null }
        | { __typename: 'InboundText', body: string }
        | { __typename: 'InboundUnsupported', kind: string | null, errors: Array<{ code: string }> }
      , context: { wamid: string | null, forwarded: boolean, message: { id: string } | null } | null, referral: { sourceType: string | null } | null }
    | Record<PropertyKey, never>
   | null };

export type FindWindowQueryVariables = Exact<{
  id: string | number;
}>;


export type FindWindowQuery = { message: { to: { window: { state: ConversationWindowState, until: string | null } | null } | null } | null };

export type ListDeadItemsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ListDeadItemsQuery = { deadWebhookItems: { edges: Array<{ node: { id: string, path: string, reason: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ReplayDeadItemMutationVariables = Exact<{
  id: string | number;
}>;


export type ReplayDeadItemMutation = { replayDeadWebhookItem:
    | { __typename: 'ReplayedWebhookItem', id: string }
    | { __typename: 'WebhookItemNotFound', code: RefusalCode }
    | { __typename: 'WebhookItemStillDead', code: RefusalCode, reason: string }
   };

export type WatchSuppressionsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type WatchSuppressionsSubscription = { suppressionChanges:
    | { __typename: 'StreamGap', cursor: string }
    | { __typename: 'StreamHeartbeat', cursor: string }
    | { __typename: 'SuppressionEvent', cursor: string, change: SuppressionChange, source: SuppressionSource, suppression: { endedAt: string | null, list: SuppressionList, scope: SuppressionScope, source: SuppressionSource, reason: string | null, recipient: { phone: string | null, userId: string | null } | null } }
   };

export type SetOptOutWordsMutationVariables = Exact<{
  input: SetOptOutWordsInput;
}>;


export type SetOptOutWordsMutation = { setOptOutWords:
    | { __typename: 'InvalidInput', issues: Array<{ path: Array<string>, code: string }> }
    | { __typename: 'OptOutWords', stop: Array<string>, stopMarketing: Array<string>, start: Array<string> }
   };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const MessageViewFragmentDoc = new TypedDocumentString(`
    fragment MessageView on Message {
  id
  from
  to {
    phone
    userId
  }
  type
  content {
    __typename
    ... on TextContent {
      body
      previewUrl
    }
    ... on ImageContent {
      source {
        id
        link
      }
      caption
    }
    ... on LocationContent {
      latitude
      longitude
      name
      address
    }
  }
  externalId
  status
  inDoubt
  possibleDuplicate
  wamid
  error {
    code
    title
    details
    retryable
    advice
  }
  warnings {
    code
  }
  attempts {
    number
    outcome
    httpStatus
    error {
      code
    }
  }
  timeline {
    status
    attempt
  }
  createdAt
  sendAt
  expiresAt
  acceptedAt
  sentAt
  deliveredAt
  readAt
  failedAt
}
    `, {"fragmentName":"MessageView"}) as unknown as TypedDocumentString<MessageViewFragment, unknown>;
export const SuppressionViewFragmentDoc = new TypedDocumentString(`
    fragment SuppressionView on Suppression {
  recipient {
    phone
    userId
  }
  list
  scope
  source
  reason
}
    `, {"fragmentName":"SuppressionView"}) as unknown as TypedDocumentString<SuppressionViewFragment, unknown>;
export const SuppressionAnswerFragmentDoc = new TypedDocumentString(`
    fragment SuppressionAnswer on SuppressionResult {
  __typename
  ... on SuppressionApplied {
    changed
    suppressions {
      ...SuppressionView
    }
  }
  ... on InvalidInput {
    code
    issues {
      path
      code
    }
  }
}
    fragment SuppressionView on Suppression {
  recipient {
    phone
    userId
  }
  list
  scope
  source
  reason
}`, {"fragmentName":"SuppressionAnswer"}) as unknown as TypedDocumentString<SuppressionAnswerFragment, unknown>;
export const InboundViewFragmentDoc = new TypedDocumentString(`
    fragment InboundView on InboundMessage {
  id
  to
  from {
    phone
    userId
    window {
      state
      until
    }
  }
  profileName
  type
  wamid
  content {
    __typename
    ... on InboundText {
      body
    }
    ... on InboundMedia {
      mediaId: id
      mimeType
      filename
      voice
    }
    ... on InboundLocation {
      latitude
      name
    }
    ... on InboundContacts {
      cards {
        card {
          name {
            formattedName
          }
          phones {
            waId
          }
        }
      }
    }
    ... on InboundButtonReply {
      id
      title
    }
    ... on InboundListReply {
      id
      title
    }
    ... on InboundFlowReply {
      name
      responseJson
    }
    ... on InboundCallPermissionReply {
      accepted
      expiresAt
      automatic
    }
    ... on InboundTemplateButton {
      payload
      text
    }
    ... on InboundReaction {
      reactsTo: wamid
      emoji
    }
    ... on InboundOrder {
      catalogId
      items {
        productRetailerId
        quantity
        itemPrice
      }
    }
    ... on InboundSystem {
      event
      waId
    }
    ... on InboundUnsupported {
      kind
      errors {
        code
      }
    }
    ... on InboundChange {
      changed: wamid
      raw
    }
    ... on InboundOther {
      word
      raw
    }
  }
  context {
    wamid
    forwarded
    message {
      id
    }
  }
  referral {
    sourceType
  }
  groupId
  providerAt
}
    `, {"fragmentName":"InboundView"}) as unknown as TypedDocumentString<InboundViewFragment, unknown>;
export const EnqueueDocument = new TypedDocumentString(`
    mutation Enqueue($input: EnqueueMessageInput!) {
  enqueueMessage(input: $input) {
    __typename
    ... on EnqueuedMessage {
      replayed
      message {
        ...MessageView
      }
    }
    ... on Refusal {
      code
      sentence: message
      retryable
      retryAfterSeconds
    }
    ... on InvalidInput {
      issues {
        path
        code
        message
      }
    }
    ... on OutcomeUnknown {
      messageId
    }
  }
}
    fragment MessageView on Message {
  id
  from
  to {
    phone
    userId
  }
  type
  content {
    __typename
    ... on TextContent {
      body
      previewUrl
    }
    ... on ImageContent {
      source {
        id
        link
      }
      caption
    }
    ... on LocationContent {
      latitude
      longitude
      name
      address
    }
  }
  externalId
  status
  inDoubt
  possibleDuplicate
  wamid
  error {
    code
    title
    details
    retryable
    advice
  }
  warnings {
    code
  }
  attempts {
    number
    outcome
    httpStatus
    error {
      code
    }
  }
  timeline {
    status
    attempt
  }
  createdAt
  sendAt
  expiresAt
  acceptedAt
  sentAt
  deliveredAt
  readAt
  failedAt
}`) as unknown as TypedDocumentString<EnqueueMutation, EnqueueMutationVariables>;
export const EnqueueListDocument = new TypedDocumentString(`
    mutation EnqueueList($inputs: [EnqueueMessageInput!]!) {
  enqueueMessages(inputs: $inputs) {
    __typename
    ... on EnqueuedMessage {
      replayed
      message {
        id
        externalId
        status
      }
    }
    ... on Refusal {
      code
    }
    ... on InvalidInput {
      issues {
        path
        code
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EnqueueListMutation, EnqueueListMutationVariables>;
export const FindMessageDocument = new TypedDocumentString(`
    query FindMessage($id: ID!) {
  message(id: $id) {
    ...MessageView
  }
}
    fragment MessageView on Message {
  id
  from
  to {
    phone
    userId
  }
  type
  content {
    __typename
    ... on TextContent {
      body
      previewUrl
    }
    ... on ImageContent {
      source {
        id
        link
      }
      caption
    }
    ... on LocationContent {
      latitude
      longitude
      name
      address
    }
  }
  externalId
  status
  inDoubt
  possibleDuplicate
  wamid
  error {
    code
    title
    details
    retryable
    advice
  }
  warnings {
    code
  }
  attempts {
    number
    outcome
    httpStatus
    error {
      code
    }
  }
  timeline {
    status
    attempt
  }
  createdAt
  sendAt
  expiresAt
  acceptedAt
  sentAt
  deliveredAt
  readAt
  failedAt
}`) as unknown as TypedDocumentString<FindMessageQuery, FindMessageQueryVariables>;
export const ListMessagesDocument = new TypedDocumentString(`
    query ListMessages($filter: MessageFilter, $first: Int, $after: String, $last: Int, $before: String) {
  messages(
    filter: $filter
    first: $first
    after: $after
    last: $last
    before: $before
  ) {
    edges {
      cursor
      node {
        id
        status
        externalId
      }
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ListMessagesQuery, ListMessagesQueryVariables>;
export const TakeSnapshotDocument = new TypedDocumentString(`
    query TakeSnapshot {
  messages(first: 100) {
    cursor
    edges {
      node {
        id
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TakeSnapshotQuery, TakeSnapshotQueryVariables>;
export const CancelDocument = new TypedDocumentString(`
    mutation Cancel($id: ID!) {
  cancelMessage(input: {id: $id}) {
    __typename
    ... on CanceledMessage {
      message {
        id
        status
      }
    }
    ... on Refusal {
      code
      sentence: message
      retryable
    }
    ... on TooLateToCancel {
      status
    }
  }
}
    `) as unknown as TypedDocumentString<CancelMutation, CancelMutationVariables>;
export const CurrentCursorDocument = new TypedDocumentString(`
    query CurrentCursor {
  cursor
}
    `) as unknown as TypedDocumentString<CurrentCursorQuery, CurrentCursorQueryVariables>;
export const WatchDocument = new TypedDocumentString(`
    subscription Watch($after: String, $filter: MessageEventFilter) {
  messageEvents(after: $after, filter: $filter) {
    __typename
    ... on StreamItem {
      cursor
    }
    ... on MessageEvent {
      kind
      status
      at
      providerAt
      attempt
      possibleDuplicate
      error {
        code
      }
      message {
        id
      }
    }
    ... on StreamGap {
      reason
    }
  }
}
    `) as unknown as TypedDocumentString<WatchSubscription, WatchSubscriptionVariables>;
export const SenderGatesDocument = new TypedDocumentString(`
    query SenderGates {
  senders(first: 10) {
    edges {
      node {
        phoneNumber
        messagesPerSecond
        currentPace
        pausedUntil
        pausedBecause {
          code
          title
          advice
          retryable
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SenderGatesQuery, SenderGatesQueryVariables>;
export const SendersDocument = new TypedDocumentString(`
    query Senders {
  senders(first: 10) {
    edges {
      node {
        id
        phoneNumber
        queueDepth
        oldestQueuedAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SendersQuery, SendersQueryVariables>;
export const FindNodeDocument = new TypedDocumentString(`
    query FindNode($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on Message {
      status
    }
    ... on Sender {
      phoneNumber
    }
  }
}
    `) as unknown as TypedDocumentString<FindNodeQuery, FindNodeQueryVariables>;
export const UnsubscribeDocument = new TypedDocumentString(`
    mutation Unsubscribe($input: UnsubscribeRecipientInput!) {
  unsubscribeRecipient(input: $input) {
    ...SuppressionAnswer
  }
}
    fragment SuppressionView on Suppression {
  recipient {
    phone
    userId
  }
  list
  scope
  source
  reason
}
fragment SuppressionAnswer on SuppressionResult {
  __typename
  ... on SuppressionApplied {
    changed
    suppressions {
      ...SuppressionView
    }
  }
  ... on InvalidInput {
    code
    issues {
      path
      code
    }
  }
}`) as unknown as TypedDocumentString<UnsubscribeMutation, UnsubscribeMutationVariables>;
export const ResubscribeDocument = new TypedDocumentString(`
    mutation Resubscribe($input: ResubscribeRecipientInput!) {
  resubscribeRecipient(input: $input) {
    ...SuppressionAnswer
  }
}
    fragment SuppressionView on Suppression {
  recipient {
    phone
    userId
  }
  list
  scope
  source
  reason
}
fragment SuppressionAnswer on SuppressionResult {
  __typename
  ... on SuppressionApplied {
    changed
    suppressions {
      ...SuppressionView
    }
  }
  ... on InvalidInput {
    code
    issues {
      path
      code
    }
  }
}`) as unknown as TypedDocumentString<ResubscribeMutation, ResubscribeMutationVariables>;
export const BlockDocument = new TypedDocumentString(`
    mutation Block($input: BlockRecipientInput!) {
  blockRecipient(input: $input) {
    ...SuppressionAnswer
  }
}
    fragment SuppressionView on Suppression {
  recipient {
    phone
    userId
  }
  list
  scope
  source
  reason
}
fragment SuppressionAnswer on SuppressionResult {
  __typename
  ... on SuppressionApplied {
    changed
    suppressions {
      ...SuppressionView
    }
  }
  ... on InvalidInput {
    code
    issues {
      path
      code
    }
  }
}`) as unknown as TypedDocumentString<BlockMutation, BlockMutationVariables>;
export const UnblockDocument = new TypedDocumentString(`
    mutation Unblock($input: UnblockRecipientInput!) {
  unblockRecipient(input: $input) {
    ...SuppressionAnswer
  }
}
    fragment SuppressionView on Suppression {
  recipient {
    phone
    userId
  }
  list
  scope
  source
  reason
}
fragment SuppressionAnswer on SuppressionResult {
  __typename
  ... on SuppressionApplied {
    changed
    suppressions {
      ...SuppressionView
    }
  }
  ... on InvalidInput {
    code
    issues {
      path
      code
    }
  }
}`) as unknown as TypedDocumentString<UnblockMutation, UnblockMutationVariables>;
export const UnsubscribeListDocument = new TypedDocumentString(`
    mutation UnsubscribeList($inputs: [UnsubscribeRecipientInput!]!) {
  unsubscribeRecipients(inputs: $inputs) {
    ...SuppressionAnswer
  }
}
    fragment SuppressionView on Suppression {
  recipient {
    phone
    userId
  }
  list
  scope
  source
  reason
}
fragment SuppressionAnswer on SuppressionResult {
  __typename
  ... on SuppressionApplied {
    changed
    suppressions {
      ...SuppressionView
    }
  }
  ... on InvalidInput {
    code
    issues {
      path
      code
    }
  }
}`) as unknown as TypedDocumentString<UnsubscribeListMutation, UnsubscribeListMutationVariables>;
export const UnblockListDocument = new TypedDocumentString(`
    mutation UnblockList($inputs: [UnblockRecipientInput!]!) {
  unblockRecipients(inputs: $inputs) {
    ...SuppressionAnswer
  }
}
    fragment SuppressionView on Suppression {
  recipient {
    phone
    userId
  }
  list
  scope
  source
  reason
}
fragment SuppressionAnswer on SuppressionResult {
  __typename
  ... on SuppressionApplied {
    changed
    suppressions {
      ...SuppressionView
    }
  }
  ... on InvalidInput {
    code
    issues {
      path
      code
    }
  }
}`) as unknown as TypedDocumentString<UnblockListMutation, UnblockListMutationVariables>;
export const ListSuppressionsDocument = new TypedDocumentString(`
    query ListSuppressions($filter: SuppressionFilter, $first: Int, $after: String) {
  suppressions(filter: $filter, first: $first, after: $after) {
    edges {
      node {
        ...SuppressionView
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment SuppressionView on Suppression {
  recipient {
    phone
    userId
  }
  list
  scope
  source
  reason
}`) as unknown as TypedDocumentString<ListSuppressionsQuery, ListSuppressionsQueryVariables>;
export const EnqueueWithWarningsDocument = new TypedDocumentString(`
    mutation EnqueueWithWarnings($input: EnqueueMessageInput!) {
  enqueueMessage(input: $input) {
    __typename
    ... on EnqueuedMessage {
      message {
        id
      }
      warnings {
        code
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EnqueueWithWarningsMutation, EnqueueWithWarningsMutationVariables>;
export const ResolveDocument = new TypedDocumentString(`
    mutation Resolve($id: ID!, $action: ResolveAction!) {
  resolveUnknownMessage(input: {id: $id, action: $action}) {
    __typename
    ... on ResolvedMessage {
      message {
        id
        status
        possibleDuplicate
      }
    }
    ... on Refusal {
      code
      sentence: message
      retryable
    }
    ... on NotResolvable {
      status
    }
  }
}
    `) as unknown as TypedDocumentString<ResolveMutation, ResolveMutationVariables>;
export const SendDocument = new TypedDocumentString(`
    mutation Send($input: SendMessageInput!) {
  sendMessage(input: $input) {
    __typename
    ... on SentMessage {
      message {
        id
        status
      }
    }
    ... on Refusal {
      code
      sentence: message
      retryable
    }
    ... on MessageRefused {
      error {
        code
      }
      refused {
        id
        status
      }
    }
    ... on InvalidInput {
      issues {
        path
        code
      }
    }
    ... on OutcomeUnknown {
      messageId
    }
  }
}
    `) as unknown as TypedDocumentString<SendMutation, SendMutationVariables>;
export const RetryDocument = new TypedDocumentString(`
    mutation Retry($input: RetryMessageInput!) {
  retryMessage(input: $input) {
    __typename
    ... on EnqueuedMessage {
      replayed
      message {
        ...MessageView
        context {
          wamid
        }
        retryOf {
          id
        }
      }
    }
    ... on Refusal {
      code
      sentence: message
    }
    ... on NotRetryable {
      status
    }
    ... on InvalidInput {
      issues {
        path
        code
      }
    }
  }
}
    fragment MessageView on Message {
  id
  from
  to {
    phone
    userId
  }
  type
  content {
    __typename
    ... on TextContent {
      body
      previewUrl
    }
    ... on ImageContent {
      source {
        id
        link
      }
      caption
    }
    ... on LocationContent {
      latitude
      longitude
      name
      address
    }
  }
  externalId
  status
  inDoubt
  possibleDuplicate
  wamid
  error {
    code
    title
    details
    retryable
    advice
  }
  warnings {
    code
  }
  attempts {
    number
    outcome
    httpStatus
    error {
      code
    }
  }
  timeline {
    status
    attempt
  }
  createdAt
  sendAt
  expiresAt
  acceptedAt
  sentAt
  deliveredAt
  readAt
  failedAt
}`) as unknown as TypedDocumentString<RetryMutation, RetryMutationVariables>;
export const WaitingForDocument = new TypedDocumentString(`
    query WaitingFor($id: ID!) {
  message(id: $id) {
    waitingFor {
      code
      until
      error {
        code
      }
      sentence
    }
  }
}
    `) as unknown as TypedDocumentString<WaitingForQuery, WaitingForQueryVariables>;
export const ListInboundDocument = new TypedDocumentString(`
    query ListInbound($filter: InboundMessageFilter, $first: Int, $after: String) {
  inboundMessages(filter: $filter, first: $first, after: $after) {
    edges {
      node {
        ...InboundView
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment InboundView on InboundMessage {
  id
  to
  from {
    phone
    userId
    window {
      state
      until
    }
  }
  profileName
  type
  wamid
  content {
    __typename
    ... on InboundText {
      body
    }
    ... on InboundMedia {
      mediaId: id
      mimeType
      filename
      voice
    }
    ... on InboundLocation {
      latitude
      name
    }
    ... on InboundContacts {
      cards {
        card {
          name {
            formattedName
          }
          phones {
            waId
          }
        }
      }
    }
    ... on InboundButtonReply {
      id
      title
    }
    ... on InboundListReply {
      id
      title
    }
    ... on InboundFlowReply {
      name
      responseJson
    }
    ... on InboundCallPermissionReply {
      accepted
      expiresAt
      automatic
    }
    ... on InboundTemplateButton {
      payload
      text
    }
    ... on InboundReaction {
      reactsTo: wamid
      emoji
    }
    ... on InboundOrder {
      catalogId
      items {
        productRetailerId
        quantity
        itemPrice
      }
    }
    ... on InboundSystem {
      event
      waId
    }
    ... on InboundUnsupported {
      kind
      errors {
        code
      }
    }
    ... on InboundChange {
      changed: wamid
      raw
    }
    ... on InboundOther {
      word
      raw
    }
  }
  context {
    wamid
    forwarded
    message {
      id
    }
  }
  referral {
    sourceType
  }
  groupId
  providerAt
}`) as unknown as TypedDocumentString<ListInboundQuery, ListInboundQueryVariables>;
export const WatchInboundDocument = new TypedDocumentString(`
    subscription WatchInbound($after: String, $filter: InboundEventFilter) {
  inboundMessages(after: $after, filter: $filter) {
    __typename
    ... on StreamItem {
      cursor
    }
    ... on InboundMessageEvent {
      at
      message {
        ...InboundView
      }
    }
    ... on StreamGap {
      reason
    }
  }
}
    fragment InboundView on InboundMessage {
  id
  to
  from {
    phone
    userId
    window {
      state
      until
    }
  }
  profileName
  type
  wamid
  content {
    __typename
    ... on InboundText {
      body
    }
    ... on InboundMedia {
      mediaId: id
      mimeType
      filename
      voice
    }
    ... on InboundLocation {
      latitude
      name
    }
    ... on InboundContacts {
      cards {
        card {
          name {
            formattedName
          }
          phones {
            waId
          }
        }
      }
    }
    ... on InboundButtonReply {
      id
      title
    }
    ... on InboundListReply {
      id
      title
    }
    ... on InboundFlowReply {
      name
      responseJson
    }
    ... on InboundCallPermissionReply {
      accepted
      expiresAt
      automatic
    }
    ... on InboundTemplateButton {
      payload
      text
    }
    ... on InboundReaction {
      reactsTo: wamid
      emoji
    }
    ... on InboundOrder {
      catalogId
      items {
        productRetailerId
        quantity
        itemPrice
      }
    }
    ... on InboundSystem {
      event
      waId
    }
    ... on InboundUnsupported {
      kind
      errors {
        code
      }
    }
    ... on InboundChange {
      changed: wamid
      raw
    }
    ... on InboundOther {
      word
      raw
    }
  }
  context {
    wamid
    forwarded
    message {
      id
    }
  }
  referral {
    sourceType
  }
  groupId
  providerAt
}`) as unknown as TypedDocumentString<WatchInboundSubscription, WatchInboundSubscriptionVariables>;
export const FindInboundDocument = new TypedDocumentString(`
    query FindInbound($id: ID!) {
  node(id: $id) {
    ...InboundView
  }
}
    fragment InboundView on InboundMessage {
  id
  to
  from {
    phone
    userId
    window {
      state
      until
    }
  }
  profileName
  type
  wamid
  content {
    __typename
    ... on InboundText {
      body
    }
    ... on InboundMedia {
      mediaId: id
      mimeType
      filename
      voice
    }
    ... on InboundLocation {
      latitude
      name
    }
    ... on InboundContacts {
      cards {
        card {
          name {
            formattedName
          }
          phones {
            waId
          }
        }
      }
    }
    ... on InboundButtonReply {
      id
      title
    }
    ... on InboundListReply {
      id
      title
    }
    ... on InboundFlowReply {
      name
      responseJson
    }
    ... on InboundCallPermissionReply {
      accepted
      expiresAt
      automatic
    }
    ... on InboundTemplateButton {
      payload
      text
    }
    ... on InboundReaction {
      reactsTo: wamid
      emoji
    }
    ... on InboundOrder {
      catalogId
      items {
        productRetailerId
        quantity
        itemPrice
      }
    }
    ... on InboundSystem {
      event
      waId
    }
    ... on InboundUnsupported {
      kind
      errors {
        code
      }
    }
    ... on InboundChange {
      changed: wamid
      raw
    }
    ... on InboundOther {
      word
      raw
    }
  }
  context {
    wamid
    forwarded
    message {
      id
    }
  }
  referral {
    sourceType
  }
  groupId
  providerAt
}`) as unknown as TypedDocumentString<FindInboundQuery, FindInboundQueryVariables>;
export const FindWindowDocument = new TypedDocumentString(`
    query FindWindow($id: ID!) {
  message(id: $id) {
    to {
      window {
        state
        until
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FindWindowQuery, FindWindowQueryVariables>;
export const ListDeadItemsDocument = new TypedDocumentString(`
    query ListDeadItems($first: Int, $after: String) {
  deadWebhookItems(first: $first, after: $after) {
    edges {
      node {
        id
        path
        reason
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ListDeadItemsQuery, ListDeadItemsQueryVariables>;
export const ReplayDeadItemDocument = new TypedDocumentString(`
    mutation ReplayDeadItem($id: ID!) {
  replayDeadWebhookItem(input: {id: $id}) {
    __typename
    ... on ReplayedWebhookItem {
      id
    }
    ... on Refusal {
      code
    }
    ... on WebhookItemStillDead {
      reason
    }
  }
}
    `) as unknown as TypedDocumentString<ReplayDeadItemMutation, ReplayDeadItemMutationVariables>;
export const WatchSuppressionsDocument = new TypedDocumentString(`
    subscription WatchSuppressions($after: String) {
  suppressionChanges(after: $after) {
    __typename
    ... on StreamItem {
      cursor
    }
    ... on SuppressionEvent {
      change
      source
      suppression {
        ...SuppressionView
        endedAt
      }
    }
  }
}
    fragment SuppressionView on Suppression {
  recipient {
    phone
    userId
  }
  list
  scope
  source
  reason
}`) as unknown as TypedDocumentString<WatchSuppressionsSubscription, WatchSuppressionsSubscriptionVariables>;
export const SetOptOutWordsDocument = new TypedDocumentString(`
    mutation SetOptOutWords($input: SetOptOutWordsInput!) {
  setOptOutWords(input: $input) {
    __typename
    ... on OptOutWords {
      stop
      stopMarketing
      start
    }
    ... on InvalidInput {
      issues {
        path
        code
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SetOptOutWordsMutation, SetOptOutWordsMutationVariables>;