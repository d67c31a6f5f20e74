import { defineOneOf, defineShape } from '../shape.ts';

const parameterText = {
  type: 'String',
  description: '1 to 1,024 UTF-16 code units; no line break, no tab, at most 4 blanks in a row.',
} as const;

const currency = defineShape('CurrencyParameter', {
  description: 'An amount of money.',
  fields: {
    fallbackValue: { ...parameterText, required: true },
    code: { type: 'String', required: true, description: 'The code of ISO 4217, such as "USD".' },
    amount1000: {
      type: 'Float',
      required: true,
      description: 'A whole number, in thousandths of the currency: 12500 for 12.50.',
    },
  },
});

const dateTime = defineShape('DateTimeParameter', {
  description: 'A moment, in words.',
  fields: { fallbackValue: { ...parameterText, required: true } },
});

const templateParameter = defineOneOf('TemplateParameter', {
  description: 'What stands for a numbered variable.',
  fields: {
    text: parameterText,
    currency: { type: currency, description: 'An amount of money.' },
    dateTime: { type: dateTime, description: 'A moment.' },
  },
});

const namedTemplateParameter = defineShape('NamedTemplateParameter', {
  description: 'What stands for a variable with a name.',
  fields: {
    name: { type: 'String', required: true, description: '1 to 64 small letters, digits or "_"; unique.' },
    text: { ...parameterText, required: true },
  },
});

export const templateBody = defineOneOf('TemplateBody', {
  description:
    'What stands for the variables: by number or by name, as the template was made. At most 1,024 UTF-16 code units in all.',
  fields: {
    positional: { type: [templateParameter], description: '1 to 100, in their order.' },
    named: { type: [namedTemplateParameter], description: '1 to 100, by name.' },
  },
});
