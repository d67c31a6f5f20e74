import type { Plugin } from 'graphql-yoga';

/**
 * Puts a plugin behind all others, and so behind the caches of documents: what it says of one operation and its variables
 * is no property of the document, and is never kept for others who send the same text.
 */
export function judgeLast(plugin: Plugin<Record<string, unknown>>): Plugin<Record<string, unknown>> {
  return {
    onPluginInit: ({ plugins }) => {
      plugins.push(plugin);
    },
  };
}
