import type { CodegenConfig } from '@graphql-codegen/cli';

/** The typed operations that the tests and the example speak with: a field that is gone or changed does not compile. */
const config: CodegenConfig = {
  schema: 'schema.graphql',
  generates: {
    'test/generated/': typedOperations(['test/**/*.ts', '!test/generated/**']),
    'examples/client/generated/': typedOperations(['examples/client/*.ts']),
  },
};

function typedOperations(documents: string[]): CodegenConfig['generates'][string] {
  return {
    documents,
    preset: 'client',
    presetConfig: { fragmentMasking: false },
    config: {
      documentMode: 'string',
      enumsAsTypes: true,
      useTypeImports: true,
      importExtension: '.ts',
      scalars: { DateTime: 'string', PhoneNumber: 'string', URL: 'string' },
    },
  };
}

export default config;
