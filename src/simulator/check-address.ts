import { list, matching, required, requiredOneOf, shape, text } from './check-shape.ts';

const address = {
  name: text(),
  phone_number: text(),
  in_pin_code: matching(/^\d{6}$/, 'six digits'),
  house_number: text(),
  floor_number: text(),
  tower_number: text(),
  building_name: text(),
  address: text(),
  landmark_area: text(),
  city: text(),
  state: text(),
};
const sentences = Object.fromEntries(Object.keys(address).map((key) => [key, text()]));

const mostSavedAddresses = 100; // no figure is published; this one only keeps the work small

/** The parameters of an address message, which exists for India only. */
export const checkAddressAction = shape({
  country: requiredOneOf(['IN']),
  values: shape(address),
  saved_addresses: list(
    0,
    mostSavedAddresses,
    shape({ id: required(text()), value: required(shape(address)) }),
  ),
  validation_errors: shape(sentences),
});
