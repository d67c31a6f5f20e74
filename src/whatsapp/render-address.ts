import type { AddressContent, IndianAddress } from '../content/interactive/address.ts';
import { present } from './present.ts';

const country = 'IN'; // WhatsApp asks for addresses in India only; REF §2.10

export function renderAddressAction({ values, savedAddresses, validationErrors }: AddressContent): object {
  return {
    name: 'address_message',
    parameters: present({
      country,
      values: values && renderFields(values),
      saved_addresses: savedAddresses?.map(({ id, value }) => ({ id, value: renderFields(value) })),
      validation_errors: validationErrors && renderFields(validationErrors),
    }),
  };
}

function renderFields(fields: IndianAddress): object {
  return present({
    name: fields.name,
    phone_number: fields.phoneNumber,
    in_pin_code: fields.pinCode,
    house_number: fields.houseNumber,
    floor_number: fields.floorNumber,
    tower_number: fields.towerNumber,
    building_name: fields.buildingName,
    address: fields.address,
    landmark_area: fields.landmarkArea,
    city: fields.city,
    state: fields.state,
  });
}
