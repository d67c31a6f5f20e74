import type { PaymentGateway } from '../content/order/payment-gateway.ts';
import type { PaymentSetting } from '../content/order/payment-setting.ts';
import { present } from './present.ts';

export function renderPaymentSetting(setting: PaymentSetting): object {
  switch (setting.type) {
    case 'paymentGateway':
      return { type: 'payment_gateway', payment_gateway: renderGateway(setting.paymentGateway) };
    case 'upiIntent':
      return { type: 'upi_intent_link', upi_intent_link: setting.upiIntent };
    case 'paymentLink':
      return { type: 'payment_link', payment_link: { uri: setting.paymentLink.url } };
    case 'pixDynamicCode': {
      const { code, merchantName, key, keyType } = setting.pixDynamicCode;
      return {
        type: 'pix_dynamic_code',
        pix_dynamic_code: { code, merchant_name: merchantName, key, key_type: keyType },
      };
    }
    case 'boleto':
      return { type: 'boleto', boleto: { digitable_line: setting.boleto.digitableLine } };
    case 'offsiteCardPay': {
      const { lastFourDigits, credentialId } = setting.offsiteCardPay;
      return {
        type: 'offsite_card_pay',
        offsite_card_pay: { last_four_digits: lastFourDigits, credential_id: credentialId },
      };
    }
    default:
      return setting satisfies never;
  }
}

/** What only one provider knows goes under its name, if there is any of it. */
function renderGateway({ configurationName, provider }: PaymentGateway): object {
  const own = ownFieldsOf(provider);
  return {
    type: provider.type,
    configuration_name: configurationName,
    ...(Object.keys(own).length === 0 ? {} : { [provider.type]: own }),
  };
}

function ownFieldsOf(provider: PaymentGateway['provider']): object {
  switch (provider.type) {
    case 'razorpay': {
      const { receipt, notes } = provider.razorpay;
      const pairs = notes?.map(({ key, value }) => [key, value] as const);
      return present({ receipt, notes: pairs && Object.fromEntries(pairs) });
    }
    case 'payu':
      return numbered('udf', provider.payu.userFields);
    case 'billdesk':
      return numbered('additional_info', provider.billdesk.additionalInfos);
    case 'zaakpay':
      return numbered('extra', provider.zaakpay.extras);
    default:
      return provider satisfies never;
  }
}

function numbered(name: string, values: readonly string[] = []): object {
  return Object.fromEntries(values.map((value, index) => [`${name}${index + 1}`, value]));
}
