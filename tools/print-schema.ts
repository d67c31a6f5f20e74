import { writeFile } from 'node:fs/promises';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { schema } from '../src/graphql/schema.ts';

/**
 * graphql-js prints no definition of a directive that it knows by itself. Readers that are older than @oneOf (graphql-js
 * before 16.9, Apollo's composition) refuse a directive that nobody defines.
 */
const oneOf = `"""
Of such an input object exactly one field is given, and not null.
"""
directive @oneOf on INPUT_OBJECT`;

await writeFile('schema.graphql', `${oneOf}\n\n${printSchema(lexicographicSortSchema(schema))}\n`);
