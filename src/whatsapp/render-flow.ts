import type { FlowContent } from '../content/interactive/flow.ts';
import { present } from './present.ts';

const flowMessageVersion = '3'; // the only one there is; REF §2.10

export function renderFlowAction(flow: FlowContent): object {
  const { flowId, flowName, buttonText, flowToken, mode, action, payload } = flow;
  return {
    name: 'flow',
    parameters: present({
      flow_message_version: flowMessageVersion,
      flow_id: flowId,
      flow_name: flowName,
      flow_cta: buttonText,
      flow_token: flowToken,
      mode: mode?.toLowerCase(),
      flow_action: action?.toLowerCase(),
      flow_action_payload: payload,
    }),
  };
}
