import { anyObject, list, matching, required, requiredOneOf, shape, text, variant } from './check-shape.ts';

const gatewayName = { configuration_name: required(text(60)) };

// Each gateway has an object of its own for what only it knows.
const gateway = variant('type', {
  razorpay: { ...gatewayName, razorpay: anyObject },
  payu: { ...gatewayName, payu: anyObject },
  billdesk: { ...gatewayName, billdesk: anyObject },
  zaakpay: { ...gatewayName, zaakpay: anyObject },
});

/** How an order can be paid: the first two in India, the others in Brazil. */
export const checkPaymentSettings = list(
  1,
  10, // no figure is published; there are fewer ways to pay than this
  variant('type', {
    payment_gateway: { payment_gateway: required(gateway) },
    upi_intent_link: { upi_intent_link: required(shape({ link: required(text()) })) },
    pix_dynamic_code: {
      pix_dynamic_code: required(
        shape({
          code: required(text()),
          merchant_name: required(text()),
          key: required(text()),
          key_type: requiredOneOf(['CPF', 'CNPJ', 'EMAIL', 'PHONE', 'EVP']),
        }),
      ),
    },
    payment_link: { payment_link: required(shape({ uri: required(text()) })) },
    boleto: { boleto: required(shape({ digitable_line: required(text()) })) },
    offsite_card_pay: {
      offsite_card_pay: required(
        shape({
          last_four_digits: required(matching(/^\d{4}$/, 'four digits')),
          credential_id: required(text()),
        }),
      ),
    },
  }),
);
