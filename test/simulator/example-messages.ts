// The examples of the reference, section 8.2: what is changed about an ordinary text message.
export const simpleExamples = {
  'text with reply and opaque value': {
    type: 'text',
    context: { message_id: 'wamid.HBgLMTY1MDU1NTAxMDEVAgASGBQ' },
    biz_opaque_callback_data: 'm:01J8ZK3T:1',
    text: { body: 'See https://example.com/track/A-17', preview_url: true },
  },
  'text by user id': {
    to: undefined,
    recipient: 'US.13491208655302741918',
    type: 'text',
    text: { body: 'Hello again' },
  },
  image: { type: 'image', image: { id: '1037543291543636', caption: 'Parcel at the door' }, text: undefined },
  video: {
    type: 'video',
    video: { link: 'https://cdn.example.com/v/demo.mp4?v=3', caption: 'Unboxing' },
    text: undefined,
  },
  document: {
    type: 'document',
    document: { id: '2037543291543636', filename: 'invoice-17.pdf', caption: 'Invoice' },
    text: undefined,
  },
  'voice note': { type: 'audio', audio: { id: '3037543291543636', voice: true }, text: undefined },
  sticker: { type: 'sticker', sticker: { id: '4037543291543636' }, text: undefined },
  location: {
    type: 'location',
    location: {
      latitude: '37.44216',
      longitude: '-122.16153',
      name: 'Pick-up point',
      address: '101 Forest Ave',
    },
    text: undefined,
  },
  contacts: {
    type: 'contacts',
    contacts: [
      {
        name: { formatted_name: 'Ana Lopes', first_name: 'Ana', last_name: 'Lopes' },
        phones: [{ phone: '+16505550102', type: 'WORK', wa_id: '16505550102' }],
        emails: [{ email: 'ana@example.com', type: 'WORK' }],
        org: { company: 'Example', department: 'Support', title: 'Agent' },
        urls: [{ url: 'https://example.com', type: 'WORK' }],
        addresses: [
          {
            street: '1 Main',
            city: 'Porto',
            country: 'Portugal',
            country_code: 'pt',
            zip: '4000',
            type: 'WORK',
          },
        ],
        birthday: '1990-05-04',
      },
    ],
    text: undefined,
  },
  reaction: {
    type: 'reaction',
    reaction: { message_id: 'wamid.HBgLMTY1MDU1NTAxMDEVAgASGBQ', emoji: '👍' },
    text: undefined,
  },
  'reaction taken back': {
    type: 'reaction',
    reaction: { message_id: 'wamid.HBgLMTY1MDU1NTAxMDEVAgASGBQ', emoji: '' },
    text: undefined,
  },
};
