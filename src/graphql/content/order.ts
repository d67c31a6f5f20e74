import { currencies, pixKeyTypes } from '../../content/order/payment-setting.ts';
import { goodsTypes } from '../../content/order/order.ts';
import { orderStatuses } from '../../content/order/order-update.ts';
import { builder } from '../builder.ts';
import { defineOneOf, defineShape } from '../shape.ts';

const OrderCurrency = builder.enumType('OrderCurrency', {
  description: 'Where payments exist: India and Brazil.',
  values: currencies,
});
const GoodsType = builder.enumType('GoodsType', { description: 'What is sold.', values: goodsTypes });
const PixKeyType = builder.enumType('PixKeyType', {
  description: 'What kind of Pix key it is.',
  values: pixKeyTypes,
});
const OrderStatus = builder.enumType('OrderStatus', {
  description: 'How an order stands.',
  values: orderStatuses,
});

const text = (description: string, max: number) =>
  ({ type: 'String', description: `${description} At most ${max} UTF-16 code units.` }) as const;
const amount = {
  type: 'Int',
  required: true,
  description: 'In hundredths of the currency (paise, centavos), from 0.',
} as const;

const note = defineShape('PaymentNote', {
  description: "A note in the provider's own records.",
  fields: {
    key: { ...text('Unique.', 256), required: true },
    value: { ...text('What it says.', 256), required: true },
  },
});

const provider = defineOneOf('PaymentProvider', {
  description: 'A payment provider in India, with what its reports shall say.',
  fields: {
    razorpay: {
      type: defineShape('Razorpay', {
        description: 'Razorpay.',
        fields: {
          receipt: text('Your receipt number.', 40),
          notes: { type: [note], description: 'Up to 15 notes.' },
        },
      }),
      description: 'Razorpay.',
    },
    payu: {
      type: defineShape('PayU', {
        description: 'PayU.',
        fields: {
          userFields: { type: ['String'], description: 'Up to 4 texts of at most 255 UTF-16 code units.' },
        },
      }),
      description: 'PayU.',
    },
    billdesk: {
      type: defineShape('BillDesk', {
        description: 'BillDesk.',
        fields: {
          additionalInfos: {
            type: ['String'],
            description: 'Up to 7 texts of at most 120 UTF-16 code units.',
          },
        },
      }),
      description: 'BillDesk.',
    },
    zaakpay: {
      type: defineShape('Zaakpay', {
        description: 'Zaakpay.',
        fields: {
          extras: { type: ['String'], description: 'Up to 2 texts of at most 180 UTF-16 code units.' },
        },
      }),
      description: 'Zaakpay.',
    },
  },
});

const paymentSetting = defineOneOf('PaymentSetting', {
  description: 'One way to pay.',
  fields: {
    paymentGateway: {
      type: defineShape('PaymentGateway', {
        description: 'An account with a payment provider; India only.',
        fields: {
          configurationName: {
            ...text('The name of the payment configuration in your account.', 60),
            required: true,
          },
          provider: { type: provider, required: true, description: 'The provider.' },
        },
      }),
      description: 'A payment provider; India only.',
    },
    upiIntent: {
      type: defineShape('UpiIntent', {
        description: 'A UPI payment; India only.',
        fields: {
          link: {
            type: 'String',
            required: true,
            description: 'A link "upi://pay?…" of at most 2,048 characters.',
          },
        },
      }),
      description: 'UPI; India only.',
    },
    paymentLink: {
      type: defineShape('PaymentLink', {
        description: 'A page to pay on.',
        fields: { url: { type: 'URL', required: true, description: 'Its http(s) address.' } },
      }),
      description: 'A page to pay on.',
    },
    pixDynamicCode: {
      type: defineShape('PixDynamicCode', {
        description: 'A dynamic Pix code; Brazil only.',
        fields: {
          code: { ...text('The code to copy.', 1024), required: true },
          merchantName: { ...text('Who is paid.', 200), required: true },
          key: { ...text('The Pix key.', 77), required: true },
          keyType: { type: PixKeyType, required: true, description: 'What kind of key it is.' },
        },
      }),
      description: 'Pix; Brazil only.',
    },
    boleto: {
      type: defineShape('Boleto', {
        description: 'A boleto; Brazil only.',
        fields: {
          digitableLine: {
            type: 'String',
            required: true,
            description: 'Its digits, 44 to 48 of them, with or without groups.',
          },
        },
      }),
      description: 'A boleto; Brazil only.',
    },
    offsiteCardPay: {
      type: defineShape('OffsiteCardPay', {
        description: 'A card on file; Brazil only.',
        fields: {
          lastFourDigits: { type: 'String', required: true, description: '4 digits.' },
          credentialId: { ...text('Your id of the card.', 255), required: true },
        },
      }),
      description: 'A card on file; Brazil only.',
    },
  },
});

