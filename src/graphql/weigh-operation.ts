import {
  getNamedType,
  getOperationAST,
  isAbstractType,
  isLeafType,
  isListType,
  isObjectType,
  getNullableType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  valueFromASTUntyped,
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { maxInputs } from './answer-each.ts';
import { maxPageSize } from './check-page.ts';

/** What an operation would cost, how many levels of objects it asks for, and how many inputs its lists have. */
export interface Weight {
  cost: number;
  depth: number;
  inputs: number;
}

const nothing: Weight = { cost: 0, depth: 0, inputs: 0 };

/** One statement of the database, beside the values that it brings; a mutation is at least one. */
const statement = 500;
/** A row with what is read beside it. */
const row = 30;
/** What loaders read of many objects in one statement. */
const part = 5;
/** One row by its id, or the first of an index. */
const byId = 100;
/** A value in the answer costs 1. These fields cost more. */
export const costs: Readonly<Record<string, number>> = {
  'Query.cursor': statement,
  'Query.message': byId,
  'Query.node': byId,
  'Query.optOutWords': statement,
  'Query.messages': statement,
  'Query.inboundMessages': statement,
  'Query.deadWebhookItems': statement,
  'Query.senders': statement,
  'Query.suppressions': statement,
  'QueryMessagesConnectionEdge.node': row,
  'QueryInboundMessagesConnectionEdge.node': row,
  'QueryDeadWebhookItemsConnectionEdge.node': row,
  'QuerySuppressionsConnectionEdge.node': row,
  'Message.timeline': part,
  'Message.attempts': part,
  'Message.retryOf': part,
  'Message.waitingFor': part,
  'Recipient.window': 2 * part,
  'EnqueuedMessage.message': part,
  'EnqueuedMessage.warnings': 4 * part,
  'CanceledMessage.message': row,
  'ResolvedMessage.message': row,
  'InboundContext.message': row,
  'MessageEvent.message': row,
  'InboundMessageEvent.message': row,
  'SuppressionEvent.suppression': row,
  'Sender.messagesPerSecond': part,
  'Sender.currentPace': part,
  'Sender.pausedUntil': part,
  'Sender.pausedBecause': part,
  // Counts up to 100,000 rows.
  'Sender.queueDepth': statement,
  'Sender.oldestQueuedAt': byId,
};
/** Of the schema about itself: nothing is read. */
const ofSchema = 0.1;

/** How many items a list has whose length no argument says: usual lengths, rounded up. */
const sizes: Readonly<Record<string, number>> = {
  'Message.timeline': 10,
  'Message.attempts': 3,
  'OptOutWords.stop': 500,
  'OptOutWords.stopMarketing': 500,
  'OptOutWords.start': 500,
  'InvalidInput.issues': 11,
  '__Schema.types': 400,
  '__Schema.directives': 8,
  '__Type.fields': 8,
  '__Type.inputFields': 4,
  '__Type.enumValues': 4,
};
/** Of any other list: parts of one message, and arguments. */
const usualSize = 3;
/** Of a page whose size is not given. */
const usualPageSize = 20;

type Variables = Readonly<Record<string, unknown>>;

interface Scale {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  variables: Variables;
  /** The same fragment may be spread in many places. */
  weighed: Map<SelectionSetNode, Map<string, Weight>>;
}

/**
 * Weighs an operation by its document and its variables, before any of it runs. Lists multiply what is in them, and each
 * alias of a field counts. The document must be valid, so that no fragment is part of itself.
 */
export function weighOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  given: { operationName?: string | null | undefined; variables?: Variables | null | undefined },
): Weight {
  const operation = getOperationAST(document, given.operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!root) return nothing;
  const defaults = (operation.variableDefinitions ?? []).map(
    ({ variable, defaultValue }) =>
      [variable.name.value, defaultValue && valueFromASTUntyped(defaultValue)] as const,
  );
  const fragments = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  const scale: Scale = {
    schema,
    fragments: new Map(fragments.map((each) => [each.name.value, each])),
    variables: { ...Object.fromEntries(defaults), ...given.variables },
    weighed: new Map(),
  };
  return weighSet(scale, operation.selectionSet, root, usualPageSize);
}

/** Of what may be any of several types, the heaviest counts. */
function weighSet(scale: Scale, set: SelectionSetNode, type: GraphQLNamedType, pageSize: number): Weight {
  if (isAbstractType(type)) {
    const each = scale.schema
      .getPossibleTypes(type)
      .map((possible) => weighSet(scale, set, possible, pageSize));
    return each.reduce(heavier, nothing);
  }
  if (!isObjectType(type)) return nothing;
  const known = scale.weighed.get(set) ?? new Map<string, Weight>();
  scale.weighed.set(set, known);
  const key = `${type.name} ${pageSize}`;
  const weight = known.get(key) ?? weighObject(scale, set, type, pageSize);
  known.set(key, weight);
  return weight;
}

