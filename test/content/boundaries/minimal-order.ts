const bill = { subtotal: 100, tax: { amount: 0 }, total: 100 };

/** The least that an order in India needs: foreign goods name their importer. */
export const indianOrder = {
  referenceId: 'A-17',
  goodsType: 'PHYSICAL',
  currency: 'INR',
  paymentSettings: [{ paymentGateway: { configurationName: 'prod', provider: { payu: {} } } }],
  items: [
    {
      name: 'Plant',
      amount: 100,
      quantity: 1,
      countryOfOrigin: 'India',
      importerName: 'Example Imports',
      importerAddress: { addressLine1: '1 MG Road', city: 'Pune', zoneCode: 'MH', postalCode: '411001' },
    },
  ],
  ...bill,
};

/** The least that an order in Brazil needs. */
export const pixOrder = {
  referenceId: 'A-18',
  goodsType: 'DIGITAL',
  currency: 'BRL',
  paymentSettings: [
    {
      pixDynamicCode: { code: '00020101', merchantName: 'Example', key: 'ana@example.com', keyType: 'EMAIL' },
    },
  ],
  items: [{ name: 'Pass', amount: 100, quantity: 1 }],
  ...bill,
};

/** Whose sums stay right however many items there are. */
export const freeOrder = {
  ...pixOrder,
  items: [{ name: 'Gift', amount: 0, quantity: 1 }],
  subtotal: 0,
  total: 0,
};

export const beneficiary = {
  name: 'Ravi',
  addressLine1: '1 MG Road',
  city: 'Pune',
  state: 'Maharashtra',
  postalCode: '411001',
};