const importerAddress = defineShape('ImporterAddress', {
  description: 'Where the importer of foreign goods sits, in India.',
  fields: {
    addressLine1: { ...text('Street and number.', 100), required: true },
    addressLine2: text('What else is needed.', 100),
    city: { ...text('City.', 100), required: true },
    zoneCode: text('Such as "MH".', 10),
    postalCode: { type: 'String', required: true, description: '6 digits, the first not 0.' },
  },
});

const item = defineShape('OrderItem', {
  description: 'One line of an order. What a piece costs is the sale amount, if there is one.',
  fields: {
    retailerId: { type: 'String', description: 'Your id of the product.' },
    name: { ...text('What it is.', 60), required: true },
    amount,
    saleAmount: { ...amount, required: false, description: 'The lowered price of a piece, in hundredths.' },
    quantity: { type: 'Int', required: true, description: '1 to 1,000,000 pieces.' },
    imageLink: { type: 'URL', description: 'A picture, for products without a catalogue.' },
    countryOfOrigin: text('Needed in India without a catalogue.', 100),
    importerName: text('Needed in India without a catalogue.', 200),
    importerAddress: { type: importerAddress, description: 'Needed in India without a catalogue.' },
  },
});

const charge = defineShape('Charge', {
  description: 'Tax or shipping.',
  fields: { amount, description: text('What it is for.', 60) },
});

const discount = defineShape('Discount', {
  description: 'What is taken off.',
  fields: {
    amount,
    description: text('What it is for.', 60),
    programName: text('The discount program.', 60),
  },
});

const beneficiary = defineShape('Beneficiary', {
  description: 'Who receives physical goods, in India.',
  fields: {
    name: { ...text('Their name.', 200), required: true },
    addressLine1: { ...text('Street and number.', 100), required: true },
    addressLine2: text('What else is needed.', 100),
    city: { ...text('City.', 100), required: true },
    state: { ...text('State.', 100), required: true },
    postalCode: { type: 'String', required: true, description: '6 digits, the first not 0.' },
  },
});

const expiration = defineShape('OrderExpiration', {
  description: 'Until when an order can be paid.',
  fields: {
    at: { type: 'DateTime', required: true, description: 'At least 300 seconds ahead.' },
    description: text('What is said about it.', 120),
  },
});

export const referenceId = {
  type: 'String',
  required: true,
  description:
    'Your own name of the order: letters, digits and "_.-", at most 60 (35 in India). New for each order that is sent.',
} as const;

export const order = defineShape('Order', {
  description:
    'What is to be paid, and how. total = subtotal + tax + shipping − discount, and subtotal = the sum of the items.',
  fields: {
    referenceId,
    goodsType: { type: GoodsType, required: true, description: 'What is sold.' },
    currency: { type: OrderCurrency, required: true, description: 'The currency of all amounts.' },
    paymentSettings: { type: [paymentSetting], required: true, description: '1 to 6 ways to pay.' },
    catalogId: { type: 'String', description: 'The catalogue of the items.' },
    items: { type: [item], required: true, description: '1 to 1,000 lines.' },
    subtotal: { ...amount, description: 'The sum of the items, in hundredths.' },
    tax: { type: charge, required: true, description: 'Tax; its amount may be 0.' },
    shipping: { type: charge, description: 'Shipping.' },
    discount: { type: discount, description: 'What is taken off.' },
    total: { ...amount, description: 'What is to be paid, in hundredths.' },
    expiration: { type: expiration, description: 'Until when it can be paid.' },
    beneficiaries: { type: [beneficiary], description: 'Up to 10 people who receive physical goods.' },
  },
});

export const orderStatus = {
  type: OrderStatus,
  required: true,
  description:
    'How it stands. The pages of WhatsApp disagree on one word: PARTIALLY_SHIPPED goes to Brazil as `partially-shipped`, and elsewhere as `partially_shipped`.',
} as const;
export const statusDescription = text('What is said about it.', 120);