function weighObject(scale: Scale, set: SelectionSetNode, type: GraphQLObjectType, pageSize: number): Weight {
  let sum = nothing;
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      sum = add(sum, weighField(scale, selection, type, pageSize));
      continue;
    }
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? scale.fragments.get(selection.name.value) : selection;
    if (fragment && isApplied(scale.schema, fragment.typeCondition?.name.value, type))
      sum = add(sum, weighSet(scale, fragment.selectionSet, type, pageSize));
  }
  return sum;
}

function weighField(scale: Scale, node: FieldNode, parent: GraphQLObjectType, pageSize: number): Weight {
  const own = costOf(scale, node, parent);
  const field = fieldOf(parent, node.name.value);
  const type = field && getNamedType(field.type);
  if (!type || isLeafType(type) || !node.selectionSet) {
    const isList = field !== undefined && isListType(getNullableType(field.type));
    return { ...nothing, cost: isList ? own * sizeOf(scale, node, parent, pageSize) : own };
  }
  const inner = weighSet(scale, node.selectionSet, type, pageSizeOf(scale, node));
  const size = isListType(getNullableType(field.type)) ? sizeOf(scale, node, parent, pageSize) : 1;
  return {
    cost: own + size * inner.cost,
    depth: inner.depth + levelsOf(scale, type, parent),
    inputs: inner.inputs + (node.arguments?.some(isInputs) ? size : 0),
  };
}

function isInputs({ name }: ArgumentNode): boolean {
  return name.value === 'inputs';
}

function costOf({ schema }: Scale, node: FieldNode, parent: GraphQLObjectType): number {
  return parent === schema.getMutationType() ? statement : costOfField(parent, node.name.value);
}

export function costOfField(parent: GraphQLNamedType, name: string): number {
  return costs[`${parent.name}.${name}`] ?? (isOfSchema(parent) ? ofSchema : 1);
}

/**
 * Objects in objects. The edges and nodes of a page are its form, and so is the result of a mutation; how deep the schema may
 * be asked about is a rule of graphql-js.
 */
function levelsOf({ schema }: Scale, type: GraphQLNamedType, parent: GraphQLObjectType): number {
  const isForm =
    parent === schema.getMutationType() || parent.name.endsWith('Connection') || parent.name.endsWith('Edge');
  return isForm || isOfSchema(type) ? 0 : 1;
}

function isOfSchema({ name }: GraphQLNamedType): boolean {
  return name.startsWith('__');
}

function fieldOf(parent: GraphQLObjectType, name: string): GraphQLField<unknown, unknown> | undefined {
  if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  return parent.getFields()[name];
}

function sizeOf(scale: Scale, node: FieldNode, parent: GraphQLObjectType, pageSize: number): number {
  if (parent.name.endsWith('Connection')) return pageSize;
  const inputs = argumentOf(scale, node, 'inputs');
  // A list of one may be given without its brackets, and one that is too long is refused where it is read.
  if (inputs !== undefined) return Array.isArray(inputs) ? Math.min(inputs.length, maxInputs) : 1;
  return sizes[`${parent.name}.${node.name.value}`] ?? usualSize;
}

/** A size that no page can have is refused where the page is read. */
function pageSizeOf(scale: Scale, node: FieldNode): number {
  const given = ['first', 'last']
    .map((name) => argumentOf(scale, node, name))
    .filter((each) => typeof each === 'number');
  const [size = usualPageSize, other = size] = given;
  return Math.min(Math.max(size, other, 1), maxPageSize);
}

function argumentOf(scale: Scale, node: FieldNode, name: string): unknown {
  const argument = node.arguments?.find((each) => each.name.value === name);
  return argument && valueFromASTUntyped(argument.value, scale.variables);
}

function isApplied(schema: GraphQLSchema, condition: string | undefined, type: GraphQLObjectType): boolean {
  if (condition === undefined || condition === type.name) return true;
  const wanted = schema.getType(condition);
  return isAbstractType(wanted) && schema.isSubType(wanted, type);
}

function add(one: Weight, other: Weight): Weight {
  return {
    cost: one.cost + other.cost,
    depth: Math.max(one.depth, other.depth),
    inputs: one.inputs + other.inputs,
  };
}

function heavier(one: Weight, other: Weight): Weight {
  return {
    cost: Math.max(one.cost, other.cost),
    depth: Math.max(one.depth, other.depth),
    inputs: Math.max(one.inputs, other.inputs),
  };
}
