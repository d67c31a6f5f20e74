export type MagicTemplate = {
  readonly name: string;
  /** What a sender of this template sees. */
  readonly sentence: string;
  readonly code: number;
  readonly details: string;
};

/** Names that Meta would know something against. Any other name is taken for that of an approved template. */
export const magicTemplates: readonly MagicTemplate[] = [
  {
    name: 'missing_template',
    sentence: 'Refused: there is no such template in this language (132001).',
    code: 132001,
    details: 'template name (missing_template) does not exist in this language',
  },
  {
    name: 'paused_template',
    sentence: 'Refused: the template is paused for low quality (132015).',
    code: 132015,
    details: 'The template is paused because its quality is low.',
  },
  {
    name: 'disabled_template',
    sentence: 'Refused: the template has been paused too often and is disabled (132016).',
    code: 132016,
    details: 'The template has been paused too many times and is now permanently disabled.',
  },
  {
    name: 'wrong_parameter_count',
    sentence: 'Refused: the template has another number of variables (132000).',
    code: 132000,
    details: 'body: number of localizable_params (1) does not match the expected number of params (2)',
  },
];

export function findMagicTemplate(name: string | undefined): MagicTemplate | undefined {
  return name === undefined ? undefined : byName.get(name);
}

const byName = new Map(magicTemplates.map((magic) => [magic.name, magic]));
