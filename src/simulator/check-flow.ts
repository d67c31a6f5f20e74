import { isFields } from './check-parameter.ts';
import {
  anyObject,
  every,
  oneOf,
  required,
  requiredOneOf,
  rule,
  shape,
  text,
  type Check,
} from './check-shape.ts';
import { refuse } from './refusal.ts';

const emoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;

const checkCallToAction: Check = every(text(30), (param, value) =>
  typeof value === 'string' && emoji.test(value)
    ? refuse(131009, `Param ${param} must not contain emoji.`)
    : undefined,
);

const checkData: Check = every(anyObject, (param, value) =>
  isFields(value) && Object.keys(value).length === 0
    ? refuse(131009, `Param ${param} must not be empty.`)
    : undefined,
);

/** The parameters of a flow message. */
export const checkFlowAction = every(
  shape({
    flow_message_version: requiredOneOf(['3']),
    flow_id: text(),
    flow_name: text(),
    flow_cta: required(checkCallToAction),
    flow_token: text(),
    mode: oneOf(['draft', 'published']),
    flow_action: oneOf(['navigate', 'data_exchange']),
    flow_action_payload: shape({ screen: required(text()), data: checkData }),
  }),
  rule(({ flow_id: id, flow_name: name, flow_action: action, flow_action_payload: payload }, param) => {
    if (id === undefined && name === undefined)
      return refuse(131008, `Either ${param}['flow_id'] or ${param}['flow_name'] is required.`);
    if (id !== undefined && name !== undefined)
      return refuse(100, `Only one of ${param}['flow_id'] and ${param}['flow_name'] may be given.`);
    if (payload === undefined || action !== 'data_exchange') return undefined;
    return refuse(131009, `Param ${param}['flow_action_payload'] belongs to the flow action navigate only.`);
  }),
);
