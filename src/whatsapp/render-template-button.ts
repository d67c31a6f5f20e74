import type { TemplateButton } from '../content/template/template-button.ts';
import { present } from './present.ts';
import { renderProductSections } from './render-product-sections.ts';
import { renderOrder } from './render-order.ts';

export function renderTemplateButton(button: TemplateButton): object {
  switch (button.type) {
    case 'quickReply': {
      const { index, payload } = button.quickReply;
      return component('quick_reply', index, [{ type: 'payload', payload }]);
    }
    case 'url':
      return component('url', button.url.index, [{ type: 'text', text: button.url.suffix }]);
    case 'copyCode': {
      const { index, code } = button.copyCode;
      return component('copy_code', index, [{ type: 'coupon_code', coupon_code: code }]);
    }
    case 'flow': {
      const { index, token, data } = button.flow;
      return component('flow', index, action({ flow_token: token, flow_action_data: data }));
    }
    case 'catalog': {
      const { index, thumbnailProductRetailerId } = button.catalog;
      return component(
        'catalog',
        index,
        action({ thumbnail_product_retailer_id: thumbnailProductRetailerId }),
      );
    }
    case 'multiProduct': {
      const { index, thumbnailProductRetailerId, sections } = button.multiProduct;
      const products = {
        thumbnail_product_retailer_id: thumbnailProductRetailerId,
        sections: renderProductSections(sections),
      };
      return component('mpm', index, action(products));
    }
    case 'orderDetails': {
      const { index, order } = button.orderDetails;
      return component('order_details', index, action({ order_details: renderOrder(order) }));
    }
    case 'voiceCall': {
      const { index, ttlMinutes, payload } = button.voiceCall;
      return component('voice_call', index, [
        ...(ttlMinutes === undefined ? [] : [{ type: 'ttl_minutes', ttl_minutes: ttlMinutes }]),
        ...(payload === undefined ? [] : [{ type: 'payload', payload }]),
      ]);
    }
    case 'groupInvite': {
      const { index, groupId } = button.groupInvite;
      return component('url', index, [{ type: 'group_id', group_id: groupId }]); // the invitation is a link
    }
    default:
      return button satisfies never;
  }
}

/** A button with nothing to say is opened by WhatsApp with its own values. */
function component(subType: string, index: number | undefined, parameters: object[]): object {
  return {
    type: 'button',
    sub_type: subType,
    ...present({ index: index === undefined ? undefined : String(index) }),
    ...(parameters.length === 0 ? {} : { parameters }),
  };
}

function action(fields: Readonly<Record<string, unknown>>): object[] {
  const given = present(fields);
  return Object.keys(given).length === 0 ? [] : [{ type: 'action', action: given }];
}
