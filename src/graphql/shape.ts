import type { EnumRef, InputRef, ObjectRef } from '@pothos/core';
import { builder } from './builder.ts';

/**
 * A part of a message, described once: what callers give is what they read back. The input is judged by the schema of the
 * same name in the room `content`; here are the names, the types and the words.
 */
export interface Shape {
  input: InputRef;
  output: ObjectRef<typeof builder.$inferSchemaTypes, Part>;
}

/** A stored part: an object, or of a oneOf the branch that was given, with its name as `type`. */
export type Part = Readonly<Record<string, unknown>>;

type Scalar = 'String' | 'Boolean' | 'Int' | 'Float' | 'ID' | 'URL' | 'DateTime' | 'JSON';
type AnyEnum = EnumRef<typeof builder.$inferSchemaTypes, unknown>;

export interface ShapeField {
  /** In a list: the type of its items. */
  type: Scalar | AnyEnum | Shape | readonly [Scalar | AnyEnum | Shape];
  required?: boolean;
  /** Makes the field required with this value when it is not given. */
  defaultValue?: boolean | string;
  /** What it is, with its limits and units. */
  description: string;
}

export function defineShape(
  name: string,
  options: {
    description: string;
    output?: string;
    isOneOf?: boolean;
    fields: Readonly<Record<string, ShapeField>>;
  },
): Shape {
  const { description, fields, isOneOf = false } = options;
  const input = builder.inputType(`${name}Input`, {
    description,
    isOneOf,
    fields: (t: { field: (options: object) => unknown }) =>
      mapFields(fields, (field) => t.field(inputField(field))),
  } as never) as InputRef; // fields named by strings have no types: the schema of the part judges them
  const output = builder.objectRef<Part>(options.output ?? name);
  output.implement({
    description: isOneOf ? `${description} One of the fields is given.` : description,
    fields: (t) =>
      mapFields(fields, (field, key) =>
        t.field({
          type: typeOf(field, 'output') as never, // named by strings
          nullable: isOneOf || !(field.required === true || field.defaultValue !== undefined),
          description: field.description,
          resolve: (part: Part) => read(part[key], field) as never, // as its schema made it
        }),
      ),
  });
  return { input, output };
}

/** A shape of which exactly one field is given. */
export function defineOneOf(
  name: string,
  options: { description: string; output?: string; fields: Readonly<Record<string, ShapeField>> },
): Shape {
  return defineShape(name, { ...options, isOneOf: true });
}

function inputField(field: ShapeField): object {
  return {
    type: typeOf(field, 'input'),
    required: field.required === true || field.defaultValue !== undefined,
    description: field.description,
    ...(field.defaultValue === undefined ? {} : { defaultValue: field.defaultValue }),
  };
}

function typeOf({ type }: ShapeField, side: 'input' | 'output'): unknown {
  const pick = (each: Scalar | AnyEnum | Shape): unknown =>
    typeof each === 'object' && 'input' in each ? each[side] : each;
  return isList(type) ? [pick(type[0])] : pick(type);
}

/** Moments are stored as text, like the rest of a message. */
function read(value: unknown, field: ShapeField): unknown {
  if (value === undefined || value === null) return null;
  return field.type === 'DateTime' ? new Date(value as string) : value; // a checked moment, as JSON writes it
}

function isList(type: ShapeField['type']): type is readonly [Scalar | AnyEnum | Shape] {
  return Array.isArray(type);
}

function mapFields<Field, Made>(
  fields: Readonly<Record<string, Field>>,
  make: (field: Field, key: string) => Made,
): Record<string, Made> {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, make(field, key)]));
}
