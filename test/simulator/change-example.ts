import { change, content } from './change.ts';
import { fullerInteractive, fullerTemplates } from './example-fuller.ts';
import { interactiveExamples } from './example-interactive.ts';
import { templateExamples } from './example-templates.ts';

export const examples: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  interactive: { ...interactiveExamples, ...fullerInteractive },
  template: { ...templateExamples, ...fullerTemplates },
  image: { by_id: { id: '1' } },
  video: { by_id: { id: '1' } },
  document: { by_id: { id: '1' } },
};

/** A message of this type that differs from the example of this name in some places. */
export function changeExample(type: string, name: string, changes: Readonly<Record<string, unknown>>) {
  return content(type, change(examples[type]?.[name], changes));
}
